"""Flask-JWT-Extended: PyJWT's texts in a JSON body, with status 422 instead of 401.

It verifies without expiry first, so that an expired token for another audience reports the audience.

Source: vimalloc/flask-jwt-extended, flask_jwt_extended/tokens.py and default_callbacks.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt import numeric_date
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.retold import retold
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
from forwhom.verifiers import pyjwt


def _wrapped(message: Message, basis: Basis | None = None) -> Message:
    """The message as the error handlers of this package answer it."""
    text = message.template.replace('"', '\\"')
    return replace(
        message, sample=f'HTTP/1.1 422 UNPROCESSABLE ENTITY\n\n{{"msg":"{text}"}}', status=422, versions="", basis=basis
    )


MISMATCH = _wrapped(pyjwt.MISMATCH)
MISSING = _wrapped(pyjwt.MISSING)
MALFORMED = _wrapped(pyjwt.MALFORMED)
ISSUER = _wrapped(pyjwt.ISSUER)
ISSUER_MISSING = _wrapped(pyjwt.ISSUER_MISSING)
SIGNATURE = _wrapped(pyjwt.SIGNATURE)
NOT_YET_VALID = _wrapped(pyjwt.NOT_YET_VALID)
ISSUED_LATER = _wrapped(pyjwt.ISSUED_LATER)
ISSUER_TYPE = _wrapped(pyjwt.ISSUER_TYPE)
ISSUED_TYPE = _wrapped(pyjwt.ISSUED_TYPE)
NOT_BEFORE_TYPE = _wrapped(pyjwt.NOT_BEFORE_TYPE)
EXPIRY_TYPE = _wrapped(pyjwt.EXPIRY_TYPE)
ALGORITHM = _wrapped(pyjwt.ALGORITHM, Basis.READ)
SUBJECT = _wrapped(pyjwt.SUBJECT_TYPE)
NOT_A_JWT = _wrapped(pyjwt.NOT_A_JWT, Basis.READ)
EXPIRED = Message(
    template="Token has expired",
    sample='HTTP/1.1 401 UNAUTHORIZED\n\n{"msg":"Token has expired"}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    exception="jwt.exceptions.ExpiredSignatureError",
    common=True,
)


#: What PyJWT's texts become here.
_ANSWERED = {
    pyjwt.EXPIRED.template: EXPIRED,
    **{
        message.template: message
        for message in (
            ISSUER,
            ISSUER_MISSING,
            ISSUER_TYPE,
            SUBJECT,
            NOT_YET_VALID,
            NOT_BEFORE_TYPE,
            ISSUED_LATER,
            ISSUED_TYPE,
            EXPIRY_TYPE,
        )
    },
}


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Zero, false and an empty object count as absent, as in PyJWT."""
    if "aud" in claims and not claims["aud"]:
        return ACCEPT if expectation.audiences is NONE_CONFIGURED else MISSING
    return None


def _expiry_type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An exp that is no number ends it at once; one in the past waits until all else is in order."""
    return EXPIRY_TYPE if "exp" in claims and numeric_date.as_python_int(claims["exp"]) is None else None


_CLAIMS = {
    check: pyjwt.VERIFIER.special[check]
    for check in (Check.ISSUED_AT, Check.NOT_BEFORE, Check.ISSUER, Check.SUBJECT, Check.EXPIRY)
}

VERIFIER = Verifier(
    id="flask-jwt-extended",
    name="Flask-JWT-Extended",
    kind="framework",
    language="Python",
    versions="4.7.4",
    basis=Basis.OBSERVED,
    sources=(
        "Flask-JWT-Extended 4.7.4 with PyJWT, run through Flask's test client",
        "vimalloc/flask-jwt-extended, flask_jwt_extended/tokens.py and default_callbacks.py at 4.7.4",
    ),
    builds_on="pyjwt",
    aliases=("flask-jwt",),
    hints=("flask_jwt_extended", "flask-jwt-extended", '{"msg":', '{ "msg":', "JWT_DECODE_AUDIENCE"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        ISSUER,
        ISSUER_MISSING,
        ISSUER_TYPE,
        ISSUED_LATER,
        ISSUED_TYPE,
        EXPIRED,
        EXPIRY_TYPE,
        NOT_YET_VALID,
        NOT_BEFORE_TYPE,
        SIGNATURE,
        ALGORITHM,
        SUBJECT,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
        empty_array=MISSING,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.TYPE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SUBJECT,
        Check.EXPIRY,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.TYPE: EXPIRY_TYPE,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.EXPIRY: EXPIRED,
    },
    special={
        **retold(_CLAIMS, lambda message: _ANSWERED[message.template]),
        Check.TYPE: _expiry_type,
    },
    setting=Setting(name='app.config["JWT_DECODE_AUDIENCE"]', keys=("JWT_DECODE_AUDIENCE", "JWT_ENCODE_AUDIENCE")),
    switch="JWT_DECODE_AUDIENCE unset, which is the default",
    recipe=Recipe(
        text="set JWT_DECODE_AUDIENCE, and JWT_ENCODE_AUDIENCE where the application issues the token too",
        language="python",
        code="""\
app.config["JWT_DECODE_AUDIENCE"] = [$audiences]
app.config["JWT_DECODE_ISSUER"] = $issuer
""",
    ),
    limits=(
        Limit(
            text="Without JWT_DECODE_AUDIENCE, which is the default, any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="Flask-JWT-Extended 4.7.4, run",
        ),
    ),
    notes=(
        "A refusal has status 422 and no WWW-Authenticate header; an expired token has 401.",
        "An expired token for another audience reports the audience, unlike bare PyJWT.",
        "The expected audience may be a list: any of its values is enough.",
    ),
)
