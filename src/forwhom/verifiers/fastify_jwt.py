"""@fastify/jwt. It puts fast-jwt's texts behind words of its own and answers 401, or 500 where it has no words.

Source: fastify/fastify-jwt, jwt.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.verifier import Basis, Check, Message, Outcome, Recipe, Setting, Verifier
from forwhom.verifiers import fast_jwt

_INVALID = "FST_JWT_AUTHORIZATION_TOKEN_INVALID"


def _invalid(message: Message) -> Message:
    """The message in the body of the answer 401."""
    text = f"Authorization token is invalid: {message.template}"
    return replace(
        message,
        template=text,
        sample=f'{{"statusCode":401,"code":"{_INVALID}","error":"Unauthorized","message":"{text}"}}',
        status=401,
        exception=_INVALID,
    )


def _unknown(message: Message, code: str) -> Message:
    """The message in the body of the answer 500, which fast-jwt's error gets when it is none of those expected."""
    text = message.template.replace("{time}", "2026-03-27T00:00:00.000Z")
    body = f'{{"statusCode":500,"code":"{code}","error":"Internal Server Error","message":"{text}"}}'
    return replace(message, sample=body, status=500, exception=code)


MISMATCH = _invalid(fast_jwt.MISMATCH)
NONE_MATCH = _invalid(fast_jwt.NONE_MATCH)
MALFORMED = _unknown(fast_jwt.MALFORMED, "FAST_JWT_INVALID_CLAIM_TYPE")
MISSING = _unknown(fast_jwt.MISSING, "FAST_JWT_MISSING_REQUIRED_CLAIM")
ISSUER = _invalid(fast_jwt.ISSUER)
SIGNATURE = _invalid(fast_jwt.SIGNATURE)
NOT_A_JWT = _invalid(fast_jwt.NOT_A_JWT)
NOT_YET_VALID = _unknown(fast_jwt.NOT_YET_VALID, "FAST_JWT_INACTIVE")
EXPIRED = Message(
    template="Authorization token expired",
    sample='{"statusCode":401,"code":"FST_JWT_AUTHORIZATION_TOKEN_EXPIRED","error":"Unauthorized",'
    '"message":"Authorization token expired"}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    exception="FST_JWT_AUTHORIZATION_TOKEN_EXPIRED",
)
NO_TOKEN = Message(
    template="No Authorization was found in request.headers",
    sample='{"statusCode":401,"code":"FST_JWT_NO_AUTHORIZATION_IN_HEADER","error":"Unauthorized",'
    '"message":"No Authorization was found in request.headers"}',
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    exception="FST_JWT_NO_AUTHORIZATION_IN_HEADER",
    basis=Basis.READ,
    note="The request carries no token at all.",
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An array that holds none of the expected audiences has its own text."""
    return NONE_MATCH if fast_jwt.array_met(claims, expectation) is False else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer is compared only where the token names one."""
    return ISSUER if fast_jwt.issuer_differs(claims, expectation) else None


VERIFIER = Verifier(
    id="fastify-jwt",
    name="@fastify/jwt",
    kind="library",
    language="JavaScript",
    versions="10.2.8",
    basis=Basis.OBSERVED,
    sources=("@fastify/jwt 10.2.8 with fast-jwt, run", "fastify/fastify-jwt, jwt.js at 10.2.8"),
    builds_on="fast-jwt",
    hints=("fastify-jwt", "@fastify/jwt", "FST_JWT_"),
    messages=(
        MISMATCH,
        NONE_MATCH,
        MALFORMED,
        MISSING,
        ISSUER,
        SIGNATURE,
        NOT_A_JWT,
        NOT_YET_VALID,
        EXPIRED,
        NO_TOKEN,
    ),
    audience=replace(
        fast_jwt.AUDIENCE,
        mismatch=MISMATCH,
        null=MALFORMED,
        empty_array=NONE_MATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_audience,
    ),
    order=fast_jwt.ORDER,
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    special={Check.ISSUER: _issuer},
    setting=Setting(name="the option verify.allowedAud of the plugin", keys=("allowedAud",)),
    switch="leaving out the option verify.allowedAud, which is the default",
    recipe=Recipe(
        text="pass the expected audience as verify.allowedAud to @fastify/jwt and require the claim",
        language="javascript",
        code="""\
import fastifyJwt from "@fastify/jwt";

app.register(fastifyJwt, {
  secret: { public: key },
  verify: { algorithms: ["RS256"], allowedAud: [$audiences], allowedIss: $issuer, requiredClaims: ["aud"] },
});
app.addHook("onRequest", (request) => request.jwtVerify());
""",
    ),
    limits=fast_jwt.LIMITS,
    notes=(
        "Without allowedAud a token passes whatever its aud is.",
        "A malformed aud and a token that is not yet valid are answered with 500 instead of 401.",
    ),
)
