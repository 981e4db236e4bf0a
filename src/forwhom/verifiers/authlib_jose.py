"""Authlib's own `authlib.jose`. The texts show no value; without an option for `aud` the claim is not looked at.

An empty value in the option switches the check off.

Source: authlib/authlib, authlib/jose/rfc7519/claims.py.
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
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_ERRORS = "authlib.jose.errors."

MISMATCH = Message(
    template="Invalid claim 'aud'",
    sample="authlib.jose.errors.InvalidClaimError: invalid_claim: Invalid claim 'aud'",
    codes=("aud-mismatch", "aud-empty", "aud-wrong-type"),
    exception=f"{_ERRORS}InvalidClaimError",
    note="A null, empty or wrongly typed aud gets this text too, when the claim is essential.",
)
MISSING = Message(
    template="Missing 'aud' claim",
    sample="authlib.jose.errors.MissingClaimError: missing_claim: Missing 'aud' claim",
    codes=("aud-missing",),
    exception=f"{_ERRORS}MissingClaimError",
    note="It needs 'essential': True in the option for aud.",
)
ISSUER = Message(
    template="Invalid claim 'iss'",
    sample="authlib.jose.errors.InvalidClaimError: invalid_claim: Invalid claim 'iss'",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_ERRORS}InvalidClaimError",
)
ISSUER_MISSING = Message(
    template="Missing 'iss' claim",
    sample="authlib.jose.errors.MissingClaimError: missing_claim: Missing 'iss' claim",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_ERRORS}MissingClaimError",
    basis=Basis.REPORTED,
)
SUBJECT = Message(
    template="Invalid claim 'sub'",
    sample="authlib.jose.errors.InvalidClaimError: invalid_claim: Invalid claim 'sub'",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=f"{_ERRORS}InvalidClaimError",
    basis=Basis.REPORTED,
)
EXPIRED = Message(
    template="expired_token: The token is expired",
    sample="authlib.jose.errors.ExpiredTokenError: expired_token: The token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=f"{_ERRORS}ExpiredTokenError",
    basis=Basis.REPORTED,
)
NOT_YET_VALID = Message(
    template="invalid_token: The token is not valid yet",
    sample="authlib.jose.errors.InvalidTokenError: invalid_token: The token is not valid yet",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=f"{_ERRORS}InvalidTokenError",
)
ISSUED_LATER = Message(
    template="invalid_token: The token is not valid as it was issued in the future",
    sample="authlib.jose.errors.InvalidTokenError: invalid_token: The token is not valid as it was issued in the future",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception=f"{_ERRORS}InvalidTokenError",
)
ISSUED_TYPE, NOT_BEFORE_TYPE, EXPIRY_TYPE = (
    Message(
        template=f"Invalid claim '{name}'",
        sample=f"authlib.jose.errors.InvalidClaimError: invalid_claim: Invalid claim '{name}'",
        codes=("token-malformed",),
        check=check,
        exception=f"{_ERRORS}InvalidClaimError",
        note="It is no number; a boolean and a string of digits are none.",
    )
    for name, check in (("iat", Check.ISSUED_AT), ("nbf", Check.NOT_BEFORE), ("exp", Check.EXPIRY))
)
SIGNATURE = Message(
    template="bad_signature:",
    sample="authlib.jose.errors.BadSignatureError: bad_signature: ",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=f"{_ERRORS}BadSignatureError",
)
NOT_A_JWT = Message(
    template="decode_error: Not enough segments",
    sample="authlib.jose.errors.DecodeError: decode_error: Not enough segments",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception=f"{_ERRORS}DecodeError",
    basis=Basis.REPORTED,
)
ALGORITHM = Message(
    template="unsupported_algorithm:",
    sample="authlib.jose.errors.UnsupportedAlgorithmError: unsupported_algorithm: ",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception=f"{_ERRORS}UnsupportedAlgorithmError",
    basis=Basis.REPORTED,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty option compares nothing, yet an essential claim still has to be there and not be blank."""
    if isinstance(expectation.audiences, Unset) or any(expectation.audiences):
        return None
    if "aud" not in claims:
        return MISSING
    return ACCEPT if claims["aud"] else MISMATCH


def _presence(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An essential claim that is absent or blank is refused before any value is compared."""
    if isinstance(expectation.audiences, Unset) or claims.get("aud"):
        return None
    return MISMATCH if "aud" in claims else MISSING


def _moment(claims: Mapping[str, JsonValue], name: str, wrong: Message) -> float | Message | None:
    """The moment that this claim names; the refusal of one that is no number, `None` where it is absent."""
    if name not in claims:
        return None
    value = claims[name]
    return wrong if isinstance(value, bool) or not isinstance(value, int | float) else value


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be a number that does not lie in the past."""
    moment = _moment(claims, "exp", EXPIRY_TYPE)
    if isinstance(moment, Message):
        return moment
    return None if moment is None or now is None or moment >= now - expectation.leeway else EXPIRED


def _not_before(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A nbf has to be a number, and may not lie in the future."""
    moment = _moment(claims, "nbf", NOT_BEFORE_TYPE)
    if isinstance(moment, Message):
        return moment
    return None if moment is None or now is None or moment <= now + expectation.leeway else NOT_YET_VALID


def _issued(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An iat has to be a number, and may not lie in the future."""
    moment = _moment(claims, "iat", ISSUED_TYPE)
    if isinstance(moment, Message):
        return moment
    return None if moment is None or now is None or moment <= now + expectation.leeway else ISSUED_LATER


VERIFIER = Verifier(
    id="authlib-jose",
    name="Authlib (authlib.jose)",
    kind="library",
    language="Python",
    versions="1.9.10",
    basis=Basis.OBSERVED,
    sources=("Authlib 1.9.10, run", "authlib/authlib, authlib/jose/rfc7519/claims.py"),
    aliases=("authlib",),
    hints=("authlib.jose", "authlib/jose", "invalid_claim: "),
    messages=(
        MISMATCH,
        MISSING,
        ISSUER,
        ISSUER_MISSING,
        SUBJECT,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        ISSUED_TYPE,
        NOT_BEFORE_TYPE,
        EXPIRY_TYPE,
        SIGNATURE,
        NOT_A_JWT,
        ALGORITHM,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISMATCH,
        empty_string=MISMATCH,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        empty_setting=ACCEPT,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
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
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    special={
        Check.PRESENCE: _presence,
        Check.EXPIRY: _expiry,
        Check.NOT_BEFORE: _not_before,
        Check.ISSUED_AT: _issued,
    },
    setting=Setting(name="claims_options['aud']", keys=("claims_options", "aud", "audience")),
    switch="leaving aud out of claims_options, or never calling claims.validate()",
    recipe=Recipe(
        text="pass the expected audience in claims_options and call claims.validate()",
        language="python",
        code="""\
from authlib.jose import JsonWebToken

options = {"iss": {"essential": True, "value": $issuer}, "aud": {"essential": True, "values": [$audiences]}}
claims = JsonWebToken(["RS256"]).decode(token, key, claims_options=options)
claims.validate()
""",
    ),
    limits=(
        Limit(
            text="Without 'essential': True a token whose aud is absent, null or empty passes.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="Authlib 1.9.10, run",
        ),
    ),
    reveal="claims.get('aud') beside the error: no text shows a value",
    notes=(
        "'values' names any of several audiences, 'value' one.",
        "An empty 'value' or 'values' switches the check off.",
        "The answers described are those with 'essential': True.",
        "authlib.jose is deprecated in favour of joserfc.",
    ),
)
