"""What a real canaille grants, where it differs from the others. One test for each thing seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.oidc.follow_up import Deed, Wish
from forwhom.oidc.step import Match
from tests.oidc.hands import Hands, confidential, failures, token
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import NOTHING, at_authorization, at_token, logged_in, requested

if TYPE_CHECKING:
    from forwhom.oidc.step import Asked, Step
    from tests.oidc.conftest import Provider

API, SCOPE = "https://api.example.test/", "openid profile"


def user(canaille: Provider) -> UserAgent:
    """Ada, who gives her name, then her password, and accepts."""
    return UserAgent({"login": "ada", "password": canaille.password, "answer": "accept"})


def login(canaille: Provider, first: Asked, second: Asked = NOTHING, client: str = "web") -> list[Step]:
    """The steps of Ada's login."""
    return logged_in(canaille.issuer, confidential(client, canaille.secret), user(canaille), first, second)


def test_the_access_token_is_a_clone_of_the_id_token(canaille: Provider) -> None:
    """Both tokens name the client in an array; the debugger says that the access token is for the client itself."""
    steps = login(canaille, at_authorization(scope=SCOPE))
    access, identity = token(steps), token(steps, "id_token")
    for name in ("iss", "aud", "sub"):
        assert (access.token.claims or {})[name] == (identity.token.claims or {})[name]
    assert (access.token.claims or {})["aud"] == ["web"]
    assert (access.token.header or {})["alg"] == "RS512"
    assert access.signature is True
    assert any("is the client id" in reason for reason in access.why)


def test_resource_and_audience_are_ignored(canaille: Provider) -> None:
    """What is asked for by resource or audience changes nothing, and that is told as a failure."""
    for first, second in (
        (at_authorization(API, scope=SCOPE), at_token(API)),
        (at_authorization(API, "https://other.example.test", scope=SCOPE), NOTHING),
        (at_authorization(scope=SCOPE, audience=API), at_token(audience=API)),
    ):
        steps = login(canaille, first, second)
        assert token(steps).match is Match.OTHER
        assert "its audience is not what was asked for" in failures(steps)


def test_two_audiences_and_no_authorized_party(canaille: Provider) -> None:
    """A client with two audiences gets an ID Token without azp: a warning, as others must be trusted."""
    identity = token(login(canaille, at_authorization(scope=SCOPE), client="both"), "id_token")
    assert identity.match is Match.MORE
    told = [check.text for check in identity.checks if check.outcome == "warning"]
    assert any("names several audiences and no authorized party" in text for text in told)


def test_client_credentials_are_opaque(canaille: Provider) -> None:
    """A token for the client itself is opaque; its audience can be had by introspection."""
    client = confidential("both", canaille.secret)
    steps = requested(canaille.issuer, client, NOTHING, Wish(Deed.INTROSPECT))
    assert token(steps).match is Match.OPAQUE
    assert any("the token is active, and for" in check.text and "api" in check.text for check in steps[-1].checks)


def test_the_loopback_port_is_compared(canaille: Provider) -> None:
    """A port that is not registered is refused with a page and no redirect."""
    hands = Hands(user(canaille))
    client = confidential("web", canaille.secret)
    asked = at_authorization(scope=SCOPE)
    logged_in(canaille.issuer, client, hands, asked, redirect_uri="http://127.0.0.1:49153/callback")
    assert hands.arrival
    assert (hands.arrival.status, hands.arrival.parameters) == (400, None)


def test_a_refresh_gives_the_same_audience(canaille: Provider) -> None:
    """A refresh brings the client's own audience again, whatever resource it names."""
    client = confidential("web", canaille.secret)
    wish = Wish(Deed.REFRESH, API)
    steps = logged_in(canaille.issuer, client, user(canaille), at_authorization(scope=SCOPE), NOTHING, wish)
    assert steps[-1].name == "refresh"
    assert token(steps[-1:]).audiences == ("web",)
    assert "its audience is not what was asked for" in failures(steps[-1:])


def test_what_the_metadata_says(canaille: Provider) -> None:
    """It names PKCE by plain too, which the debugger never sends."""
    steps = requested(canaille.issuer, confidential("both", canaille.secret), NOTHING)
    assert "PKCE: S256 is supported; plain too, which is never sent" in [check.text for check in steps[0].checks]
