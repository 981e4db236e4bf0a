"""node-oidc-provider: an access token is a JWT for the resource that was requested, or else opaque.

Source: https://github.com/panva/node-oidc-provider/blob/main/docs/README.md
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="node-oidc-provider",
    name="panva node-oidc-provider",
    aliases=("panva-oidc-provider", "oidc-provider"),
    issuer_pattern=r"https?://\S+",
    issuer_examples=("http://127.0.0.1:19400",),
    issuer_specific=False,
    marks={"kid": "keystore-CHANGE-ME"},
    metadata={
        "authorization_endpoint": r".+/auth",
        "token_endpoint": r".+/token",
        "userinfo_endpoint": r".+/me",
        "jwks_uri": r".+/jwks",
        "claim_types_supported": r"normal",
    },
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is the audience that the server's configuration returns for the requested resource.",
            example={
                "jti": "j-1",
                "sub": "ada",
                "iat": 1760000000,
                "exp": 1760003600,
                "scope": "orders.read",
                "client_id": "shop-web",
                "iss": "https://login.acme.example",
                "aud": "https://api.acme.example",
            },
            header={"alg": "RS256", "typ": "at+jwt", "kid": "keystore-CHANGE-ME"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "sub": "ada",
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "aud": "shop-web",
                "exp": 1760003600,
                "iat": 1760000000,
                "iss": "https://login.acme.example",
            },
            header={"alg": "RS256", "typ": "JWT", "kid": "keystore-CHANGE-ME"},
        ),
    ),
    mistakes=(
        Mistake(
            code="token-opaque",
            text="resource was sent on the authorization request only, so the access token is an opaque one for UserInfo",
        ),
        Mistake(code="audience-not-requested", text="no resource was requested"),
        Mistake(
            code="resource-not-registered",
            text="two resources were sent to the token endpoint, or an unknown one: invalid_target",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "send resource on the authorization request and on the token request",
            Snippet("text", "resource=$audience\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "return the audience for the resource from getResourceServerInfo",
            Snippet(
                "javascript",
                'getResourceServerInfo: () => ({ scope: "SCOPES", audience: "$audience", accessTokenFormat: "jwt" }),\n',
            ),
        ),
    ),
    notes=("An audience that the configuration gives as an array ends in HTTP 500; it has to be one string.",),
    basis=Basis.OBSERVED,
    sources=("https://github.com/panva/node-oidc-provider/blob/main/docs/README.md",),
)
