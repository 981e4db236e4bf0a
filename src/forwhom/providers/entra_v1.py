"""Microsoft Entra ID, tokens of version 1.0: aud is the App ID URI or the GUID of the API, as the client asked for it.

Source: https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="entra-v1",
    name="Microsoft Entra ID, v1.0 tokens",
    aliases=("azure-ad-v1", "aad-v1"),
    families=("entra", "entra-id", "azure-ad", "azuread", "aad", "azure", "microsoft"),
    issuer_pattern=r"https://(?:sts\.windows\.net|sts\.chinacloudapi\.cn|sts\.microsoftonline\.(?:us|de))/[^/\s]+/",
    issuer_examples=("https://sts.windows.net/11111111-2222-3333-4444-555555555555/",),
    marks={
        "iss": r"https://sts\.windows\.net/.*",
        "ver": r"1\.0",
        "aud": r"spn:.+|https://(?:management\.azure\.com|management\.core\.windows\.net|vault\.azure\.net|graph\.windows\.net)/?|00000002-0000-0000-c000-000000000000",
    },
    traits={
        "appid": "",
        "appidacr": "",
        "tid": "",
        "oid": "",
        "unique_name": "",
        "uti": "",
        "rh": "",
        "aio": "",
        "aud": r"api://.+",
        "x5t": "",
    },
    client_id_pattern=r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the API's App ID URI (api://... or https://...) or its bare GUID, depending on how the client asked for it.",
            example={
                "aud": "api://22222222-3333-4444-5555-666666666666",
                "iss": "https://sts.windows.net/11111111-2222-3333-4444-555555555555/",
                "iat": 1760000000,
                "nbf": 1760000000,
                "exp": 1760003600,
                "appid": "33333333-4444-5555-6666-777777777777",
                "appidacr": "0",
                "oid": "44444444-5555-6666-7777-888888888888",
                "scp": "Orders.Read",
                "sub": "q1W2e3",
                "tid": "11111111-2222-3333-4444-555555555555",
                "unique_name": "ada@acme.example",
                "ver": "1.0",
            },
            header={"typ": "JWT", "alg": "RS256", "x5t": "kid-1", "kid": "kid-1"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id (a GUID) of the application.",
            example={
                "aud": "33333333-4444-5555-6666-777777777777",
                "iss": "https://sts.windows.net/11111111-2222-3333-4444-555555555555/",
                "iat": 1760000000,
                "exp": 1760003600,
                "amr": ["pwd"],
                "name": "Ada",
                "nonce": "n-0S6_WzA2Mj",
                "oid": "44444444-5555-6666-7777-888888888888",
                "tid": "11111111-2222-3333-4444-555555555555",
                "unique_name": "ada@acme.example",
                "ver": "1.0",
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
        Resource(name="Azure Data Lake", values=("https://datalake.azure.net/",)),
        Resource(name="Azure SQL Database", values=("https://database.windows.net/",)),
        Resource(name="Azure Batch", values=("https://batch.core.windows.net/",)),
        Resource(name="Azure Service Bus", values=("https://servicebus.azure.net",)),
        Resource(name="Azure Event Hubs", values=("https://eventhubs.azure.net",)),
        Resource(
            name="Azure Log Analytics", values=("https://api.loganalytics.io", "https://api.loganalytics.azure.com")
        ),
        Resource(name="Azure Monitor", values=("https://monitor.azure.com",)),
        Resource(name="Azure DevOps", values=("499b84ac-1321-427f-aa17-267ca6975798",)),
        Resource(name="Power BI", values=("https://analysis.windows.net/powerbi/api",)),
    ),
    mistakes=(
        Mistake(
            code="aud-guid-or-uri",
            text="the token carries api://GUID while the verifier lists the bare GUID, or the reverse; version 1.0 tokens may carry either",
        ),
        Mistake(
            code="aud-other-resource",
            text="the client asked for Microsoft Graph or another API of Microsoft, so the token is for that API",
        ),
        Mistake(
            code="iss-mismatch",
            text="the API receives version 1.0 tokens (issuer sts.windows.net) while the verifier expects the version 2.0 issuer; the API's own manifest decides",
        ),
        Mistake(
            code="audience-not-requested",
            text="the client named no scope or resource of the API, so the token is for Microsoft Graph or Azure AD Graph",
        ),
        Mistake(
            code="id-token-as-access-token",
            text="the client sent the ID Token, whose aud is the client's own GUID, to the API",
        ),
        Mistake(
            code="aud-trailing-slash", text="the App ID URI or the resource parameter has one slash too many at its end"
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope of the API itself, SCOPE prefixed with its App ID URI (or App ID URI plus /.default), one API in each request; at the version 1.0 endpoint send the App ID URI as resource",
            Snippet("text", "scope=$audience/.default\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set requestedAccessTokenVersion in the manifest of the API's own registration to 2, so that aud is always the bare GUID and the issuer ends in /v2.0",
            Snippet("json", '"api": { "requestedAccessTokenVersion": 2 }\n'),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "while version 1.0 tokens are in use, accept both the App ID URI and the GUID of this one API",
        ),
    ),
    notes=(
        "The endpoint that the client called does not decide the version; the manifest of the API does, where null counts as 1.",
        "The national clouds have issuers of their own: sts.chinacloudapi.cn, sts.microsoftonline.us and sts.microsoftonline.de.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
        "https://learn.microsoft.com/en-us/azure/active-directory/develop/access-tokens",
        "https://github.com/thenetworg/oauth2-azure/issues/209",
    ),
    inferred=(
        "/resources/1",
        "/resources/2",
        "/resources/3",
        "/resources/4",
        "/resources/6",
        "/resources/7",
        "/resources/8",
        "/resources/9",
        "/resources/11",
        "/resources/12",
        "/resources/13",
        "/mistakes/3",
        "/notes/1",
    ),
)
