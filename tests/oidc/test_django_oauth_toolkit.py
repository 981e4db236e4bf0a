"""What a real django-oauth-toolkit grants: the provider of `forwhom oidc demo`. One test for each thing seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forwhom.jwt.token import TokenForm
from forwhom.oidc.client import Authentication, Client
from forwhom.oidc.exchange import Response
from forwhom.oidc.follow_up import Deed, Wish
from forwhom.oidc.step import Match
from tests.oidc.hands import Hands, confidential, error, purpose, token
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import NOTHING, at_authorization, at_token, logged_in, on_device, requested

if TYPE_CHECKING:
    from forwhom.oidc.step import Asked, Step
    from forwhom.oidc.walk import Instruct
    from tests.oidc.conftest import Demo

WEB, TV = Client(id="shop-web"), Client(id="shop-tv")
SCOPE = "openid read"


def user(demo: Demo, *, deny: bool = False) -> UserAgent:
    """Ada, who logs in and allows what is asked."""
    answers = {"username": "ada", "password": demo.password}
    return UserAgent(answers if deny else {**answers, "allow": "Authorize"})


def login(demo: Demo, first: Asked, second: Asked = NOTHING, *wishes: Wish) -> list[Step]:
    """The steps of Ada's login."""
    return logged_in(demo.issuer, WEB, user(demo), first, second, *wishes)


def test_a_resource_at_authorization_is_inherited(demo: Demo) -> None:
    """A resource on the authorization request alone is granted."""
    steps = login(demo, at_authorization(demo.orders, scope=SCOPE))
    assert token(steps).match is Match.AS_ASKED
    assert token(steps).signature is True


def test_the_id_token_is_for_the_client(demo: Demo) -> None:
    """The ID Token names the client id; its nonce and its at_hash are found in order."""
    identity = token(login(demo, at_authorization(scope=SCOPE)), "id_token")
    said = [check.text for check in identity.checks]
    assert identity.audiences == ("shop-web",)
    assert "its nonce is the one of this request" in said
    assert "its at_hash is that of the access token that came with it" in said


def test_the_token_request_narrows(demo: Demo) -> None:
    """The token request chooses one of two."""
    steps = login(demo, at_authorization(demo.orders, demo.billing, scope=SCOPE), at_token(demo.billing))
    assert token(steps).audiences == (demo.billing,)


def test_the_token_request_cannot_widen(demo: Demo) -> None:
    """A resource beside the authorized one is refused, and the description says so."""
    steps = login(demo, at_authorization(demo.orders, scope=SCOPE), at_token(demo.billing))
    told = next(step.error for step in steps if step.error)
    assert told.code == "invalid_target"
    assert "cannot escalate" in told.description


def test_a_refresh_narrows(demo: Demo) -> None:
    """A refresh chooses one of two, and cannot widen."""
    both = at_authorization(demo.orders, demo.billing, scope=SCOPE)
    steps = login(demo, both, NOTHING, Wish(Deed.REFRESH, demo.billing))
    assert token(steps).audiences == (demo.billing,)
    steps = login(demo, both, NOTHING, Wish(Deed.REFRESH, "https://unknown.example.test"))
    assert error(steps) == "invalid_target"


@pytest.mark.parametrize("resource", ["urn:shop:orders", "orders"])
def test_a_resource_needs_a_scheme_and_a_host(demo: Demo, resource: str) -> None:
    """A urn is refused as invalid_target."""
    assert (
        error(requested(demo.issuer, confidential("shop-job", demo.secrets["shop-job"]), at_token(resource)))
        == "invalid_target"
    )


def test_the_audience_parameter_is_ignored(demo: Demo) -> None:
    """What is asked for by audience is not granted: the token is opaque."""
    job = confidential("shop-job", demo.secrets["shop-job"])
    assert token(requested(demo.issuer, job, at_token(audience=demo.orders))).match is Match.OPAQUE


@pytest.mark.parametrize("how", [Authentication.BASIC, Authentication.POST])
def test_client_credentials(demo: Demo, how: Authentication) -> None:
    """A client gets a token for itself, with either way to send the secret."""
    job = confidential("shop-job", demo.secrets["shop-job"], how)
    assert token(requested(demo.issuer, job, at_token(demo.orders))).match is Match.AS_ASKED


def test_a_default_of_the_provider(demo: Demo) -> None:
    """A client for which the provider fills in a default gets that, and the API would refuse it."""
    job = confidential("old-job", demo.secrets["old-job"])
    granted = token(requested(demo.issuer, job, NOTHING, about=purpose(demo.orders)))
    assert granted.match is Match.NOT_ASKED
    assert granted.diagnosis
    assert granted.diagnosis.verdict == "rejected"


def test_a_trailing_slash_is_granted_as_it_is_asked(demo: Demo) -> None:
    """The provider grants a resource with a slash, and the diagnosis against the API names the slash."""
    job = confidential("shop-job", demo.secrets["shop-job"])
    granted = token(requested(demo.issuer, job, at_token(f"{demo.orders}/"), about=purpose(demo.orders)))
    assert granted.match is Match.AS_ASKED
    assert granted.diagnosis
    assert granted.diagnosis.findings[0].code == "aud-trailing-slash"


def test_the_id_token_at_the_api(demo: Demo) -> None:
    """Held against an API, the ID Token is told as an ID Token sent in place of an access token."""
    steps = logged_in(demo.issuer, WEB, user(demo), at_authorization(scope=SCOPE), about=purpose(demo.orders))
    diagnosis = token(steps, "id_token").diagnosis
    assert diagnosis
    assert "id-token-as-access-token" in [finding.code for finding in diagnosis.findings]


def test_a_refresh_token_is_opaque(demo: Demo) -> None:
    """A refresh token is no JWT: the setting without which it would be one is made."""
    steps = login(demo, at_authorization(demo.orders, scope=SCOPE))
    assert token(steps, "refresh_token").token.form is TokenForm.OPAQUE


def test_denied_consent(demo: Demo) -> None:
    """A user who does not allow it is told as access_denied."""
    assert error(logged_in(demo.issuer, WEB, user(demo, deny=True), at_authorization(scope=SCOPE))) == "access_denied"


def test_introspection_of_a_token_for_a_resource(demo: Demo) -> None:
    """A token for a resource is introspected with its audience."""
    job = confidential("shop-job", demo.secrets["shop-job"])
    steps = requested(demo.issuer, job, at_token(demo.orders, scope="read introspection"), Wish(Deed.INTROSPECT))
    assert any(demo.orders in check.text for check in steps[-1].checks), steps[-1]


def test_introspection_of_an_opaque_token_names_no_audience(demo: Demo) -> None:
    """A token without a resource is introspected without an audience."""
    job = confidential("shop-job", demo.secrets["shop-job"])
    steps = requested(demo.issuer, job, at_token(scope="read introspection"), Wish(Deed.INTROSPECT))
    assert any("names no audience of it" in check.text for check in steps[-1].checks)


def test_the_metadata_lacks_the_device_endpoint(demo: Demo) -> None:
    """Neither document names the device endpoint, the OpenID one no grant either; the walk says how to go on."""
    steps = on_device(demo.issuer, TV, Hands(), NOTHING)
    assert steps[-1].failed
    assert [check.option for check in steps[-1].checks] == ["device-endpoint"]
    answers = [step.answer.members() for step in steps if isinstance(step.answer, Response)]
    assert all("grant_types_supported" not in (members or {}) for members in answers[:1])


def test_userinfo_is_about_the_same_subject(demo: Demo) -> None:
    """WEB-19: the subject of UserInfo is the one of the ID Token."""
    steps = login(demo, at_authorization(scope=SCOPE), NOTHING, Wish(Deed.USERINFO))
    assert "the subject is that of the ID Token" in [check.text for check in steps[-1].checks]


def test_the_device_flow_drops_the_resource(demo: Demo) -> None:
    """The device flow gives no ID Token, and a resource on its first request is lost."""
    agent = user(demo)

    def enter(wanted: Instruct) -> None:
        agent.answers = {**agent.answers, "user_code": wanted.user_code, "action": "accept"}
        agent.visit(wanted.verification_uri)

    endpoint = f"{demo.issuer}/device-authorization/"
    asked = at_authorization(demo.orders, scope=SCOPE)
    steps = on_device(demo.issuer, TV, Hands(agent, enter=enter), asked, endpoint=endpoint)
    assert token(steps).match is Match.OPAQUE
    assert all(one.name != "id_token" for step in steps for one in step.tokens)
