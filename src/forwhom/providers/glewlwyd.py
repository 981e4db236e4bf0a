"""Glewlwyd: without a resource parameter aud of an access token is the scope, as one string.

Source: https://github.com/babelouest/glewlwyd/blob/master/docs/OIDC.md
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="glewlwyd",
    name="Glewlwyd",
    issuer_pattern=r"https?://\S+",
    issuer_examples=("http://127.0.0.1:19406",),
    issuer_specific=False,
    marks={"type": "access_token"},
    traits={"salt": "", "client_id": "", "aud": r"openid .+"},
    metadata={
        "authorization_endpoint": r".+/auth",
        "device_authorization_endpoint": r".+/device_authorization",
        "introspection_endpoint": r".+/introspect",
        "jwks_uri": r".+/jwks",
    },
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is the whole scope string, unless resource was sent.",
            example={
                "iss": "https://login.acme.example",
                "iat": 1760000000,
                "exp": 1760003600,
                "aud": "openid read:orders",
                "scope": "openid read:orders",
                "client_id": "shop-web",
                "jti": "j-1",
                "type": "access_token",
                "sub": "s-1",
            },
            header={"alg": "RS256", "typ": "at+jwt", "kid": "k-1"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id, and azp repeats it.",
            example={
                "iss": "https://login.acme.example",
                "aud": "shop-web",
                "azp": "shop-web",
                "sub": "s-1",
                "iat": 1760000000,
                "exp": 1760003600,
                "auth_time": 1760000000,
                "nonce": "n-0S6_WzA2Mj",
            },
        ),
    ),
    defaults=(DefaultAudience(pattern=r"openid|\S+ .+", text="the requested scope as one string"),),
    mistakes=(
        Mistake(code="aud-provider-default", text="no resource was requested, so aud is the scope string"),
        Mistake(code="aud-list-shape", text="aud is one string with blanks and not a list of scopes"),
        Mistake(
            code="resource-not-registered", text="the resource is not listed for a requested scope: invalid_target"
        ),
    ),
    fixes=(
        Fix(Party.CLIENT, "send resource with the API's URI", Snippet("text", "resource=$audience\n")),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "switch resource-allowed of the plugin on, and list the URI for a scope that the client requests",
        ),
    ),
    basis=Basis.OBSERVED,
    sources=("https://github.com/babelouest/glewlwyd/blob/master/docs/OIDC.md",),
)
