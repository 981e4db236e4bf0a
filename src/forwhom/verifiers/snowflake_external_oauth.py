"""Snowflake's External OAuth, which shows the client an identifier and keeps the reason in a system function.

Source: Snowflake documentation, SYSTEM$GET_LOGIN_FAILURE_DETAILS
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="EXTERNAL_OAUTH_AUDIENCE_VALIDATION_FAILED",
    sample='{"errorCode":"EXTERNAL_OAUTH_AUDIENCE_VALIDATION_FAILED","timestamp":1772615553}',
    codes=("aud-mismatch",),
    where="SYSTEM$GET_LOGIN_FAILURE_DETAILS",
)
VERIFIED = Message(
    template="SYSTEM$VERIFY_EXTERNAL_OAUTH_TOKEN: Audience mismatch",
    sample="SYSTEM$VERIFY_EXTERNAL_OAUTH_TOKEN: Audience mismatch",
    codes=("aud-mismatch",),
    where="SYSTEM$VERIFY_EXTERNAL_OAUTH_TOKEN",
    basis=Basis.DOCUMENTED,
)
MISSING = Message(
    template="EXTERNAL_OAUTH_MISSING_AUDIENCE",
    sample='{"errorCode":"EXTERNAL_OAUTH_MISSING_AUDIENCE","timestamp":1772615553}',
    codes=("aud-missing",),
    where="SYSTEM$GET_LOGIN_FAILURE_DETAILS",
)
ISSUER = Message(
    template="EXTERNAL_OAUTH_ACCESS_TOKEN_ISSUER_NOT_FOUND",
    sample='{"errorCode":"EXTERNAL_OAUTH_ACCESS_TOKEN_ISSUER_NOT_FOUND"}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    where="SYSTEM$GET_LOGIN_FAILURE_DETAILS",
)
EXPIRED = Message(
    template="EXTERNAL_OAUTH_ACCESS_TOKEN_EXPIRED",
    sample='{"errorCode":"EXTERNAL_OAUTH_ACCESS_TOKEN_EXPIRED"}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    where="SYSTEM$GET_LOGIN_FAILURE_DETAILS",
)
SIGNATURE = Message(
    template="EXTERNAL_OAUTH_INVALID_SIGNATURE",
    sample='{"errorCode":"EXTERNAL_OAUTH_INVALID_SIGNATURE"}',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    where="SYSTEM$GET_LOGIN_FAILURE_DETAILS",
)
GENERIC = Message(
    template="Invalid OAuth access token. [{uuid}]",
    sample="snowflake.connector.errors.DatabaseError: 250001 (08001): Invalid OAuth access token. [0ce9eb56-821d-4ca9-a774-04ae89a0cf5a]",
    codes=(
        "aud-mismatch",
        "iss-mismatch",
        "token-expired",
        "signature-invalid",
    ),
    check=Check.OTHER,
    note="The identifier leads SYSTEM$GET_LOGIN_FAILURE_DETAILS to the reason.",
)

VERIFIER = Verifier(
    id="snowflake-external-oauth",
    name="Snowflake External OAuth",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "Snowflake documentation, SYSTEM$GET_LOGIN_FAILURE_DETAILS",
        "Atlan documentation, PingFederate OAuth troubleshooting",
    ),
    aliases=("snowflake",),
    hints=(
        "snowflake",
        "external_oauth",
    ),
    messages=(
        MISMATCH,
        VERIFIED,
        MISSING,
        ISSUER,
        EXPIRED,
        SIGNATURE,
        GENERIC,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=MISMATCH,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISSING,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(
        Check.ISSUER,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.AUDIENCE,
    ),
    failures={
        Check.ISSUER: ISSUER,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
    },
    setting=Setting(
        name="EXTERNAL_OAUTH_AUDIENCE_LIST of the security integration", keys=("EXTERNAL_OAUTH_AUDIENCE_LIST",)
    ),
    recipe=Recipe(
        text="list the audience in the security integration",
        language="sql",
        code="""\
ALTER SECURITY INTEGRATION corp_oauth SET EXTERNAL_OAUTH_AUDIENCE_LIST = ($audiences);
""",
    ),
    reveal="SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS with the identifier of the text, or SYSTEM$VERIFY_EXTERNAL_OAUTH_TOKEN",
    notes=(
        "ALTER replaces the whole list.",
        "The account address is believed to be the audience when no list is set; that and the order of the checks are not confirmed.",
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
