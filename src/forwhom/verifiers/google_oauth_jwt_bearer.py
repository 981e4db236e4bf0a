"""Google's token endpoint on the assertion that a service account signs.

Source: public reports that quote responses of oauth2.googleapis.com
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Invalid JWT: Failed audience check. The right audience is {expected}",
    sample='{"error":"invalid_grant","error_description":"Invalid JWT: Failed audience check. The right audience is https://oauth2.googleapis.com/token"}',
    codes=("aud-mismatch",),
    status=400,
)
MISMATCH_SHORT = Message(
    template="Invalid JWT: Failed audience check.",
    sample='{"error":"invalid_grant","error_description":"Invalid JWT: Failed audience check."}',
    codes=("aud-mismatch",),
    status=400,
)
SIGNATURE = Message(
    template="Invalid JWT Signature.",
    sample='{"error":"invalid_grant","error_description":"Invalid JWT Signature."}',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=400,
)
DATES = Message(
    template="Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values",
    sample='{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."}',
    codes=(
        "token-lifetime-too-long",
        "token-expired",
        "token-not-yet-valid",
    ),
    check=Check.EXPIRY,
    status=400,
)

VERIFIER = Verifier(
    id="google-oauth-jwt-bearer",
    name="Google OAuth token endpoint",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=('public reports that quote "Failed audience check"',),
    hints=(
        "oauth2.googleapis.com",
        "invalid_grant",
        "gserviceaccount.com",
    ),
    takes=TokenKind.CLIENT_ASSERTION,
    messages=(
        MISMATCH,
        MISMATCH_SHORT,
        SIGNATURE,
        DATES,
    ),
    audience=alike(MISMATCH),
    order=(
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: DATES,
    },
    setting=Setting(
        name="token_uri of the key file",
        keys=(
            "token_uri",
            "aud",
        ),
    ),
    recipe=Recipe(
        text="put the token_uri of the key file into aud of the assertion",
        language="python",
        code="""\
import time

issued = int(time.time())
assertion = {
    "iss": "svc@project.iam.gserviceaccount.com",
    "scope": "https://www.googleapis.com/auth/cloud-platform",
    "aud": "https://oauth2.googleapis.com/token",
    "iat": issued,
    "exp": issued + 3600,
}
""",
        party=Party.CLIENT,
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
        "order",
    ),
)
