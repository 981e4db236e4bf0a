"""Microsoft Entra's token endpoint on the assertions of the on-behalf-of flow and on client assertions.

Source: Microsoft Entra documentation, AADSTS error codes; public reports that quote responses
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '{found}' and the expected audience is '{expected}'",
    sample="MsalUiRequiredException: AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '00000003-0000-0000-c000-000000000000' and the expected audience is 'api://11111111-2222-3333-4444-555555555555' or one of the Application Uris of this application.",
    codes=(
        "aud-other-resource",
        "aud-mismatch",
    ),
    status=400,
    exception="AADSTS500131",
    note="Older responses number it AADSTS50013. The token that is exchanged on behalf of a user has to be issued for the application that exchanges it.",
)
CLIENT_ASSERTION = Message(
    template="Client assertion audience claim does not match Realm issuer",
    sample="AADSTS700023: Client assertion audience claim does not match Realm issuer. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.",
    codes=("aud-mismatch",),
    status=400,
    exception="AADSTS700023",
    note="A client assertion names the tenant's issuer or token endpoint in aud. Older responses number it AADSTS50012.",
)
SIGNATURE = Message(
    template="AADSTS50013: Assertion failed signature validation",
    sample="AADSTS50013: Assertion failed signature validation. [Reason - The provided signature value did not match the expected signature value., Thumbprint of key used by client: 'ABCD']",
    codes=(
        "aud-other-resource",
        "signature-invalid",
    ),
    check=Check.SIGNATURE,
    status=400,
    exception="AADSTS50013",
    note="Often a token for Microsoft Graph was handed to the on-behalf-of flow; only Graph can verify such a token.",
)
SEVERAL = Message(
    template="AADSTS5002741: Number of audience values in the provided client credential exceed maximum allowed",
    sample="AADSTS5002741: Number of audience values in the provided client credential exceed maximum allowed. 2 audience values provided, maximum allowed is 1. Trace ID: 11111111-2222-3333-4444-555555555555",
    codes=("aud-many-unsupported",),
    status=400,
    exception="AADSTS5002741",
    note="A client assertion names one audience: the tenant's issuer or its token endpoint, not both.",
)
MALFORMED = Message(
    template="AADSTS50027: JWT token is invalid or malformed",
    sample="AADSTS50027: JWT token is invalid or malformed. Trace ID: 11111111-2222-3333-4444-555555555555",
    codes=("token-malformed", "aud-list-shape"),
    check=Check.STRUCTURE,
    status=400,
    exception="AADSTS50027",
    note="Reported also of a client assertion whose aud was an array (panva/openid-client, issue 348).",
)
REALM = Message(
    template="Requested federation realm object '{issuer}' does not exist",
    sample="AADSTS50107: Requested federation realm object 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/' does not exist.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=400,
    exception="AADSTS50107",
    note="The assertion's issuer is no identity provider that the tenant federates with.",
)
VERIFIER = Verifier(
    id="entra-assertions",
    name="Microsoft Entra token endpoint",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "Azure SDK for .NET, Azure.Identity, troubleshooting guide",
        "public reports that quote AADSTS500131",
        "zitadel/oidc, issue 887; AzureAD/azure-activedirectory-library-for-python, issue 79",
    ),
    aliases=(
        "entra-token-endpoint",
        "entra-obo",
    ),
    hints=(
        "aadsts",
        "login.microsoftonline.com",
        "invalid_grant",
        "oauth2/v2.0/token",
        "on-behalf-of",
    ),
    messages=(
        MISMATCH,
        CLIENT_ASSERTION,
        SIGNATURE,
        SEVERAL,
        MALFORMED,
        REALM,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
    },
    setting=Setting(
        name="the scope that the front end requests",
        keys=(
            "scope",
            "scopes",
            "resource",
            "audience",
        ),
    ),
    recipe=Recipe(
        text="request the first token for the application that will exchange it",
        language="javascript",
        code="""\
const { accessToken } = await client.acquireTokenSilent({ scopes: [$audience + "/access_as_user"] });
""",
        party=Party.CLIENT,
    ),
    reveal="the sign-in log of the tenant, found by the correlation ID of the message",
    notes=("The client ID and the App ID URI of one application count as that application.",),
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
