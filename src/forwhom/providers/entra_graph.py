"""An Entra ID access token for Microsoft Graph: not for anybody else, and nobody else can verify its signature.

Source: https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/issues/609
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="entra-graph",
    name="Microsoft Entra ID, tokens for Microsoft Graph",
    families=("entra", "entra-id", "azure-ad", "azuread", "aad", "azure", "microsoft"),
    aliases=("microsoft-graph",),
    issuer_pattern=r"https://(?:sts\.windows\.net/[^/\s]+/|login\.microsoftonline\.(?:com|us)/[^/\s]+/v2\.0)",
    issuer_examples=("https://sts.windows.net/11111111-2222-3333-4444-555555555555/",),
    only_with={"aud": r"00000003-0000-0000-c000-000000000000|https://graph\.microsoft\.com/?"},
    traits={"appid": "", "tid": "", "oid": "", "app_displayname": "", "wids": "", "xms_st": "", "nonce": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names Microsoft Graph, by its GUID or its URL, because the client asked for a scope of Graph or for no scope of an API.",
            example={
                "aud": "00000003-0000-0000-c000-000000000000",
                "iss": "https://sts.windows.net/11111111-2222-3333-4444-555555555555/",
                "iat": 1760000000,
                "nbf": 1760000000,
                "exp": 1760003600,
                "app_displayname": "Shop",
                "appid": "33333333-4444-5555-6666-777777777777",
                "scp": "openid profile User.Read",
                "sub": "q1W2e3",
                "tid": "11111111-2222-3333-4444-555555555555",
                "ver": "1.0",
            },
            header={"typ": "JWT", "nonce": "h-1", "alg": "RS256", "x5t": "kid-1", "kid": "kid-1"},
        ),
    ),
    resources=(
        Resource(
            name="Microsoft Graph",
            values=(
                "00000003-0000-0000-c000-000000000000",
                "https://graph.microsoft.com",
                "https://graph.microsoft.com/",
            ),
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-other-resource",
            text="the client asked for a scope of Microsoft Graph, such as User.Read, so the token is for Graph",
        ),
        Mistake(code="audience-not-requested", text="the client named no scope of the API, and Graph is what remains"),
        Mistake(
            code="signature-invalid",
            text="the header's nonce is hashed before signing, so that only Graph can verify the signature; the audience is the real fault",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope of the API itself, prefixed with its App ID URI, instead of a scope of Microsoft Graph",
            Snippet("text", "scope=api://GUID_OF_THE_API/.default\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "expose a scope in the API's own registration (Expose an API) and let the client have it",
        ),
    ),
    notes=("An API that has to call Graph exchanges the token it received (on-behalf-of flow).",),
    basis=Basis.REPORTED,
    sources=(
        "https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/issues/609",
        "https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/issues/853",
        "https://github.com/MicrosoftDocs/azure-docs/issues/80018",
        "https://github.com/justinlettau/azure-ad-verify-token/issues/5",
        "https://github.com/AzureAD/microsoft-authentication-library-for-js/issues/815",
    ),
)
