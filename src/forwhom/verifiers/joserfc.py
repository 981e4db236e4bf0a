"""joserfc. Decoding checks no claim; a claims registry does, claim after claim as they stand in the token.

Which of two troubles is reported depends on the order of the claims; a missing required claim comes before all others.

Source: authlib/joserfc, src/joserfc/jwt.py and src/joserfc/_rfc7519/claims.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import NAMED, Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation, Unset
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_INVALID = "joserfc.errors.InvalidClaimError"
_MISSING = "joserfc.errors.MissingClaimError"

MISMATCH = Message(
    template="invalid_claim: Invalid claim: 'aud'",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Invalid claim: 'aud'",
    codes=("aud-mismatch", "aud-empty"),
    exception=_INVALID,
    note="An empty string or an empty array gets this text too.",
)
MISSING = Message(
    template="missing_claim: Missing claim: 'aud'",
    sample="joserfc.errors.MissingClaimError: missing_claim: Missing claim: 'aud'",
    codes=("aud-missing",),
    exception=_MISSING,
    note="A null aud gets this text too.",
)
MISSING_BOTH = Message(
    template="missing_claim: Missing claim: 'aud,iss'",
    sample="joserfc.errors.MissingClaimError: missing_claim: Missing claim: 'aud,iss'",
    codes=("aud-missing", "iss-mismatch"),
    exception=_MISSING,
    note="All required claims that are missing are listed, separated by commas.",
)
MALFORMED = Message(
    template="invalid_claim: Claim 'aud' must be an array of StringOrURI value or a single StringOrURI value",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Claim 'aud' must be an array of StringOrURI value or a "
    "single StringOrURI value",
    codes=("aud-wrong-type",),
    exception=_INVALID,
    note="It is refused even when no audience is configured.",
)
ISSUER = Message(
    template="invalid_claim: Invalid claim: 'iss'",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Invalid claim: 'iss'",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_INVALID,
)
ISSUER_MISSING = Message(
    template="missing_claim: Missing claim: 'iss'",
    sample="joserfc.errors.MissingClaimError: missing_claim: Missing claim: 'iss'",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_MISSING,
)
ISSUER_TYPE = Message(
    template="invalid_claim: Claim 'iss' must be a StringOrURI value",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Claim 'iss' must be a StringOrURI value",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_INVALID,
)
SUBJECT_TYPE = Message(
    template="invalid_claim: Claim 'sub' must be a StringOrURI value",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Claim 'sub' must be a StringOrURI value",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=_INVALID,
)
EXPIRED = Message(
    template="expired_token: The token is expired",
    sample="joserfc.errors.ExpiredTokenError: expired_token: The token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="joserfc.errors.ExpiredTokenError",
)
NOT_YET_VALID = Message(
    template="invalid_claim: The token is not yet valid",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: The token is not yet valid",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_INVALID,
)
ISSUED_LATER = Message(
    template="invalid_claim: The token was issued in the future",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: The token was issued in the future",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception=_INVALID,
)
ISSUED_TYPE, NOT_BEFORE_TYPE, EXPIRY_TYPE = (
    Message(
        template=f"invalid_claim: Claim '{name}' must be a NumericDate value",
        sample=f"joserfc.errors.InvalidClaimError: invalid_claim: Claim '{name}' must be a NumericDate value",
        codes=("token-malformed",),
        check=check,
        exception=_INVALID,
    )
    for name, check in (("iat", Check.ISSUED_AT), ("nbf", Check.NOT_BEFORE), ("exp", Check.EXPIRY))
)
SIGNATURE = Message(
    template="bad_signature: ",
    sample="joserfc.errors.BadSignatureError: bad_signature: ",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="joserfc.errors.BadSignatureError",
)
ALGORITHM = Message(
    template="unsupported_algorithm: Algorithm of '{alg}' is not {detail}",
    sample="joserfc.errors.UnsupportedAlgorithmError: unsupported_algorithm: Algorithm of 'HS256' is not allowed",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception="joserfc.errors.UnsupportedAlgorithmError",
)
KEY_NOT_FOUND = Message(
    template="invalid_key_id: No key for kid: '{kid}'",
    sample="joserfc.errors.InvalidKeyIdError: invalid_key_id: No key for kid: 'NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4'",
    codes=("key-not-found",),
    check=Check.KEY,
    exception="joserfc.errors.InvalidKeyIdError",
)
_BROKEN = tuple(
    Message(
        template=template,
        sample=f"joserfc.errors.{exception}: {template}",
        codes=codes,
        check=Check.STRUCTURE,
        exception=f"joserfc.errors.{exception}",
    )
    for template, exception, codes in (
        ("decode_error: Invalid JSON Web Signature", "DecodeError", ("token-opaque", "token-malformed")),
        ("decode_error: Invalid header", "DecodeError", ("token-malformed", "token-opaque")),
        ("invalid_payload: ", "InvalidPayloadError", ("token-malformed",)),
        ("missing_algorithm: Missing 'alg' value in header", "MissingAlgorithmError", ("token-malformed",)),
    )
)


def _presence(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Both claims are required when they are configured as the recipe does; null is as good as absent here."""
    audience = not isinstance(expectation.audiences, Unset) and claims.get("aud") is None
    if expectation.issuers is not None and claims.get("iss") is None:
        return MISSING_BOTH if audience else ISSUER_MISSING
    return MISSING if audience else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """A claim of the wrong type is refused also when no issuer is configured."""
    issuer = claims.get("iss", "")
    if not isinstance(issuer, str):
        return ISSUER_TYPE
    return ISSUER if expectation.issuers is not None and (not issuer or issuer not in expectation.issuers) else None


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub that is no string is refused, also when none is expected."""
    return None if isinstance(claims.get("sub", ""), str) else SUBJECT_TYPE


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Null without a setting is of the wrong type; an empty list of expected audiences accepts any."""
    shape = read(claims).shape
    if expectation.audiences is NONE_CONFIGURED and shape is Shape.NULL:
        return MALFORMED
    return ACCEPT if expectation.audiences == () and shape in NAMED else None


def _moment(claims: Mapping[str, JsonValue], name: str, wrong: Message) -> float | Message | None:
    """The moment that this claim names; the refusal of one that is no number, `None` where it is absent."""
    if name not in claims:
        return None
    value = claims[name]
    return wrong if isinstance(value, bool) or not isinstance(value, int | float) else value


def _issued(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An iat has to be a number, and may not lie in the future."""
    moment = _moment(claims, "iat", ISSUED_TYPE)
    if isinstance(moment, Message):
        return moment
    return None if moment is None or now is None or moment <= now + expectation.leeway else ISSUED_LATER


def _not_before(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A nbf has to be a number, and may not lie in the future."""
    moment = _moment(claims, "nbf", NOT_BEFORE_TYPE)
    if isinstance(moment, Message):
        return moment
    return None if moment is None or now is None or moment <= now + expectation.leeway else NOT_YET_VALID


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be a number that lies in the future."""
    moment = _moment(claims, "exp", EXPIRY_TYPE)
    if isinstance(moment, Message):
        return moment
    return None if moment is None or now is None or moment > now - expectation.leeway else EXPIRED


VERIFIER = Verifier(
    id="joserfc",
    name="joserfc",
    kind="library",
    language="Python",
    versions="1.8.0",
    basis=Basis.OBSERVED,
    sources=(
        "joserfc 1.8.0, run with a registry that requires aud and, where an issuer is expected, iss",
        "authlib/joserfc, src/joserfc/_rfc7519/claims.py at 1.8.0",
    ),
    hints=("joserfc",),
    messages=(
        MISMATCH,
        MISSING,
        MISSING_BOTH,
        MALFORMED,
        ISSUER,
        ISSUER_MISSING,
        ISSUER_TYPE,
        SUBJECT_TYPE,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        ISSUED_TYPE,
        NOT_BEFORE_TYPE,
        EXPIRY_TYPE,
        SIGNATURE,
        ALGORITHM,
        KEY_NOT_FOUND,
        *_BROKEN,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MISSING,
        empty_string=MISMATCH,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
    ),
    failures={
        Check.STRUCTURE: _BROKEN[0],
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.PRESENCE: MISSING,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT_TYPE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    special={
        Check.PRESENCE: _presence,
        Check.ISSUER: _issuer,
        Check.SUBJECT: _subject,
        Check.EXPIRY: _expiry,
        Check.NOT_BEFORE: _not_before,
        Check.ISSUED_AT: _issued,
    },
    in_token_order=True,
    setting=Setting(name="aud of JWTClaimsRegistry", keys=("values",)),
    switch="leaving aud out of JWTClaimsRegistry, or never calling validate",
    recipe=Recipe(
        text="name the expected audience in a JWTClaimsRegistry and validate the claims with it",
        language="python",
        code="""\
from joserfc import jwt
from joserfc.jwk import RSAKey

decoded = jwt.decode(token, RSAKey.import_key(key), algorithms=["RS256"])
registry = jwt.JWTClaimsRegistry(
    iss={"essential": True, "value": $issuer},
    aud={"essential": True, "values": [$audiences]},
)
registry.validate(decoded.claims)
""",
    ),
    limits=(
        Limit(
            text="jwt.decode alone validates no claim, so a token for any audience passes until a registry validates it.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="joserfc 1.8.0, run",
        ),
    ),
    reveal="The exception's attribute claim names the claim; jwt.decode(token, key).claims['aud'] shows its value",
    notes=("Authlib's own text differs by one character: Invalid claim 'aud' without the colon.",),
)
