"""jose for JavaScript. Its messages hold no value; the error's attributes claim, reason and payload do.

It looks for missing claims first, then compares issuer and audience, and only then the dates.

Source: panva/jose, src/lib/jwt_claims_set.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation, Unset
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_CLAIM = "JWTClaimValidationFailed"

MISMATCH = Message(
    template='unexpected "aud" claim value',
    sample='JWTClaimValidationFailed: unexpected "aud" claim value',
    codes=("aud-mismatch", "aud-empty", "aud-wrong-type"),
    exception=_CLAIM,
    note="A claim that is null, empty or of the wrong type gets this text too.",
)
MISSING = Message(
    template='missing required "aud" claim',
    sample='JWTClaimValidationFailed: missing required "aud" claim',
    codes=("aud-missing",),
    check=Check.PRESENCE,
    exception=_CLAIM,
)
MISSING_OLD = Message(
    template='"aud" claim is missing',
    sample='JWTClaimInvalid: "aud" claim is missing',
    codes=("aud-missing",),
    exception="JWTClaimInvalid",
    versions="2.x",
)
MALFORMED_OLD = Message(
    template='"aud" claim must be a string or array of strings',
    sample='JWTClaimInvalid: "aud" claim must be a string or array of strings',
    codes=("aud-wrong-type", "aud-empty"),
    exception="JWTClaimInvalid",
    versions="2.x",
)
SETTING_OLD = Message(
    template="options.audience must be a string or an array of strings",
    sample="TypeError: options.audience must be a string or an array of strings",
    codes=("audience-setting-unresolved",),
    check=Check.CONFIGURATION,
    exception="TypeError",
    versions="2.x",
    note="In 2.x it is also the text for an empty string or an empty list.",
)
ISSUER = Message(
    template='unexpected "iss" claim value',
    sample='JWTClaimValidationFailed: unexpected "iss" claim value',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_CLAIM,
)
ISSUER_MISSING = Message(
    template='missing required "iss" claim',
    sample='JWTClaimValidationFailed: missing required "iss" claim',
    codes=("iss-mismatch",),
    check=Check.PRESENCE,
    exception=_CLAIM,
)
SUBJECT = Message(
    template='unexpected "sub" claim value',
    sample='JWTClaimValidationFailed: unexpected "sub" claim value',
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=_CLAIM,
    basis=Basis.READ,
)
TYPE = Message(
    template='unexpected "typ" JWT header value',
    sample='JWTClaimValidationFailed: unexpected "typ" JWT header value',
    codes=("id-token-as-access-token", "access-token-as-id-token", "typ-mismatch"),
    check=Check.TYPE,
    exception=_CLAIM,
    basis=Basis.READ,
    note="The option typ asks for another kind of token, such as at+jwt.",
)
EXPIRED = Message(
    template='"exp" claim timestamp check failed',
    sample='JWTExpired: "exp" claim timestamp check failed',
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="JWTExpired",
    note="The expiry is validated after the audience.",
)
NOT_YET_VALID = Message(
    template='"nbf" claim timestamp check failed',
    sample='JWTClaimValidationFailed: "nbf" claim timestamp check failed',
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_CLAIM,
)
TOO_OLD = Message(
    template='"iat" claim timestamp check failed (too far in the past)',
    sample='JWTExpired: "iat" claim timestamp check failed (too far in the past)',
    codes=("token-expired",),
    check=Check.ISSUED_AT,
    exception="JWTExpired",
    basis=Basis.READ,
)
ISSUED_LATER = Message(
    template='"iat" claim timestamp check failed (it should be in the past)',
    sample='JWTClaimValidationFailed: "iat" claim timestamp check failed (it should be in the past)',
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception=_CLAIM,
    basis=Basis.READ,
    note="The claim iat is compared only when maxTokenAge is set.",
)
SIGNATURE = Message(
    template="signature verification failed",
    sample="JWSSignatureVerificationFailed: signature verification failed",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="JWSSignatureVerificationFailed",
)
ALGORITHM = Message(
    template='"alg" (Algorithm) Header Parameter value not allowed',
    sample='JOSEAlgNotAllowed: "alg" (Algorithm) Header Parameter value not allowed',
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception="JOSEAlgNotAllowed",
)
KEY_NOT_FOUND = Message(
    template="no applicable key found in the JSON Web Key Set",
    sample="JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set",
    codes=("key-not-found", "iss-mismatch"),
    check=Check.KEY,
    exception="JWKSNoMatchingKey",
)
_KEYS = tuple(
    Message(
        template=template,
        sample=f"{exception}: {template}",
        codes=codes,
        check=Check.KEY,
        exception=exception,
        basis=Basis.READ,
    )
    for template, exception, codes in (
        ("multiple matching keys found in the JSON Web Key Set", "JWKSMultipleMatchingKeys", ("key-not-found",)),
        ("request timed out", "JWKSTimeout", ("jwks-unavailable",)),
        (
            "Expected 200 OK from the JSON Web Key Set HTTP response",
            "JOSEError",
            ("jwks-unavailable",),
        ),
        ("Failed to parse the JSON Web Key Set HTTP response as JSON", "JOSEError", ("jwks-unavailable",)),
        ("JSON Web Key Set malformed", "JWKSInvalid", ("jwks-unavailable",)),
    )
)
_BROKEN = tuple(
    Message(
        template=template,
        sample=f"{exception}: {template}",
        codes=codes,
        check=Check.STRUCTURE,
        exception=exception,
    )
    for template, exception, codes in (
        ("Invalid Compact JWS", "JWSInvalid", ("token-opaque", "token-encrypted", "token-malformed")),
        ("JWS Protected Header is invalid", "JWSInvalid", ("token-malformed", "token-opaque")),
        ('JWS "alg" (Algorithm) Header Parameter missing or invalid', "JWSInvalid", ("token-malformed",)),
        ("JWT Claims Set must be a top-level JSON object", "JWTInvalid", ("token-malformed",)),
    )
)

_NUMBERS = {
    name: Message(
        template=f'"{name}" claim must be a number',
        sample=f'JWTClaimValidationFailed: "{name}" claim must be a number',
        codes=("token-malformed",),
        check=check,
        exception=_CLAIM,
        note="A string of digits and null are no numbers.",
    )
    for name, check in (("iat", Check.ISSUED_AT), ("nbf", Check.NOT_BEFORE), ("exp", Check.EXPIRY))
}


def _no_number(claims: Mapping[str, JsonValue], *names: str) -> Message | None:
    for name in names:
        value = claims.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return _NUMBERS[name]
    return None


def _issued(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An iat has to be a number, although it is compared only with maxTokenAge."""
    return _no_number(claims, "iat")


def _moments(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A nbf or exp that is no number is refused, null too; an exp before 1970 has passed."""
    until = claims.get("exp", 0)
    passed = isinstance(until, int | float) and until < 0
    return _no_number(claims, "nbf", "exp") or (EXPIRED if passed else None)


def _presence(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The issuer is missed before the audience; null is not missing."""
    if expectation.issuers is not None and "iss" not in claims:
        return ISSUER_MISSING
    return MISSING if not isinstance(expectation.audiences, Unset) and "aud" not in claims else None


VERIFIER = Verifier(
    id="jose-node",
    name="jose",
    kind="library",
    language="JavaScript",
    versions="6.2.18",
    basis=Basis.OBSERVED,
    sources=(
        "jose 6.2.18, run; 2.x, 4.x and 5.10.0 run for what differs",
        "panva/jose, src/lib/jwt_claims_set.ts at 6.2.18",
    ),
    aliases=("jose", "panva-jose"),
    hints=("JWTClaimValidationFailed", "ERR_JWT", "ERR_JWS", "ERR_JOSE", "node_modules/jose"),
    messages=(
        MISMATCH,
        MISSING,
        MISSING_OLD,
        MALFORMED_OLD,
        SETTING_OLD,
        ISSUER,
        ISSUER_MISSING,
        SUBJECT,
        TYPE,
        EXPIRED,
        NOT_YET_VALID,
        TOO_OLD,
        ISSUED_LATER,
        SIGNATURE,
        ALGORITHM,
        KEY_NOT_FOUND,
        *_NUMBERS.values(),
        *_KEYS,
        *_BROKEN,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.TYPE,
        Check.PRESENCE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.OTHER,
        Check.EXPIRY,
    ),
    failures={
        Check.STRUCTURE: _BROKEN[0],
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.TYPE: TYPE,
        Check.PRESENCE: MISSING,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
    },
    special={Check.PRESENCE: _presence, Check.ISSUED_AT: _issued, Check.OTHER: _moments},
    setting=Setting(name="the option audience of jwtVerify", keys=("audience",), calls=("jwtVerify", "jose.jwtVerify")),
    switch="leaving out the option audience, which is the default",
    recipe=Recipe(
        text="pass the expected audience to jwtVerify",
        language="javascript",
        code="""\
import { jwtVerify } from "jose";

const { payload } = await jwtVerify(token, key, { algorithms: ["RS256"], audience: [$audiences], issuer: $issuer });
""",
    ),
    limits=(
        Limit(
            text="An empty string as audience, as an unset environment variable leaves it, switched the check off.",
            seen=Seen.ACCEPTED,
            versions="3.x to 5.x",
            symptom="audience-not-configured",
            source="jose 4.15.9 and 5.10.0, run; panva/jose, lib/jwt_claims_set.js at 3.20.4",
        ),
    ),
    reveal="The error's attribute payload holds the claims; decodeJwt(token).aud shows the found audience, for reading only",
    notes=("Without the option audience a token passes whatever its aud is.",),
)
