"""Microsoft Entra ID, tokens of version 2.0: aud of an access token is always the bare GUID of the API.

Source: https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="entra-v2",
    name="Microsoft Entra ID, v2.0 tokens",
    aliases=("entra", "entra-id", "azure-ad", "azuread", "aad", "azure", "microsoft", "azure-ad-v2"),
    families=(),
    issuer_pattern=r"https://login\.(?:microsoftonline\.com|microsoftonline\.us|partner\.microsoftonline\.cn)/[^/\s]+/v2\.0",
    issuer_examples=(
        "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0",
        "https://login.microsoftonline.us/11111111-2222-3333-4444-555555555555/v2.0",
        "https://login.partner.microsoftonline.cn/11111111-2222-3333-4444-555555555555/v2.0",
    ),
    marks={"iss": r"https://login\.(?:microsoftonline|windows)\..+", "ver": r"2\.0"},
    traits={
        "azpacr": "",
        "tid": "",
        "oid": "",
        "uti": "",
        "rh": "",
        "aio": "",
        "aud": r"api://[0-9a-f-]{36}.*|[0-9a-f-]{36}",
        "preferred_username": "",
    },
    client_id_pattern=r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the API's client id, a bare GUID, and never the api:// URI by which the client asked for it.",
            example={
                "aud": "22222222-3333-4444-5555-666666666666",
                "iss": "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0",
                "iat": 1760000000,
                "nbf": 1760000000,
                "exp": 1760003600,
                "azp": "33333333-4444-5555-6666-777777777777",
                "azpacr": "1",
                "oid": "44444444-5555-6666-7777-888888888888",
                "scp": "Orders.Read",
                "sub": "q1W2e3",
                "tid": "11111111-2222-3333-4444-555555555555",
                "uti": "u-1",
                "ver": "2.0",
            },
            header={"typ": "JWT", "alg": "RS256", "kid": "kid-1"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id (a GUID) of the application.",
            example={
                "aud": "33333333-4444-5555-6666-777777777777",
                "iss": "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0",
                "iat": 1760000000,
                "exp": 1760003600,
                "name": "Ada",
                "nonce": "n-0S6_WzA2Mj",
                "oid": "44444444-5555-6666-7777-888888888888",
                "preferred_username": "ada@acme.example",
                "sub": "q1W2e3",
                "tid": "11111111-2222-3333-4444-555555555555",
                "ver": "2.0",
            },
        ),
    ),
    resources=(
        Resource(
            name="Microsoft Graph",
            values=(
                "00000003-0000-0000-c000-000000000000",
                "https://graph.microsoft.com",
                "https://graph.microsoft.com/",
                "https://graph.microsoft.us",
                "https://dod-graph.microsoft.us",
                "https://microsoftgraph.chinacloudapi.cn",
            ),
        ),
        Resource(
            name="Azure AD Graph (retired)",
            values=("00000002-0000-0000-c000-000000000000", "https://graph.windows.net", "https://graph.windows.net/"),
        ),
        Resource(
            name="Azure Resource Manager",
            values=(
                "797f4846-ba00-4fd7-ba43-dac1f8f63013",
                "https://management.azure.com",
                "https://management.azure.com/",
                "https://management.core.windows.net",
                "https://management.core.windows.net/",
                "https://management.usgovcloudapi.net",
                "https://management.core.usgovcloudapi.net",
                "https://management.chinacloudapi.cn",
                "https://management.core.chinacloudapi.cn",
            ),
        ),
        Resource(
            name="Azure Key Vault",
            values=(
                "cfa8b339-82a2-471a-a3c9-0fc0be7a4093",
                "https://vault.azure.net",
                "https://vault.azure.net/",
                "https://vault.usgovcloudapi.net",
                "https://vault.azure.cn",
            ),
        ),
        Resource(name="Azure Bot Service", values=("https://api.botframework.com",)),
        Resource(
            name="Azure Storage",
            values=("e406a681-f3d4-42a8-90b6-c2b029497af1", "https://storage.azure.com", "https://storage.azure.com/"),
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-guid-or-uri",
            text="the verifier expects api://GUID while a version 2.0 token carries the bare GUID",
        ),
        Mistake(
            code="aud-other-resource",
            text="the client asked for openid, profile or User.Read only, so the token is for Microsoft Graph",
        ),
        Mistake(
            code="audience-not-requested",
            text="the client named no scope of the API; one request yields a token for one API, that of its scopes",
        ),
        Mistake(
            code="iss-mismatch",
            text="the API receives version 1.0 tokens, the issuer is that of another cloud, or the metadata of the common endpoint was used, whose issuer is a template",
        ),
        Mistake(
            code="id-token-as-access-token",
            text="the client sent the ID Token, whose aud is the client's own GUID, to the API",
        ),
        Mistake(
            code="resource-not-registered", text="the App ID URI or scope in the request is not one of a registered API"
        ),
        Mistake(
            code="aud-other-environment",
            text="the registrations of two environments or tenants have different GUIDs, and the token is for the other one",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope of the API itself, prefixed with its App ID URI (or the App ID URI plus /.default), one API in each request",
            Snippet("text", "scope=api://GUID_OF_THE_API/.default\n"),
        ),
        Fix(Party.CLIENT, "send the access token to the API, and keep the ID Token in the application"),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set requestedAccessTokenVersion in the manifest of the API's own registration to 2, which it must be where personal accounts are allowed, and expose a scope of the API",
            Snippet("json", '"api": { "requestedAccessTokenVersion": 2 }\n'),
        ),
        Fix(Party.RESOURCE_SERVER, "expect the bare GUID of the API's own registration"),
    ),
    notes=(
        "There is no audience parameter; the prefix of the scope names the API.",
        "A multi-tenant API has to look at tid and iss besides aud.",
        "Personal accounts have the tid 9188040d-6c67-4c5b-b112-36a304b66dad.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
        "https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference",
        "https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud",
    ),
    inferred=(
        "/resources/1",
        "/resources/2",
        "/resources/3",
        "/resources/4",
        "/mistakes/6",
    ),
)
