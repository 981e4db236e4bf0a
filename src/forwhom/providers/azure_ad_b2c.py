"""Azure AD B2C: aud is the application id of the web API whose scope was requested; the issuer ends in a slash.

Source: https://learn.microsoft.com/en-us/azure/active-directory-b2c/tokens-overview
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="azure-ad-b2c",
    name="Azure AD B2C",
    aliases=("b2c", "aad-b2c", "azure-b2c"),
    families=("azure-ad", "microsoft", "entra", "azure"),
    issuer_pattern=r"https://(?:[a-z0-9-]+\.b2clogin\.com|login\.microsoftonline\.com)/(?:tfp/)?[0-9A-Fa-f-]{36}/(?:[A-Za-z0-9_-]+/)?v2\.0/",
    issuer_examples=(
        "https://contoso.b2clogin.com/11111111-2222-3333-4444-555555555555/v2.0/",
        "https://contoso.b2clogin.com/tfp/11111111-2222-3333-4444-555555555555/b2c_1_signin/v2.0/",
    ),
    marks={"tfp": r"(?i:b2c_1a?_.+)", "acr": r"(?i:b2c_1a?_.+)", "iss": r"https://[^/\s]+\.b2clogin\.com/.*"},
    traits={"emails": "", "tid": "", "ver": r"1\.0"},
    client_id_pattern=r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the application id (a GUID) of the web API whose scope was requested.",
            example={
                "iss": "https://acme.b2clogin.com/11111111-2222-3333-4444-555555555555/v2.0/",
                "exp": 1760003600,
                "nbf": 1760000000,
                "aud": "22222222-3333-4444-5555-666666666666",
                "sub": "44444444-5555-6666-7777-888888888888",
                "tfp": "B2C_1_signin",
                "scp": "orders.read",
                "azp": "33333333-4444-5555-6666-777777777777",
                "ver": "1.0",
                "iat": 1760000000,
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the application id (a GUID) of the client.",
            example={
                "iss": "https://acme.b2clogin.com/11111111-2222-3333-4444-555555555555/v2.0/",
                "exp": 1760003600,
                "nbf": 1760000000,
                "aud": "33333333-4444-5555-6666-777777777777",
                "sub": "44444444-5555-6666-7777-888888888888",
                "tfp": "B2C_1_signin",
                "nonce": "n-0S6_WzA2Mj",
                "emails": ["ada@acme.example"],
                "ver": "1.0",
                "iat": 1760000000,
                "auth_time": 1760000000,
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="audience-not-requested",
            text="no scope of the API was requested, so only an ID Token or no access token comes back",
        ),
        Mistake(
            code="id-token-as-access-token",
            text="the ID Token, whose aud is the client's own GUID, was sent to the API",
        ),
        Mistake(code="aud-guid-or-uri", text="the verifier expects the App ID URI while aud is the bare GUID"),
        Mistake(
            code="iss-mismatch",
            text="the issuer keeps its trailing slash, and holds tfp and the policy when the policy's Issuer (iss) claim setting says so",
        ),
        Mistake(
            code="key-not-found", text="the metadata was fetched without the name of the policy, whose keys are others"
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope that the API's registration publishes",
            Snippet("text", "scope=openid https://TENANT.onmicrosoft.com/APP_ID_URI/SCOPE\n"),
        ),
        Fix(Party.AUTHORIZATION_SERVER, "expose a scope in the API's registration and grant it to the client"),
        Fix(Party.RESOURCE_SERVER, "expect the application id (the bare GUID) of the API's registration"),
    ),
    notes=("The policy's name stands in tfp, or in acr where a policy is set so for older applications.",),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://learn.microsoft.com/en-us/azure/active-directory-b2c/tokens-overview",
        "https://learn.microsoft.com/en-us/azure/active-directory-b2c/configure-tokens",
        "https://github.com/AzureAD/microsoft-identity-web/wiki/Azure-AD-B2C-issuer-claim-support",
    ),
    inferred=(
        "/mistakes/0",
        "/mistakes/2",
        "/fixes/0",
        "/fixes/1",
    ),
)
