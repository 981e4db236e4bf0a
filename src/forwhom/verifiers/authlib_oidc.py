"""Authlib's OpenID Connect client, which reports a wrong audience of an ID Token as a missing or invalid azp.

aud itself is compared only when claims_options says so.

Source: authlib/authlib, authlib/oidc/core/claims.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
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
SIGNATURE = Message(
    template="bad_signature:",
    sample="authlib.jose.errors.BadSignatureError: bad_signature: ",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="authlib.jose.errors.BadSignatureError",
)


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


VERIFIER = Verifier(
    id="authlib-oidc",
    name="Authlib (OpenID Connect client)",
    kind="library",
    language="Python",
    versions="1.9.9",
    basis=Basis.OBSERVED,
    sources=("Authlib 1.9.9, run", "authlib/authlib, authlib/oidc/core/claims.py"),
    builds_on="joserfc",
    aliases=("authlib-openid-connect",),
    hints=("authlib", "CodeIDToken", "parse_id_token", "authorize_access_token"),
    messages=(MISMATCH, AUTHORIZED_PARTY, MISSING, MALFORMED, ISSUER, EXPIRED, NOT_YET_VALID, SIGNATURE),
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
    order=(Check.SIGNATURE, Check.ISSUER, Check.EXPIRY, Check.NOT_BEFORE, Check.AUDIENCE),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
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
            source="Authlib 1.9.9, run",
        ),
    ),
    notes=(
        "An unset or empty client_id checks nothing.",
        "A correct array with a second audience is refused without azp.",
    ),
)
