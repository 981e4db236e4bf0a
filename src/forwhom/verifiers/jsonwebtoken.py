"""jsonwebtoken for Node. It prints the expected audience, never the found one; without the option it checks nothing.

One text serves a mismatch, a missing aud and an aud of the wrong type; until 3.2.2 it printed the token's own aud.

Source: auth0/node-jsonwebtoken, verify.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_ERROR = "JsonWebTokenError"

MISMATCH = Message(
    template="jwt audience invalid. expected: {expected}",
    sample="JsonWebTokenError: jwt audience invalid. expected: https://api.example.com or https://orders.example.com",
    codes=("aud-mismatch", "aud-missing", "aud-empty", "aud-wrong-type"),
    exception=_ERROR,
    expected_as=Listing.OR,
    note="The value printed is the expected audience, a regular expression between slashes, or nothing for an empty list; "
    "until 3.2.2 it was the token's own aud, in spite of the word expected.",
)
MISSING_OLD = Message(
    template="jwt audience invalid. expected: undefined",
    sample="JsonWebTokenError: jwt audience invalid. expected: undefined",
    codes=("aud-missing", "audience-setting-unresolved"),
    exception=_ERROR,
    versions="until 3.2.2",
    note="Until 3.2.2 the value printed is the token's own aud, so undefined says that it has none; "
    "from 4.0.0 it says that the expected audience is the word undefined.",
)
ISSUER = Message(
    template="jwt issuer invalid. expected: {expected_issuer}",
    sample="JsonWebTokenError: jwt issuer invalid. expected: https://login.example.com/",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_ERROR,
    issuers_as=Listing.COMMA,
    note="The issuer is validated after the audience.",
)
SUBJECT = Message(
    template="jwt subject invalid. expected: {subject}",
    sample="JsonWebTokenError: jwt subject invalid. expected: orders-service",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=_ERROR,
    basis=Basis.READ,
)
EXPIRED = Message(
    template="jwt expired",
    sample="TokenExpiredError: jwt expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="TokenExpiredError",
)
TOO_OLD = Message(
    template="maxAge exceeded",
    sample="TokenExpiredError: maxAge exceeded",
    codes=("token-expired",),
    check=Check.ISSUED_AT,
    exception="TokenExpiredError",
    basis=Basis.READ,
)
NOT_YET_VALID = Message(
    template="jwt not active",
    sample="NotBeforeError: jwt not active",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="NotBeforeError",
)
SIGNATURE = Message(
    template="invalid signature",
    sample="JsonWebTokenError: invalid signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_ERROR,
)
ALGORITHM = Message(
    template="invalid algorithm",
    sample="JsonWebTokenError: invalid algorithm",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception=_ERROR,
)
KEY_CALLBACK = Message(
    template="error in secret or public key callback: {detail}",
    sample="JsonWebTokenError: error in secret or public key callback: Unable to find a signing key that matches "
    "'NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4'",
    codes=("key-not-found", "jwks-unavailable"),
    check=Check.KEY,
    exception=_ERROR,
    basis=Basis.READ,
)
KEY_MISSING = Message(
    template="secret or public key must be provided",
    sample="JsonWebTokenError: secret or public key must be provided",
    codes=("key-not-found",),
    check=Check.KEY,
    exception=_ERROR,
)
NOT_A_JWT = Message(
    template="jwt malformed",
    sample="JsonWebTokenError: jwt malformed",
    codes=("token-opaque", "token-malformed", "token-encrypted"),
    check=Check.STRUCTURE,
    exception=_ERROR,
)
BROKEN = tuple(
    Message(
        template=template,
        sample=f"JsonWebTokenError: {template}",
        codes=codes,
        check=check,
        exception=_ERROR,
    )
    for template, check, codes in (
        ("invalid token", Check.STRUCTURE, ("token-malformed", "token-opaque")),
        ("jwt must be provided", Check.STRUCTURE, ("token-malformed",)),
        ("jwt must be a string", Check.STRUCTURE, ("token-malformed",)),
        ("jwt signature is required", Check.SIGNATURE, ("signature-invalid", "token-malformed")),
        ("invalid nbf value", Check.NOT_BEFORE, ("token-malformed",)),
        ("invalid exp value", Check.EXPIRY, ("token-malformed",)),
    )
)
*_, NOT_BEFORE_TYPE, EXPIRY_TYPE = BROKEN


def dates(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A nbf or exp that is no number is refused, null too; an exp before 1970 has passed."""
    for name, refusal in (("nbf", NOT_BEFORE_TYPE), ("exp", EXPIRY_TYPE)):
        value = claims.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return refusal
    until = claims.get("exp", 0)
    return EXPIRED if isinstance(until, int | float) and until < 0 else None


AUDIENCE = AudienceRules(
    mismatch=MISMATCH,
    unset=ACCEPT,
    unset_blank=ACCEPT,
    unset_malformed=ACCEPT,
    absent=MISMATCH,
    null=MISMATCH,
    empty_string=COMPARE,
    empty_array=MISMATCH,
    number=MISMATCH,
    other=MISMATCH,
    mixed=COMPARE,
    empty_setting=ACCEPT,
)
ORDER = (
    Check.STRUCTURE,
    Check.KEY,
    Check.ALGORITHM,
    Check.SIGNATURE,
    Check.NOT_BEFORE,
    Check.TYPE,
    Check.EXPIRY,
    Check.AUDIENCE,
    Check.ISSUER,
    Check.SUBJECT,
)
FAILURES = {
    Check.STRUCTURE: NOT_A_JWT,
    Check.KEY: KEY_CALLBACK,
    Check.ALGORITHM: ALGORITHM,
    Check.SIGNATURE: SIGNATURE,
    Check.NOT_BEFORE: NOT_YET_VALID,
    Check.EXPIRY: EXPIRED,
    Check.ISSUER: ISSUER,
    Check.SUBJECT: SUBJECT,
}
LIMITS = (
    Limit(
        text="audience: '' or undefined, as an unset environment variable leaves it, switches the check off without a word.",
        seen=Seen.ACCEPTED,
        symptom="audience-not-configured",
        source="jsonwebtoken 9.0.3, run",
    ),
    Limit(
        text="A regular expression in audience is not anchored: /api\\.example\\.com/ accepts a longer name that holds it.",
        seen=Seen.ACCEPTED,
        symptom="aud-mismatch",
        source="jsonwebtoken 9.0.3, run",
    ),
    Limit(
        text="The text printed the token's own aud after the word expected, not the audience that was expected.",
        seen=Seen.WORDED,
        versions="until 3.2.2",
        symptom="aud-mismatch",
        source="auth0/node-jsonwebtoken, index.js at 3.2.2 and 4.0.0; pull request 55",
    ),
)

VERIFIER = Verifier(
    id="jsonwebtoken",
    name="jsonwebtoken",
    kind="library",
    language="JavaScript",
    versions="9.0.3",
    basis=Basis.OBSERVED,
    sources=(
        "jsonwebtoken 9.0.3, run; 4.2.2 to 8.5.1 run for the texts",
        "auth0/node-jsonwebtoken, verify.js at 9.0.3; index.js at 0.4.1 to 4.1.0",
    ),
    aliases=("node-jsonwebtoken",),
    hints=("JsonWebTokenError", "node_modules/jsonwebtoken", "NotBeforeError", "TokenExpiredError"),
    messages=(
        MISMATCH,
        MISSING_OLD,
        ISSUER,
        SUBJECT,
        EXPIRED,
        TOO_OLD,
        NOT_YET_VALID,
        SIGNATURE,
        ALGORITHM,
        KEY_CALLBACK,
        KEY_MISSING,
        NOT_A_JWT,
        *BROKEN,
    ),
    audience=AUDIENCE,
    order=ORDER,
    failures=FAILURES,
    special={Check.TYPE: dates},
    setting=Setting(
        name="the option audience of jwt.verify", keys=("audience",), calls=("jwt.verify", "jsonwebtoken.verify")
    ),
    switch="leaving out the option audience, which is the default",
    recipe=Recipe(
        text="pass the expected audience to jwt.verify",
        language="javascript",
        code="""\
import jwt from "jsonwebtoken";

const claims = jwt.verify(token, key, { algorithms: ["RS256"], audience: [$audiences], issuer: $issuer });
""",
    ),
    limits=LIMITS,
    reveal="jwt.decode(token).aud shows what the token names, for reading only",
    notes=("Without the option audience a token passes whatever its aud is.",),
)
