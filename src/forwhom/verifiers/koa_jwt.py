"""koa-jwt. jsonwebtoken does the work; the client sees Authentication Error unless debug is on.

Source: koajs/jwt, lib/index.js and lib/verify.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.verifier import Basis, Check, Message, Recipe, Setting
from forwhom.verifiers import jsonwebtoken


def _wrapped(message: Message) -> Message:
    """The message as the middleware raises it with debug: an HTTP error with status 401."""
    _, _, text = message.sample.partition(": ")
    return replace(message, sample=f"UnauthorizedError: {text}", exception="UnauthorizedError", status=401)


MISMATCH = _wrapped(jsonwebtoken.MISMATCH)
ISSUER = _wrapped(jsonwebtoken.ISSUER)
EXPIRED = _wrapped(jsonwebtoken.EXPIRED)
NOT_YET_VALID = _wrapped(jsonwebtoken.NOT_YET_VALID)
SIGNATURE = _wrapped(jsonwebtoken.SIGNATURE)
ALGORITHM = _wrapped(jsonwebtoken.ALGORITHM)
NOT_A_JWT = _wrapped(jsonwebtoken.NOT_A_JWT)
HIDDEN = Message(
    template="Authentication Error",
    sample="UnauthorizedError: Authentication Error",
    codes=("aud-mismatch", "aud-missing", "token-expired", "iss-mismatch", "signature-invalid", "token-malformed"),
    status=401,
    exception="UnauthorizedError",
    note="The text of every refusal unless debug is on; the attribute originalError of the error tells which.",
)
NO_TOKEN = Message(
    template="No Authorization header found in request",
    sample="UnauthorizedError: Authentication Error: No Authorization header found in request",
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    basis=Basis.READ,
)


def _dates(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """What jsonwebtoken says of a date that is no number."""
    refusal = jsonwebtoken.dates(claims, expectation, now)
    return _wrapped(refusal) if refusal else None


VERIFIER = replace(
    jsonwebtoken.VERIFIER,
    id="koa-jwt",
    name="koa-jwt",
    versions="4.0.4",
    basis=Basis.OBSERVED,
    sources=("koa-jwt 4.0.4 with jsonwebtoken 9.0.3, run", "koajs/jwt, lib/index.js and lib/verify.js at 4.0.4"),
    builds_on="jsonwebtoken",
    aliases=(),
    hints=("koa-jwt", "koaJwt"),
    messages=(
        MISMATCH,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        ALGORITHM,
        NOT_A_JWT,
        *map(_wrapped, jsonwebtoken.BROKEN[-2:]),
        HIDDEN,
        NO_TOKEN,
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
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    special={Check.TYPE: _dates},
    setting=Setting(name="the option audience of koa-jwt", keys=("audience",), calls=("koaJwt", "jwt")),
    recipe=Recipe(
        text="pass the expected audience to koa-jwt",
        language="javascript",
        code="""\
import koaJwt from "koa-jwt";

app.use(koaJwt({ secret: key, algorithms: ["RS256"], audience: [$audiences], issuer: $issuer }));
""",
    ),
    reveal="The attribute originalError of the error that the middleware throws holds the text; debug: true sends it too",
)
