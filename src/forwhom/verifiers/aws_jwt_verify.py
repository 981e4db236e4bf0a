"""aws-jwt-verify, the verifier for any issuer. It prints both values, and wants the word null to check no audience.

Source: awslabs/aws-jwt-verify, src/assert.ts and src/jwt-verifier.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation, Unset
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_ERROR = "JwtInvalidAudienceError"


def expected_values(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The expected audience as it is printed: an empty list shows as undefined."""
    return {"expected": ", ".join(expectation.values) if expectation.values else "undefined"}


def wrong_type(claims: Mapping[str, JsonValue]) -> bool:
    """Whether aud is present and neither a string nor an array of strings."""
    aud = claims.get("aud", "")
    return not isinstance(aud, str) and not (isinstance(aud, list) and all(isinstance(one, str) for one in aud))


MISMATCH = Message(
    template="Audience not allowed: {found}. Expected: {expected}",
    sample="JwtInvalidAudienceError: Audience not allowed: https://orders.example.com. Expected: https://api.example.com",
    codes=("aud-mismatch", "aud-empty"),
    exception=_ERROR,
    found_as=Listing.COMMA_BLANK,
    printed=expected_values,
)
MISMATCH_SEVERAL = Message(
    template="Audience not allowed: {found}. Expected one of: {expected}",
    sample="JwtInvalidAudienceError: Audience not allowed: https://orders.example.com. "
    "Expected one of: https://api.example.com, https://billing.example.com",
    codes=("aud-mismatch", "aud-empty"),
    exception=_ERROR,
    found_as=Listing.COMMA_BLANK,
    expected_as=Listing.COMMA_BLANK,
    printed=expected_values,
)
MISSING = Message(
    template="Missing Audience. Expected: {expected}",
    sample="JwtInvalidAudienceError: Missing Audience. Expected: https://api.example.com",
    codes=("aud-missing", "aud-empty"),
    exception=_ERROR,
    printed=expected_values,
)
MISSING_SEVERAL = Message(
    template="Missing Audience. Expected one of: {expected}",
    sample="JwtInvalidAudienceError: Missing Audience. "
    "Expected one of: https://api.example.com, https://billing.example.com",
    codes=("aud-missing", "aud-empty"),
    exception=_ERROR,
    expected_as=Listing.COMMA_BLANK,
    printed=expected_values,
)
MALFORMED = Message(
    template="JWT payload aud claim is not a string or array of strings",
    sample="JwtParseError: JWT payload aud claim is not a string or array of strings",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    exception="JwtParseError",
    note="Refused whether or not an audience is configured, before the signature is looked at.",
)
NOT_CONFIGURED = Message(
    template="audience must be provided or set to null explicitly",
    sample="ParameterValidationError: audience must be provided or set to null explicitly",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    exception="ParameterValidationError",
    basis=Basis.READ,
)
ISSUER = Message(
    template="Issuer not allowed: {issuer}. Expected: {expected_issuer}",
    sample="JwtInvalidIssuerError: Issuer not allowed: https://login.example.org/. Expected: https://login.example.com/",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="JwtInvalidIssuerError",
)
ISSUER_MISSING = Message(
    template="Missing Issuer. Expected: {expected_issuer}",
    sample="JwtInvalidIssuerError: Missing Issuer. Expected: https://login.example.com/",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="JwtInvalidIssuerError",
)
EXPIRED = Message(
    template="Token expired at {time}",
    sample="JwtExpiredError: Token expired at 2026-03-27T00:00:00.000Z",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="JwtExpiredError",
)
NOT_YET_VALID = Message(
    template="Token can't be used before {time}",
    sample="JwtNotBeforeError: Token can't be used before 2026-03-27T00:00:00.000Z",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="JwtNotBeforeError",
)
SIGNATURE = Message(
    template="Invalid signature",
    sample="JwtInvalidSignatureError: Invalid signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="JwtInvalidSignatureError",
)


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An aud that is neither a string nor an array of strings is refused by its type."""
    return MALFORMED if wrong_type(claims) else None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty string counts as absent; the text tells one expected value from several."""
    audiences = expectation.audiences
    if isinstance(audiences, Unset):
        return None
    several = len(audiences) > 1
    aud = claims.get("aud", "")
    if aud == "":
        return MISSING_SEVERAL if several else MISSING
    found = aud if isinstance(aud, list) else [aud]
    if any(one in audiences for one in found):
        return None
    return MISMATCH_SEVERAL if several else MISMATCH


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An empty issuer counts as absent, which has its own text."""
    if expectation.issuers is None:
        return None
    if not claims.get("iss"):
        return ISSUER_MISSING
    return None if claims["iss"] in expectation.issuers else ISSUER


VERIFIER = Verifier(
    id="aws-jwt-verify",
    name="aws-jwt-verify (JwtVerifier)",
    kind="library",
    language="JavaScript",
    versions="5.2.1",
    basis=Basis.OBSERVED,
    sources=("aws-jwt-verify 5.2.1, run", "awslabs/aws-jwt-verify, src/assert.ts at 5.2.1"),
    hints=("aws-jwt-verify", "JwtInvalidAudienceError", "JwtParseError"),
    messages=(
        MISMATCH,
        MISMATCH_SEVERAL,
        MISSING,
        MISSING_SEVERAL,
        MALFORMED,
        NOT_CONFIGURED,
        ISSUER,
        ISSUER_MISSING,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MALFORMED,
        empty_string=MISSING,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_audience,
    ),
    order=(Check.TYPE, Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.ISSUER, Check.AUDIENCE),
    failures={
        Check.TYPE: MALFORMED,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    special={Check.TYPE: _type, Check.ISSUER: _issuer},
    setting=Setting(name="the option audience of JwtVerifier.create", keys=("audience",)),
    switch="audience: null",
    recipe=Recipe(
        text="pass the expected audience to JwtVerifier.create",
        language="javascript",
        code="""\
import { JwtVerifier } from "aws-jwt-verify";

const verifier = JwtVerifier.create({ issuer: $issuer, audience: [$audiences] });
const claims = await verifier.verify(token);
""",
    ),
    reveal="The error's attribute failedAssertion holds both values.",
)
