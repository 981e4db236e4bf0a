"""The validate-azure-ad-token policy of Azure API Management, which asks for the calling application too.

Source: Microsoft Learn, API Management, validate-azure-ad-token policy
"""

from __future__ import annotations

from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers.azure_apim_validate_jwt import VERIFIER as VALIDATE_JWT

NO_TOKEN = Message(
    template="Azure AD JWT not present.",
    sample='{ "statusCode": 401, "message": "Azure AD JWT not present." }',
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    where="response body",
    note="No token arrived where the policy looks for it: in the Authorization header unless header-name says otherwise.",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="azure-apim-validate-azure-ad-token",
    name="Azure API Management validate-azure-ad-token",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=("MicrosoftDocs/azure-docs, articles/api-management/validate-azure-ad-token-policy.md",),
    builds_on="azure-apim-validate-jwt",
    aliases=("validate-azure-ad-token",),
    hints=("validate-azure-ad-token", "client-application-ids", "azure-api.net"),
    messages=(*VALIDATE_JWT.messages, NO_TOKEN),
    audience=VALIDATE_JWT.audience,
    order=VALIDATE_JWT.order,
    failures={**VALIDATE_JWT.failures, Check.STRUCTURE: NO_TOKEN},
    setting=Setting(name="audiences of the policy", keys=("audiences", "audience")),
    switch="no audiences element: any audience passes",
    recipe=Recipe(
        text="list the audience in the policy, beside the applications that may call",
        language="xml",
        code="""\
<validate-azure-ad-token tenant-id="11111111-2222-3333-4444-555555555555">
  <client-application-ids>
    <application-id>66666666-7777-8888-9999-000000000000</application-id>
  </client-application-ids>
  <audiences>
    <audience>$audience</audience>
  </audiences>
</validate-azure-ad-token>
""",
    ),
    reveal="the trace of the request in the test console of API Management shows the failure of the policy",
    notes=(
        "client-application-ids is about the caller (azp or appid), not about aud; a wrong caller is refused with 401 too.",
        "The library that validates is that of validate-jwt, so its texts are expected here.",
    ),
    inferred=("order", "null", "empty_string", "empty_array", "number", "other", "mixed", "unset_malformed"),
)
