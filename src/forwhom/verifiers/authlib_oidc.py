"""Authlib's OpenID Connect client, which reports a wrong audience of an ID Token as a missing or invalid azp.

aud itself is compared only when claims_options says so.

Source: authlib/authlib, authlib/oidc/core/claims.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.retold import retold
from forwhom.token_kind import TokenKind
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
from forwhom.verifiers import joserfc

_ERRORS = "joserfc.errors."

MISMATCH = Message(
    template="Missing claim: 'azp'",
    sample="joserfc.errors.MissingClaimError: missing_claim: Missing claim: 'azp'",
    codes=("aud-mismatch", "aud-other-client", "aud-many-unsupported"),
    exception=f"{_ERRORS}MissingClaimError",
    note="aud is not exactly the client's own id, so azp is required; usually aud names another client.",
)
AUTHORIZED_PARTY = Message(
    template="Invalid claim: 'azp'",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Invalid claim: 'azp'",
    codes=("aud-other-client", "aud-mismatch"),
    exception=f"{_ERRORS}InvalidClaimError",
    note="The token was issued to another client.",
)
MISSING = Message(
    template="Missing claim: 'aud'",
    sample="joserfc.errors.MissingClaimError: missing_claim: Missing claim: 'aud'",
    codes=("aud-missing",),
    exception=f"{_ERRORS}MissingClaimError",
)
MALFORMED = Message(
    template="Claim 'aud' must be an array of StringOrURI value or a single StringOrURI value",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Claim 'aud' must be an array of StringOrURI value or a single "
    "StringOrURI value",
    codes=("aud-wrong-type",),
    exception=f"{_ERRORS}InvalidClaimError",
)
OPTION = Message(
    template="Invalid claim: 'aud'",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Invalid claim: 'aud'",
    codes=("aud-mismatch", "aud-other-client"),
    exception=f"{_ERRORS}InvalidClaimError",
    note="aud is compared because claims_options names it.",
)
ISSUER = Message(
    template="Invalid claim: 'iss'",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: Invalid claim: 'iss'",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_ERRORS}InvalidClaimError",
)
EXPIRED = Message(
    template="The token is expired",
    sample="joserfc.errors.ExpiredTokenError: expired_token: The token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=f"{_ERRORS}ExpiredTokenError",
)
NOT_YET_VALID = Message(
    template="The token is not yet valid",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: The token is not yet valid",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=f"{_ERRORS}InvalidClaimError",
)
ISSUED_LATER = Message(
    template="The token was issued in the future",
    sample="joserfc.errors.InvalidClaimError: invalid_claim: The token was issued in the future",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception=f"{_ERRORS}InvalidClaimError",
)
ISSUER_TYPE, SUBJECT_TYPE = (
    Message(
        template=f"Claim '{claim}' must be a StringOrURI value",
        sample=f"joserfc.errors.InvalidClaimError: invalid_claim: Claim '{claim}' must be a StringOrURI value",
        codes=codes,
        check=Check.TYPE,
        exception=f"{_ERRORS}InvalidClaimError",
    )
    for claim, codes in (("iss", ("iss-mismatch",)), ("sub", ("subject-mismatch",)))
)
ISSUED_TYPE, NOT_BEFORE_TYPE, EXPIRY_TYPE = (
    replace(message, template=message.template.removeprefix("invalid_claim: "))
    for message in (joserfc.ISSUED_TYPE, joserfc.NOT_BEFORE_TYPE, joserfc.EXPIRY_TYPE)
)
SIGNATURE = Message(
    template="bad_signature:",
    sample="authlib.jose.errors.BadSignatureError: bad_signature: ",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="authlib.jose.errors.BadSignatureError",
)


#: What joserfc's texts become where only the description is shown.
_SHOWN = {
    joserfc.ISSUED_TYPE.template: ISSUED_TYPE,
    joserfc.NOT_BEFORE_TYPE.template: NOT_BEFORE_TYPE,
    joserfc.EXPIRY_TYPE.template: EXPIRY_TYPE,
    joserfc.ISSUED_LATER.template: ISSUED_LATER,
    joserfc.NOT_YET_VALID.template: NOT_YET_VALID,
    joserfc.EXPIRED.template: EXPIRED,
}


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An ID Token without aud is refused before anything else of it is looked at."""
    return None if "aud" in claims else MISSING


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The type of the issuer is validated before its value."""
    issuer = claims.get("iss", "")
    if not isinstance(issuer, str):
        return ISSUER_TYPE
    return ISSUER if expectation.issuers is not None and issuer not in expectation.issuers else None


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A subject that is no text is refused."""
    return None if isinstance(claims.get("sub", ""), str) else SUBJECT_TYPE


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The type of aud is validated with the other claims, before azp."""
    malformed = read(claims).shape in {Shape.NULL, Shape.NUMBER, Shape.OTHER, Shape.MIXED_ARRAY}
    return MALFORMED if malformed else None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """Whether azp is required, and whether it is the client's."""
    audience = read(claims)
    if audience.shape is Shape.ABSENT:
        return MISSING
    if audience.shape in {Shape.NULL, Shape.NUMBER, Shape.OTHER, Shape.MIXED_ARRAY}:
        return MALFORMED
    if not any(expectation.values):
        return ACCEPT
    party = claims.get("azp")
    if party:
        return ACCEPT if party == expectation.values[0] else AUTHORIZED_PARTY
    return ACCEPT if not any(audience.values) or audience.values == expectation.values else MISMATCH


_DATES = {check: joserfc.VERIFIER.special[check] for check in (Check.EXPIRY, Check.NOT_BEFORE, Check.ISSUED_AT)}

VERIFIER = Verifier(
    id="authlib-oidc",
    name="Authlib (OpenID Connect client)",
    kind="library",
    language="Python",
    versions="1.9.10",
    basis=Basis.OBSERVED,
    sources=("Authlib 1.9.10, run", "authlib/authlib, authlib/oidc/core/claims.py"),
    builds_on="joserfc",
    aliases=("authlib-openid-connect",),
    hints=("authlib", "CodeIDToken", "parse_id_token", "authorize_access_token"),
    messages=(
        MISMATCH,
        AUTHORIZED_PARTY,
        MISSING,
        MALFORMED,
        OPTION,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        ISSUED_TYPE,
        NOT_BEFORE_TYPE,
        EXPIRY_TYPE,
        ISSUER_TYPE,
        SUBJECT_TYPE,
        SIGNATURE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MALFORMED,
        empty_string=ACCEPT,
        empty_array=ACCEPT,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        empty_setting=ACCEPT,
        decide=_audience,
    ),
    # The claims are validated in the order in which they stand in the token; this is the usual one.
    order=(
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.TYPE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.AUDIENCE,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    special={
        Check.PRESENCE: _presence,
        Check.ISSUER: _issuer,
        Check.SUBJECT: _subject,
        Check.TYPE: _type,
        **retold(_DATES, lambda message: _SHOWN[message.template]),
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="client_id of the registered client", keys=("client_id", "claims_options", "aud")),
    switch="leaving aud out of claims_options, which is the default",
    recipe=Recipe(
        text="pass claims_options with the client's id to parse_id_token",
        language="python",
        code="""\
options = {"iss": {"values": [$issuer]}, "aud": {"essential": True, "values": [$audiences]}}
claims = oauth.provider.parse_id_token(token, nonce=nonce, claims_options=options)
""",
    ),
    limits=(
        Limit(
            text="A token whose aud is another client passes when its azp is this client and claims_options has no aud.",
            seen=Seen.ACCEPTED,
            symptom="aud-other-client",
            source="Authlib 1.9.10, run",
        ),
    ),
    notes=(
        "An unset or empty client_id checks nothing.",
        "A correct array with a second audience is refused without azp.",
    ),
)
