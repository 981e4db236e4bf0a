"""jjwt for Java, whose requireAudience, repeated, wants all of its values in the token.

It shows what is missing and what the token holds; an empty expected audience is ignored.

Source: jwtk/jjwt, DefaultJwtParser.java and ClaimJwtException.java.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Combine, Limit, Message, Recipe, Setting, Verifier

_PACKAGE = "io.jsonwebtoken."


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The first expected audience that the token lacks."""
    found = read(claims).values
    return {"expected": next((value for value in expectation.values if value not in found), "")}


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
    basis=Basis.REPORTED,
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
    """The type of the claim is looked at before any claim is validated, whether an audience is expected or not."""
    return MALFORMED if read(claims).shape in {Shape.NUMBER, Shape.OTHER, Shape.MIXED_ARRAY} else None


VERIFIER = Verifier(
    id="jjwt",
    name="JJWT",
    kind="library",
    language="Java",
    versions="0.13",
    basis=Basis.OBSERVED,
    sources=("jwtk/jjwt, source of 2026-06 (0.14.0-SNAPSHOT), run", "jwtk/jjwt, ClaimJwtException.java at 0.11.5"),
    aliases=("java-jjwt", "io-jsonwebtoken"),
    hints=("io.jsonwebtoken", "jjwt", "IncorrectClaimException"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
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
        Check.TYPE: MALFORMED,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    special={Check.TYPE: _type},
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
            text="Until 0.11.5 an array in aud is compared as one value, so that it never equals the expected string.",
            versions="until 0.11.5",
            symptom="aud-list-shape",
            source="jwtk/jjwt at 0.11.5",
        ),
        Limit(
            text="Repeated calls of requireAudience want all of their values in the token; there is no any-of.",
            versions="from 0.12.0",
            symptom="aud-mismatch",
            source="jwtk/jjwt, source of 2026-06, run",
        ),
    ),
    notes=(
        'requireAudience("") is ignored: any audience passes.',
        "A Claims Set that holds aud twice is refused without naming the cause.",
    ),
)
