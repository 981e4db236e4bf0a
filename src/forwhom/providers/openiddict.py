"""OpenIddict: the host application sets the audiences, and access tokens are encrypted by default.

Source: https://documentation.openiddict.com/configuration/authorization-storage
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="openiddict",
    name="OpenIddict",
    aliases=("open-iddict",),
    issuer_pattern=r"https?://[^/\s]+/(?:\S+/)?",
    issuer_examples=("https://auth.example.com/",),
    issuer_specific=False,
    marks={"oi_prst": "", "oi_tkn_id": "", "oi_au_id": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It holds the resources that the host application set when it built the principal; there is none otherwise.",
            example={
                "sub": "1001",
                "scope": "orders.read",
                "jti": "j-1",
                "aud": "orders-api",
                "client_id": "shop-web",
                "oi_prst": "shop-web",
                "oi_au_id": "a-1",
                "iss": "https://auth.acme.example/",
                "exp": 1760003600,
                "iat": 1760000000,
            },
            header={"alg": "RS256", "kid": "k-1", "typ": "at+jwt"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "sub": "1001",
                "aud": "shop-web",
                "azp": "shop-web",
                "nonce": "n-0S6_WzA2Mj",
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "oi_au_id": "a-1",
                "oi_tkn_id": "t-1",
                "iss": "https://auth.acme.example/",
                "exp": 1760001200,
                "iat": 1760000000,
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="token-encrypted",
            text="access tokens are encrypted (five parts) unless DisableAccessTokenEncryption is called",
        ),
        Mistake(
            code="aud-missing",
            text="the host application set no resources, and the validation handler refuses a token without an audience (ID2093)",
        ),
        Mistake(
            code="audience-not-requested", text="the client requested no scope to which the API's resource is attached"
        ),
        Mistake(code="iss-mismatch", text="the issuer was configured without its trailing slash"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope to which the API's resource is attached",
            Snippet("text", "scope=openid SCOPE_OF_THE_API\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "attach the resource to the scope, and set the resources of the principal from its scopes",
            Snippet(
                "csharp",
                "principal.SetResources(await manager.ListResourcesAsync(principal.GetScopes()).ToListAsync());\n",
            ),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "register the API's audience in the validation handler",
            Snippet("csharp", 'options.AddAudiences("$audience");\n'),
        ),
    ),
    basis=Basis.READ,
    sources=(
        "https://documentation.openiddict.com/configuration/authorization-storage",
        "https://documentation.openiddict.com/errors/ID2093",
        "https://github.com/openiddict/openiddict-core/blob/dev/src/OpenIddict.Server/OpenIddictServerHandlers.cs",
    ),
)
