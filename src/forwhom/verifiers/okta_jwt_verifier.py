"""@okta/jwt-verifier. The audience is an argument that has to be given, and it is compared before the issuer.

Source: okta/okta-jwt-verifier-js, packages/jwt-verifier/lib.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation, Unset
from forwhom.audience.listing import Listing
from forwhom.audience.printed import javascript
from forwhom.jwt.json import JsonValue
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    aud = claims.get("aud")
    if isinstance(aud, list):
        return {"found": ", ".join("" if one is None else javascript(one) for one in aud)}
    return {"found": javascript(aud) if "aud" in claims else "undefined"}


def _iss(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    return {"issuer": javascript(claims["iss"]) if "iss" in claims else "undefined"}


def _mismatch(template: str, *, expected_as: Listing = Listing.ONE) -> Message:
    text = template.replace("{found}", "https://orders.example.com").replace("{expected}", "api://default")
    return Message(
        template=template,
        sample=f"Error: {text}",
        codes=("aud-mismatch", "aud-missing", "aud-wrong-type", "aud-empty"),
        exception="Error",
        found_as=Listing.COMMA_BLANK,
        expected_as=expected_as,
        nothing=("undefined",) if expected_as is Listing.ONE else (),
        printed=_printed,
        note="The word undefined in place of the found audience says that the token has none.",
    )


MISMATCH = _mismatch("audience claim {found} does not match expected audience: {expected}")
MISMATCH_SEVERAL = _mismatch(
    "audience claim {found} does not match one of the expected audiences: {expected}", expected_as=Listing.COMMA_BLANK
)
ARRAY = _mismatch("audience claims {found} do not include expected audience: {expected}")
ARRAY_SEVERAL = _mismatch(
    "audience claims {found} do not match one of the expected audiences: {expected}", expected_as=Listing.COMMA
)
CLIENT_ID = Message(
    template="audience claim {found} does not match expected client id: {expected}",
    sample="Error: audience claim https://orders.example.com does not match expected client id: 0oa1b2c3d4e5f6g7h8i9",
    codes=("aud-mismatch", "aud-missing", "aud-many-unsupported"),
    exception="Error",
    nothing=("undefined",),
    note="From verifyIdToken, which takes one client id and no array in the token.",
)
NOT_CONFIGURED = Message(
    template="expected audience is required",
    sample="Error: expected audience is required",
    codes=("audience-not-configured",),
    exception="Error",
)
CLIENT_ID_NOT_CONFIGURED = Message(
    template="expected client id is required",
    sample="Error: expected client id is required",
    codes=("audience-not-configured",),
    exception="Error",
    note="From verifyIdToken.",
)
ISSUER = Message(
    template="issuer {issuer} does not match expected issuer: {expected_issuer}",
    sample="Error: issuer https://dev.example.com/oauth2/default does not match expected issuer: "
    "https://login.example.com/oauth2/default",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="Error",
    printed=_iss,
)
EXPIRED = Message(
    template="Jwt is expired",
    sample="JwtParseError: Jwt is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="JwtParseError",
)
NOT_YET_VALID = Message(
    template="Jwt not active",
    sample="JwtParseError: Jwt not active",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="JwtParseError",
)
SIGNATURE = Message(
    template="Signature verification failed",
    sample="JwtParseError: Signature verification failed",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="JwtParseError",
)
NOT_A_JWT = Message(
    template="Jwt cannot be parsed",
    sample="JwtParseError: Jwt cannot be parsed",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception="JwtParseError",
    basis=Basis.READ,
)
KEY_NOT_FOUND = Message(
    template='Error while resolving signing key for kid "{kid}"',
    sample='JwtParseError: Error while resolving signing key for kid "NjVBRjY5MDlCMUIw"',
    codes=("key-not-found", "jwks-unavailable"),
    check=Check.KEY,
    exception="JwtParseError",
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The text depends on whether the claim and the setting are lists."""
    audiences = expectation.audiences
    if isinstance(audiences, Unset):
        return None
    if audiences == ("",):
        return NOT_CONFIGURED
    aud = claims.get("aud")
    found = aud if isinstance(aud, list) else [aud]
    if any(isinstance(one, str) and one in audiences for one in found):
        return None
    if isinstance(aud, list):
        return ARRAY if len(audiences) == 1 else ARRAY_SEVERAL
    return MISMATCH if len(audiences) == 1 else MISMATCH_SEVERAL


VERIFIER = Verifier(
    id="okta-jwt-verifier",
    name="@okta/jwt-verifier",
    kind="library",
    language="JavaScript",
    versions="4.0.2",
    basis=Basis.OBSERVED,
    sources=("@okta/jwt-verifier 4.0.2, run as verifyAccessToken", "okta/okta-jwt-verifier-js, lib.js at 4.0.2"),
    hints=("@okta/jwt-verifier", "OktaJwtVerifier", "JwtParseError"),
    messages=(
        MISMATCH,
        MISMATCH_SEVERAL,
        ARRAY,
        ARRAY_SEVERAL,
        CLIENT_ID,
        NOT_CONFIGURED,
        CLIENT_ID_NOT_CONFIGURED,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        NOT_A_JWT,
        KEY_NOT_FOUND,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=NOT_CONFIGURED,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=ARRAY,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        empty_setting=NOT_CONFIGURED,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(name="the second argument of verifyAccessToken", keys=("expectedAudience", "audience")),
    recipe=Recipe(
        text="pass the expected audience to verifyAccessToken",
        language="javascript",
        code="""\
import OktaJwtVerifier from "@okta/jwt-verifier";

const verifier = new OktaJwtVerifier({ issuer: $issuer });
const { claims } = await verifier.verifyAccessToken(token, [$audiences]);
""",
    ),
    notes=("verifyIdToken takes one client id, and a list there fails with clientId.match is not a function.",),
)
