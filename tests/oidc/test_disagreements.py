"""The same login at four providers: on what they disagree, and what the debugger says each time.

What one of them does besides stands in its own file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from forwhom.oidc.client import Client
from forwhom.oidc.step import Match
from tests.oidc.canaille_server import MISTAKEN
from tests.oidc.hands import confidential, error, failures, token
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import NOTHING, at_authorization, at_token, logged_in, mismatched

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.oidc.pkce import Unguessable
    from forwhom.oidc.step import Asked, Step

API, OTHER = "https://api.example.test/", "https://other.example.test"
NAMES = ("oidc-provider", "django-oauth-toolkit", "glewlwyd", "canaille")


@dataclass(frozen=True, slots=True)
class Party:
    """A provider with a client and a user; `resources` are two that it knows."""

    issuer: str
    client: Client
    agent: Callable[[], UserAgent]
    scope: str
    resources: tuple[str, str] = (API, OTHER)

    def login(self, first: tuple[str, ...], second: Asked = NOTHING, made: Unguessable | None = None) -> list[Step]:
        """The steps of a login that asks for these resources."""
        asked = at_authorization(*first, scope=self.scope)
        extra = (("prompt", "consent"),) if self.client.id == "spa" and "offline" in self.scope else ()
        return logged_in(self.issuer, self.client, self.agent(), asked, second, extra=extra, unguessable=made)


@pytest.fixture
def party(request: pytest.FixtureRequest) -> Party:
    """The provider of this name."""
    match request.param:
        case "oidc-provider":
            op = request.getfixturevalue("op")
            answers = {"login": "ada", "password": "any"}
            scope = "openid read:things read:others offline_access"
            return Party(op.issuer, Client(id="spa"), lambda: UserAgent(answers), scope)
        case "django-oauth-toolkit":
            demo = request.getfixturevalue("demo")
            answers = {"username": "ada", "password": demo.password, "allow": "Authorize"}
            resources = (demo.orders, demo.billing)
            return Party(demo.issuer, Client(id="shop-web"), lambda: UserAgent(answers), "openid read", resources)
        case "glewlwyd":
            server = request.getfixturevalue("glewlwyd")
            return Party(server.issuer, Client(id="spa"), server.agent, "openid read:things", (API, f"{OTHER}/"))
        case _:
            server = request.getfixturevalue("canaille")
            answers = {"login": "ada", "password": server.password, "answer": "accept"}
            client = confidential("web", server.secret)
            return Party(server.issuer, client, lambda: UserAgent(answers), "openid profile")


def at(**each: object) -> pytest.MarkDecorator:
    """A test at every provider, and what is to be found there."""
    named = {name.replace("_", "-"): value for name, value in each.items()}
    assert set(named) == set(NAMES)
    return pytest.mark.parametrize(("party", "found"), list(named.items()), indirect=["party"], ids=list(named))


@at(oidc_provider="spa", django_oauth_toolkit="shop-web", glewlwyd="spa", canaille=["web"])
def test_aud_of_an_id_token_is_a_string_or_an_array(party: Party, found: object) -> None:
    """The ID Token names the client, as a string or in an array; either is in order."""
    identity = token(party.login(()), "id_token")
    assert (identity.token.claims or {})["aud"] == found
    assert identity.match is Match.AS_ASKED


@at(oidc_provider="at+jwt", django_oauth_toolkit="at+jwt", glewlwyd="at+jwt", canaille="JWT")
def test_typ_of_an_access_token(party: Party, found: object) -> None:
    """Not every access token says that it is one (RFC 9068)."""
    steps = party.login(party.resources[:1], at_token(*party.resources[:1]))
    assert (token(steps).token.header or {})["typ"] == found


@at(oidc_provider=None, django_oauth_toolkit=None, glewlwyd=("openid read:things",), canaille=("web",))
def test_no_resource(party: Party, found: object) -> None:
    """Nothing is asked for: an opaque token, the scope for an audience, or the client."""
    steps = party.login(())
    granted = token(steps)
    assert failures(steps) == []
    assert granted.audiences == found
    assert granted.match is (Match.OPAQUE if found is None else Match.NOT_ASKED)


@at(oidc_provider=None, django_oauth_toolkit=0, glewlwyd=0, canaille=("web",))
def test_a_resource_at_authorization_alone(party: Party, found: object) -> None:
    """The token request does not repeat the resource: it is inherited, forgotten, or ignored as ever."""
    granted = token(party.login(party.resources[:1]))
    assert granted.audiences == ((party.resources[0],) if found == 0 else found)


@at(oidc_provider="invalid_target", django_oauth_toolkit=0, glewlwyd="invalid_target", canaille=("web",))
def test_a_resource_at_the_token_request_alone(party: Party, found: object) -> None:
    """The authorization request named none: refused, granted, or ignored."""
    steps = party.login((), at_token(party.resources[0]))
    if isinstance(found, str):
        assert error(steps) == found
    else:
        assert token(steps).audiences == ((party.resources[0],) if found == 0 else found)


@at(oidc_provider=None, django_oauth_toolkit=2, glewlwyd=("openid read:things",), canaille=("web",))
def test_two_resources_at_authorization_and_none_later(party: Party, found: object) -> None:
    """Two resources: neither, both in an array, a fallback without an error, or ignored."""
    granted = token(party.login(party.resources))
    assert granted.audiences == (party.resources if found == 2 else found)
    assert (granted.match is Match.AS_ASKED) is (found == 2)


@at(
    oidc_provider=("invalid_grant", 400),
    django_oauth_toolkit=("invalid_grant", 400),
    glewlwyd=("invalid_code", 403),
    canaille=("invalid_grant", 400),
)
def test_a_wrong_verifier(party: Party, found: object) -> None:
    """A PKCE verifier that is not the challenge's is refused, by one under a name of its own, which is explained."""
    if party.client.id == "web":
        party = replace(party, client=replace(party.client, id=MISTAKEN))
    told = next(step.error for step in party.login((), made=mismatched()) if step.error)
    assert (told.code, told.status) == found
    assert "PKCE verifier" in told.meaning.text


@at(oidc_provider=True, django_oauth_toolkit=False, glewlwyd=False, canaille=True)
def test_the_issuer_in_the_callback(party: Party, found: object) -> None:
    """Where the answer names its issuer, it is checked; where it does not, that is a warning."""
    callback = next(step for step in party.login(()) if step.name == "callback")
    told = [check.text for check in callback.checks]
    assert ("the issuer (iss) is the one that was asked" in told) is found
    assert any("does not name its issuer" in text for text in told) is not found


@at(oidc_provider=True, django_oauth_toolkit=True, glewlwyd=False, canaille=False)
def test_a_port_that_is_not_registered(party: Party, found: object) -> None:
    """RFC 8252 lets a loopback redirect have any port; two of four compare it, and nobody comes back."""
    asked = at_authorization(scope=party.scope)
    steps = logged_in(party.issuer, party.client, party.agent(), asked, redirect_uri="http://127.0.0.1:50999/callback")
    assert any("nothing came to the redirect URI" in text for text in failures(steps)) is not found
