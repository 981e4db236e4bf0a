"""idpyoidc: aud is an array with the client id; the OAuth 2.0 endpoints copy the requested resource or audience.

Source: https://github.com/IdentityPython/idpy-oidc
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="idpyoidc",
    name="idpyoidc",
    aliases=("idpy-oidc", "pyop"),
    issuer_pattern=r"https?://\S+",
    issuer_examples=("http://127.0.0.1:19409",),
    issuer_specific=False,
    marks={"token_class": r"access_token|id_token|refresh_token"},
    traits={"sid": "", "scope": r"\[.*\]"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is an array with the client id, or with the resource or audience that was requested at the OAuth 2.0 endpoints.",
            example={
                "scope": ["openid"],
                "aud": ["shop-web"],
                "jti": "j-1",
                "client_id": "shop-web",
                "sid": "s-1",
                "token_class": "access_token",
                "iss": "https://login.acme.example",
                "iat": 1760000000,
                "exp": 1760003600,
                "sub": "ada",
            },
            header={"alg": "RS256", "kid": "k-1"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It is an array with the client id.",
            example={
                "sub": "ada",
                "aud": ["shop-web"],
                "scope": ["openid"],
                "sid": "s-1",
                "token_class": "id_token",
                "iss": "https://login.acme.example",
                "iat": 1760000000,
                "exp": 1760003600,
                "nonce": "n-0S6_WzA2Mj",
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-is-client-id", text="aud of the access token is the client id unless a resource was requested"
        ),
        Mistake(code="audience-not-requested", text="no resource was sent on the token request"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "send resource on the token request, or audience on the authorization request",
            Snippet("text", "resource=$audience\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "use the OAuth 2.0 endpoint classes, which honour resource, or set the audience in code",
        ),
    ),
    basis=Basis.OBSERVED,
    sources=(
        "https://github.com/IdentityPython/idpy-oidc",
        "https://idpy-oidc.readthedocs.io/",
    ),
)
