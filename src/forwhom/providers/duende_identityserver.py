"""Duende IdentityServer and IdentityServer4: aud holds the API resources whose scopes were granted.

IdentityServer4, and Duende with EmitStaticAudienceClaim, add `{issuer}/resources`.

Source: https://docs.duendesoftware.com/identityserver/fundamentals/resources/api-scopes/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="duende-identityserver",
    name="Duende IdentityServer / IdentityServer4",
    aliases=("identityserver", "identityserver4", "identityserver3", "identity-server", "duende", "ids4"),
    issuer_pattern=r"https?://[^/\s]+(?:/\S*)?",
    issuer_examples=("https://demo.duendesoftware.com",),
    issuer_specific=False,
    marks={"aud": r"(?:https?://)?\S+/resources"},
    traits={"client_id": "", "scope": r"\[.*\]", "typ": r"(?i:at\+jwt)", "idp": "local", "amr": r"\[.*\]"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the API resources that own the requested scopes, and {issuer}/resources where the static audience is on; with API scopes alone there is none.",
            example={
                "iss": "https://login.acme.example",
                "nbf": 1760000000,
                "iat": 1760000000,
                "exp": 1760003600,
                "aud": ["https://login.acme.example/resources", "orders-api"],
                "scope": ["openid", "orders.read"],
                "amr": ["pwd"],
                "client_id": "shop-web",
                "sub": "1001",
                "auth_time": 1760000000,
                "idp": "local",
                "jti": "J-1",
            },
            header={"alg": "RS256", "kid": "kid-1", "typ": "at+jwt"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "iss": "https://login.acme.example",
                "nbf": 1760000000,
                "iat": 1760000000,
                "exp": 1760000300,
                "aud": "shop-web",
                "nonce": "n-0S6_WzA2Mj",
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "sid": "S-1",
                "sub": "1001",
                "auth_time": 1760000000,
                "idp": "local",
                "amr": ["pwd"],
            },
            header={"alg": "RS256", "kid": "kid-1", "typ": "JWT"},
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"(?:https?://)?\S+/resources",
            text="the static audience that EmitStaticAudienceClaim, and IdentityServer4 always, puts into access tokens",
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-provider-default",
            text="no API resource owns the requested scopes, so aud is {issuer}/resources only",
        ),
        Mistake(
            code="aud-missing",
            text="the scopes belong to no API resource and the static audience is off, so the access token has no aud; after an upgrade from IdentityServer4 {issuer}/resources is gone",
        ),
        Mistake(code="audience-not-requested", text="the client requested no scope of the API resource"),
        Mistake(
            code="aud-mismatch", text="the verifier expects a scope's name where aud holds the name of the API resource"
        ),
        Mistake(code="id-token-as-access-token", text="the ID Token, whose aud is the client id, was sent to the API"),
        Mistake(code="iss-mismatch", text="the server is reached by another host name or port than the one in iss"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope that an API resource owns, and with resource isolation send resource with the name of that API resource",
            Snippet("text", "scope=openid SCOPE_OF_THE_API&resource=$audience\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "define an API resource with the expected audience as its name, and list its scopes in it",
            Snippet("csharp", 'new ApiResource("$audience") { Scopes = { "SCOPE_OF_THE_API" } }\n'),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set EmitStaticAudienceClaim only for verifiers that cannot be told the API resource's name",
        ),
    ),
    notes=(
        "A scope that several API resources list pulls the audience of each of them into the token.",
        "RequireResourceIndicator makes an API resource appear only when resource names it.",
        "Of client assertions it still accepts the token endpoint as aud, unless StrictClientAssertionAudienceValidation is on.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://docs.duendesoftware.com/identityserver/fundamentals/resources/api-scopes/",
        "https://docs.duendesoftware.com/identityserver/fundamentals/resources/isolation/",
        "https://docs.duendesoftware.com/identityserver/apis/aspnetcore/jwt/",
        "https://docs.duendesoftware.com/identityserver/tokens/client-authentication/",
    ),
)
