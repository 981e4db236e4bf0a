"""verify-apple-id-token, the npm package for Sign in with Apple. jsonwebtoken verifies all but iss and aud.

Both values are shown. Without a client id any audience is refused, and a token without aud is accepted.

Source: verify-apple-id-token 3.1.2, dist/lib/verifyAppleIdToken.js
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.listing import Listing
from forwhom.audience.printed import javascript
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
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
from forwhom.verifiers import jsonwebtoken

_APPLE = "https://appleid.apple.com"


def _joined(claims: Mapping[str, JsonValue], name: str) -> str:
    return javascript(claims[name]) if name in claims else "undefined"


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """All values as JavaScript joins them to a text; what is not there is undefined."""
    unset = expectation.audiences is NONE_CONFIGURED
    return {
        "found": _joined(claims, "aud"),
        "expected": "undefined" if unset else ",".join(expectation.values),
        "issuer": _joined(claims, "iss"),
    }


MISMATCH = Message(
    template="The aud parameter does not include this client - is: {found} | expected: {expected}",
    sample="Error: The aud parameter does not include this client - is: com.example.shop | expected: com.example.shop.web",
    codes=("aud-other-client", "aud-mismatch", "aud-missing", "audience-not-configured"),
    found_as=Listing.COMMA,
    expected_as=Listing.COMMA,
    nothing=("undefined",),
    printed=_printed,
)
ISSUER = Message(
    template="The iss does not match the Apple URL - iss: {issuer} | expected: {expected_issuer}",
    sample=f"Error: The iss does not match the Apple URL - iss: https://login.example.com/ | expected: {_APPLE}",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    printed=_printed,
)
ALGORITHM = Message(
    template="The alg does not match the jwk configuration - alg: {alg} | expected: {expected_alg}",
    sample="Error: The alg does not match the jwk configuration - alg: HS256 | expected: RS256",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An absent claim is undefined, as is a client id that was never given, and the two are equal."""
    return ACCEPT if expectation.audiences is NONE_CONFIGURED and "aud" not in claims else None


VERIFIER = Verifier(
    id="verify-apple-id-token",
    name="verify-apple-id-token",
    kind="library",
    language="JavaScript",
    versions="3.1.2",
    basis=Basis.OBSERVED,
    sources=(
        "verify-apple-id-token 3.1.2 with jsonwebtoken 9.0.3, run with keys served on the loopback interface",
        "verify-apple-id-token 3.1.2, dist/lib/verifyAppleIdToken.js",
    ),
    builds_on="jsonwebtoken",
    hints=("verify-apple-id-token", "verifyAppleIdToken", "appleid.apple.com", "apple"),
    messages=(
        MISMATCH,
        ISSUER,
        ALGORITHM,
        jsonwebtoken.SIGNATURE,
        jsonwebtoken.NOT_YET_VALID,
        jsonwebtoken.EXPIRED,
        jsonwebtoken.NOT_BEFORE_TYPE,
        jsonwebtoken.EXPIRY_TYPE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        decide=_audience,
    ),
    order=(
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.NOT_BEFORE,
        Check.TYPE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    failures={
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: jsonwebtoken.SIGNATURE,
        Check.NOT_BEFORE: jsonwebtoken.NOT_YET_VALID,
        Check.EXPIRY: jsonwebtoken.EXPIRED,
        Check.ISSUER: ISSUER,
    },
    special={Check.TYPE: jsonwebtoken.dates},
    takes=TokenKind.ID_TOKEN,
    providers=("apple",),
    setting=Setting(name="clientId", keys=("clientId", "client_id")),
    recipe=Recipe(
        text="give the bundle id for tokens of the app, the Services ID for those of the web, or both",
        language="javascript",
        code="""\
const claims = await verifyAppleToken({ idToken, clientId: [$audiences] });
""",
    ),
    limits=(
        Limit(
            text="Where clientId is undefined, as an unset environment variable leaves it, a token without aud is accepted.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="verify-apple-id-token 3.1.2, run",
        ),
    ),
    notes=(
        "Apple puts the bundle id of the app into aud when the app asks natively, and the Services ID when the browser does.",
    ),
)
