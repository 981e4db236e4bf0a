"""PyJWT. No message holds a value, and the texts changed in 2.7.0.

A token that names an audience is refused when no audience is passed. A null, empty or zero audience counts as absent.

Source: jpadilla/pyjwt, jwt/api_jwt.py, jwt/api_jws.py and jwt/jwks_client.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt import numeric_date
from forwhom.jwt.json import JsonValue
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

_AUDIENCE = "jwt.exceptions.InvalidAudienceError"

MISMATCH = Message(
    template="Audience doesn't match",
    sample="jwt.exceptions.InvalidAudienceError: Audience doesn't match",
    codes=("aud-mismatch",),
    exception=_AUDIENCE,
)
NOT_CONFIGURED = Message(
    template="Invalid audience",
    sample="jwt.exceptions.InvalidAudienceError: Invalid audience",
    codes=("audience-not-configured", "aud-mismatch"),
    exception=_AUDIENCE,
    note="From 2.7.0 this says only that the token names an audience and jwt.decode was passed none; "
    "until 2.6.0 it is also the text of a mismatch.",
)
MISSING = Message(
    template='Token is missing the "aud" claim',
    sample='jwt.exceptions.MissingRequiredClaimError: Token is missing the "aud" claim',
    codes=("aud-missing", "aud-empty"),
    exception="jwt.exceptions.MissingRequiredClaimError",
    note="A null or empty aud gets this text too.",
)
MISSING_OLD = Message(
    template="No audience claim in token",
    sample="jwt.exceptions.InvalidAudienceError: No audience claim in token",
    codes=("aud-missing",),
    exception=_AUDIENCE,
    versions="until 1.1.0",
)
MALFORMED = Message(
    template="Invalid claim format in token",
    sample="jwt.exceptions.InvalidAudienceError: Invalid claim format in token",
    codes=("aud-wrong-type",),
    exception=_AUDIENCE,
)
STRICT_MISMATCH = Message(
    template="Audience doesn't match (strict)",
    sample="jwt.exceptions.InvalidAudienceError: Audience doesn't match (strict)",
    codes=("aud-mismatch",),
    exception=_AUDIENCE,
    note="The option strict_aud is on: one string in the token has to equal one string in the setting.",
)
STRICT_SETTING = Message(
    template="Invalid audience (strict)",
    sample="jwt.exceptions.InvalidAudienceError: Invalid audience (strict)",
    codes=("aud-many-unsupported",),
    exception=_AUDIENCE,
    note="The option strict_aud is on and the expected audience is a list.",
)
STRICT_LIST = Message(
    template="Invalid claim format in token (strict)",
    sample="jwt.exceptions.InvalidAudienceError: Invalid claim format in token (strict)",
    codes=("aud-list-shape", "aud-many-unsupported", "aud-wrong-type"),
    exception=_AUDIENCE,
    note="The option strict_aud is on and the token's aud is an array, even one of a single value.",
)
SETTING_TYPE = Message(
    template="audience must be a string, iterable or None",
    sample="TypeError: audience must be a string, iterable or None",
    codes=("audience-setting-unresolved",),
    check=Check.CONFIGURATION,
    exception="TypeError",
    basis=Basis.READ,
)
SETTING_TYPE_OLD = Message(
    template="audience must be a string, iterable, or None",
    sample="TypeError: audience must be a string, iterable, or None",
    codes=("audience-setting-unresolved",),
    check=Check.CONFIGURATION,
    exception="TypeError",
    versions="1.6.0 to 2.4.0",
    basis=Basis.READ,
)
NOT_ITERABLE = Message(
    template="'NoneType' object is not iterable",
    sample="TypeError: 'NoneType' object is not iterable",
    codes=("audience-not-configured", "verifier-limit"),
    exception="TypeError",
    versions="1.6.0",
    note="In 1.6.0 a token that names an audience failed in this way when none was passed; 1.6.1 says Invalid audience.",
)
ISSUER = Message(
    template="Invalid issuer",
    sample="jwt.exceptions.InvalidIssuerError: Invalid issuer",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="jwt.exceptions.InvalidIssuerError",
)
ISSUER_MISSING = Message(
    template='Token is missing the "iss" claim',
    sample='jwt.exceptions.MissingRequiredClaimError: Token is missing the "iss" claim',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="jwt.exceptions.MissingRequiredClaimError",
)
ISSUER_TYPE = Message(
    template="Payload Issuer (iss) must be a string",
    sample="jwt.exceptions.InvalidIssuerError: Payload Issuer (iss) must be a string",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="jwt.exceptions.InvalidIssuerError",
)
SUBJECT_TYPE = Message(
    template="Subject must be a string",
    sample="jwt.exceptions.InvalidSubjectError: Subject must be a string",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception="jwt.exceptions.InvalidSubjectError",
    versions="from 2.10.0",
)
SUBJECT = Message(
    template="Invalid subject",
    sample="jwt.exceptions.InvalidSubjectError: Invalid subject",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception="jwt.exceptions.InvalidSubjectError",
    basis=Basis.READ,
)
EXPIRED = Message(
    template="Signature has expired",
    sample="jwt.exceptions.ExpiredSignatureError: Signature has expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="jwt.exceptions.ExpiredSignatureError",
    note="It is the token that has expired; the signature is sound.",
)
NOT_YET_VALID = Message(
    template="The token is not yet valid (nbf)",
    sample="jwt.exceptions.ImmatureSignatureError: The token is not yet valid (nbf)",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="jwt.exceptions.ImmatureSignatureError",
)
ISSUED_LATER = Message(
    template="The token is not yet valid (iat)",
    sample="jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception="jwt.exceptions.ImmatureSignatureError",
    versions="from 2.6.0",
)
ISSUED_TYPE, NOT_BEFORE_TYPE, EXPIRY_TYPE = (
    Message(
        template=f"{name} must be an integer.",
        sample=f"jwt.exceptions.{exception}: {name} must be an integer.",
        codes=("token-malformed",),
        check=check,
        exception=f"jwt.exceptions.{exception}",
        note="A string of digits and a boolean are taken for a number, and a fraction is cut off.",
    )
    for name, exception, check in (
        ("Issued At claim (iat)", "InvalidIssuedAtError", Check.ISSUED_AT),
        ("Not Before claim (nbf)", "DecodeError", Check.NOT_BEFORE),
        ("Expiration Time claim (exp)", "DecodeError", Check.EXPIRY),
    )
)
SIGNATURE = Message(
    template="Signature verification failed",
    sample="jwt.exceptions.InvalidSignatureError: Signature verification failed",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="jwt.exceptions.InvalidSignatureError",
)
ALGORITHM = Message(
    template="The specified alg value is not allowed",
    sample="jwt.exceptions.InvalidAlgorithmError: The specified alg value is not allowed",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception="jwt.exceptions.InvalidAlgorithmError",
)
KEY_NOT_FOUND = Message(
    template='Unable to find a signing key that matches: "{kid}"',
    sample='jwt.exceptions.PyJWKClientError: Unable to find a signing key that matches: "NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4"',
    codes=("key-not-found",),
    check=Check.KEY,
    exception="jwt.exceptions.PyJWKClientError",
    basis=Basis.READ,
)
JWKS_UNAVAILABLE = Message(
    template='Fail to fetch data from the url, err: "{detail}"',
    sample='jwt.exceptions.PyJWKClientConnectionError: Fail to fetch data from the url, err: "HTTP Error 403: Forbidden"',
    codes=("jwks-unavailable",),
    check=Check.KEY,
    exception="jwt.exceptions.PyJWKClientConnectionError",
    basis=Basis.READ,
)
NOT_A_JWT = Message(
    template="Not enough segments",
    sample="jwt.exceptions.DecodeError: Not enough segments",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception="jwt.exceptions.DecodeError",
)
_BROKEN = tuple(
    Message(
        template=template,
        sample=f"jwt.exceptions.DecodeError: {template.replace('{detail}', 'Expecting value: line 1 column 1 (char 0)')}",
        codes=codes,
        check=Check.STRUCTURE,
        exception="jwt.exceptions.DecodeError",
    )
    for template, codes in (
        ("Invalid header padding", ("token-malformed", "token-opaque")),
        ("Invalid payload padding", ("token-encrypted", "token-malformed")),
        ("Invalid crypto padding", ("token-malformed",)),
        ("Invalid header string: {detail}", ("token-malformed", "token-opaque")),
        ("Invalid payload string: {detail}", ("token-malformed",)),
    )
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Zero, false and an empty object count as absent, as null and the empty values do."""
    if "aud" in claims and not claims["aud"]:
        return ACCEPT if expectation.audiences is NONE_CONFIGURED else MISSING
    return None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An absent issuer and one that is no string have their own texts."""
    if expectation.issuers is None:
        return None
    if "iss" not in claims:
        return ISSUER_MISSING
    issuer = claims["iss"]
    if not isinstance(issuer, str):
        return ISSUER_TYPE
    return None if issuer in expectation.issuers else ISSUER


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub that is no string is refused, also when none is expected."""
    return None if isinstance(claims.get("sub", ""), str) else SUBJECT_TYPE


def _issued(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An iat has to be something that Python's int takes, and may not lie in the future."""
    if "iat" not in claims:
        return None
    moment = numeric_date.as_python_int(claims["iat"])
    if moment is None:
        return ISSUED_TYPE
    return None if now is None or moment <= now + expectation.leeway else ISSUED_LATER


def _not_before(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A nbf has to be something that Python's int takes, and may not lie in the future."""
    if "nbf" not in claims:
        return None
    moment = numeric_date.as_python_int(claims["nbf"])
    if moment is None:
        return NOT_BEFORE_TYPE
    return None if now is None or moment <= now + expectation.leeway else NOT_YET_VALID


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be something that Python's int takes, and has to lie in the future."""
    if "exp" not in claims:
        return None
    moment = numeric_date.as_python_int(claims["exp"])
    if moment is None:
        return EXPIRY_TYPE
    return None if now is None or moment > now - expectation.leeway else EXPIRED


VERIFIER = Verifier(
    id="pyjwt",
    name="PyJWT",
    kind="library",
    language="Python",
    versions="2.15.1",
    basis=Basis.OBSERVED,
    sources=(
        "PyJWT 2.15.1, run; 1.7.1, 2.3.0, 2.8.0 and 2.10.1 run for what differs",
        "jpadilla/pyjwt, jwt/api_jwt.py, jwt/api_jws.py, jwt/jwks_client.py at 2.15.1",
    ),
    hints=("jwt.exceptions", "pyjwt", "api_jwt.py", "api_jws.py"),
    messages=(
        MISMATCH,
        NOT_CONFIGURED,
        MISSING,
        MISSING_OLD,
        MALFORMED,
        STRICT_MISMATCH,
        STRICT_SETTING,
        STRICT_LIST,
        SETTING_TYPE,
        SETTING_TYPE_OLD,
        NOT_ITERABLE,
        ISSUER,
        ISSUER_MISSING,
        ISSUER_TYPE,
        SUBJECT_TYPE,
        SUBJECT,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        ISSUED_TYPE,
        NOT_BEFORE_TYPE,
        EXPIRY_TYPE,
        SIGNATURE,
        ALGORITHM,
        KEY_NOT_FOUND,
        JWKS_UNAVAILABLE,
        NOT_A_JWT,
        *_BROKEN,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=ACCEPT,
        unset_malformed=NOT_CONFIGURED,
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
        Check.KEY,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SUBJECT,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: KEY_NOT_FOUND,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT_TYPE,
    },
    special={
        Check.ISSUED_AT: _issued,
        Check.NOT_BEFORE: _not_before,
        Check.EXPIRY: _expiry,
        Check.ISSUER: _issuer,
        Check.SUBJECT: _subject,
    },
    setting=Setting(
        name="the argument audience of jwt.decode", keys=("audience",), calls=("jwt.decode", "jwt.decode_complete")
    ),
    switch='options={"verify_aud": False}',
    recipe=Recipe(
        text="pass the expected audience to jwt.decode",
        language="python",
        code="""\
import jwt

claims = jwt.decode(token, key, algorithms=["RS256"], audience=[$audiences], issuer=$issuer)
""",
    ),
    limits=(
        Limit(
            text="A mismatch and an audience that was never passed print the same text, Invalid audience.",
            seen=Seen.WORDED,
            versions="until 2.6.0",
            symptom="audience-not-configured",
            source="jpadilla/pyjwt, jwt/api_jwt.py at 2.6.0 and 2.7.0",
        ),
        Limit(
            text="A token that names an audience raised TypeError when no audience was passed.",
            seen=Seen.REFUSED,
            versions="1.6.0",
            symptom="audience-not-configured",
            source="jpadilla/pyjwt, pull request 336",
        ),
    ),
    reveal="jwt.decode(token, options={'verify_signature': False})['aud'] shows what the token names, for reading only",
    notes=(
        "audience='' is a value that no token meets, not an absent setting.",
        "options={'strict_aud': True} demands one string on both sides.",
    ),
)
