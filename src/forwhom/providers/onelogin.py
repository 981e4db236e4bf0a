"""OneLogin: a plain OpenID Connect application gets opaque access tokens; an API authorization server issues JWTs.

Source: https://developers.onelogin.com/openid-connect
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="onelogin",
    name="OneLogin",
    issuer_pattern=r"https://[a-z0-9-]+\.onelogin\.com/oidc/2",
    issuer_examples=("https://acme.onelogin.com/oidc/2",),
    marks={"iss": r"https://[a-z0-9-]+\.onelogin\.com/.*"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It holds the audiences of the API authorization server.",
            example={
                "iss": "https://acme.onelogin.com/oidc/2",
                "sub": "1234567",
                "aud": "https://api.acme.example",
                "scope": "orders:read",
                "iat": 1760000000,
                "exp": 1760003600,
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "iss": "https://acme.onelogin.com/oidc/2",
                "sub": "1234567",
                "aud": "a1b2c3d4-e5f6-0137-0000-0a1b2c3d4e5f",
                "nonce": "n-0S6_WzA2Mj",
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "iat": 1760000000,
                "exp": 1760007200,
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="token-opaque",
            text="a JWT is expected from a plain OpenID Connect application, whose access token is opaque",
        ),
        Mistake(code="iss-mismatch", text="the issuer of version 1 (/oidc) is configured instead of /oidc/2"),
        Mistake(code="id-token-as-access-token", text="the ID Token was sent to the API because it is the only JWT"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope of the API authorization server",
            Snippet("text", "scope=openid SCOPE_OF_THE_API\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "create an API authorization server, and set audiences of its configuration to the expected audience (resource_identifier names the API)",
        ),
    ),
    notes=("A plain OpenID Connect application gets an opaque access token.",),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://developers.onelogin.com/api-docs/2/api-authorization/create",
        "https://developers.onelogin.com/openid-connect",
        "https://developers.onelogin.com/api-docs/2/oauth-authorization-server/overview",
    ),
    inferred=(
        "/issuer_pattern",
        "/mistakes/0",
        "/mistakes/1",
        "/mistakes/2",
        "/fixes/0",
        "/notes/0",
    ),
)
