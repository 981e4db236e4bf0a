"""cognitojwt, a Python package for tokens of Amazon Cognito, and the sample of AWS that it follows.

It looks at the signature, exp and the app client, and at nothing else. Claims that are not there end in Python's own
errors.

Source: cognitojwt 1.4.1, cognitojwt/jwt_sync.py and token_utils.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
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

_ERROR = "cognitojwt.exceptions.CognitoJWTException"

MISMATCH = Message(
    template="Token was not issued for this client id audience",
    sample=f"{_ERROR}: Token was not issued for this client id audience",
    codes=("aud-other-client", "id-token-as-access-token", "aud-mismatch", "aud-list-shape", "aud-wrong-type"),
    exception=_ERROR,
    note="An ID Token is held by its aud, an access token by its client_id. An array is refused, even of the right value.",
)
MISSING = Message(
    template="KeyError: 'aud'",
    sample="""\
  File "cognitojwt/token_utils.py", line 38, in check_client_id
    if claims[client_id_key] not in app_client_id:
KeyError: 'aud'""",
    codes=("aud-missing",),
    exception="KeyError",
    common=True,
    note="Python's own error: an ID Token, as its token_use says, carries no aud.",
)
NO_CLIENT = Message(
    template="KeyError: 'client_id'",
    sample="""\
  File "cognitojwt/token_utils.py", line 38, in check_client_id
    if claims[client_id_key] not in app_client_id:
KeyError: 'client_id'""",
    codes=("aud-missing",),
    exception="KeyError",
    common=True,
    note="Python's own error: an access token, as its token_use says, carries no client_id.",
)
NO_USE = Message(
    template="KeyError: 'token_use'",
    sample="""\
  File "cognitojwt/token_utils.py", line 29, in check_client_id
    token_use = claims['token_use']
KeyError: 'token_use'""",
    codes=("iss-mismatch",),
    check=Check.TYPE,
    exception="KeyError",
    common=True,
    note="Python's own error: every token of Cognito carries token_use, so this one is from elsewhere.",
)
USE = Message(
    template="Invalid token_use: {use}. Valid values: ['access', 'id']",
    sample=f"{_ERROR}: Invalid token_use: refresh. Valid values: ['access', 'id']",
    codes=("iss-mismatch",),
    check=Check.TYPE,
    exception=_ERROR,
)
EXPIRED = Message(
    template="Token is expired",
    sample=f"{_ERROR}: Token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_ERROR,
    common=True,
)
NO_EXPIRY = Message(
    template="KeyError: 'exp'",
    sample="""\
  File "cognitojwt/jwt_sync.py", line 59, in decode
    check_expired(claims['exp'], testmode=testmode)
KeyError: 'exp'""",
    codes=("exp-missing",),
    check=Check.EXPIRY,
    exception="KeyError",
    common=True,
    note="Python's own error: the token carries no exp.",
)
EXPIRY_TYPE = Message(
    template="TypeError: '>' not supported between instances of 'float' and '{type}'",
    sample="""\
  File "cognitojwt/token_utils.py", line 24, in check_expired
    if time.time() > exp and not testmode:
TypeError: '>' not supported between instances of 'float' and 'str'""",
    codes=("token-malformed",),
    check=Check.EXPIRY,
    exception="TypeError",
    common=True,
    note="Python's own error: exp is no number.",
)
SIGNATURE = Message(
    template="Signature verification failed",
    sample=f"{_ERROR}: Signature verification failed",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_ERROR,
    common=True,
)
KEY_NOT_FOUND = Message(
    template="Public key not found in jwks.json",
    sample=f"{_ERROR}: Public key not found in jwks.json",
    codes=("key-not-found", "iss-mismatch"),
    check=Check.KEY,
    exception=_ERROR,
    note="The keys are those of the user pool: a token of another pool has none there.",
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """What token_use says decides which claim names the app client; without an app client nothing is looked at."""
    if expectation.audiences is NONE_CONFIGURED or not any(expectation.values):
        return ACCEPT
    if "token_use" not in claims:
        return NO_USE
    if claims["token_use"] == "id":
        return None
    if claims["token_use"] != "access":
        return USE
    if "client_id" not in claims:
        return NO_CLIENT
    return ACCEPT if claims["client_id"] in expectation.values else MISMATCH


def _expiry(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be there and be a number, as which true and false count too."""
    if "exp" not in claims:
        return NO_EXPIRY
    moment = claims["exp"]
    if not isinstance(moment, int | float):
        return EXPIRY_TYPE
    return EXPIRED if now is not None and now > moment else None


VERIFIER = Verifier(
    id="cognitojwt",
    name="cognitojwt",
    kind="library",
    language="Python",
    versions="1.4.1",
    basis=Basis.OBSERVED,
    sources=(
        "cognitojwt 1.4.1, run with keys served on the loopback interface",
        "cognitojwt 1.4.1, cognitojwt/jwt_sync.py and token_utils.py",
    ),
    hints=("cognitojwt", "cognito"),
    messages=(
        MISMATCH,
        MISSING,
        NO_CLIENT,
        NO_USE,
        USE,
        EXPIRED,
        NO_EXPIRY,
        EXPIRY_TYPE,
        SIGNATURE,
        KEY_NOT_FOUND,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        string_only=MISMATCH,
        empty_setting=ACCEPT,
        decide=_audience,
    ),
    order=(Check.KEY, Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    failures={Check.KEY: KEY_NOT_FOUND, Check.SIGNATURE: SIGNATURE, Check.EXPIRY: EXPIRED},
    special={Check.EXPIRY: _expiry},
    providers=("cognito",),
    setting=Setting(name="app_client_id", keys=("app_client_id",)),
    switch="app_client_id left out or empty, which is the default",
    recipe=Recipe(
        text="give the id of the app client",
        language="python",
        code="""\
import cognitojwt

REGION, USER_POOL = "eu-west-1", "eu-west-1_EXAMPLE"
claims = cognitojwt.decode(token, REGION, USER_POOL, app_client_id=[$audiences])
""",
    ),
    limits=(
        Limit(
            text="Without app_client_id, or with an empty one, a token for any app client of the user pool passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="cognitojwt 1.4.1, run",
        ),
        Limit(
            text="An aud that is an array is refused, even one of the expected app client alone.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="cognitojwt 1.4.1, run",
        ),
    ),
    notes=(
        "app_client_id may be a list: any of its values is enough.",
        "The issuer is not compared, and neither nbf nor iat is looked at: the keys of the user pool stand for the issuer.",
    ),
)
