"""express-jwt. It hands jsonwebtoken's texts on inside an UnauthorizedError with status 401.

Only the name of the error tells the two apart.

Source: auth0/express-jwt, src/index.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers import jsonwebtoken

_ERROR = "UnauthorizedError"


def _wrapped(message: Message) -> Message:
    """The message as this middleware raises it."""
    _, _, text = message.sample.partition(": ")
    return replace(message, sample=f"UnauthorizedError: {text}", exception=_ERROR, status=401)


MISMATCH = _wrapped(jsonwebtoken.MISMATCH)
MISSING_OLD = _wrapped(jsonwebtoken.MISSING_OLD)
ISSUER = _wrapped(jsonwebtoken.ISSUER)
SUBJECT = _wrapped(jsonwebtoken.SUBJECT)
EXPIRED = _wrapped(jsonwebtoken.EXPIRED)
TOO_OLD = _wrapped(jsonwebtoken.TOO_OLD)
NOT_YET_VALID = _wrapped(jsonwebtoken.NOT_YET_VALID)
SIGNATURE = _wrapped(jsonwebtoken.SIGNATURE)
ALGORITHM = _wrapped(jsonwebtoken.ALGORITHM)
KEY_MISSING = _wrapped(jsonwebtoken.KEY_MISSING)
NOT_A_JWT = _wrapped(jsonwebtoken.NOT_A_JWT)
BROKEN = tuple(map(_wrapped, jsonwebtoken.BROKEN))
NO_TOKEN = Message(
    template="No authorization token was found",
    sample="UnauthorizedError: No authorization token was found",
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    exception=_ERROR,
    note="The request carries no token at all.",
)
BAD_FORMAT = Message(
    template="Format is Authorization: Bearer [token]",
    sample="UnauthorizedError: Format is Authorization: Bearer [token]",
    codes=("credentials-malformed",),
    check=Check.STRUCTURE,
    status=401,
    exception=_ERROR,
    note="The header Authorization is not the word Bearer, a blank and the token.",
)
REVOKED = Message(
    template="The token has been revoked.",
    sample="UnauthorizedError: The token has been revoked.",
    codes=(),
    check=Check.OTHER,
    status=401,
    exception=_ERROR,
    basis=Basis.READ,
)


def _dates(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """What jsonwebtoken says of a date that is no number."""
    refusal = jsonwebtoken.dates(claims, expectation, now)
    return _wrapped(refusal) if refusal else None


VERIFIER = Verifier(
    id="express-jwt",
    name="express-jwt",
    kind="library",
    language="JavaScript",
    versions="8.5.1",
    basis=Basis.OBSERVED,
    sources=("express-jwt 8.5.1 with jsonwebtoken 9.0.3, run", "auth0/express-jwt, src/index.ts at 8.5.1"),
    builds_on="jsonwebtoken",
    hints=("UnauthorizedError", "express-jwt", "expressjwt"),
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
        KEY_MISSING,
        NOT_A_JWT,
        *BROKEN,
        NO_TOKEN,
        BAD_FORMAT,
        REVOKED,
    ),
    audience=replace(
        jsonwebtoken.AUDIENCE,
        mismatch=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
    ),
    order=jsonwebtoken.ORDER,
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: KEY_MISSING,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
    },
    special={Check.TYPE: _dates},
    setting=Setting(name="the option audience of expressjwt", keys=("audience",), calls=("expressjwt", "jwt")),
    switch="leaving out the option audience, which is the default",
    recipe=Recipe(
        text="pass the expected audience to expressjwt",
        language="javascript",
        code="""\
import { expressjwt } from "express-jwt";

app.use(expressjwt({ secret: key, algorithms: ["RS256"], audience: [$audiences], issuer: $issuer }));
""",
    ),
    limits=jsonwebtoken.LIMITS,
    notes=("Without the option audience a token passes whatever its aud is.",),
)
