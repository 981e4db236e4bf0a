"""auth0-api-python and the FastAPI plugin on it, which validate access tokens of Auth0.

Source: auth0-api-python 1.0.0b10, auth0_api_python/api_client.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_ERROR = "VerifyAccessTokenError"


def _refused(template: str, sample: str, codes: tuple[str, ...], check: Check = Check.AUDIENCE) -> Message:
    return Message(
        template=template,
        sample=sample,
        codes=codes,
        check=check,
        status=401,
        exception=_ERROR,
        where="error_description of the answer, and WWW-Authenticate",
    )


SINGLE = _refused(
    "Audience mismatch (single aud)",
    '{"detail":{"error":"invalid_token","error_description":"Audience mismatch (single aud)"}}',
    ("aud-mismatch", "aud-missing", "id-token-as-access-token", "aud-wrong-type"),
)
LIST = _refused(
    "Audience mismatch (not in token's aud array)",
    '{"detail":{"error":"invalid_token","error_description":"Audience mismatch (not in token\'s aud array)"}}',
    ("aud-mismatch",),
)
NOT_CONFIGURED = Message(
    template="The argument 'audience' is required but was not provided.",
    sample="auth0_api_python.errors.MissingRequiredArgumentError: The argument 'audience' is required but was not provided.",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    exception="MissingRequiredArgumentError",
    note="Raised when the client is built, before any token is seen.",
)
ISSUER = _refused(
    "Token issuer does not match the discovery issuer",
    "VerifyAccessTokenError: Token issuer does not match the discovery issuer",
    ("iss-mismatch",),
    Check.ISSUER,
)
SIGNATURE = _refused(
    "Signature verification failed: {detail}",
    "VerifyAccessTokenError: Signature verification failed: bad_signature: ",
    ("signature-invalid",),
    Check.SIGNATURE,
)
KEY = _refused(
    "No matching key found in JWKS",
    "VerifyAccessTokenError: No matching key found in JWKS",
    ("key-not-found",),
    Check.KEY,
)
EXPIRED = _refused("Token is expired", "VerifyAccessTokenError: Token is expired", ("token-expired",), Check.EXPIRY)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The client cannot be built without an audience, so that no token is looked at."""
    return NOT_CONFIGURED if expectation.audiences in {NONE_CONFIGURED, ("",)} else None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A list has a text of its own."""
    if expectation.audiences in {NONE_CONFIGURED, ("",)}:
        return NOT_CONFIGURED
    found = claims.get("aud")
    return LIST if isinstance(found, list) and expectation.values and expectation.values[0] not in found else None


VERIFIER = Verifier(
    id="auth0-api-python",
    name="auth0-api-python",
    kind="library",
    language="Python",
    versions="1.0.0b10",
    basis=Basis.OBSERVED,
    sources=(
        "auth0-api-python 1.0.0b10, run",
        "auth0-api-python 1.0.0b10, auth0_api_python/api_client.py",
        "auth0-fastapi-api 1.0.0b9, read",
    ),
    aliases=("auth0-fastapi-api", "auth0-fastapi"),
    hints=("auth0_api_python", "verifyaccesstokenerror", "fastapi_plugin", "auth0"),
    messages=(SINGLE, LIST, NOT_CONFIGURED, ISSUER, SIGNATURE, KEY, EXPIRED),
    audience=AudienceRules(
        mismatch=SINGLE,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=NOT_CONFIGURED,
        absent=SINGLE,
        null=SINGLE,
        empty_string=COMPARE,
        empty_array=LIST,
        number=SINGLE,
        other=SINGLE,
        mixed=COMPARE,
        decide=_audience,
    ),
    order=(
        Check.CONFIGURATION,
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.ISSUER,
        Check.KEY,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    failures={
        Check.ISSUER: ISSUER,
        Check.KEY: KEY,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
    },
    special={Check.CONFIGURATION: _configuration},
    takes=TokenKind.ACCESS_TOKEN,
    providers=("auth0",),
    setting=Setting(name="audience of ApiClientOptions or Auth0FastAPI", keys=("audience", "auth0_audience")),
    recipe=Recipe(
        text="give the client the identifier of the API",
        language="python",
        code="""\
from auth0_api_python import ApiClient, ApiClientOptions

client = ApiClient(ApiClientOptions(domain="corp.eu.auth0.com", audience=$audience))
""",
    ),
    notes=("One audience can be configured. The issuer is that of the discovery document of the domain.",),
)
