"""Litestar's JWT authentication, which says `Invalid token` of everything. PyJWT does the work.

Unlike PyJWT it accepts any audience when none is configured. PyJWT's own reason stands in the exception chain only.

Source: litestar-org/litestar, litestar/security/jwt/token.py and middleware.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import MALFORMED, Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt import numeric_date
from forwhom.jwt.json import JsonValue
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

INVALID = Message(
    template="Invalid token",
    sample='HTTP/1.1 401 Unauthorized\n\n{"status_code":401,"detail":"Invalid token"}\nlitestar.exceptions.http_exceptions.'
    "NotAuthorizedException: 401: Invalid token",
    codes=(
        "aud-mismatch",
        "aud-missing",
        "signature-invalid",
        "iss-mismatch",
        "token-expired",
        "aud-empty",
        "aud-wrong-type",
        "token-not-yet-valid",
        "exp-missing",
        "token-malformed",
    ),
    status=401,
    exception="litestar.exceptions.http_exceptions.NotAuthorizedException",
    common=True,
    note="It covers every refusal: a wrong or absent audience, the issuer, the dates, the signature, an absent sub or iat.",
)
ABSENT = Message(
    template="No JWT token found in request header",
    sample='HTTP/1.1 401 Unauthorized\n\n{"status_code":401,"detail":"No JWT token found in request header"}',
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=401,
    exception="litestar.exceptions.http_exceptions.NotAuthorizedException",
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty list is no list: what is no audience at all is still refused, as the token's fields have types."""
    if expectation.audiences != ():
        return None
    return INVALID if read(claims).shape in MALFORMED - {Shape.NULL} else ACCEPT


def _token(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """What PyJWT let pass becomes a token, with a sub, with exp and iat that Python takes for dates, an iss of text."""
    dates = all(_is_date(claims.get(name)) for name in ("exp", "iat"))
    return None if dates and claims.get("sub") and isinstance(claims.get("iss"), str | None) else INVALID


def _is_date(value: JsonValue) -> bool:
    """Whether Python's datetime takes this for a moment; what lies before the year 1 is not asked."""
    return isinstance(value, int | float) and value <= numeric_date.LATEST


VERIFIER = Verifier(
    id="litestar-jwt",
    name="Litestar (JWTAuth)",
    kind="framework",
    language="Python",
    versions="2.25.0",
    basis=Basis.OBSERVED,
    sources=(
        "Litestar 2.25.0 with PyJWT, run through Litestar's test client",
        "litestar-org/litestar, litestar/security/jwt/token.py and middleware.py at 2.25.0",
    ),
    builds_on="pyjwt",
    aliases=("litestar",),
    hints=("litestar", "accepted_audiences"),
    messages=(INVALID, ABSENT),
    audience=AudienceRules(
        mismatch=INVALID,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=INVALID,
        absent=INVALID,
        null=INVALID,
        empty_string=INVALID,
        empty_array=INVALID,
        number=INVALID,
        other=INVALID,
        mixed=INVALID,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SUBJECT,
        Check.OTHER,
    ),
    failures=dict.fromkeys(
        (
            Check.STRUCTURE,
            Check.ALGORITHM,
            Check.SIGNATURE,
            Check.ISSUED_AT,
            Check.NOT_BEFORE,
            Check.EXPIRY,
            Check.ISSUER,
            Check.SUBJECT,
            Check.OTHER,
        ),
        INVALID,
    ),
    special={**retold(pyjwt.VERIFIER.special, lambda _: INVALID), Check.OTHER: _token},
    setting=Setting(name="accepted_audiences of JWTAuth", keys=("accepted_audiences", "JWTAuth", "token_audience")),
    switch="accepted_audiences left out or empty, which is the default",
    recipe=Recipe(
        text="list the audience in accepted_audiences",
        language="python",
        code="""\
from litestar.security.jwt import JWTAuth

jwt_auth = JWTAuth(
    token_secret=PUBLIC_KEY,
    algorithm="RS256",
    retrieve_user_handler=retrieve_user,
    accepted_audiences=[$audiences],
    accepted_issuers=[$issuer],
)
""",
    ),
    limits=(
        Limit(
            text="Without accepted_audiences, which is the default, any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="Litestar 2.25.0, run",
        ),
    ),
    reveal="the attribute __cause__ of the NotAuthorizedException is PyJWT's exception; the HTTP body never shows it",
    notes=(
        "accepted_audiences is a list: any of its values is enough. With strict_audience it holds one, and aud has to be that text.",
        "exp, iat and sub have to be there.",
        "token_audience of jwt_auth.login is what it writes into its own tokens.",
    ),
)
