"""djangorestframework-simplejwt, which says `Token is invalid` of everything but expiry. PyJWT does the work.

Unlike PyJWT it accepts any audience when none is configured. PyJWT's own reason stands in the exception chain only.

Source: jazzband/djangorestframework-simplejwt, rest_framework_simplejwt/backends.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt import numeric_date
from forwhom.jwt.json import JsonValue
from forwhom.retold import retold
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike
from forwhom.verifiers import pyjwt

#: From here on Python says that the clock of the machine cannot count so far.
_COUNTABLE = 2**63
_ERROR = "rest_framework_simplejwt.exceptions.TokenBackendError"
_BODY = (
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="api"\n\n{{"detail":"Given token not valid for any token '
    'type","code":"token_not_valid","messages":[{{"token_class":"AccessToken","token_type":"access","message":"{text}"}}]}}'
)

INVALID = Message(
    template="Token is invalid",
    sample=_BODY.format(text="Token is invalid"),
    codes=(
        "aud-mismatch",
        "aud-missing",
        "signature-invalid",
        "iss-mismatch",
        "aud-empty",
        "aud-wrong-type",
        "token-not-yet-valid",
        "key-not-found",
        "token-malformed",
    ),
    status=401,
    exception=_ERROR,
    note="It covers every refusal of PyJWT but expiry: a wrong or absent audience, the issuer, the signature, nbf, the key.",
    common=True,
)
OUTER = Message(
    template="Given token not valid for any token type",
    sample=_BODY.format(text="Token is invalid"),
    codes=("aud-mismatch", "aud-missing", "token-expired", "signature-invalid", "iss-mismatch", "token-malformed"),
    check=Check.OTHER,
    status=401,
    exception="rest_framework_simplejwt.exceptions.InvalidToken",
    note="The frame around every refusal; the texts in its member messages tell expiry from the rest.",
)
EXPIRED = Message(
    template="Token is expired",
    sample=_BODY.format(text="Token is expired"),
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    exception="rest_framework_simplejwt.exceptions.TokenBackendExpiredToken",
    common=True,
)
EXPIRY_TEXT = Message(
    template="TypeError: 'str' object cannot be interpreted as an integer",
    sample="""\
  File "rest_framework_simplejwt/utils.py", line 38, in datetime_from_epoch
    dt = datetime.fromtimestamp(ts, tz=timezone.utc)
TypeError: 'str' object cannot be interpreted as an integer""",
    codes=("token-malformed",),
    check=Check.OTHER,
    status=500,
    exception="TypeError",
    common=True,
    note="Python's own error behind a status 500: exp is a string of digits, which PyJWT takes for a number.",
)
EXPIRY_FAR = Message(
    template="ValueError: year {year} is out of range",
    sample="""\
  File "rest_framework_simplejwt/utils.py", line 38, in datetime_from_epoch
    dt = datetime.fromtimestamp(ts, tz=timezone.utc)
ValueError: year 58872 is out of range""",
    codes=("token-malformed",),
    check=Check.OTHER,
    status=500,
    exception="ValueError",
    common=True,
    note="Python's own error behind a status 500: exp lies after the year 9999, as milliseconds taken for seconds do.",
)
EXPIRY_TOO_FAR = Message(
    template="OverflowError: timestamp out of range for platform time_t",
    sample="""\
  File "rest_framework_simplejwt/utils.py", line 38, in datetime_from_epoch
    dt = datetime.fromtimestamp(ts, tz=timezone.utc)
OverflowError: timestamp out of range for platform time_t""",
    codes=("token-malformed",),
    check=Check.OTHER,
    status=500,
    exception="OverflowError",
    common=True,
    note="Python's own error behind a status 500: exp is larger than the clock of the machine can count; short of that, Linux says OSError.",
)
NO_EXPIRY = Message(
    template="Token has no 'exp' claim",
    sample=_BODY.format(text="Token has no 'exp' claim"),
    codes=("exp-missing",),
    check=Check.OTHER,
    status=401,
    exception="rest_framework_simplejwt.exceptions.TokenError",
)
ALGORITHM = Message(
    template="Invalid algorithm specified",
    sample=f"{_ERROR}: Invalid algorithm specified",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    status=401,
    exception=_ERROR,
    common=True,
    basis=Basis.READ,
)


def _expiry(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """What PyJWT let pass becomes a date of Python's, which not everything can."""
    if "exp" not in claims:
        return NO_EXPIRY
    until = claims["exp"]
    if isinstance(until, str):
        return EXPIRY_TEXT
    if not isinstance(until, int | float) or until <= numeric_date.LATEST:
        return None
    return EXPIRY_FAR if until < _COUNTABLE else EXPIRY_TOO_FAR


VERIFIER = Verifier(
    id="simplejwt",
    name="djangorestframework-simplejwt",
    kind="framework",
    language="Python",
    versions="5.5.1",
    basis=Basis.OBSERVED,
    sources=(
        "djangorestframework-simplejwt 5.5.1 with PyJWT, run through Django's test client",
        "jazzband/djangorestframework-simplejwt, rest_framework_simplejwt/backends.py at 5.5.1",
    ),
    builds_on="pyjwt",
    aliases=("drf-simplejwt", "rest-framework-simplejwt"),
    hints=("rest_framework_simplejwt", "simplejwt", "token_not_valid", "TokenBackendError", "SIMPLE_JWT"),
    messages=(INVALID, OUTER, EXPIRED, NO_EXPIRY, EXPIRY_TEXT, EXPIRY_FAR, EXPIRY_TOO_FAR, ALGORITHM),
    audience=alike(INVALID, unset=ACCEPT, empty_string=INVALID),
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
        Check.OTHER,
    ),
    failures={
        Check.STRUCTURE: INVALID,
        Check.KEY: INVALID,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: INVALID,
        Check.ISSUED_AT: INVALID,
        Check.NOT_BEFORE: INVALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: INVALID,
        Check.SUBJECT: INVALID,
        Check.OTHER: NO_EXPIRY,
    },
    special={
        **retold(pyjwt.VERIFIER.special, lambda message: EXPIRED if message is pyjwt.EXPIRED else INVALID),
        Check.OTHER: _expiry,
    },
    setting=Setting(name='SIMPLE_JWT["AUDIENCE"]', keys=("SIMPLE_JWT", "AUDIENCE")),
    switch='SIMPLE_JWT["AUDIENCE"] = None, which is the default',
    recipe=Recipe(
        text="set AUDIENCE in SIMPLE_JWT",
        language="python",
        code="""\
SIMPLE_JWT = {
    "ALGORITHM": "RS256",
    "VERIFYING_KEY": PUBLIC_KEY,
    "AUDIENCE": [$audiences],
    "ISSUER": $issuer,
}
""",
    ),
    limits=(
        Limit(
            text="Without AUDIENCE, which is the default, any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="djangorestframework-simplejwt 5.5.1, run",
        ),
    ),
    reveal="the attribute __cause__ of the TokenBackendError is PyJWT's exception; the HTTP body never shows it",
    notes=(
        "AUDIENCE may be a list: any of its values is enough.",
        "The same AUDIENCE is written into the tokens that simplejwt issues.",
    ),
)
