"""The built-in authentication of Azure App Service and Functions (Easy Auth), which itself answers a bare 401.

Source: Microsoft, Azure App Service documentation, allowedAudiences of the Microsoft Entra provider
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="JWT validation failed: IDX10214: Audience validation failed. Audiences: '{found}'. Did not match: validationParameters.ValidAudience: '{expected}' or validationParameters.ValidAudiences: '{expected_too}'.",
    sample="[WWW-Authenticate] JWT validation failed: IDX10214: Audience validation failed. Audiences: 'https://orders.azurewebsites.net'. Did not match: validationParameters.ValidAudience: '11111111-2222-3333-4444-555555555555' or validationParameters.ValidAudiences: 'null'.",
    codes=(
        "aud-mismatch",
        "aud-guid-or-uri",
    ),
    status=401,
    found_as=Listing.COMMA_BLANK,
    expected_as=Listing.COMMA_BLANK,
    nothing=(
        "null",
        "",
    ),
    where="log of the application",
    note="When ValidAudience shows values that were never entered in the portal, the .NET middleware of the application itself refused the token.",
    basis=Basis.REPORTED,
)
BARE = Message(
    template="You do not have permission to view this directory or page.",
    sample="""\
HTTP/1.1 401 Unauthorized
server: Microsoft-IIS/10.0

You do not have permission to view this directory or page.""",
    codes=(
        "aud-mismatch",
        "aud-missing",
        "iss-mismatch",
        "token-expired",
    ),
    status=401,
    where="response body",
    note="Every refusal of the platform looks the same.",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="azure-app-service-easyauth",
    name="Azure App Service authentication",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "Microsoft Learn, SiteAuthSettings.AllowedAudiences",
        "Microsoft Learn, question 1173437",
    ),
    builds_on="dotnet-identitymodel",
    aliases=(
        "azure-app-service-auth",
        "easyauth",
        "easy-auth",
        "azure-functions-easyauth",
    ),
    hints=(
        "app service",
        "easyauth",
        "easy auth",
        "azurewebsites.net",
        "x-ms-client-principal",
        "jwt validation failed",
    ),
    messages=(
        MISMATCH,
        BARE,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.SIGNATURE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    failures={
        Check.SIGNATURE: BARE,
        Check.ISSUER: BARE,
        Check.EXPIRY: BARE,
    },
    setting=Setting(
        name="allowed token audiences of the identity provider",
        keys=(
            "allowedAudiences",
            "allowed-audiences",
            "allowed-token-audiences",
            "clientId",
        ),
    ),
    recipe=Recipe(
        text="list the audience among the allowed token audiences",
        language="shell",
        code="""\
az webapp auth microsoft update --resource-group rg --name orders \\
  --client-id 11111111-2222-3333-4444-555555555555 \\
  --allowed-audiences $audience
""",
    ),
    reveal="the log stream of the app with the Easy Auth module at verbose level",
    notes=(
        "The client ID of the registration is always accepted beside the listed audiences, so nothing listed means the client ID alone.",
        "HTTP 403 usually comes from the allowed applications or other authorization settings, not from aud.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "order",
    ),
)
