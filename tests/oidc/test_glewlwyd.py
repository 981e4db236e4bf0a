"""What a real glewlwyd grants, and what the debugger says of it. One test for each thing seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.oidc.client import Client
from forwhom.oidc.follow_up import Deed, Wish
from forwhom.oidc.pkce import Unguessable
from forwhom.oidc.step import Match
from tests.oidc.glewlwyd import API, OTHER, URN
from tests.oidc.hands import Hands, confidential, error, failures, purpose, token
from tests.oidc.walks import NOTHING, at_authorization, at_token, logged_in, on_device, requested

if TYPE_CHECKING:
    from forwhom.oidc.step import Asked, Step
    from forwhom.oidc.walk import Instruct
    from tests.oidc.glewlwyd import Glewlwyd

SPA = Client(id="spa")
SCOPE = "openid read:things"


def login(
    glewlwyd: Glewlwyd, first: Asked, second: Asked = NOTHING, *wishes: Wish, unguessable: Unguessable | None = None
) -> list[Step]:
    """The steps of Ada's login."""
    return logged_in(glewlwyd.issuer, SPA, glewlwyd.agent(), first, second, *wishes, unguessable=unguessable)


def test_without_a_resource_the_audience_is_the_scope(glewlwyd: Glewlwyd) -> None:
    """Without a resource, aud is the whole scope as one string, and the debugger says so."""
    granted = token(login(glewlwyd, at_authorization(scope=SCOPE)))
    assert granted.audiences == (SCOPE,)
    assert granted.match is Match.NOT_ASKED
    assert f'"{SCOPE}" is the scope as one string' in granted.why
    assert (granted.token.header or {})["typ"] == "at+jwt"


def test_a_resource_at_authorization_is_enough(glewlwyd: Glewlwyd) -> None:
    """A resource on the authorization request alone is granted."""
    steps = login(glewlwyd, at_authorization(API, scope=SCOPE))
    assert token(steps).match is Match.AS_ASKED
    assert failures(steps) == []


def test_a_urn_is_no_resource(glewlwyd: Glewlwyd) -> None:
    """A URN is refused as invalid_target although the server's setting lists it for the scope."""
    assert error(login(glewlwyd, at_authorization(URN, scope=SCOPE))) == "invalid_target"


def test_the_id_token_is_for_the_client(glewlwyd: Glewlwyd) -> None:
    """The ID Token names the client id, azp repeats it, and its signature is verified."""
    identity = token(login(glewlwyd, at_authorization(API, scope=SCOPE)), "id_token")
    assert (identity.audiences, identity.signature) == (("spa",), True)
    assert (identity.token.claims or {})["azp"] == "spa"


def test_a_resource_of_no_requested_scope(glewlwyd: Glewlwyd) -> None:
    """A resource that belongs to none of the requested scopes is refused as invalid_target."""
    assert error(login(glewlwyd, at_authorization("https://unknown.example.test/", scope=SCOPE))) == "invalid_target"


def test_two_resources_are_dropped_silently(glewlwyd: Glewlwyd) -> None:
    """Two resources at authorization come to neither, without an error; that is told as a failure."""
    steps = login(glewlwyd, at_authorization(API, OTHER, scope=SCOPE))
    assert token(steps).audiences == (SCOPE,)
    assert token(steps).match is Match.OTHER
    assert error(steps) is None
    assert "its audience is not what was asked for" in failures(steps)


def test_one_of_two_resources_at_the_token_request(glewlwyd: Glewlwyd) -> None:
    """After two at authorization, one of them named at the token request is granted."""
    steps = login(glewlwyd, at_authorization(API, OTHER, scope=SCOPE), at_token(OTHER))
    assert token(steps).audiences == (OTHER,)


def test_the_token_request_cannot_add_a_resource(glewlwyd: Glewlwyd) -> None:
    """A resource at the token request that the authorization did not name is refused, with status 403."""
    steps = login(glewlwyd, at_authorization(scope=SCOPE), at_token(API))
    told = next(step.error for step in steps if step.error)
    assert (told.code, told.status) == ("invalid_target", 403)


def test_a_refresh_cannot_add_a_resource(glewlwyd: Glewlwyd) -> None:
    """A refresh cannot name a resource that was absent at first."""
    steps = login(glewlwyd, at_authorization(scope=SCOPE), NOTHING, Wish(Deed.REFRESH, API))
    assert steps[-1].name == "refresh"
    assert steps[-1].failed


def test_a_refresh_keeps_the_resource(glewlwyd: Glewlwyd) -> None:
    """A refresh of a token for a resource gives another one for it."""
    steps = login(glewlwyd, at_authorization(API, scope=SCOPE), NOTHING, Wish(Deed.REFRESH))
    assert steps[-1].name == "refresh"
    assert token(steps).audiences == (API,)


def test_the_audience_parameter_is_ignored(glewlwyd: Glewlwyd) -> None:
    """What is asked for by audience is not granted, and that is told."""
    steps = login(glewlwyd, at_authorization(scope=SCOPE, audience=API), at_token(audience=API))
    assert token(steps).match is Match.OTHER


def test_client_credentials_for_a_resource(glewlwyd: Glewlwyd) -> None:
    """Client credentials name a resource too."""
    steps = requested(glewlwyd.issuer, confidential("svc", glewlwyd.secret), at_token(API, scope="read:things"))
    assert token(steps).match is Match.AS_ASKED


def test_client_credentials_without_a_scope(glewlwyd: Glewlwyd) -> None:
    """Without a scope the answer is an empty 403, told as what it is."""
    steps = requested(glewlwyd.issuer, confidential("svc", glewlwyd.secret), at_token(API))
    assert any("status 403" in text and "empty body" in text for text in failures(steps))


def test_a_port_that_is_not_registered(glewlwyd: Glewlwyd) -> None:
    """The port of a loopback redirect is compared: another one is an empty 403 and no redirect."""
    hands = Hands(glewlwyd.agent())
    steps = logged_in(
        glewlwyd.issuer, SPA, hands, at_authorization(scope=SCOPE), redirect_uri="http://127.0.0.1:49153/callback"
    )
    assert hands.arrival
    assert (hands.arrival.status, hands.arrival.parameters) == (403, None)
    assert any("nothing came to the redirect URI" in text for text in failures(steps))


def test_introspection_tells_the_audience(glewlwyd: Glewlwyd) -> None:
    """The server tells for whom the token is."""
    steps = requested(
        glewlwyd.issuer,
        confidential("svc", glewlwyd.secret),
        at_token(API, scope="read:things"),
        Wish(Deed.INTROSPECT),
    )
    assert any(f'for "{API}"' in check.text for check in steps[-1].checks)


def test_the_device_flow_begins(glewlwyd: Glewlwyd) -> None:
    """A device code comes; while nobody enters it, the server is polled, and then the walk says so."""
    hands = Hands()
    steps = on_device(glewlwyd.issuer, SPA, hands, at_authorization(API, scope=SCOPE))
    first = next(step for step in steps if step.name == "device-authorization")
    assert not first.failed
    assert len(hands.pauses) > 1
    assert "nobody entered the code in time" in failures(steps)[-1]


def test_a_device_that_is_approved(glewlwyd: Glewlwyd) -> None:
    """Once the user has entered the code, the token of the device is for the resource of the first request."""
    agent = glewlwyd.agent()

    def enter(wanted: Instruct) -> None:
        arrival = agent.visit(wanted.complete or "")
        assert arrival.status == 200

    steps = on_device(glewlwyd.issuer, SPA, Hands(agent, enter=enter), at_authorization(API, scope=SCOPE))
    assert token(steps).match is Match.AS_ASKED
    assert token(steps, "id_token").audiences == ("spa",)
    assert failures(steps) == []


def test_the_metadata_tells_the_product(glewlwyd: Glewlwyd) -> None:
    """The discovery document leads to the entry of glewlwyd, whose words explain the audience."""
    granted = token(login(glewlwyd, at_authorization(scope=SCOPE)))
    assert any(reason.startswith("Glewlwyd: ") for reason in granted.why)


def test_what_an_api_would_say(glewlwyd: Glewlwyd) -> None:
    """Held against an API, the token with the scope for an audience is told as the provider's default."""
    steps = logged_in(
        glewlwyd.issuer, SPA, glewlwyd.agent(), at_authorization(scope=SCOPE), about=purpose(API, verifier="pyjwt")
    )
    diagnosis = token(steps).diagnosis
    assert diagnosis
    assert diagnosis.findings[0].code == "aud-provider-default"
