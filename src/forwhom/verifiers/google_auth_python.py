"""google-auth for Python, which compares one string: an array never matches, not even one of a single value.

Both values are shown. Without an audience nothing is compared.

Source: googleapis/google-auth-library-python, google/auth/jwt.py and google/oauth2/id_token.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

_ERRORS = "google.auth.exceptions."


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The claim as Python prints it; the expected side is always a list."""
    return {"found": printed.python(claims.get("aud")), "expected": printed.python([*expectation.values])}


MISMATCH = Message(
    template="Token has wrong audience {found}, expected one of {expected}",
    sample="google.auth.exceptions.InvalidValue: Token has wrong audience 32555940559.apps.googleusercontent.com, expected one of "
    "['1234567890-abc123def456.apps.googleusercontent.com']",
    codes=("aud-mismatch", "aud-missing", "aud-many-unsupported", "aud-list-shape"),
    exception=f"{_ERRORS}InvalidValue",
    found_as=Listing.PYTHON,
    expected_as=Listing.PYTHON,
    nothing=("None", ""),
    printed=_printed,
    note="None says that the token has no aud; a value in brackets is an array, which never matches.",
)
ISSUER = Message(
    template="Wrong issuer. 'iss' should be one of the following: {expected_issuer}",
    sample="google.auth.exceptions.GoogleAuthError: Wrong issuer. 'iss' should be one of the following: "
    "['accounts.google.com', 'https://accounts.google.com']",
    codes=("iss-mismatch", "token-of-other-product"),
    check=Check.ISSUER,
    exception=f"{_ERRORS}GoogleAuthError",
    issuers_as=Listing.PYTHON,
    note="Only verify_oauth2_token looks at the issuer, after the audience.",
)
EXPIRED = Message(
    template="Token expired, {exp} < {now}",
    sample="google.auth.exceptions.InvalidValue: Token expired, 1757038590 < 1757042130",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=f"{_ERRORS}InvalidValue",
)
ISSUED_LATER = Message(
    template="Token used too early, {now} < {iat}",
    sample="google.auth.exceptions.InvalidValue: Token used too early, 1757042130 < 1757042140. Check that your computer's clock is "
    "set correctly.",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception=f"{_ERRORS}InvalidValue",
    basis=Basis.REPORTED,
)
SIGNATURE = Message(
    template="Could not verify token signature.",
    sample="google.auth.exceptions.MalformedError: Could not verify token signature.",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=f"{_ERRORS}MalformedError",
)
KEY_NOT_FOUND = Message(
    template="Certificate for key id {kid} not found.",
    sample="google.auth.exceptions.MalformedError: Certificate for key id 6f7254101f56e41cf35c9926de84a2d552b4c6f1 not found.",
    codes=("key-not-found", "token-of-other-product"),
    check=Check.KEY,
    exception=f"{_ERRORS}MalformedError",
    basis=Basis.REPORTED,
)
JWKS_UNAVAILABLE = Message(
    template="Could not fetch certificates at {address}",
    sample="google.auth.exceptions.TransportError: Could not fetch certificates at https://www.googleapis.com/oauth2/v1/certs",
    codes=("jwks-unavailable",),
    check=Check.KEY,
    exception=f"{_ERRORS}TransportError",
    basis=Basis.REPORTED,
)
NOT_A_JWT = Message(
    template="Wrong number of segments in token: {token}",
    sample="google.auth.exceptions.MalformedError: Wrong number of segments in token: b'ya29.a0AfH6SM'",
    codes=("token-opaque", "access-token-as-id-token", "token-malformed"),
    check=Check.STRUCTURE,
    exception=f"{_ERRORS}MalformedError",
    note="A text that begins with ya29. is a Google access token, which is no JWT.",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="google-auth-python",
    name="google-auth for Python",
    kind="library",
    language="Python",
    versions="2.62.2",
    basis=Basis.OBSERVED,
    sources=(
        "google-auth 2.62.2, jwt.decode and id_token.verify_oauth2_token run",
        "googleapis/google-auth-library-python, google/auth/jwt.py and google/oauth2/id_token.py",
    ),
    aliases=("google-auth", "google-id-token"),
    hints=("google.auth", "google.oauth2", "verify_oauth2_token", "google-auth"),
    messages=(MISMATCH, ISSUER, EXPIRED, ISSUED_LATER, SIGNATURE, KEY_NOT_FOUND, JWKS_UNAVAILABLE, NOT_A_JWT),
    audience=alike(MISMATCH, unset=ACCEPT, string_only=MISMATCH),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="the argument audience", keys=("audience", "client_id", "CLIENT_ID")),
    switch="audience=None, which is the default",
    recipe=Recipe(
        text="pass the client's id as audience to verify_oauth2_token",
        language="python",
        code="""\
from google.auth.transport import requests
from google.oauth2 import id_token

claims = id_token.verify_oauth2_token(token, requests.Request(), audience=[$audiences])
""",
    ),
    limits=(
        Limit(
            text="A token whose aud is an array is refused, even when the array holds the expected audience alone.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="google-auth 2.62.2, run",
        ),
    ),
    notes=(
        "A list of expected audiences means any of them.",
        "The audience is validated before the issuer; nbf is not looked at.",
    ),
)
