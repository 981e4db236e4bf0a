"""Microsoft Entra on federated identity credentials; the number of the error tells which field did not match.

Source: Microsoft Graph documentation, federatedIdentityCredential
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="AADSTS700212: No matching federated identity record found for presented assertion audience '{found}'",
    sample="ClientAssertionCredential authentication failed: AADSTS700212: No matching federated identity record found for presented assertion audience 'https://github.com/corp'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. Trace ID: 11111111-2222-3333-4444-555555555555",
    codes=(
        "aud-mismatch",
        "aud-provider-default",
    ),
    status=400,
    exception="AADSTS700212",
)
MISMATCH_MANAGED = Message(
    template="AADSTS7002121: No matching federated identity record found for presented assertion audience {found}",
    sample="AADSTS7002121: No matching federated identity record found for presented assertion audience api://AzureADTokenExchangeChina",
    codes=("aud-mismatch",),
    status=400,
    exception="AADSTS7002121",
)
MISMATCH_UNSTATED = Message(
    template="AADSTS70022204: No matching federated identity record found for presented assertion audience",
    sample="AADSTS70022204: No matching federated identity record found for presented assertion audience",
    codes=("aud-mismatch",),
    status=400,
    exception="AADSTS70022204",
)
FORBIDDEN = Message(
    template="AADSTS700227: Forbidden token audience",
    sample="AADSTS700227: Forbidden token audience",
    codes=("aud-mismatch",),
    status=400,
    exception="AADSTS700227",
)
ISSUER = Message(
    template="AADSTS700211: No matching federated identity record found for presented assertion issuer '{issuer}'",
    sample="ClientAssertionCredential authentication failed: AADSTS700211: No matching federated identity record found for presented assertion issuer 'https://token.actions.githubusercontent.com/corp'.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=400,
    exception="AADSTS700211",
)
SUBJECT = Message(
    template="AADSTS700213: No matching federated identity record found for presented assertion subject '{subject}'",
    sample="AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:corp/orders:ref:refs/heads/dev'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    status=400,
    exception="AADSTS700213",
    note="The subject did not match; the text mentions the audience all the same.",
)
SUBJECT_CASE = Message(
    template="AADSTS7002138: No matching federated identity record found for presented assertion subject '{subject}'",
    sample="AADSTS7002138: No matching federated identity record found for presented assertion subject 'repo:Corp/orders:environment:Production'.",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    status=400,
    exception="AADSTS7002138",
    note="Subjects are compared with regard to letter case.",
)
GENERIC = Message(
    template="AADSTS70021: No matching federated identity record found for presented assertion",
    sample="AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: https://token.actions.githubusercontent.com.",
    codes=(
        "subject-mismatch",
        "aud-mismatch",
        "iss-mismatch",
    ),
    check=Check.OTHER,
    status=400,
    exception="AADSTS70021",
    note="The older number, which does not tell the field.",
)
GENERIC_STATED = Message(
    template="AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: "
    "'{issuer}'. Assertion Subject: '{subject}'. Assertion Audience: '{found}'",
    sample="Error: : AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: "
    "'https://token.actions.githubusercontent.com'. Assertion Subject: 'repo:corp/orders:ref:refs/heads/main'. Assertion "
    "Audience: 'api://AzureADTokenExchange'. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation",
    codes=GENERIC.codes,
    check=Check.OTHER,
    status=400,
    exception="AADSTS70021",
    note="The older number, which does not tell the field; the three values are those of the token.",
    basis=Basis.REPORTED,
)
OWN_TOKEN = Message(
    template="AADSTS700222: AAD-issued tokens may not be used for federated identity flows",
    sample="AADSTS700222: AAD-issued tokens may not be used for federated identity flows.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=400,
    exception="AADSTS700222",
)

VERIFIER = Verifier(
    id="entra-federated-credential",
    name="Microsoft Entra federated identity credential",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "Microsoft Graph documentation, federatedIdentityCredential",
        "Azure/azure-workload-identity, issues 340, 1200 and 1675",
        "Azure/login, issues 175 and 517",
        "MicrosoftDocs/azure-docs, pull request 90321",
    ),
    aliases=(
        "entra-federation",
        "azure-workload-identity",
    ),
    hints=(
        "aadsts",
        "federated identity",
        "azure/login",
        "workload identity",
        "login.microsoftonline.com",
        "azureadtokenexchange",
    ),
    messages=(
        MISMATCH,
        MISMATCH_MANAGED,
        MISMATCH_UNSTATED,
        FORBIDDEN,
        ISSUER,
        SUBJECT,
        SUBJECT_CASE,
        GENERIC_STATED,
        GENERIC,
        OWN_TOKEN,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
    ),
    failures={
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
    },
    setting=Setting(
        name="audiences of the federated identity credential",
        keys=(
            "audiences",
            "audience",
            "federated-credential",
            "AZURE_AUDIENCE",
        ),
    ),
    recipe=Recipe(
        text="set the audience of the federated identity credential",
        language="shell",
        code="""\
az identity federated-credential create --resource-group rg --identity-name ci --name gh-main \\
  --issuer $issuer \\
  --subject repo:corp/orders:ref:refs/heads/main \\
  --audiences $audience
""",
        party=Party.AUTHORIZATION_SERVER,
    ),
    reveal="the sign-in log of the service principal, found by the correlation ID of the message",
    notes=(
        "In the public cloud the audience is api://AzureADTokenExchange; national clouds and identity bindings of AKS use other values.",
        "An unmatched issuer or subject may hide the audience.",
        "Values are compared with regard to letter case.",
        "The status is usually 400 with invalid_client or invalid_request; 401 was reported too.",
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
    ),
)
