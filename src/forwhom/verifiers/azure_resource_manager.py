"""Azure Resource Manager, which prints the list of audiences that it accepts.

Source: public reports that quote InvalidAuthenticationTokenAudience
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.audience.match import ONE_SLASH
from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="access token has been obtained for wrong audience or resource '{found}'. It should exactly match with one of the allowed audiences '{expected}'",
    sample='{"error":{"code":"InvalidAuthenticationTokenAudience","message":"The access token has been obtained for wrong audience or resource \'https://graph.microsoft.com\'. It should exactly match with one of the allowed audiences \'https://management.core.windows.net/,https://management.core.windows.net,https://management.azure.com/,https://management.azure.com\'."}}',
    codes=(
        "aud-other-resource",
        "aud-mismatch",
    ),
    status=401,
    exception="InvalidAuthenticationTokenAudience",
    expected_as=Listing.COMMA,
)
OLDER = Message(
    template="access token has been obtained from wrong audience or resource '{found}'. It should exactly match (including forward slash) with one of the allowed audiences '{expected}','",
    sample="Azure Error: InvalidAuthenticationTokenAudience\nMessage: The access token has been obtained from wrong audience or resource 'https://management.example.com'. It should exactly match (including forward slash) with one of the allowed audiences 'https://management.core.windows.net/','https://management.azure.com/'.",
    codes=MISMATCH.codes,
    status=401,
    exception="InvalidAuthenticationTokenAudience",
    versions="until 2018 or so",
)
SERVICE_MANAGEMENT = Message(
    template="The JWT token does not contain expected audience uri '{expected}'.",
    sample="<Error><Code>AuthenticationFailed</Code><Message>The JWT token does not contain expected audience uri 'https://management.core.usgovcloudapi.net/'.</Message></Error>",
    codes=("aud-other-environment", "aud-other-resource", "aud-mismatch"),
    status=401,
    exception="AuthenticationFailed",
    note="So says the older Service Management API, also of a national cloud (Azure/azure-sdk-for-python, issue 34337).",
)

VERIFIER = Verifier(
    id="azure-resource-manager",
    name="Azure Resource Manager",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("public reports that quote InvalidAuthenticationTokenAudience",),
    hints=(
        "management.azure.com",
        "invalidauthenticationtokenaudience",
        "evolvedsecuritytokenservice",
    ),
    messages=(MISMATCH, OLDER, SERVICE_MANAGEMENT),
    audience=alike(MISMATCH, compare=ONE_SLASH),
    own=("https://management.azure.com/", "https://management.core.windows.net/"),
    order=(
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    setting=Setting(
        name="the scope that the client requests",
        keys=(
            "scope",
            "scopes",
            "resource",
        ),
    ),
    recipe=Recipe(
        text="request the token for Azure Resource Manager of the right cloud",
        language="shell",
        code="""\
az account get-access-token --scope https://management.azure.com/.default
""",
        party=Party.CLIENT,
    ),
    notes=(
        "Each address is accepted with and without a slash at the end; national clouds have addresses of their own.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
        "order",
    ),
)
