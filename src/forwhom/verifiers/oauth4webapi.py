"""oauth4webapi and openid-client 6. An access token's typ, dates and claims come first, its signature last.

The error's cause holds the expected value and the claims.

Source: panva/oauth4webapi, src/index.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

_ERROR = "OperationProcessingError"


def _message(template: str, codes: tuple[str, ...], check: Check = Check.AUDIENCE, exception: str = _ERROR) -> Message:
    return Message(template=template, sample=f"{exception}: {template}", codes=codes, check=check, exception=exception)


MISMATCH = _message('unexpected JWT "aud" (audience) claim value', ("aud-mismatch", "aud-empty"))
MISSING = _message('JWT "aud" (audience) claim missing', ("aud-missing",), Check.PRESENCE)
MALFORMED = _message('unexpected JWT "aud" (audience) claim type', ("aud-wrong-type",), Check.TYPE)
UNTRUSTED = _message(
    'ID Token "aud" (audience) claim includes additional untrusted audiences', ("aud-many-unsupported", "aud-mismatch")
)
NO_STRING = _message(
    '"expectedAudience" must be a string',
    ("audience-not-configured", "aud-many-unsupported"),
    Check.CONFIGURATION,
    "TypeError",
)
EMPTY = _message(
    '"expectedAudience" must not be empty', ("audience-setting-unresolved",), Check.CONFIGURATION, "TypeError"
)
ISSUER = _message('unexpected JWT "iss" (issuer) claim value', ("iss-mismatch",), Check.ISSUER)
EXPIRED = _message(
    'unexpected JWT "exp" (expiration time) claim value, expiration is past current timestamp',
    ("token-expired",),
    Check.EXPIRY,
)
NOT_YET_VALID = _message('unexpected JWT "nbf" (not before) claim value', ("token-not-yet-valid",), Check.NOT_BEFORE)
SIGNATURE = _message("JWT signature verification failed", ("signature-invalid",), Check.SIGNATURE)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Exactly one expected audience is taken, and it must not be empty."""
    if expectation.audiences is UNKNOWN:
        return None
    if len(expectation.values) != 1:
        return NO_STRING
    return None if expectation.values[0] else EMPTY


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An aud that is neither a string nor an array is refused before it is compared."""
    return None if isinstance(claims.get("aud", ""), str | list) else MALFORMED


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The claim aud is required, whatever its value."""
    return None if "aud" in claims else MISSING


VERIFIER = Verifier(
    id="oauth4webapi",
    name="oauth4webapi and openid-client 6 (validateJwtAccessToken)",
    kind="library",
    language="JavaScript",
    versions="3.8.8",
    basis=Basis.OBSERVED,
    sources=("oauth4webapi 3.8.8, run", "panva/oauth4webapi, src/index.ts at 3.8.8"),
    aliases=("openid-client", "openid-client-6"),
    hints=("oauth4webapi", "OperationProcessingError", "OAUTH_JWT_CLAIM_COMPARISON_FAILED"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        UNTRUSTED,
        NO_STRING,
        EMPTY,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NO_STRING,
        unset_blank=NO_STRING,
        unset_malformed=NO_STRING,
        absent=MISSING,
        null=MALFORMED,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=COMPARE,
        empty_setting=EMPTY,
        several=NO_STRING,
    ),
    order=(
        Check.CONFIGURATION,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.TYPE,
        Check.PRESENCE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SIGNATURE,
    ),
    failures={
        Check.CONFIGURATION: NO_STRING,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.TYPE: MALFORMED,
        Check.PRESENCE: MISSING,
        Check.ISSUER: ISSUER,
        Check.SIGNATURE: SIGNATURE,
    },
    special={Check.CONFIGURATION: _configuration, Check.TYPE: _type, Check.PRESENCE: _presence},
    setting=Setting(
        name="the argument expectedAudience of validateJwtAccessToken", keys=("expectedAudience", "client_id")
    ),
    recipe=Recipe(
        text="pass the expected audience to validateJwtAccessToken",
        language="javascript",
        code="""\
import { discoveryRequest, processDiscoveryResponse, validateJwtAccessToken } from "oauth4webapi";

const issuer = new URL($issuer);
const server = await processDiscoveryResponse(issuer, await discoveryRequest(issuer));
const claims = await validateJwtAccessToken(server, request, $audience);
""",
    ),
    reveal="The error's cause holds the expected value and the claims.",
)
