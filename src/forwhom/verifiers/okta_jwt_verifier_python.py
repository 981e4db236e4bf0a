"""okta-jwt-verifier for Python: PyJWT does the work, and an ID Token is held against the client id after it.

The claims are looked at first, the signature last: a token that anybody wrote is told that its audience is wrong.

Source: okta-jwt-verifier 0.5.0, okta_jwt_verifier/jwt_verifier.py, jwt_utils.py and config_validator.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.verifier import ACCEPT, Basis, Check, Message, Outcome, Recipe, Setting
from forwhom.verifiers import pyjwt

_ERROR = "okta_jwt_verifier.exceptions.JWTValidationException"
#: What it expects without an audience of its own, as Okta's default authorization server issues it.
_DEFAULT = "api://default"
#: What an access token has to carry, in this order.
_REQUIRED = ("iss", "aud", "exp")


def _text(template: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "") -> Message:
    return Message(
        template=template, sample=f"{_ERROR}: {template}", codes=codes, check=check, exception=_ERROR, note=note
    )


def _raised(message: Message) -> Message:
    """PyJWT's text as this package raises it, which keeps nothing of the exception but that."""
    text = message.sample.partition(": ")[2]
    return replace(message, sample=f"{_ERROR}: {text}", exception=_ERROR, versions="", note="")


def _client_id(template: str, *codes: str) -> Message:
    return _text(
        template, *codes, note="From IDTokenVerifier, which expects the client id in aud; an access token fails here."
    )


ID_TOKEN = _client_id(
    'Claim "aud" does not match Client ID.', "access-token-as-id-token", "aud-mismatch", "aud-other-client"
)
ID_TOKEN_LIST = _client_id(
    'Claim "aud" does not contain Client ID.', "access-token-as-id-token", "aud-mismatch", "aud-other-client"
)
ID_TOKEN_TYPE = _client_id('Claim "aud" has unsupported format.', "aud-wrong-type")
MISSING = _text('Required claim "aud" is not present.', "aud-missing")
ISSUER_ABSENT = _text('Required claim "iss" is not present.', "iss-mismatch", check=Check.ISSUER)
EXPIRY_ABSENT = _text('Required claim "exp" is not present.', "exp-missing", check=Check.EXPIRY)
EXPIRY_NULL = _text('Token is missing the "exp" claim', "exp-missing", check=Check.EXPIRY)
MISMATCH, EMPTY, MALFORMED, ISSUER, ISSUER_NULL, ISSUER_TYPE, EXPIRED, EXPIRY_TYPE, SIGNATURE = map(
    _raised,
    (
        pyjwt.MISMATCH,
        pyjwt.MISSING,
        pyjwt.MALFORMED,
        pyjwt.ISSUER,
        pyjwt.ISSUER_MISSING,
        pyjwt.ISSUER_TYPE,
        pyjwt.EXPIRED,
        pyjwt.EXPIRY_TYPE,
        pyjwt.SIGNATURE,
    ),
)
_BROKEN = tuple(_raised(message) for message in pyjwt.VERIFIER.messages if message.check is Check.STRUCTURE)
ALGORITHM = _text('Header claim "alg" is invalid.', "alg-not-allowed", check=Check.ALGORITHM)
KEY_NOT_FOUND = _text(
    "No matching JWK.",
    "key-not-found",
    "iss-mismatch",
    check=Check.KEY,
    note="The keys are those of the configured issuer: a token of another one, or of Okta's own server, has none there.",
)
NOT_SET = Message(
    template="Audience is missing.",
    sample="okta_jwt_verifier.exceptions.JWTInvalidConfigException: Audience is missing.",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    exception="okta_jwt_verifier.exceptions.JWTInvalidConfigException",
    note="The audience is given as nothing: None, an empty string or an empty list. Left out it is api://default.",
)
#: What PyJWT's texts become here.
_RAISED = {message.template: message for message in (ISSUER, ISSUER_TYPE, EXPIRED, EXPIRY_TYPE)}


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Nothing empty is taken for an audience."""
    return NOT_SET if expectation.audiences in {(), ("",)} else None


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """What is required has to be there, and none of it may be null, before anything is compared."""
    absent = {"iss": ISSUER_ABSENT, "aud": MISSING, "exp": EXPIRY_ABSENT}
    null = {"iss": ISSUER_NULL, "aud": EMPTY, "exp": EXPIRY_NULL}
    for name in _REQUIRED:
        if name not in claims:
            return absent[name]
    return next((null[name] for name in _REQUIRED if claims[name] is None), None)


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """What PyJWT says of an issuer that is there."""
    message = pyjwt.VERIFIER.special[Check.ISSUER](claims, expectation, now)
    return message and _RAISED[message.template]


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """What PyJWT says of an exp that is there."""
    message = pyjwt.VERIFIER.special[Check.EXPIRY](claims, expectation, now)
    return message and _RAISED[message.template]


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Zero, false and an empty object count as absent; without an audience of its own it expects api://default."""
    found = claims.get("aud")
    if "aud" in claims and not found:
        return EMPTY
    named = found if isinstance(found, list) else [found]
    if expectation.audiences is NONE_CONFIGURED and _DEFAULT in named and all(isinstance(one, str) for one in named):
        return ACCEPT
    return None


VERIFIER = replace(
    pyjwt.VERIFIER,
    id="okta-jwt-verifier-python",
    name="okta-jwt-verifier for Python",
    versions="0.5.0; before 0.2 python-jose did the work",
    basis=Basis.OBSERVED,
    sources=(
        "okta-jwt-verifier 0.5.0 with PyJWT, run with keys served on the loopback interface",
        "okta-jwt-verifier 0.5.0, okta_jwt_verifier/jwt_verifier.py, jwt_utils.py and config_validator.py",
        "okta/okta-jwt-verifier-python, issue 83",
    ),
    builds_on="pyjwt",
    aliases=("okta-jwt-verifier-py",),
    hints=("okta_jwt_verifier", "JWTValidationException", "JWTVerifier"),
    messages=(
        MISMATCH,
        MISSING,
        EMPTY,
        MALFORMED,
        ID_TOKEN,
        ID_TOKEN_LIST,
        ID_TOKEN_TYPE,
        ISSUER,
        ISSUER_ABSENT,
        ISSUER_NULL,
        ISSUER_TYPE,
        EXPIRED,
        EXPIRY_ABSENT,
        EXPIRY_NULL,
        EXPIRY_TYPE,
        SIGNATURE,
        ALGORITHM,
        KEY_NOT_FOUND,
        *_BROKEN,
        NOT_SET,
    ),
    audience=replace(
        pyjwt.VERIFIER.audience,
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=EMPTY,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=EMPTY,
        empty_string=EMPTY,
        empty_array=EMPTY,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        empty_setting=NOT_SET,
        decide=_audience,
    ),
    order=(
        Check.CONFIGURATION,
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.PRESENCE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.KEY,
        Check.SIGNATURE,
    ),
    failures={
        Check.CONFIGURATION: NOT_SET,
        Check.STRUCTURE: _BROKEN[0],
        Check.ALGORITHM: ALGORITHM,
        Check.PRESENCE: MISSING,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
    },
    special={
        Check.CONFIGURATION: _configuration,
        Check.PRESENCE: _presence,
        Check.EXPIRY: _expiry,
        Check.ISSUER: _issuer,
    },
    providers=("okta-custom",),
    setting=Setting(name="the argument audience of AccessTokenVerifier", keys=("audience", "client_id")),
    switch="",
    recipe=Recipe(
        text="pass the expected audience to the verifier",
        language="python",
        code="""\
from okta_jwt_verifier import AccessTokenVerifier

verifier = AccessTokenVerifier(issuer=$issuer, audience=$audience)
""",
    ),
    limits=(),
    reveal="",
    notes=(
        "Without an audience of its own it expects api://default.",
        "A list of audiences works as well, any of which is enough, although the documentation names a string.",
        "Neither nbf nor iat is looked at unless claims_to_verify names it; exp has a leeway of two minutes.",
        "IDTokenVerifier expects its client_id in aud, and verifies the signature before it.",
        "Of a token without aud IDTokenVerifier says 'aud' and no more.",
    ),
)
