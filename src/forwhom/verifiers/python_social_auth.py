"""Python Social Auth (social-auth-core), whose OpenID Connect backends validate an ID Token with PyJWT.

Its exceptions print one of a few sentences that name no claim, and keep the reason to themselves. A token of several
audiences needs azp, and one that was issued more than ten minutes ago is refused.

Source: python-social-auth/social-core, social_core/backends/open_id_connect.py
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

_ERROR = "social_core.exceptions.AuthResponseError"
#: Seconds that an ID Token may have been issued ago, ID_TOKEN_MAX_AGE by default.
_AGE = 600


def _said(template: str, *codes: str, check: Check, note: str = "") -> Message:
    return Message(
        template=template, sample=f"{_ERROR}: {template}", codes=codes, check=check, exception=_ERROR, note=note
    )


_UNVERIFIED = "An authentication response field could not be verified."
_MISSING = "The authentication response is missing a required field."
_EARLY = "The authentication response is not yet valid."

UNVERIFIED = _said(
    _UNVERIFIED,
    "aud-other-client",
    "aud-mismatch",
    "access-token-as-id-token",
    "audience-not-configured",
    "aud-many-unsupported",
    "iss-mismatch",
    "aud-wrong-type",
    check=Check.AUDIENCE,
    note="It covers aud, iss, sub, azp and dates of a wrong type; the attributes claim and detail of the exception say which. "
    "The backend's KEY is the client id that aud has to name.",
)
MISSING = _said(
    _MISSING,
    "aud-missing",
    "aud-empty",
    "exp-missing",
    "iss-mismatch",
    "subject-mismatch",
    check=Check.AUDIENCE,
    note="The attribute claim of the exception names the field: aud, iss, sub, exp or iat.",
)
EXPIRED = _said(
    "The authentication response has expired.",
    "token-expired",
    check=Check.EXPIRY,
    note="Also where iat lies more than ID_TOKEN_MAX_AGE, ten minutes unless set, in the past.",
)
NOT_YET_VALID = _said(_EARLY, "token-not-yet-valid", check=Check.NOT_BEFORE)
SIGNATURE = _said(
    "The authentication response signature could not be verified.",
    "signature-invalid",
    "key-not-found",
    "alg-not-allowed",
    check=Check.SIGNATURE,
)
MISMATCH_OLD = Message(
    template="Token error: Invalid audience",
    sample="social_core.exceptions.AuthTokenError: Token error: Token error: Invalid audience",
    codes=("aud-other-client", "aud-mismatch", "access-token-as-id-token", "aud-wrong-type"),
    exception="social_core.exceptions.AuthTokenError",
    versions="until 5.2",
    note="Later ones keep it in the attribute detail. The backend's KEY is the client id that aud has to name.",
)
MISSING_OLD = Message(
    template='Token error: Token is missing the "aud" claim',
    sample='social_core.exceptions.AuthTokenError: Token error: Token is missing the "aud" claim',
    codes=("aud-missing", "aud-empty"),
    exception="social_core.exceptions.AuthTokenError",
    versions="until 5.2",
)
PARTY_OLD = Message(
    template="Token error: Incorrect id_token: azp",
    sample="social_core.exceptions.AuthTokenError: Token error: Incorrect id_token: azp",
    codes=("aud-many-unsupported", "aud-other-client"),
    check=Check.OTHER,
    exception="social_core.exceptions.AuthTokenError",
    versions="until 5.2",
    note="aud names several, and azp is not there; or azp is another client.",
)
#: What PyJWT's texts become here.
_RAISED = {
    **dict.fromkeys(
        (
            pyjwt.ISSUER.template,
            pyjwt.ISSUER_TYPE.template,
            pyjwt.SUBJECT_TYPE.template,
            pyjwt.ISSUED_TYPE.template,
            pyjwt.NOT_BEFORE_TYPE.template,
            pyjwt.EXPIRY_TYPE.template,
        ),
        UNVERIFIED,
    ),
    pyjwt.ISSUER_MISSING.template: MISSING,
    pyjwt.EXPIRED.template: EXPIRED,
    pyjwt.NOT_YET_VALID.template: NOT_YET_VALID,
    pyjwt.ISSUED_LATER.template: NOT_YET_VALID,
}


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Zero, false and an empty object count as absent, as null and the empty values do."""
    if "aud" in claims and not claims["aud"]:
        return ACCEPT if expectation.audiences is NONE_CONFIGURED else MISSING
    return None


def _party(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """With several audiences azp has to be there, and wherever it is, it has to be the client."""
    found = claims.get("aud")
    if "azp" in claims:
        return UNVERIFIED if expectation.values and claims["azp"] != expectation.values[0] else None
    return UNVERIFIED if isinstance(found, list) and len(found) > 1 else None


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """What an ID Token has to carry is asked for last, and its age with it."""
    if any(name not in claims for name in ("sub", "aud", "exp", "iat")):
        return MISSING
    issued = claims["iat"]
    return EXPIRED if now is not None and isinstance(issued, int | float) and issued < now - _AGE else None


VERIFIER = replace(
    pyjwt.VERIFIER,
    id="python-social-auth",
    name="Python Social Auth (OpenID Connect)",
    kind="library",
    versions="social-auth-core 7.0.0",
    basis=Basis.OBSERVED,
    sources=(
        "social-auth-core 7.0.0 with PyJWT, the validation of an ID Token run with keys served on the loopback interface",
        "social-auth-core 5.2.0, run for what differs",
        "python-social-auth/social-core, social_core/backends/open_id_connect.py and exceptions.py at 5.2.0, 6.1.1 and 7.0.0",
    ),
    builds_on="pyjwt",
    aliases=("social-auth-core", "social-core", "django-social-auth"),
    hints=("social_core", "social_django", "social-auth", "SOCIAL_AUTH_", "AuthTokenError"),
    messages=(UNVERIFIED, MISSING, EXPIRED, NOT_YET_VALID, SIGNATURE, MISMATCH_OLD, MISSING_OLD, PARTY_OLD),
    audience=replace(
        pyjwt.VERIFIER.audience,
        mismatch=UNVERIFIED,
        unset=UNVERIFIED,
        unset_malformed=UNVERIFIED,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
        empty_array=MISSING,
        number=UNVERIFIED,
        other=UNVERIFIED,
        mixed=UNVERIFIED,
        decide=_audience,
    ),
    order=(
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SUBJECT,
        Check.OTHER,
        Check.PRESENCE,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUED_AT: NOT_YET_VALID,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: UNVERIFIED,
        Check.SUBJECT: UNVERIFIED,
        Check.OTHER: UNVERIFIED,
        Check.PRESENCE: MISSING,
    },
    special={
        **retold(pyjwt.VERIFIER.special, lambda message: _RAISED[message.template]),
        Check.OTHER: _party,
        Check.PRESENCE: _presence,
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="KEY of the backend", keys=("SOCIAL_AUTH_OIDC_KEY", "KEY", "client_id")),
    switch="",
    recipe=Recipe(
        text="set the client id that the provider issues ID Tokens for as the backend's KEY",
        language="python",
        code="""\
SOCIAL_AUTH_OIDC_KEY = $audience
SOCIAL_AUTH_OIDC_ID_TOKEN_ISSUER = $issuer
""",
    ),
    limits=(
        Limit(
            text="A token for several audiences is refused without azp, also when the client is one of them.",
            seen=Seen.REFUSED,
            symptom="aud-many-unsupported",
            source="social-auth-core 7.0.0, run",
        ),
    ),
    reveal="the attributes claim and detail of the AuthResponseError: aud, and Token error: Invalid audience",
    notes=("A client has one id: KEY is a text.",),
)
