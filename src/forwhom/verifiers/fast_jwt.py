"""fast-jwt. It never prints a value, and a token without aud passes although an audience is configured.

A string aud and an array of them have texts of their own; an empty setting switches the check off.

Source: nearform/fast-jwt, src/verifier.js.
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

_ERROR = "TokenError"

MISMATCH = Message(
    template="The aud claim value is not allowed.",
    sample="TokenError: The aud claim value is not allowed. code: 'FAST_JWT_INVALID_CLAIM_VALUE'",
    codes=("aud-mismatch", "aud-empty"),
    exception=_ERROR,
    note="The token's aud is one string.",
)
NONE_MATCH = Message(
    template="None of aud claim values are allowed.",
    sample="TokenError: None of aud claim values are allowed. code: 'FAST_JWT_INVALID_CLAIM_VALUE'",
    codes=("aud-mismatch", "aud-empty"),
    exception=_ERROR,
    note="The token's aud is an array; an empty one gets this text too.",
)
MALFORMED = Message(
    template="The aud claim must be a string or an array of strings.",
    sample="TokenError: The aud claim must be a string or an array of strings. code: 'FAST_JWT_INVALID_CLAIM_TYPE'",
    codes=("aud-wrong-type",),
    exception=_ERROR,
)
MISSING = Message(
    template="The aud claim is required.",
    sample="TokenError: The aud claim is required. code: 'FAST_JWT_MISSING_REQUIRED_CLAIM'",
    codes=("aud-missing",),
    exception=_ERROR,
    note="Only with aud among requiredClaims; without that a token that lacks aud passes.",
)
ISSUER = Message(
    template="The iss claim value is not allowed.",
    sample="TokenError: The iss claim value is not allowed. code: 'FAST_JWT_INVALID_CLAIM_VALUE'",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_ERROR,
)
SUBJECT = Message(
    template="The sub claim value is not allowed.",
    sample="TokenError: The sub claim value is not allowed. code: 'FAST_JWT_INVALID_CLAIM_VALUE'",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=_ERROR,
    basis=Basis.READ,
)
EXPIRED = Message(
    template="The token has expired at {time}.",
    sample="TokenError: The token has expired at 2026-03-27T00:00:00.000Z. code: 'FAST_JWT_EXPIRED'",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_ERROR,
)
NOT_YET_VALID = Message(
    template="The token will be active at {time}.",
    sample="TokenError: The token will be active at 2026-03-27T00:00:00.000Z. code: 'FAST_JWT_INACTIVE'",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_ERROR,
)
SIGNATURE = Message(
    template="The token signature is invalid.",
    sample="TokenError: The token signature is invalid. code: 'FAST_JWT_INVALID_SIGNATURE'",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_ERROR,
)
NOT_A_JWT = Message(
    template="The token is malformed.",
    sample="TokenError: The token is malformed. code: 'FAST_JWT_MALFORMED'",
    codes=("token-malformed", "token-opaque", "token-encrypted"),
    check=Check.STRUCTURE,
    exception=_ERROR,
    basis=Basis.READ,
)
ALGORITHM = Message(
    template="The token algorithm is invalid.",
    sample="TokenError: The token algorithm is invalid. code: 'FAST_JWT_INVALID_ALGORITHM'",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception=_ERROR,
    basis=Basis.READ,
)


def array_met(claims: Mapping[str, JsonValue], expectation: Expectation) -> bool | None:
    """Whether an array of strings names an expected audience; `None` when aud is none or nothing is compared."""
    aud, values = claims.get("aud"), expectation.audiences
    if not isinstance(aud, list) or not all(isinstance(one, str) for one in aud):
        return None
    if isinstance(values, Unset) or values == ("",):
        return None
    return any(one in values for one in aud)


def issuer_differs(claims: Mapping[str, JsonValue], expectation: Expectation) -> bool:
    """Whether the token names an issuer and it is not the expected one."""
    return "iss" in claims and expectation.issuers is not None and claims["iss"] not in expectation.issuers


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An array that holds none of the expected audiences has its own text."""
    return NONE_MATCH if array_met(claims, expectation) is False else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer is compared only where the token names one."""
    return ISSUER if issuer_differs(claims, expectation) else None


AUDIENCE = AudienceRules(
    mismatch=MISMATCH,
    unset=ACCEPT,
    absent=ACCEPT,
    null=MALFORMED,
    empty_string=COMPARE,
    empty_array=NONE_MATCH,
    number=MALFORMED,
    other=MALFORMED,
    mixed=MALFORMED,
    empty_setting=ACCEPT,
    decide=_audience,
)
ORDER = (
    Check.STRUCTURE,
    Check.ALGORITHM,
    Check.SIGNATURE,
    Check.PRESENCE,
    Check.NOT_BEFORE,
    Check.EXPIRY,
    Check.AUDIENCE,
    Check.ISSUER,
    Check.SUBJECT,
)
LIMITS = (
    Limit(
        text="allowedAud: '', as an unset environment variable leaves it, switches the check off without a word.",
        seen=Seen.ACCEPTED,
        symptom="audience-not-configured",
        source="fast-jwt 6.3.6, run",
    ),
    Limit(
        text="A token without aud passes although allowedAud is set; requiredClaims: ['aud'] refuses it.",
        seen=Seen.ACCEPTED,
        symptom="aud-missing",
        source="fast-jwt 6.3.6, run",
    ),
)

VERIFIER = Verifier(
    id="fast-jwt",
    name="fast-jwt",
    kind="library",
    language="JavaScript",
    versions="6.3.6",
    basis=Basis.OBSERVED,
    sources=("fast-jwt 6.3.6, run", "nearform/fast-jwt, src/verifier.js at 6.3.6"),
    hints=("fast-jwt", "FAST_JWT_"),
    messages=(
        MISMATCH,
        NONE_MATCH,
        MALFORMED,
        MISSING,
        ISSUER,
        SUBJECT,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        NOT_A_JWT,
        ALGORITHM,
    ),
    audience=AUDIENCE,
    order=ORDER,
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
    },
    special={Check.ISSUER: _issuer},
    setting=Setting(name="the option allowedAud of createVerifier", keys=("allowedAud",), calls=("createVerifier",)),
    switch="leaving out the option allowedAud, which is the default",
    recipe=Recipe(
        text="pass the expected audience as allowedAud to createVerifier and require the claim",
        language="javascript",
        code="""\
import { createVerifier } from "fast-jwt";

const verify = createVerifier({
  key,
  algorithms: ["RS256"],
  allowedAud: [$audiences],
  allowedIss: $issuer,
  requiredClaims: ["aud"],
});
const claims = verify(token);
""",
    ),
    limits=LIMITS,
    reveal="createDecoder()(token).aud shows what the token names, for reading only",
    notes=("Without allowedAud a token passes whatever its aud is.",),
)
