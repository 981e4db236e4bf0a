"""fastapi-azure-auth: PyJWT does the work for the tokens of Entra, and the caller is told four texts at most.

The log has PyJWT's reason. What passed becomes a user, for which pydantic wants `aud` to be one text and dates to be
whole numbers: an array is refused there, whatever it holds.

Source: intility/fastapi-azure-auth, fastapi_azure_auth/auth.py and user.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.retold import retold
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Outcome, Recipe, Seen, Setting
from forwhom.verifiers import pyjwt

_LOG = "log at level INFO"
#: What it requires, in this order.
_REQUIRED = ("exp", "aud", "iat", "nbf", "sub", "iss")


def _logged(frame: str, message: Message, *codes: str) -> Message:
    """PyJWT's text as it stands in the log, while the caller sees the frame alone."""
    text = f"{frame} {message.template}"
    return replace(
        message,
        template=text,
        sample=f"INFO:fastapi_azure_auth:{text}",
        codes=codes or message.codes,
        status=401,
        exception="",
        versions="",
        note="",
        where=_LOG,
        basis=None,
    )


def _claims(message: Message, *codes: str) -> Message:
    return _logged("Token contains invalid claims.", message, *codes)


def _invalid(message: Message) -> Message:
    return _logged("Invalid token. Error:", message)


def _required(name: str, check: Check, *codes: str) -> Message:
    return _claims(
        replace(pyjwt.MISSING, template=f'Token is missing the "{name}" claim', codes=codes, check=check), *codes
    )


def _body(text: str, *codes: str, check: Check, note: str = "") -> Message:
    return Message(
        template=text,
        sample=f'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer\n\n{{"detail":{{"error":"invalid_token","message":"{text}"}}}}',
        codes=codes,
        check=check,
        status=401,
        note=note,
    )


MISMATCH = _claims(pyjwt.MISMATCH, "aud-guid-or-uri", "aud-mismatch", "aud-other-resource", "aud-other-client")
NOT_SET = _claims(pyjwt.NOT_CONFIGURED, "audience-not-configured")
MALFORMED = _claims(pyjwt.MALFORMED)
ISSUER = _claims(pyjwt.ISSUER)
ISSUER_TYPE = _claims(pyjwt.ISSUER_TYPE)
NOT_YET_VALID = _claims(pyjwt.NOT_YET_VALID)
ISSUED_LATER = _claims(pyjwt.ISSUED_LATER)
ISSUED_TYPE = _claims(pyjwt.ISSUED_TYPE)
NOT_BEFORE_TYPE = _invalid(pyjwt.NOT_BEFORE_TYPE)
EXPIRY_TYPE = _invalid(pyjwt.EXPIRY_TYPE)
SUBJECT_TYPE = _invalid(pyjwt.SUBJECT_TYPE)
SIGNATURE = _invalid(pyjwt.SIGNATURE)
EXPIRED = _logged("Token signature has expired.", pyjwt.EXPIRED)
_MISSING = {
    "exp": _required("exp", Check.EXPIRY, "exp-missing"),
    "aud": _required("aud", Check.AUDIENCE, "aud-missing", "aud-empty"),
    "iat": _required("iat", Check.ISSUED_AT, "token-malformed"),
    "nbf": _required("nbf", Check.NOT_BEFORE, "token-malformed"),
    "sub": _required("sub", Check.SUBJECT, "subject-mismatch"),
    "iss": _required("iss", Check.ISSUER, "iss-mismatch"),
}
MISSING = _MISSING["aud"]
NO_USER = Message(
    template="Unable to process jwt token. Uncaught error: {detail}",
    sample="""\
ERROR:fastapi_azure_auth:Unable to process jwt token. Uncaught error: 1 validation error for User
aud
  Input should be a valid string [type=string_type, input_value=['api://orders'], input_type=list]""",
    codes=("aud-list-shape", "token-malformed"),
    check=Check.OTHER,
    status=401,
    where="log at level ERROR",
    note="PyJWT let the token pass; the user that is made of it takes one text as aud and whole numbers as dates.",
)
CLAIMS = _body(
    "Token contains invalid claims",
    "aud-guid-or-uri",
    "aud-mismatch",
    "aud-missing",
    "iss-mismatch",
    "token-not-yet-valid",
    "aud-other-resource",
    check=Check.AUDIENCE,
    note="What the caller sees of a wrong or absent audience, of the issuer, nbf and iat; the log names the reason.",
)
CALLER_EXPIRED = _body("Token signature has expired", "token-expired", check=Check.EXPIRY)
CALLER_INVALID = _body(
    "Unable to validate token",
    "signature-invalid",
    "aud-other-resource",
    "token-malformed",
    check=Check.SIGNATURE,
    note="A token for Microsoft Graph ends here too: only Graph can verify it, so that its signature looks wrong.",
)
CALLER_UNPROCESSED = _body("Unable to process token", "aud-list-shape", "token-malformed", check=Check.OTHER)
KEY_NOT_FOUND = _body("Unable to verify token, no signing keys found", "key-not-found", "iss-mismatch", check=Check.KEY)
NOT_A_JWT = _body("Invalid token format", "token-opaque", "token-malformed", check=Check.STRUCTURE)
GUEST = Message(
    template="Guest users not allowed",
    sample='HTTP/1.1 403 Forbidden\n\n{"detail":{"error":"insufficient_scope","message":"Guest users not allowed"}}',
    codes=("iss-mismatch",),
    check=Check.OTHER,
    status=403,
    note="The user belongs to another tenant; it is looked at before anything is verified.",
    basis=Basis.READ,
)
#: What PyJWT's texts become here.
_LOGGED = {
    origin.template: message
    for origin, message in (
        (pyjwt.ISSUER, ISSUER),
        (pyjwt.ISSUER_TYPE, ISSUER_TYPE),
        (pyjwt.NOT_YET_VALID, NOT_YET_VALID),
        (pyjwt.NOT_BEFORE_TYPE, NOT_BEFORE_TYPE),
        (pyjwt.ISSUED_LATER, ISSUED_LATER),
        (pyjwt.ISSUED_TYPE, ISSUED_TYPE),
        (pyjwt.EXPIRED, EXPIRED),
        (pyjwt.EXPIRY_TYPE, EXPIRY_TYPE),
        (pyjwt.SUBJECT_TYPE, SUBJECT_TYPE),
    )
}


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """Six claims have to be there and not be null."""
    return next((_MISSING[name] for name in _REQUIRED if claims.get(name) is None), None)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Empty values, zero and false count as absent where an audience is expected, and pass where none is."""
    if "aud" in claims and not claims["aud"]:
        return ACCEPT if expectation.audiences is NONE_CONFIGURED else MISSING
    return None


def _user(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """What becomes of the claims is a user, whose aud is one text and whose dates are whole numbers."""
    fraction = any(
        isinstance(moment := claims.get(name), float) and not moment.is_integer() for name in ("exp", "nbf", "iat")
    )
    return NO_USER if fraction or not isinstance(claims.get("aud", ""), str) else None


VERIFIER = replace(
    pyjwt.VERIFIER,
    id="fastapi-azure-auth",
    name="fastapi-azure-auth",
    kind="framework",
    versions="5.3.0",
    basis=Basis.OBSERVED,
    sources=(
        "fastapi-azure-auth 5.3.0 with PyJWT, run in FastAPI with Entra's metadata on the loopback interface",
        "intility/fastapi-azure-auth, fastapi_azure_auth/auth.py and user.py at 5.3.0",
    ),
    builds_on="pyjwt",
    aliases=(),
    hints=("fastapi_azure_auth", "fastapi-azure-auth", "SingleTenantAzureAuthorizationCodeBearer"),
    messages=(
        MISMATCH,
        NOT_SET,
        MALFORMED,
        *_MISSING.values(),
        ISSUER,
        ISSUER_TYPE,
        NOT_YET_VALID,
        NOT_BEFORE_TYPE,
        ISSUED_LATER,
        ISSUED_TYPE,
        EXPIRED,
        EXPIRY_TYPE,
        SUBJECT_TYPE,
        SIGNATURE,
        NO_USER,
        CLAIMS,
        CALLER_EXPIRED,
        CALLER_INVALID,
        CALLER_UNPROCESSED,
        KEY_NOT_FOUND,
        NOT_A_JWT,
        GUEST,
    ),
    audience=replace(
        pyjwt.VERIFIER.audience,
        mismatch=MISMATCH,
        unset=NOT_SET,
        unset_malformed=NOT_SET,
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
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SUBJECT,
        Check.OTHER,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.PRESENCE: MISSING,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT_TYPE,
        Check.OTHER: NO_USER,
    },
    special={
        **retold(pyjwt.VERIFIER.special, lambda message: _LOGGED[message.template]),
        Check.PRESENCE: _presence,
        Check.OTHER: _user,
    },
    takes=TokenKind.ACCESS_TOKEN,
    providers=("entra-v2", "entra-v1", "azure-ad-b2c"),
    setting=Setting(name="the argument app_client_id of the bearer scheme", keys=("app_client_id", "APP_CLIENT_ID")),
    switch="",
    recipe=Recipe(
        text="give the client id of the application that is the API, as tokens of version 2.0 name it",
        language="python",
        code="""\
from fastapi_azure_auth import SingleTenantAzureAuthorizationCodeBearer

azure_scheme = SingleTenantAzureAuthorizationCodeBearer(
    app_client_id=$audience,
    tenant_id="11111111-2222-3333-4444-555555555555",
)
""",
    ),
    limits=(
        Limit(
            text="A token whose aud is an array is refused as Unable to process token, even when it names the API alone.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="fastapi-azure-auth 5.3.0, run",
        ),
        Limit(
            text="Tokens of version 1.0 name the application id URI, api://…, and the client id is expected: "
            "requestedAccessTokenVersion of the application has to be 2.",
            seen=Seen.REFUSED,
            symptom="aud-guid-or-uri",
            source="intility/fastapi-azure-auth, fastapi_azure_auth/auth.py at 5.3.0",
        ),
    ),
    reveal="a logger for fastapi_azure_auth at level INFO: it names the reason; at DEBUG and WARNING it may show tokens",
    notes=(
        "The caller sees 401 and Token contains invalid claims; the reason is in the log at level INFO.",
        "app_client_id that is None, as an environment variable makes it, refuses every token as Token contains invalid claims.",
        "The issuer is the one that the tenant's metadata names.",
    ),
)
