"""hono/jwt. It prints both values, and verifies the signature last: its audience error does not prove a token genuine.

Source: honojs/hono, src/utils/jwt/jwt.ts and src/utils/jwt/types.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation, Unset
from forwhom.audience.listing import Listing
from forwhom.audience.printed import javascript
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


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    return {"found": javascript(claims.get("aud"))}


MISMATCH = Message(
    template='expected audience "{expected}", got "{found}"',
    sample='JwtTokenAudience: expected audience "https://api.example.com", got "https://orders.example.com"',
    codes=("aud-mismatch", "aud-wrong-type", "aud-empty"),
    exception="JwtTokenAudience",
    found_as=Listing.COMMA,
    expected_as=Listing.COMMA_BLANK,
    printed=_printed,
    note="The signature has not been verified yet when this is printed.",
)
MISSING = Message(
    template='required "aud" in jwt payload: {payload}',
    sample='JwtPayloadRequiresAud: required "aud" in jwt payload: {"iss":"https://login.example.com/","sub":"u1"}',
    codes=("aud-missing", "aud-empty"),
    exception="JwtPayloadRequiresAud",
    note="A null, empty, zero or false aud gets this text too; it prints the whole payload.",
)
ISSUER = Message(
    template='expected issuer "{expected_issuer}", got "{issuer}"',
    sample='JwtTokenIssuer: expected issuer "https://login.example.com/", got "https://login.example.org/" ',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="JwtTokenIssuer",
)
ISSUER_MISSING = Message(
    template='expected issuer "{expected_issuer}", got none',
    sample='JwtTokenIssuer: expected issuer "https://login.example.com/", got none ',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="JwtTokenIssuer",
)
EXPIRED = Message(
    template="token ({token}) expired",
    sample="JwtTokenExpired: token (eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjF9.c2ln) expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="JwtTokenExpired",
    note="It prints the whole token.",
)
NOT_YET_VALID = Message(
    template="token ({token}) is being used before it's valid",
    sample="JwtTokenNotBefore: token (eyJhbGciOiJSUzI1NiJ9.eyJuYmYiOjF9.c2ln) is being used before it's valid",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="JwtTokenNotBefore",
    note="It prints the whole token.",
)
ISSUED_LATER = Message(
    template='Invalid "iat" claim, must be a valid number lower than "{now}" (iat: "{iat}")',
    sample='JwtTokenIssuedAt: Invalid "iat" claim, must be a valid number lower than "1774569600" (iat: "1774576800")',
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception="JwtTokenIssuedAt",
)
SIGNATURE = Message(
    template="token({token}) signature mismatched",
    sample="JwtTokenSignatureMismatched: token(eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln) signature mismatched",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="JwtTokenSignatureMismatched",
    note="It prints the whole token.",
)
NOT_A_JWT = Message(
    template="invalid JWT token: {token}",
    sample="JwtTokenInvalid: invalid JWT token: 2YotnFZFEjr1zCsicMWpAA",
    codes=("token-opaque", "token-malformed", "token-encrypted"),
    check=Check.STRUCTURE,
    exception="JwtTokenInvalid",
    basis=Basis.READ,
)
ALGORITHM = Message(
    template='JWT algorithm mismatch: expected "{algorithm}", got "{alg}"',
    sample='JwtAlgorithmMismatch: JWT algorithm mismatch: expected "RS256", got "HS256"',
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception="JwtAlgorithmMismatch",
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """What JavaScript takes for false counts as absent, but an empty array does not."""
    if isinstance(expectation.audiences, Unset) or expectation.audiences == ("",):
        return None
    aud = claims.get("aud")
    return MISSING if not aud and not isinstance(aud, list | dict) else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An empty issuer counts as absent, which has its own text."""
    if expectation.issuers is None:
        return None
    if not claims.get("iss"):
        return ISSUER_MISSING
    return None if claims["iss"] in expectation.issuers else ISSUER


VERIFIER = Verifier(
    id="hono-jwt",
    name="hono/jwt",
    kind="library",
    language="JavaScript",
    versions="4.13.19",
    basis=Basis.OBSERVED,
    sources=("hono 4.13.19, run", "honojs/hono, src/utils/jwt/jwt.ts at 4.13.19"),
    aliases=("hono",),
    hints=("hono/jwt", "JwtTokenAudience", "JwtPayloadRequiresAud", "JwtTokenIssuer"),
    messages=(
        MISMATCH,
        MISSING,
        ISSUER,
        ISSUER_MISSING,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        SIGNATURE,
        NOT_A_JWT,
        ALGORITHM,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
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
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUED_AT,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SIGNATURE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.ISSUER: ISSUER,
        Check.SIGNATURE: SIGNATURE,
    },
    special={Check.ISSUER: _issuer},
    setting=Setting(name="the option aud of verify", keys=("aud",), calls=("verify",)),
    switch="leaving out the option aud, which is the default",
    recipe=Recipe(
        text="pass the expected audience to verify of hono/jwt",
        language="javascript",
        code="""\
import { verify } from "hono/jwt";

const claims = await verify(token, key, { alg: "RS256", aud: [$audiences], iss: $issuer });
""",
    ),
    limits=(
        Limit(
            text="aud: '', as an unset environment variable leaves it, switches the check off without a word.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="hono 4.13.19, run",
        ),
    ),
    notes=("Without the option aud a token passes whatever its aud is.",),
)
