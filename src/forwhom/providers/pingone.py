"""PingOne: aud is the audience of the resource whose scopes were granted.

Source: https://apidocs.pingidentity.com/pingone/main/v1/api/src/authentication-concepts/access-tokens-and-id-tokens/token-claims/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="pingone",
    name="PingOne",
    aliases=("ping", "ping-identity"),
    issuer_pattern=r"https://auth\.pingone\.(?:com|eu|asia|ca|com\.au|sg)/[0-9a-f-]{36}/as",
    issuer_examples=("https://auth.pingone.eu/11111111-2222-3333-4444-555555555555/as",),
    marks={"iss": r"https://auth\.pingone\..+"},
    traits={"env": "", "org": "", "client_id": ""},
    client_id_pattern=r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is the audience of the custom resource whose scopes were granted, or else of the built-in resource.",
            example={
                "client_id": "33333333-4444-5555-6666-777777777777",
                "iss": "https://auth.pingone.eu/11111111-2222-3333-4444-555555555555/as",
                "iat": 1760000000,
                "exp": 1760003600,
                "aud": ["https://api.acme.example"],
                "scope": "orders:read",
                "sub": "s-1",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "iss": "https://auth.pingone.eu/11111111-2222-3333-4444-555555555555/as",
                "sub": "s-1",
                "aud": "33333333-4444-5555-6666-777777777777",
                "iat": 1760000000,
                "exp": 1760003600,
                "acr": "Single_Factor",
                "auth_time": 1760000000,
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
            },
        ),
    ),
    resources=(Resource(name="the PingOne API", pattern=r"https://api\.pingone\.[a-z.]+"),),
    mistakes=(
        Mistake(
            code="audience-not-requested",
            text="only openid scopes were requested, so the token is for the built-in resource",
        ),
        Mistake(
            code="aud-other-resource",
            text="scopes of the PingOne API were requested, which cannot be mixed with those of a custom resource",
        ),
        Mistake(code="id-token-as-access-token", text="the ID Token, whose aud is the client id, was sent to the API"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope of the custom resource, and none of the PingOne API in the same request",
            Snippet("text", "scope=openid SCOPE_OF_THE_API\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "define a custom resource, set its Audience to the expected one, and grant its scopes to the application; the two built-in resources cannot be changed",
        ),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://apidocs.pingidentity.com/pingone/main/v1/api/src/authentication-concepts/access-tokens-and-id-tokens/token-claims/",
        "https://developer.pingidentity.com/pingone-api/platform/resources.html",
        "https://docs.pingidentity.com/r/en-us/pingone/p1_c_resource_scopes",
    ),
    inferred=("/resources/0",),
)
