"""Nimbus JOSE+JWT with DefaultJWTClaimsVerifier, whose text shows the token's audiences, never the accepted ones.

The claims are read, and their types looked at, before the signature.

Source: connect2id/nimbus-jose-jwt, DefaultJWTClaimsVerifier.java.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import read
from forwhom.audience.expectation import NONE_CONFIGURED
from forwhom.audience.listing import Listing
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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue

_CLAIMS = "com.nimbusds.jwt.proc.BadJWTException"
_JWS = "com.nimbusds.jose.proc.BadJWSException"


def _members(claims: Mapping[str, JsonValue]) -> tuple[str | None, ...]:
    """What aud names, null among it where that stands in an array."""
    found = claims.get("aud")
    if isinstance(found, list):
        return tuple(value for value in found if isinstance(value, str | None))
    return read(claims).values


def _found(claims: Mapping[str, JsonValue], _expectation: Expectation) -> dict[str, str]:
    """The audiences of the token as the text shows them, with null among them."""
    values = tuple("null" if value is None else value for value in _members(claims))
    return {"found": Listing.BRACKETS.write(values)}


MISMATCH = Message(
    template="JWT audience rejected: {found}",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT audience rejected: [https://orders.example.com]",
    codes=("aud-mismatch",),
    exception=_CLAIMS,
    found_as=Listing.BRACKETS,
    printed=_found,
    note="The values are the token's; the accepted ones are not shown.",
)
MISSING = Message(
    template="JWT missing required audience",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT missing required audience",
    codes=("aud-missing", "aud-empty"),
    exception=_CLAIMS,
)
MALFORMED = Message(
    template="Illegal aud claim",
    sample="java.text.ParseException: Illegal aud claim",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    exception="java.text.ParseException",
)
MALFORMED_MEMBER = Message(
    template="JSON object member aud is not an array of strings",
    sample="java.text.ParseException: JSON object member aud is not an array of strings",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    exception="java.text.ParseException",
)


def _ill_typed(claims: Mapping[str, JsonValue]) -> str:
    """The name of the first claim of a wrong type, or nothing."""
    return next((name for name, value in claims.items() if value is not None and not _fits(name, value)), "")


def _fits(name: str, value: JsonValue) -> bool:
    if name == "aud":
        return _is_audience(value)
    if name == "iss":
        return isinstance(value, str)
    return name not in {"exp", "nbf", "iat"} or type(value) in (int, float)


def _is_audience(value: JsonValue) -> bool:
    members = value if isinstance(value, list) else [value]
    return all(isinstance(member, str | None) for member in members)


def _claim(claims: Mapping[str, JsonValue], _expectation: Expectation) -> dict[str, str]:
    """The claim that the text names."""
    return {"claim": _ill_typed(claims)}


MALFORMED_OTHER = Message(
    template="Unexpected type of JSON object member {claim}",
    sample="java.text.ParseException: Unexpected type of JSON object member exp",
    codes=("token-malformed",),
    check=Check.TYPE,
    exception="java.text.ParseException",
    printed=_claim,
    note="The claim is named: iss has to be a string, exp, nbf and iat numbers.",
)
NOT_JSON = Message(
    template="Payload of JWS object is not a valid JSON object",
    sample="java.text.ParseException: Payload of JWS object is not a valid JSON object",
    codes=("token-malformed",),
    check=Check.STRUCTURE,
    exception="java.text.ParseException",
    note="A Claims Set that holds aud twice is one.",
)


def _issuer_found(claims: Mapping[str, JsonValue], _expectation: Expectation) -> dict[str, str]:
    """The issuer of the token as the text shows it."""
    issuer = claims.get("iss")
    return {"issuer": "null" if issuer is None else str(issuer)}


REQUIRED = Message(
    template="JWT missing required claims: {claims}",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT missing required claims: [aud]",
    codes=("aud-missing", "claim-misnamed"),
    check=Check.PRESENCE,
    exception=_CLAIMS,
    note="The list names the claims; aud need not be among them.",
)
EXACT_MISMATCH = Message(
    template="JWT aud claim has value {found}, must be {expected}",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT aud claim has value [https://orders.example.com], must be [https://api.example.com]",
    codes=("aud-mismatch",),
    exception=_CLAIMS,
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
    note="The audience stands among the exactly matched claims, so that the whole list has to be the same.",
)
ISSUER = Message(
    template="JWT iss claim has value {issuer}, must be {expected_issuer}",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT iss claim has value https://sts.example.com, must be https://login.example.com",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_CLAIMS,
    printed=_issuer_found,
)
NO_ISSUER = Message(
    template="JWT missing required claims: [iss]",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT missing required claims: [iss]",
    codes=("iss-mismatch", "claim-misnamed"),
    check=Check.PRESENCE,
    exception=_CLAIMS,
    note="A claim that has to have a value has to be there.",
)
EXPIRED = Message(
    template="Expired JWT",
    sample="com.nimbusds.jwt.proc.BadJWTException: Expired JWT",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_CLAIMS,
)
NOT_YET_VALID = Message(
    template="JWT before use time",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT before use time",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_CLAIMS,
)
SIGNATURE = Message(
    template="Signed JWT rejected: Invalid signature",
    sample="com.nimbusds.jose.proc.BadJWSException: Signed JWT rejected: Invalid signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_JWS,
)
KEY_NOT_FOUND = Message(
    template="Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
    sample="com.nimbusds.jose.proc.BadJOSEException: Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
    codes=("key-not-found", "alg-not-allowed"),
    check=Check.KEY,
    exception="com.nimbusds.jose.proc.BadJOSEException",
    basis=Basis.REPORTED,
)
JWKS_UNAVAILABLE = Message(
    template="Couldn't retrieve remote JWK set: {detail}",
    sample="com.nimbusds.jose.RemoteKeySourceException: Couldn't retrieve remote JWK set: Connect timed out",
    codes=("jwks-unavailable",),
    check=Check.KEY,
    exception="com.nimbusds.jose.RemoteKeySourceException",
    basis=Basis.REPORTED,
)
NOT_A_JWT = Message(
    template="Invalid JWT serialization: Missing dot delimiter(s)",
    sample="java.text.ParseException: Invalid JWT serialization: Missing dot delimiter(s)",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception="java.text.ParseException",
    basis=Basis.REPORTED,
)


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The first claim of a wrong type, in the order of the token."""
    name = _ill_typed(claims)
    if name == "aud":
        return MALFORMED_MEMBER if isinstance(claims["aud"], list) else MALFORMED
    return MALFORMED_OTHER if name else None


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """The end of the lifetime, where one is told."""
    ends = claims.get("exp")
    return EXPIRED if isinstance(ends, int | float) and now is not None and ends <= now - expectation.leeway else None


def _presence(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An expected issuer has to be there; null is."""
    return NO_ISSUER if expectation.issuers is not None and "iss" not in claims else None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """One of the accepted audiences has to be named, an empty one too; null in an array is a value of its own."""
    members = _members(claims)
    if expectation.audiences is NONE_CONFIGURED or not _is_audience(claims.get("aud")):
        return None
    if not members:
        return MISSING
    return ACCEPT if any(value in members for value in expectation.values) else MISMATCH


VERIFIER = Verifier(
    id="nimbus-jose-jwt",
    name="Nimbus JOSE+JWT",
    kind="library",
    language="Java",
    versions="10.4",
    basis=Basis.OBSERVED,
    sources=(
        "observed: 10.4",
        "DefaultJWTClaimsVerifier.java in published copies of 8.x and 9.x",
        "DefaultJWTClaimsVerifierTest.java in a published copy",
    ),
    aliases=("nimbus", "nimbusds", "com-nimbusds"),
    hints=("com.nimbusds", "nimbus", "BadJWTException", "DefaultJWTClaimsVerifier"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        MALFORMED_MEMBER,
        MALFORMED_OTHER,
        NOT_JSON,
        NO_ISSUER,
        REQUIRED,
        EXACT_MISMATCH,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        KEY_NOT_FOUND,
        JWKS_UNAVAILABLE,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=MISMATCH,
        empty_array=MISSING,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED_MEMBER,
        unset_malformed=MALFORMED,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.TYPE,
        Check.KEY,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.PRESENCE,
        Check.ISSUER,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    special={Check.TYPE: _type, Check.PRESENCE: _presence, Check.EXPIRY: _expiry},
    setting=Setting(
        name="acceptedAudience of DefaultJWTClaimsVerifier", keys=("acceptedAudience", "requiredAudience", "audience")
    ),
    switch="passing null as the accepted audience",
    recipe=Recipe(
        text="pass the accepted audiences to DefaultJWTClaimsVerifier",
        language="java",
        code="""\
processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
    new HashSet<>(List.of($audiences)),
    new JWTClaimsSet.Builder().issuer($issuer).build(),
    Set.of("exp", "aud"),
    null));
JWTClaimsSet claims = processor.process(token, null);
""",
    ),
    limits=(
        Limit(
            text="DefaultJWTClaimsVerifier has no audience to accept, so that any audience passes.",
            seen=Seen.ACCEPTED,
            versions="until 5.2",
            symptom="audience-not-configured",
            source="DefaultJWTClaimsVerifier.java of 2017",
        ),
    ),
    notes=(
        "null within the accepted set lets a token without aud pass (read).",
        "null within an array of audiences is taken; an empty accepted audience equals an empty aud.",
    ),
)
