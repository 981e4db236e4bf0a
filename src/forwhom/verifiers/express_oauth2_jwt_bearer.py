"""express-oauth2-jwt-bearer. It does not start without an audience, and puts its texts into WWW-Authenticate.

Source: auth0/node-oauth2-jwt-bearer, packages/access-token-jwt/src/validate.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

_ERROR = "InvalidTokenError"


def _invalid(template: str, codes: tuple[str, ...], check: Check = Check.AUDIENCE) -> Message:
    return Message(
        template=template,
        sample=f"InvalidTokenError: {template}",
        codes=codes,
        check=check,
        status=401,
        exception=_ERROR,
        where="WWW-Authenticate, error_description",
    )


MISMATCH = _invalid("Unexpected 'aud' value", ("aud-mismatch", "aud-missing", "aud-empty", "aud-wrong-type"))
ISSUER = _invalid("Unexpected 'iss' value", ("iss-mismatch",), Check.ISSUER)
EXPIRED = _invalid('"exp" claim timestamp check failed', ("token-expired",), Check.EXPIRY)
EXPIRY_MISSING = _invalid("Unexpected 'exp' value", ("exp-missing", "token-malformed"), Check.PRESENCE)
NOT_YET_VALID = _invalid('"nbf" claim timestamp check failed', ("token-not-yet-valid",), Check.NOT_BEFORE)
SIGNATURE = _invalid("signature verification failed", ("signature-invalid",), Check.SIGNATURE)
NOT_A_JWT = Message(
    template="Invalid Compact JWS",
    sample="InvalidTokenError: Invalid Compact JWS",
    codes=("token-opaque", "token-encrypted", "token-malformed", "audience-not-requested"),
    check=Check.STRUCTURE,
    status=401,
    exception=_ERROR,
    where="WWW-Authenticate, error_description",
    note="An access token that Auth0 issued without an audience is no JWT, or one that only Auth0 can read.",
    basis=Basis.REPORTED,
)
NOT_CONFIGURED = Message(
    template="An 'audience' is required to validate the 'aud' claim",
    sample="AssertionError [ERR_ASSERTION]: An 'audience' is required to validate the 'aud' claim",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    exception="AssertionError",
    note="Raised when the middleware is built, before any request.",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Without an audience, or with an empty one, the middleware is not built."""
    return NOT_CONFIGURED if expectation.audiences in {NONE_CONFIGURED, ("",)} else None


VERIFIER = Verifier(
    id="express-oauth2-jwt-bearer",
    name="express-oauth2-jwt-bearer",
    kind="library",
    language="JavaScript",
    versions="1.10.0",
    basis=Basis.OBSERVED,
    sources=("express-oauth2-jwt-bearer 1.10.0, run", "auth0/node-oauth2-jwt-bearer, issue 69"),
    aliases=("auth0-express-jwt-bearer",),
    hints=("express-oauth2-jwt-bearer", "access-token-jwt"),
    messages=(MISMATCH, ISSUER, EXPIRED, EXPIRY_MISSING, NOT_YET_VALID, SIGNATURE, NOT_A_JWT, NOT_CONFIGURED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=NOT_CONFIGURED,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        empty_setting=NOT_CONFIGURED,
    ),
    order=(
        Check.CONFIGURATION,
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    failures={
        Check.CONFIGURATION: NOT_CONFIGURED,
        Check.STRUCTURE: NOT_A_JWT,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    special={Check.CONFIGURATION: _configuration},
    setting=Setting(name="the option audience of auth, or the variable AUDIENCE", keys=("audience",)),
    recipe=Recipe(
        text="pass the expected audience to auth",
        language="javascript",
        code="""\
import { auth } from "express-oauth2-jwt-bearer";

app.use(auth({ issuerBaseURL: $issuer, audience: [$audiences] }));
""",
    ),
)
