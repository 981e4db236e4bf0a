"""Tyk Gateway on JWTs of OAS APIs; classic API definitions ignore the setting.

Source: TykTechnologies/tyk, gateway/mw_jwt.go
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Key not authorized: no matching audience found in token: [{found}]",
    sample='{"error": "Key not authorized: no matching audience found in token: [orders-mobile]"}',
    codes=("aud-mismatch",),
    status=401,
    found_as=Listing.BLANK,
)
MISSING = Message(
    template="Key not authorized: audience claim is required but not present in token",
    sample='{"error": "Key not authorized: audience claim is required but not present in token"}',
    codes=("aud-missing",),
    status=401,
)
WRONG_TYPE = Message(
    template="Key not authorized: invalid audience claim format",
    sample='{"error": "Key not authorized: invalid audience claim format"}',
    codes=("aud-wrong-type",),
    status=401,
)
ISSUER = Message(
    template="Key not authorized: invalid issuer claim: {issuer}",
    sample='{"error": "Key not authorized: invalid issuer claim: https://idp.corp.example/"}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
)
ISSUER_MISSING = Message(
    template="Key not authorized: issuer claim is required but not present in token",
    sample='{"error": "Key not authorized: issuer claim is required but not present in token"}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
)
ALGORITHM = Message(
    template="Key not authorized: Unexpected signing method",
    sample='{"error": "Key not authorized: Unexpected signing method: HS256"}',
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    status=403,
)
SIGNATURE = Message(
    template="Key not authorized",
    sample='{"error": "Key not authorized"}',
    codes=(
        "signature-invalid",
        "key-not-found",
    ),
    check=Check.SIGNATURE,
    status=403,
)
NO_TOKEN = Message(
    template="Authorization field missing",
    sample='{"error": "Authorization field missing"}',
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=400,
    note="The request carried no token; with metadata of the protected resource the status is 401.",
)
OPENID = Message(
    template="Key not authorised",
    sample='{"error": "Key not authorised"}',
    codes=(
        "aud-mismatch",
        "aud-is-client-id",
    ),
    check=Check.OTHER,
    status=401,
    note='The older openid_options, with British spelling: the log says "No matching policy found!".',
)

VERIFIER = Verifier(
    id="tyk-jwt",
    name="Tyk Gateway JWT",
    kind="gateway",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "TykTechnologies/tyk, gateway/mw_jwt.go, handler_error.go, mw_openid.go",
        "TykTechnologies/tyk, apidef/oas/security.go",
    ),
    aliases=("tyk",),
    hints=(
        "tyk",
        "key not authorized",
        "key not authorised",
    ),
    messages=(
        MISMATCH,
        MISSING,
        WRONG_TYPE,
        ISSUER,
        ISSUER_MISSING,
        ALGORITHM,
        SIGNATURE,
        NO_TOKEN,
        OPENID,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=COMPARE,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SUBJECT,
    ),
    failures={
        Check.STRUCTURE: NO_TOKEN,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(name="allowedAudiences of the JWT security scheme", keys=("allowedAudiences",)),
    switch="allowedAudiences left out: any audience passes",
    recipe=Recipe(
        text="list the audience in allowedAudiences",
        language="yaml",
        code="""\
x-tyk-api-gateway:
  server:
    authentication:
      enabled: true
      securitySchemes:
        corp:
          enabled: true
          allowedIssuers: [$issuer]
          allowedAudiences: [$audiences]
""",
    ),
    reveal="the log of the gateway with TYK_LOGLEVEL=debug",
    inferred=("unset_malformed",),
)
