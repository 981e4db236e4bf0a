"""@clerk/backend. An absent or malformed aud passes although one is configured; a wrong one comes before expiry.

Source: clerk/javascript, packages/backend/src/jwt/assertions.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.audience.printed import compact
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

_ERROR = "TokenVerificationError"


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    return {
        "found": compact(claims.get("aud")),
        "expected": compact([value for value in expectation.values if value]),
    }


MISMATCH = Message(
    template='Invalid JWT audience claim (aud) {found}. Is not included in "{expected}".',
    sample='TokenVerificationError: Invalid JWT audience claim (aud) "https://orders.example.com". '
    'Is not included in "["https://api.example.com"]".',
    codes=("aud-mismatch",),
    exception=_ERROR,
    expected_as=Listing.JSON,
    found_as=Listing.JSON,
    printed=_printed,
)
NONE_MATCH = Message(
    template='Invalid JWT audience claim array (aud) {found}. Is not included in "{expected}".',
    sample='TokenVerificationError: Invalid JWT audience claim array (aud) ["https://orders.example.com"]. '
    'Is not included in "["https://api.example.com"]".',
    codes=("aud-mismatch",),
    exception=_ERROR,
    expected_as=Listing.JSON,
    found_as=Listing.JSON,
    printed=_printed,
)
SUBJECT = Message(
    template="Subject claim (sub) is required and must be a string. Received {sub}.",
    sample="TokenVerificationError: Subject claim (sub) is required and must be a string. Received undefined.",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=_ERROR,
)
EXPIRED = Message(
    template="JWT is expired. Expiry date: {expiry}, Current date: {now}.",
    sample="TokenVerificationError: JWT is expired. Expiry date: Fri, 27 Mar 2026 00:00:00 GMT, "
    "Current date: Fri, 27 Mar 2026 02:00:00 GMT.",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_ERROR,
)
NOT_YET_VALID = Message(
    template="JWT cannot be used prior to not before date claim (nbf). Not before date: {nbf}; Current date: {now};",
    sample="TokenVerificationError: JWT cannot be used prior to not before date claim (nbf). "
    "Not before date: Fri, 27 Mar 2026 02:00:00 GMT; Current date: Fri, 27 Mar 2026 00:00:00 GMT;",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_ERROR,
)
ISSUED_LATER = Message(
    template="JWT issued at date claim (iat) is in the future. Issued at date: {iat}; Current date: {now};",
    sample="TokenVerificationError: JWT issued at date claim (iat) is in the future. "
    "Issued at date: Fri, 27 Mar 2026 02:00:00 GMT; Current date: Fri, 27 Mar 2026 00:00:00 GMT;",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception=_ERROR,
)
SIGNATURE = Message(
    template="JWT signature is invalid.",
    sample="TokenVerificationError: JWT signature is invalid.",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_ERROR,
)


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A subject that is no text is refused."""
    return None if isinstance(claims.get("sub", ""), str) else SUBJECT


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Empty values do not count on either side; an array is compared whole when all its members are strings."""
    values = [value for value in expectation.values if value]
    aud = claims.get("aud")
    if not values or not isinstance(aud, str | list) or not aud:
        return ACCEPT
    if isinstance(aud, str):
        return ACCEPT if aud in values else MISMATCH
    if not any(aud) or not all(isinstance(one, str) for one in aud):
        return ACCEPT
    return ACCEPT if any(one in values for one in aud) else NONE_MATCH


VERIFIER = Verifier(
    id="clerk-backend",
    name="@clerk/backend",
    kind="library",
    language="JavaScript",
    versions="3.25.0",
    basis=Basis.OBSERVED,
    sources=("@clerk/backend 3.25.0, run", "clerk/javascript, packages/backend/src/jwt/assertions.ts"),
    hints=("@clerk/backend", "TokenVerificationError", "clerk"),
    messages=(MISMATCH, NONE_MATCH, SUBJECT, EXPIRED, NOT_YET_VALID, ISSUED_LATER, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=ACCEPT,
        empty_array=ACCEPT,
        number=ACCEPT,
        other=ACCEPT,
        mixed=ACCEPT,
        empty_setting=ACCEPT,
        decide=_audience,
    ),
    order=(
        Check.SIGNATURE,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.SUBJECT: SUBJECT,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    special={Check.SUBJECT: _subject},
    setting=Setting(name="the option audience of verifyToken", keys=("audience",)),
    switch="leaving out the option audience, which is the default",
    recipe=Recipe(
        text="pass the expected audience to verifyToken",
        language="javascript",
        code="""\
import { verifyToken } from "@clerk/backend";

const claims = await verifyToken(token, { jwtKey: key, audience: [$audiences] });
if (!claims.aud?.length) {
  throw new Error("the token names no audience");
}
""",
    ),
    limits=(
        Limit(
            text="A token without aud, or with one that is null, empty or of the wrong type, passes although an "
            "audience is configured.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="@clerk/backend 3.25.0, run",
        ),
    ),
    notes=("An audience configured as the empty string switches the check off.",),
)
