"""Discord: an ID Token, where one is issued, names the application's id.

Source: https://docs.discord.com/developers/topics/oauth2
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="discord",
    name="Discord",
    issuer_pattern=r"https://discord\.com",
    issuer_examples=("https://discord.com",),
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the application (client) id.",
            example={
                "iss": "https://discord.com",
                "sub": "80351110224678912",
                "aud": "157730590492196864",
                "iat": 1760000000,
                "exp": 1760003600,
                "nonce": "n-0S6_WzA2Mj",
            },
        ),
    ),
    mistakes=(
        Mistake(code="token-opaque", text="the access token was verified as a JWT; it is opaque"),
        Mistake(code="audience-not-requested", text="the scope openid was not requested, so there is no ID Token"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request the scope openid with the client id that the backend expects",
            Snippet("text", "scope=openid identify\n"),
        ),
        Fix(Party.RESOURCE_SERVER, "expect the application's id"),
    ),
    notes=("There is a discovery document, but public notes disagree on when an ID Token is issued.",),
    basis=Basis.REPORTED,
    sources=(
        "https://docs.discord.com/developers/topics/oauth2",
        "https://github.com/discord/discord-api-docs",
    ),
    inferred=(
        "/tokens/0/audience",
        "/mistakes/1",
    ),
)
