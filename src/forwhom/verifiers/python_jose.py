"""python-jose. A mismatch and an audience that was never passed print one text, and a token without aud passes.

Source: mpdavis/python-jose, jose/jwt.py and jose/jws.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt import numeric_date
from forwhom.jwt.json import JsonValue
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

_CLAIMS = "jose.exceptions.JWTClaimsError"
_ERROR = "jose.exceptions.JWTError"

MISMATCH = Message(
    template="Invalid audience",
    sample="jose.exceptions.JWTClaimsError: Invalid audience",
    codes=("aud-mismatch", "audience-not-configured", "aud-empty"),
    exception=_CLAIMS,
    note="A mismatch and an audience that was never passed to jwt.decode print the same text.",
)
MISSING = Message(
    template='missing required key "aud" among claims',
    sample='jose.exceptions.JWTError: missing required key "aud" among claims',
    codes=("aud-missing",),
    exception=_ERROR,
    note="The option require_aud is on; without it a token without aud passes.",
)
MALFORMED = Message(
    template="Invalid claim format in token",
    sample="jose.exceptions.JWTClaimsError: Invalid claim format in token",
    codes=("aud-wrong-type",),
    exception=_CLAIMS,
)
SEVERAL = Message(
    template="audience must be a string or None",
    sample="jose.exceptions.JWTError: audience must be a string or None",
    codes=("aud-many-unsupported",),
    check=Check.CONFIGURATION,
    exception=_ERROR,
    note="The expected audience was passed as a list, and only one string is taken.",
)
ISSUER = Message(
    template="Invalid issuer",
    sample="jose.exceptions.JWTClaimsError: Invalid issuer",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_CLAIMS,
    note="The issuer is validated after the audience.",
)
SUBJECT_TYPE = Message(
    template="Subject must be a string.",
    sample="jose.exceptions.JWTClaimsError: Subject must be a string.",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=_CLAIMS,
)
SUBJECT = Message(
    template="Invalid subject",
    sample="jose.exceptions.JWTClaimsError: Invalid subject",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=_CLAIMS,
    basis=Basis.READ,
)
ACCESS_TOKEN_HASH = Message(
    template="No access_token provided to compare against at_hash claim.",
    sample="jose.exceptions.JWTClaimsError: No access_token provided to compare against at_hash claim.",
    codes=("id-token-as-access-token",),
    check=Check.OTHER,
    exception=_CLAIMS,
    note="The token carries at_hash, as ID Tokens do, and jwt.decode was not given the access token issued with it.",
)
EXPIRED = Message(
    template="Signature has expired.",
    sample="jose.exceptions.ExpiredSignatureError: Signature has expired.",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="jose.exceptions.ExpiredSignatureError",
    note="It is the token that has expired; the signature is sound.",
)
NOT_YET_VALID = Message(
    template="The token is not yet valid (nbf)",
    sample="jose.exceptions.JWTClaimsError: The token is not yet valid (nbf)",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_CLAIMS,
)
ISSUED_TYPE, NOT_BEFORE_TYPE, EXPIRY_TYPE = (
    Message(
        template=f"{name} must be an integer.",
        sample=f"jose.exceptions.JWTClaimsError: {name} must be an integer.",
        codes=("token-malformed",),
        check=check,
        exception=_CLAIMS,
        note="It is said of a string that holds no whole number; digits and a boolean are taken for one.",
    )
    for name, check in (
        ("Issued At claim (iat)", Check.ISSUED_AT),
        ("Not Before claim (nbf)", Check.NOT_BEFORE),
        ("Expiration Time claim (exp)", Check.EXPIRY),
    )
)
NO_NUMBER = Message(
    template="int() argument must be a string, a bytes-like object or a real number, not '{type}'",
    sample="TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'",
    codes=("token-malformed",),
    check=Check.OTHER,
    exception="TypeError",
    common=True,
    note="A date that is null, an array or an object raises Python's own TypeError, which is no JWTError: a handler for "
    "that lets it through, and the answer is usually 500.",
)
SIGNATURE = Message(
    template="Signature verification failed.",
    sample="jose.exceptions.JWTError: Signature verification failed.",
    codes=("signature-invalid", "key-not-found"),
    check=Check.SIGNATURE,
    exception=_ERROR,
)
ALGORITHM = Message(
    template="The specified alg value is not allowed",
    sample="jose.exceptions.JWTError: The specified alg value is not allowed",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception=_ERROR,
)
NOT_A_JWT = Message(
    template="Not enough segments",
    sample="jose.exceptions.JWTError: Not enough segments",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception=_ERROR,
)
HEADERS = Message(
    template="Error decoding token headers.",
    sample="jose.exceptions.JWTError: Error decoding token headers.",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception=_ERROR,
    note="It comes from get_unverified_header, which many programs call first to choose a key.",
)
_BROKEN = tuple(
    Message(
        template=template,
        sample=f"jose.exceptions.JWTError: {template.replace('{detail}', 'Expecting value: line 1 column 1 (char 0)')}",
        codes=codes,
        check=Check.STRUCTURE,
        exception=_ERROR,
    )
    for template, codes in (
        ("Invalid header padding", ("token-malformed", "token-opaque")),
        ("Invalid payload padding", ("token-encrypted", "token-malformed")),
        ("Invalid crypto padding", ("token-malformed",)),
        ("Invalid header string: {detail}", ("token-malformed", "token-opaque")),
        ("Invalid payload string: {detail}", ("token-malformed",)),
        ("No algorithm was specified in the JWS header.", ("token-malformed",)),
    )
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Without a setting only an absent aud passes; null is of the wrong type then, as it is with one."""
    if expectation.audiences is NONE_CONFIGURED:
        if "aud" not in claims:
            return ACCEPT
        return MALFORMED if claims["aud"] is None else None
    return None


def _one_string(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The expected audience is one string; a list of them is refused before the token is read."""
    return SEVERAL if isinstance(expectation.audiences, tuple) and len(expectation.audiences) != 1 else None


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub that is no string is refused, also when none is expected."""
    return None if isinstance(claims.get("sub", ""), str) else SUBJECT_TYPE


def _access_token_hash(
    claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None
) -> Message | None:
    """A token with at_hash is refused when the access token is not handed over beside it."""
    return ACCESS_TOKEN_HASH if "at_hash" in claims else None


def _moment(claims: Mapping[str, JsonValue], name: str, wrong: Message) -> int | Message | None:
    """The moment that this claim names; the refusal of one that names none, `None` where it is absent."""
    if name not in claims:
        return None
    value = claims[name]
    moment = numeric_date.as_python_int(value)
    if moment is not None:
        return moment
    return wrong if isinstance(value, str) else NO_NUMBER


def _issued(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An iat has to be something that Python's int takes; it may lie in the future."""
    moment = _moment(claims, "iat", ISSUED_TYPE)
    return moment if isinstance(moment, Message) else None


def _not_before(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A nbf has to be something that Python's int takes, and may not lie in the future."""
    moment = _moment(claims, "nbf", NOT_BEFORE_TYPE)
    if isinstance(moment, Message):
        return moment
    return None if moment is None or now is None or moment <= now + expectation.leeway else NOT_YET_VALID


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be something that Python's int takes, and may not lie in the past."""
    moment = _moment(claims, "exp", EXPIRY_TYPE)
    if isinstance(moment, Message):
        return moment
    return None if moment is None or now is None or moment >= now - expectation.leeway else EXPIRED


VERIFIER = Verifier(
    id="python-jose",
    name="python-jose",
    kind="library",
    language="Python",
    versions="3.5.0",
    basis=Basis.OBSERVED,
    sources=("python-jose 3.5.0, run", "mpdavis/python-jose, jose/jwt.py, jose/jws.py at 3.5.0"),
    hints=("jose.exceptions", "python-jose", "JWTClaimsError", "jose/jwt.py"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        SEVERAL,
        ISSUER,
        SUBJECT_TYPE,
        SUBJECT,
        ACCESS_TOKEN_HASH,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_TYPE,
        NOT_BEFORE_TYPE,
        EXPIRY_TYPE,
        NO_NUMBER,
        SIGNATURE,
        ALGORITHM,
        NOT_A_JWT,
        HEADERS,
        *_BROKEN,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MALFORMED,
        absent=ACCEPT,
        null=MALFORMED,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        several=SEVERAL,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.CONFIGURATION,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.OTHER,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.CONFIGURATION: SEVERAL,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT_TYPE,
        Check.OTHER: ACCESS_TOKEN_HASH,
    },
    special={
        Check.CONFIGURATION: _one_string,
        Check.ISSUED_AT: _issued,
        Check.NOT_BEFORE: _not_before,
        Check.EXPIRY: _expiry,
        Check.SUBJECT: _subject,
        Check.OTHER: _access_token_hash,
    },
    setting=Setting(name="the argument audience of jwt.decode", keys=("audience",), calls=("jwt.decode",)),
    switch='options={"verify_aud": False}',
    recipe=Recipe(
        text="pass the expected audience to jwt.decode and require the claim",
        language="python",
        code="""\
from jose import jwt

claims = jwt.decode(
    token, key, algorithms=["RS256"], audience=$audience, issuer=$issuer, options={"require_aud": True}
)
""",
    ),
    limits=(
        Limit(
            text="A token without aud is accepted although an audience is expected, unless require_aud is set.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="python-jose 3.5.0, run",
        ),
        Limit(
            text="Only one expected audience can be configured.",
            seen=Seen.REFUSED,
            symptom="aud-many-unsupported",
            source="python-jose 3.5.0, run",
        ),
    ),
    reveal="jwt.get_unverified_claims(token)['aud'] shows what the token names, for reading only",
    notes=("audience='' is compared like any value, so it does not switch the check off.",),
)
