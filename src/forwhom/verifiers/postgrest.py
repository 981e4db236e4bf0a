"""PostgREST, also behind the REST API of Supabase, which takes a token without audience as meant for everyone.

Source: PostgREST/postgrest, src/library/PostgREST/Auth/Jwt.hs
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="JWT not in audience",
    sample="""\
HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer error="invalid_token", error_description="JWT not in audience"

{"code":"PGRST303","details":null,"hint":null,"message":"JWT not in audience"}""",
    codes=("aud-mismatch",),
    status=401,
    exception="PGRST303",
)
MISMATCH_OLD = Message(
    template="JWTNotInAudience",
    sample='{"code":"PGRST301","details":null,"hint":null,"message":"JWTNotInAudience"}',
    codes=("aud-mismatch",),
    status=401,
    exception="PGRST301",
    versions="older releases",
    basis=Basis.REPORTED,
)
WRONG_TYPE = Message(
    template="The JWT 'aud' claim must be a string or an array of strings",
    sample='{"code":"PGRST303","details":null,"hint":null,"message":"The JWT \'aud\' claim must be a string or an array of strings"}',
    codes=("aud-wrong-type",),
    status=401,
    exception="PGRST303",
)
EXPIRED = Message(
    template="JWT expired",
    sample='{"code":"PGRST303","details":null,"hint":null,"message":"JWT expired"}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    exception="PGRST303",
    note="The dates are validated before the audience, with a leeway of 30 seconds.",
)
NOT_YET_VALID = Message(
    template="JWT not yet valid",
    sample='{"code":"PGRST303","details":null,"hint":null,"message":"JWT not yet valid"}',
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=401,
    exception="PGRST303",
)
ISSUED_LATER = Message(
    template="JWT issued at future",
    sample='{"code":"PGRST303","details":null,"hint":null,"message":"JWT issued at future"}',
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    status=401,
    exception="PGRST303",
)
SIGNATURE = Message(
    template="JWT cryptographic operation failed",
    sample='{"code":"PGRST301","details":null,"hint":null,"message":"JWT cryptographic operation failed"}',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
    exception="PGRST301",
)
OLD_SIGNATURE = Message(
    template="JWSError JWSInvalidSignature",
    sample='{"message":"JWSError JWSInvalidSignature"}',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
    versions="until 12",
    basis=Basis.REPORTED,
)
KEY = Message(
    template="No suitable key or wrong key type",
    sample='{"code":"PGRST301","details":"None of the keys was able to decode the JWT","hint":null,"message":"No suitable key or wrong key type"}',
    codes=(
        "key-not-found",
        "signature-invalid",
    ),
    check=Check.KEY,
    status=401,
    exception="PGRST301",
)
MALFORMED = Message(
    template="Expected 3 parts in JWT; got {count}",
    sample='{"code":"PGRST301","details":null,"hint":null,"message":"Expected 3 parts in JWT; got 1"}',
    codes=(
        "token-opaque",
        "token-malformed",
    ),
    check=Check.STRUCTURE,
    status=401,
    exception="PGRST301",
)
NO_TOKEN = Message(
    template="Anonymous access is disabled",
    sample='{"code":"PGRST302","details":null,"hint":null,"message":"Anonymous access is disabled"}',
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    exception="PGRST302",
    note="The request carried no token.",
)
NO_SECRET = Message(
    template="Server lacks JWT secret",
    sample='{"code":"PGRST300","details":null,"hint":null,"message":"Server lacks JWT secret"}',
    codes=("jwks-unavailable",),
    check=Check.CONFIGURATION,
    status=500,
    exception="PGRST300",
)
BAD_SETTING = Message(
    template="jwt-aud should be a string or a valid URI",
    sample="Error in config jwt-aud should be a string or a valid URI",
    codes=(
        "aud-not-a-uri",
        "audience-setting-unresolved",
    ),
    check=Check.CONFIGURATION,
    note="At start-up: a value that holds a colon has to be a URI.",
)

VERIFIER = Verifier(
    id="postgrest",
    name="PostgREST",
    kind="gateway",
    language="Haskell",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "PostgREST/postgrest, src/library/PostgREST/Auth/Jwt.hs, Error.hs, Config.hs",
        "PostgREST/postgrest, docs/references/auth.rst",
    ),
    hints=(
        "pgrst",
        "postgrest",
        "pgrst303",
        "pgrst301",
    ),
    messages=(
        MISMATCH,
        MISMATCH_OLD,
        WRONG_TYPE,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        SIGNATURE,
        OLD_SIGNATURE,
        KEY,
        MALFORMED,
        NO_TOKEN,
        NO_SECRET,
        BAD_SETTING,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
    ),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.AUDIENCE,
    ),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.KEY: KEY,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    setting=Setting(
        name="jwt-aud, also as PGRST_JWT_AUD",
        keys=(
            "jwt-aud",
            "PGRST_JWT_AUD",
            "pgrst.jwt_aud",
        ),
    ),
    switch="jwt-aud left out: any audience passes",
    recipe=Recipe(
        text="set jwt-aud to the expected audience",
        language="ini",
        code="""\
jwt-aud = $audience
""",
    ),
    notes=(
        "A token without aud, with null or with an empty array is accepted although jwt-aud is set; the documentation says so.",
        "One value is configured; one matching member of an array is enough.",
    ),
)
