"""What a real oidc-provider grants, and what the debugger says of it. One test for each thing seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forwhom.oidc.client import Client
from forwhom.oidc.follow_up import Deed, Wish
from forwhom.oidc.step import Asked, Match, Outcome
from tests.oidc import walks
from tests.oidc.hands import Hands, confidential, error, failures, token
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import NOTHING, at_authorization, at_token

if TYPE_CHECKING:
    from forwhom.oidc.step import Step
    from forwhom.oidc.walk import Instruct
    from tests.oidc.conftest import Provider

API, OTHER, RENAMED, ARRAY = "https://api.example.test/", "https://other.example.test", "urn:rename:me", "urn:array:me"
BROKEN = "urn:broken:me"
SPA = Client(id="spa")


def user(*, deny: bool = False) -> UserAgent:
    """Ada at the pages of oidc-provider."""
    return UserAgent({"login": "ada", "password": "any"}, deny=deny)


def logged_in(
    provider: Provider, first: Asked, second: Asked = NOTHING, *wishes: Wish, hands: Hands | None = None
) -> list[Step]:
    """The steps of a login that asks for these; consent is asked anew each time."""
    extra = (("prompt", "consent"),)
    return walks.logged_in(provider.issuer, SPA, hands or Hands(user()), first, second, *wishes, extra=extra)


def requested(provider: Provider, client: Client, asked: Asked, *wishes: Wish) -> list[Step]:
    """The steps of a client credentials grant."""
    return walks.requested(provider.issuer, client, asked, *wishes)


def openid(*resources: str, scope: str = "openid read:things offline_access", audience: str | None = None) -> Asked:
    """An authorization request for an ID Token and these resources."""
    return at_authorization(*resources, scope=scope, audience=audience)


def test_no_resource_gives_an_opaque_token(op: Provider) -> None:
    """Without a resource the access token is opaque, and that is told as a warning, not as a failure."""
    steps = logged_in(op, openid())
    assert token(steps).match is Match.OPAQUE
    assert failures(steps) == []
    assert "no audience was asked for" in " ".join(token(steps).why)


def test_a_resource_at_authorization_alone_gives_an_opaque_token(op: Provider) -> None:
    """With openid in the scope, a resource on the authorization request only is not enough, and that is a failure."""
    steps = logged_in(op, openid(API))
    granted = token(steps)
    assert granted.match is Match.OPAQUE
    assert any("it is opaque" in text for text in failures(steps))
    assert any("authorization request only" in reason for reason in granted.why)
    assert any("on the authorization request and on the token request" in line for line in granted.change)


def test_a_resource_on_both_requests_is_granted(op: Provider) -> None:
    """A resource on both requests gives an at+jwt for it, the scope narrowed to that API, without openid."""
    steps = logged_in(op, openid(API), at_token(API))
    granted = token(steps)
    assert failures(steps) == []
    assert granted.match is Match.AS_ASKED
    assert granted.signature is True
    assert (granted.token.header or {})["typ"] == "at+jwt"
    assert (granted.token.claims or {})["scope"] == "read:things"


def test_the_id_token_is_for_the_client_whatever_is_asked(op: Provider) -> None:
    """The ID Token names the client id; state, nonce and iss are checked and found in order."""
    steps = logged_in(op, openid(API), at_token(API))
    identity = token(steps, "id_token")
    assert identity.audiences == ("spa",)
    said = [
        check.text for step in steps for check in (*step.checks, *identity.checks) if check.outcome is Outcome.PASSED
    ]
    for expected in (
        "the state is",
        "the issuer (iss) is",
        "its nonce is",
        "its audience is this client",
    ):
        assert any(expected in text for text in said), expected


def test_two_resources_one_of_them_at_the_token_request(op: Provider) -> None:
    """Of two resources that were authorized, the token is for the one that the token request names."""
    steps = logged_in(op, openid(API, OTHER), at_token(OTHER))
    assert token(steps).audiences == (OTHER,)
    assert token(steps).match is Match.AS_ASKED


def test_two_granted_resources_and_none_named(op_granted: Provider) -> None:
    """With useGrantedResource, two authorized and none named is refused as invalid_target."""
    assert error(logged_in(op_granted, openid(API, OTHER))) == "invalid_target"


def test_the_granted_resource_is_used(op_granted: Provider) -> None:
    """With useGrantedResource, the one authorized resource needs not be named again."""
    assert token(logged_in(op_granted, openid(API))).match is Match.AS_ASKED


def test_a_resource_that_was_not_authorized(op: Provider) -> None:
    """A token request for a resource that the authorization did not name is refused, and explained."""
    steps = logged_in(op, openid(API), at_token(OTHER))
    assert error(steps) == "invalid_target"
    told = next(step.error for step in steps if step.error)
    assert told.codes[:2] == ("audience-not-requested", "resource-not-registered")
    assert told.matches[0].verifier == "node-oidc-provider-token-endpoint"
    assert "RFC 8707" in told.meaning.reference


def test_an_unknown_resource_comes_back_in_the_redirect(op: Provider) -> None:
    """An unknown resource is refused at authorization already: the error comes in the callback."""
    steps = logged_in(op, openid("https://unknown.example.test"))
    assert [step.name for step in steps if step.error] == ["callback"]
    assert error(steps) == "invalid_target"


@pytest.mark.parametrize("resource", ["https://api.example.test/#part", "api.example.test"])
def test_a_malformed_resource(op: Provider, resource: str) -> None:
    """A fragment or a missing scheme is refused with a description that tells it from an unknown resource."""
    steps = logged_in(op, openid(resource))
    told = next(step.error for step in steps if step.error)
    assert told.code == "invalid_target"
    assert "unknown" not in told.description


def test_one_refresh_token_serves_both_resources(op: Provider) -> None:
    """A refresh for the other authorized resource gives a token for that one, from the same grant."""
    steps = logged_in(
        op,
        openid(API, OTHER, scope="openid read:things read:others offline_access"),
        at_token(API),
        Wish(Deed.REFRESH, OTHER),
    )
    assert [one.audiences for step in steps for one in step.tokens if one.name == "access_token"] == [(API,), (OTHER,)]


def test_a_refresh_for_an_unknown_resource(op: Provider) -> None:
    """A refresh cannot widen: another resource is refused."""
    steps = logged_in(op, openid(API), at_token(API), Wish(Deed.REFRESH, "https://unknown.example.test"))
    assert error(steps) == "invalid_target"
    assert steps[-1].name == "refresh"


def test_the_audience_may_differ_from_the_resource(op: Provider) -> None:
    """The server maps a resource to an audience of its own; the debugger tells that the two differ."""
    steps = logged_in(op, openid(RENAMED), at_token(RENAMED))
    assert token(steps).audiences == ("renamed-audience",)
    assert token(steps).match is Match.OTHER
    assert "its audience is not what was asked for" in failures(steps)


def test_an_array_of_audiences(op: Provider) -> None:
    """A token may name several audiences."""
    assert token(logged_in(op, openid(ARRAY), at_token(ARRAY))).audiences == ("array", "second")


def test_an_array_for_the_audience_option(op: Provider) -> None:
    """An array where the server's configuration wants one audience makes the token endpoint answer 500."""
    steps = requested(op, confidential("svc", op.secret), at_token(BROKEN))
    told = steps[-1].error
    assert told
    assert (told.code, told.status) == ("server_error", 500)
    assert "its own log has the reason" in told.meaning.text


def test_the_audience_parameter(op_audience: Provider) -> None:
    """Where the server honours audience, as Auth0 does, the token is for it."""
    asked = openid(audience=API)
    steps = logged_in(op_audience, asked, Asked(audience=API, where="token request"))
    assert token(steps).match is Match.AS_ASKED


def test_the_audience_parameter_is_ignored(op: Provider) -> None:
    """Where the server does not know audience, the token is opaque although it was asked for."""
    steps = logged_in(op, openid(audience=API), Asked(audience=API, where="token request"))
    assert token(steps).match is Match.OPAQUE
    assert any("it is opaque" in text for text in failures(steps))


def test_client_credentials_without_a_resource(op: Provider) -> None:
    """Client credentials without a resource give an opaque token."""
    steps = requested(op, confidential("svc", op.secret), Asked(scope="read:things"))
    assert token(steps).match is Match.OPAQUE


def test_client_credentials_for_a_resource(op: Provider) -> None:
    """Client credentials for a resource give a token for it."""
    assert token(requested(op, confidential("svc", op.secret), at_token(API))).match is Match.AS_ASKED


def test_client_credentials_for_two_resources(op: Provider) -> None:
    """Two resources at once are refused, and the description says why."""
    steps = requested(op, confidential("svc", op.secret), at_token(API, OTHER))
    told = next(step.error for step in steps if step.error)
    assert told.code == "invalid_target"
    assert "only a single resource" in told.description


def test_a_scope_that_the_resource_does_not_offer(op: Provider) -> None:
    """A scope of another API is dropped without an error: the token has no scope claim."""
    asked = Asked(resources=(API,), scope="read:others")
    granted = token(requested(op, confidential("svc", op.secret), asked))
    assert "scope" not in (granted.token.claims or {})


def test_introspection_refuses_a_jwt(op: Provider) -> None:
    """The server does not tell about JWT access tokens, and the debugger says that this is usual."""
    steps = requested(op, confidential("svc", op.secret), at_token(API), Wish(Deed.INTROSPECT))
    assert error(steps) == "unsupported_token_type"


def test_introspection_of_an_opaque_token_names_no_audience(op: Provider) -> None:
    """An opaque token without a resource has no audience at introspection either."""
    steps = requested(op, confidential("svc", op.secret), Asked(), Wish(Deed.INTROSPECT))
    assert any("names no audience of it" in check.text for check in steps[-1].checks)


def by_device(op: Provider, first: Asked, second: Asked) -> tuple[list[Step], Hands]:
    """The steps of a device flow in which Ada enters the code."""
    agent = user()

    def enter(wanted: Instruct) -> None:
        agent.visit(wanted.complete or wanted.verification_uri)

    hands = Hands(agent, enter=enter)
    return walks.on_device(op.issuer, SPA, hands, first, second), hands


def test_device_flow(op: Provider) -> None:
    """With the resource on both requests, the token of the device flow is for it."""
    steps, hands = by_device(op, openid(API), at_token(API))
    assert token(steps).match is Match.AS_ASKED
    assert hands.pauses


def test_device_flow_with_the_resource_on_the_first_request_only(op: Provider) -> None:
    """With the resource on the device request alone, the token is opaque."""
    steps, _ = by_device(op, openid(API), NOTHING)
    assert token(steps).match is Match.OPAQUE


def test_device_flow_with_the_granted_resource(op_granted: Provider) -> None:
    """With useGrantedResource, the resource of the device request is enough."""
    steps, _ = by_device(op_granted, openid(API), NOTHING)
    assert token(steps).match is Match.AS_ASKED


def test_denied_consent(op: Provider) -> None:
    """A user who refuses is told as access_denied, and no code is sent."""
    hands = Hands(user(deny=True))
    steps = logged_in(op, openid(API), at_token(API), hands=hands)
    assert error(steps) == "access_denied"
    assert all(request.method == "GET" for request, _ in hands.sent)


@pytest.mark.parametrize(
    "redirect_uri",
    ["http://localhost:49152/callback", "http://127.0.0.1:49152/other", "http://[::1]:49152/callback"],
)
def test_a_redirect_uri_that_is_not_registered(op: Provider, redirect_uri: str) -> None:
    """Any port of the registered address is taken; localhost, `[::1]` and another path get a page, no redirect."""
    hands = Hands(user())
    steps = walks.logged_in(op.issuer, SPA, hands, openid(), redirect_uri=redirect_uri)
    assert hands.arrival
    assert hands.arrival.status == 400
    assert any("nothing came to the redirect URI" in text for text in failures(steps))
