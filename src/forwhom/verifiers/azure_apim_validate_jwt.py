"""The validate-jwt policy of Azure API Management, which shows the caller only the text of its own configuration.

Source: Microsoft, Azure API Management documentation, validate-jwt policy and error handling in policies
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="IDX10214: Audience validation failed. Audiences: '{found}'. Did not match: validationParameters.ValidAudience: '{single}' or validationParameters.ValidAudiences: '{expected}'. Access denied.",
    sample="validate-jwt (-2.371 ms): \"JWT Validation Failed: IDX10214: Audience validation failed. Audiences: '00000003-0000-0000-c000-000000000000'. Did not match: validationParameters.ValidAudience: '' or validationParameters.ValidAudiences: 'api://orders'. Access denied.\"",
    codes=(
        "aud-mismatch",
        "aud-other-resource",
        "aud-guid-or-uri",
    ),
    status=401,
    exception="TokenAudienceNotAllowed",
    found_as=Listing.COMMA_BLANK,
    expected_as=Listing.COMMA_BLANK,
    nothing=(
        "null",
        "",
    ),
    where="trace; LastError in the on-error section",
)
CLAIM_VALUE = Message(
    template="Claim value mismatch: aud={found}",
    sample='{"statusCode": 401, "reason": "TokenClaimValueMismatch", "message": "Claim value mismatch: aud=api://orders."}',
    codes=("aud-mismatch",),
    status=401,
    exception="TokenClaimValueMismatch",
    note="The audience is listed under required-claims instead of audiences.",
)
CLAIM_VALUE_DOCUMENTED = Message(
    template="Claim aud value of {found} is not allowed",
    sample="Claim aud value of api://orders is not allowed. Access denied.",
    codes=("aud-mismatch",),
    status=401,
    exception="TokenClaimValueNotAllowed",
)
MISSING = Message(
    template="JWT token is missing the following claims: {claims}. Access denied.",
    sample="JWT token is missing the following claims: aud. Access denied.",
    codes=("aud-missing",),
    status=401,
    exception="TokenClaimNotFound",
)
NO_TOKEN = Message(
    template="JWT not present.",
    sample="JWT not present.",
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    exception="TokenNotPresent",
    note="The request carried no token where the policy looks for one.",
)
ISSUER = Message(
    template="IDX10205: Issuer validation failed. Issuer: '{issuer}'. Did not match: validationParameters.ValidIssuer: '{single}' or validationParameters.ValidIssuers: '{expected_issuer}'.",
    sample="IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/'. Did not match: validationParameters.ValidIssuer: '' or validationParameters.ValidIssuers: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0'.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    exception="TokenIssuerNotAllowed",
)

VERIFIER = Verifier(
    id="azure-apim-validate-jwt",
    name="Azure API Management validate-jwt",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "MicrosoftDocs/azure-docs, articles/api-management/api-management-error-handling-policies.md",
        "MicrosoftDocs/azure-docs, articles/api-management/validate-jwt-policy.md",
        "Microsoft Learn, question 1064084",
    ),
    builds_on="dotnet-identitymodel",
    aliases=("azure-apim",),
    hints=(
        "validate-jwt",
        "api-management",
        "apim",
        "tokenaudiencenotallowed",
        "access denied.",
        "ocp-apim",
    ),
    messages=(
        MISMATCH,
        CLAIM_VALUE,
        CLAIM_VALUE_DOCUMENTED,
        MISSING,
        NO_TOKEN,
        ISSUER,
    ),
    audience=alike(MISMATCH, unset=ACCEPT),
    order=(
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    failures={
        Check.ISSUER: ISSUER,
    },
    setting=Setting(
        name="the audiences element of validate-jwt",
        keys=(
            "audience",
            "audiences",
            "validate-jwt",
        ),
    ),
    switch="a policy without the audiences element: any audience passes",
    recipe=Recipe(
        text="list the audience in the audiences element of validate-jwt",
        language="xml",
        code="""\
<validate-jwt header-name="Authorization" failed-validation-httpcode="401">
  <openid-config url="https://login.microsoftonline.com/TENANT/v2.0/.well-known/openid-configuration" />
  <audiences>
    <audience>$audience</audience>
  </audiences>
</validate-jwt>
""",
    ),
    reveal="the trace of API Management, or context.LastError.Message in the on-error section",
    notes=(
        "The caller normally sees failed-validation-error-message; the texts here stand in the trace.",
        "Entra's version 1 tokens carry the App ID URI in aud, its version 2 tokens the bare GUID of the application; listing both serves both.",
        "The default clock skew is 0 seconds.",
        'Under required-claims, match="all" wants every listed value and match="any" one of them.',
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
    ),
)
