"""The walks that the tests of every provider take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.oidc import device as device_flow
from forwhom.oidc import login as code_flow
from forwhom.oidc import token_request
from forwhom.oidc.follow_up import follow_up
from forwhom.oidc.login import Login
from forwhom.oidc.pkce import Unguessable, fresh
from forwhom.oidc.relation import Relation, meet
from forwhom.oidc.step import Asked
from tests.oidc.hands import REDIRECT_URI, Hands, purpose

if TYPE_CHECKING:
    from forwhom.oidc.client import Client
    from forwhom.oidc.follow_up import Wish
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.step import Step
    from forwhom.oidc.token_request import Grant, TokenResponse
    from forwhom.oidc.walk import Walk
    from tests.oidc.user_agent import UserAgent

NOTHING = Asked()


def at_authorization(*resources: str, scope: str, audience: str | None = None) -> Asked:
    """What an authorization request asks for."""
    return Asked(resources=resources, scope=scope, audience=audience, where="authorization request")


def at_token(*resources: str, scope: str | None = None, audience: str | None = None) -> Asked:
    """What a token request asks for."""
    return Asked(resources=resources, scope=scope, audience=audience, where="token request")


class Mismatched(Unguessable):
    """Sends a challenge that is another verifier's."""

    @property
    def challenge(self) -> str:
        """The challenge of a verifier that nobody holds."""
        return fresh().challenge


def mismatched() -> Mismatched:
    """Values of a login whose token request has to fail for its PKCE verifier."""
    made = fresh()
    return Mismatched(state=made.state, nonce=made.nonce, verifier=made.verifier)


def logged_in(
    issuer: str,
    client: Client,
    who: UserAgent | Hands,
    first: Asked,
    second: Asked = NOTHING,
    *wishes: Wish,
    redirect_uri: str = REDIRECT_URI,
    extra: tuple[tuple[str, str], ...] = (),
    unguessable: Unguessable | None = None,
    about: Purpose | None = None,
) -> list[Step]:
    """The steps of a login that asks for these."""
    how = Login(redirect_uri=redirect_uri, at_authorization=first, at_token=second, extra=extra)

    def then(at: Relation) -> Walk[TokenResponse | None]:
        return code_flow.login(at, how, unguessable or fresh(), wishes)

    hands = who if isinstance(who, Hands) else Hands(who)
    return hands.walk(meet(issuer, client, about or purpose(), then))


def requested(
    issuer: str,
    client: Client,
    asked: Asked,
    *wishes: Wish,
    grant: Grant | None = None,
    hands: Hands | None = None,
    about: Purpose | None = None,
) -> list[Step]:
    """The steps of a token request, of a client for itself unless another grant is given."""

    def then(at: Relation) -> Walk[None]:
        response = yield from token_request.ask(at, grant or token_request.client_credentials(), asked)
        yield from follow_up(response, wishes, at, asked)

    return (hands or Hands()).walk(meet(issuer, client, about or purpose(), then, both=bool(wishes)))


def on_device(
    issuer: str, client: Client, hands: Hands, first: Asked, second: Asked = NOTHING, *, endpoint: str | None = None
) -> list[Step]:
    """The steps of a device flow."""

    def then(at: Relation) -> Walk[TokenResponse | None]:
        return device_flow.device(at, first, second, endpoint=endpoint)

    return hands.walk(meet(issuer, client, purpose(), then, both=True))
