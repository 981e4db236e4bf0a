"""Twitch: the ID Token names the client id.

Source: https://dev.twitch.tv/docs/authentication/getting-tokens-oidc/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="twitch",
    name="Twitch",
    issuer_pattern=r"https://id\.twitch\.tv/oauth2",
    issuer_examples=("https://id.twitch.tv/oauth2",),
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id, and azp repeats it.",
            example={
                "aud": "hof5gwx0su6owfnys0nyan9c87zr6t",
                "azp": "hof5gwx0su6owfnys0nyan9c87zr6t",
                "exp": 1760000900,
                "iat": 1760000000,
                "iss": "https://id.twitch.tv/oauth2",
                "sub": "713936733",
                "preferred_username": "ada",
            },
        ),
    ),
    client_id_pattern=r"[a-z0-9]{30}",
    mistakes=(
        Mistake(code="token-opaque", text="the access token was verified as a JWT; it is opaque"),
        Mistake(
            code="aud-other-client",
            text="the token belongs to another client; the API wants the Client-Id header to match the token's client",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "sign in with the client id that the backend expects, with the scope openid",
            Snippet("text", "scope=openid\n"),
        ),
        Fix(Party.RESOURCE_SERVER, "expect the client id of the application"),
    ),
    basis=Basis.REPORTED,
    sources=("https://dev.twitch.tv/docs/authentication/getting-tokens-oidc/",),
    inferred=(
        "/tokens/0/audience",
        "/mistakes/0",
        "/mistakes/1",
        "/fixes/0",
        "/fixes/1",
    ),
)
