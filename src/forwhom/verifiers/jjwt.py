"""jjwt for Java, whose requireAudience, repeated, wants all of its values in the token.

It shows what is missing and what the token holds; an empty expected audience is ignored.

Source: jwtk/jjwt, DefaultJwtParser.java and ClaimJwtException.java.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    AudienceRules,
    Basis,
    Check,
    Combine,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_PACKAGE = "io.jsonwebtoken."


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The first expected audience that the token lacks, and each of its own once; null is written so."""
    found = tuple(dict.fromkeys("null" if value is None else value for value in members(claims)))
    lacking = (value for value in expectation.values if value and value not in found)
    return {"expected": next(lacking, ""), "found": Listing.COMMA_BLANK.write(found)}


def _wanted(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The expected audiences; an empty one is none."""
    return {"expected": Listing.COMMA_BLANK.write(tuple(value for value in expectation.values if value))}


def members(claims: Mapping[str, JsonValue]) -> tuple[str | None, ...]:
    """What aud names, null among it where that stands in an array."""
    found = claims.get("aud")
    return (
        tuple(value for value in found if isinstance(value, str | None))
        if isinstance(found, list)
        else read(claims).values
    )


MISMATCH = Message(
    template="Missing expected '{expected}' value in 'aud' claim [{found}]",
    sample="io.jsonwebtoken.IncorrectClaimException: Missing expected 'https://api.example.com' value in 'aud' claim "
    "[https://orders.example.com].",
    codes=("aud-mismatch",),
    exception=f"{_PACKAGE}IncorrectClaimException",
    found_as=Listing.COMMA_BLANK,
    printed=_printed,
    note="With several calls of requireAudience this is the first value that the token lacks; it may hold the others.",
)
MISSING = Message(
    template="Missing 'aud' claim. Expected values: [{expected}]",
    sample="io.jsonwebtoken.MissingClaimException: Missing 'aud' claim. Expected values: [https://api.example.com]",
    codes=("aud-missing", "aud-empty"),
    exception=f"{_PACKAGE}MissingClaimException",
    expected_as=Listing.COMMA_BLANK,
    printed=_wanted,
    note="A null or empty aud gets this text too.",
)
MALFORMED = Message(
    template="Invalid claims: Invalid JWT Claims 'aud' (Audience) value: {value}. Unsupported value type. Expected: java.lang.String, found: {type}",
    sample="io.jsonwebtoken.MalformedJwtException: Invalid claims: Invalid JWT Claims 'aud' (Audience) value: 123. "
    "Unsupported value type. Expected: java.lang.String, found: java.lang.Integer",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    exception=f"{_PACKAGE}MalformedJwtException",
)
MALFORMED_OTHER = Message(
    template="Invalid claims: Invalid JWT Claims '{claim}' ({name}) value: {value}. {reason}",
    sample="io.jsonwebtoken.MalformedJwtException: Invalid claims: Invalid JWT Claims 'exp' (Expiration Time) value: soon. "
    "String value is not a JWT NumericDate, nor is it ISO-8601-formatted. All heuristics exhausted.",
    codes=("token-malformed", "aud-wrong-type"),
    check=Check.TYPE,
    exception=f"{_PACKAGE}MalformedJwtException",
    note="The first claim of a wrong type in the order of the token; iss and sub have to be strings.",
)
NO_ISSUER = Message(
    template="Missing 'iss' claim. Expected value: {expected_issuer}",
    sample="io.jsonwebtoken.MissingClaimException: Missing 'iss' claim. Expected value: https://login.example.com",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_PACKAGE}MissingClaimException",
    note="A null or empty iss gets this text too.",
)
MISMATCH_OLD = Message(
    template="Expected aud claim to be: {expected}, but was: {found}.",
    sample="io.jsonwebtoken.IncorrectClaimException: Expected aud claim to be: https://api.example.com, but was: https://orders.example.com.",
    codes=("aud-mismatch", "aud-list-shape"),
    exception=f"{_PACKAGE}IncorrectClaimException",
    found_as=Listing.BRACKETS,
    versions="until 0.11.5",
    note="Until 0.11.5 aud is one string, so that a list in brackets never matches.",
    basis=Basis.READ,
)
MISSING_OLD = Message(
    template="Expected aud claim to be: {expected}, but was not present in the JWT claims.",
    sample="io.jsonwebtoken.MissingClaimException: Expected aud claim to be: https://api.example.com, but was not present in the JWT claims.",
    codes=("aud-missing",),
    exception=f"{_PACKAGE}MissingClaimException",
    versions="until 0.11.5",
    basis=Basis.READ,
)
CONTENT = Message(
    template="Unexpected content JWS.",
    sample="io.jsonwebtoken.UnsupportedJwtException: Unexpected content JWS.",
    codes=("token-malformed", "verifier-limit"),
    check=Check.STRUCTURE,
    exception=f"{_PACKAGE}UnsupportedJwtException",
    note="The payload is no readable Claims Set; one that holds aud twice is such a payload.",
)
ISSUER = Message(
    template="Expected iss claim to be: {expected_issuer}, but was: {issuer}.",
    sample="io.jsonwebtoken.IncorrectClaimException: Expected iss claim to be: https://login.example.com, but was: https://sts.example.com.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_PACKAGE}IncorrectClaimException",
)
EXPIRED = Message(
    template="JWT expired {age} milliseconds ago at {exp}. Current time: {now}. Allowed clock skew: {skew} milliseconds.",
    sample="io.jsonwebtoken.ExpiredJwtException: JWT expired 3540000 milliseconds ago at 2026-09-05T02:16:30.000Z. "
    "Current time: 2026-09-05T03:15:30.000Z. Allowed clock skew: 0 milliseconds.",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=f"{_PACKAGE}ExpiredJwtException",
)
NOT_YET_VALID = Message(
    template="JWT early by {age} milliseconds before {nbf}. Current time: {now}. Allowed clock skew: {skew} milliseconds.",
    sample="io.jsonwebtoken.PrematureJwtException: JWT early by 3660000 milliseconds before 2026-09-05T04:16:30.000Z. "
    "Current time: 2026-09-05T03:15:30.000Z. Allowed clock skew: 0 milliseconds.",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=f"{_PACKAGE}PrematureJwtException",
)
SIGNATURE = Message(
    template="JWT signature does not match locally computed signature. JWT validity cannot be asserted and should not be trusted.",
    sample="io.jsonwebtoken.security.SignatureException: JWT signature does not match locally computed signature. "
    "JWT validity cannot be asserted and should not be trusted.",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=f"{_PACKAGE}security.SignatureException",
)
NOT_A_JWT = Message(
    template="Invalid compact JWT string: Compact JWSs must contain exactly 2 period characters",
    sample="io.jsonwebtoken.MalformedJwtException: Invalid compact JWT string: Compact JWSs must contain exactly 2 period characters, "
    "and compact JWEs must contain exactly 4.  Found: 0",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception=f"{_PACKAGE}MalformedJwtException",
    basis=Basis.REPORTED,
)


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The types of the claims are looked at before any is validated, whether an audience is expected or not."""
    for name, value in claims.items():
        if value in (None, "", [], {}):
            continue
        if name == "aud" and not is_audience(value):
            return MALFORMED
        if (name in {"iss", "sub"} and not isinstance(value, str)) or (name in _DATES and _moment(value) is None):
            return MALFORMED_OTHER
    return None


_DATES = frozenset({"exp", "nbf", "iat"})
#: The first whole number that a long of Java's does not hold.
_LONG = 2**63
_DIGITS = 20


def is_audience(value: JsonValue) -> bool:
    """Whether this is read as audiences: a string, or an array of strings and null."""
    return (
        all(isinstance(member, str | None) for member in value) if isinstance(value, list) else isinstance(value, str)
    )


def _moment(value: JsonValue) -> float | None:
    """The moment that a date stands for, in seconds since the epoch, UTC; a text of digits is one.

    The milliseconds are a long of Java's, so that what is too large for one comes round to the past.
    """
    if isinstance(value, str):
        whole = int(value) if value.isascii() and value.isdigit() and len(value) < _DIGITS else None
    elif isinstance(value, bool) or not isinstance(value, int | float):
        whole = None
    else:
        whole = int(min(max(value, -_LONG), _LONG - 1))
    return None if whole is None else ((1000 * whole + _LONG) % (2 * _LONG) - _LONG) / 1000


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """The end of the lifetime, where one is told."""
    ends = _moment(claims.get("exp"))
    return EXPIRED if ends is not None and now is not None and ends <= now - expectation.leeway else None


def _not_before(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """The beginning of the lifetime, where one is told."""
    begins = _moment(claims.get("nbf"))
    return NOT_YET_VALID if begins is not None and now is not None and begins > now + expectation.leeway else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is missing has another text than one that is not expected."""
    issuer = claims.get("iss")
    if expectation.issuers is None or issuer in expectation.issuers:
        return None
    return ISSUER if issuer else NO_ISSUER


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Every expected audience that is not empty has to be in the token; an empty object is an absent claim."""
    wanted = [value for value in expectation.values if value]
    found = claims.get("aud")
    if not found:
        return MISSING if wanted else ACCEPT
    if not wanted or not is_audience(found):
        return None
    named = members(claims)
    return ACCEPT if all(value in named for value in wanted) else MISMATCH


VERIFIER = Verifier(
    id="jjwt",
    name="JJWT",
    kind="library",
    language="Java",
    versions="0.13.0",
    basis=Basis.OBSERVED,
    sources=(
        "observed: 0.13.0",
        "jwtk/jjwt, source of 2026-06 (0.14.0-SNAPSHOT), run",
        "jwtk/jjwt, ClaimJwtException.java at 0.11.5",
    ),
    aliases=("java-jjwt", "io-jsonwebtoken"),
    hints=("io.jsonwebtoken", "jjwt", "IncorrectClaimException"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        MALFORMED_OTHER,
        NO_ISSUER,
        MISMATCH_OLD,
        MISSING_OLD,
        CONTENT,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
        empty_array=MISSING,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        empty_setting=ACCEPT,
        combine=Combine.ALL,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.TYPE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.SIGNATURE: SIGNATURE,
    },
    special={
        Check.TYPE: _type,
        Check.EXPIRY: _expiry,
        Check.NOT_BEFORE: _not_before,
        Check.ISSUER: _issuer,
    },
    setting=Setting(name="requireAudience of the parser", keys=("requireAudience", "audience")),
    switch="not calling requireAudience",
    recipe=Recipe(
        text="call requireAudience once, with the audience of this service",
        language="java",
        code="""\
Claims claims = Jwts.parser()
    .verifyWith(key)
    .requireAudience($audience)
    .requireIssuer($issuer)
    .build()
    .parseSignedClaims(token)
    .getPayload();
""",
    ),
    limits=(
        Limit(
            text="An array in aud is compared as one value, so that it never equals the expected string.",
            seen=Seen.REFUSED,
            versions="until 0.11.5",
            symptom="aud-list-shape",
            source="jwtk/jjwt at 0.11.5",
        ),
        Limit(
            text="Repeated calls of requireAudience want all of their values in the token; there is no any-of.",
            seen=Seen.REFUSED,
            versions="from 0.12.0",
            symptom="aud-mismatch",
            source="jwtk/jjwt, source of 2026-06, run",
        ),
    ),
    notes=(
        'requireAudience("") is ignored: any audience passes.',
        "null within an array of audiences is taken, and an empty object in aud is an absent claim.",
        "A Claims Set that holds aud twice is refused without naming the cause.",
    ),
)
