"""lestrrat-go/jwx, whose texts name the claim that is not satisfied and show no value.

Source: lestrrat-go/jwx, jwt/validate.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Combine,
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)


def _unsatisfied(claim: str, check: Check, exception: str, *codes: str, basis: Basis | None = None) -> Message:
    """A claim that is not satisfied."""
    return Message(
        template=f'"{claim}" not satisfied',
        sample=f'"{claim}" not satisfied',
        codes=codes,
        check=check,
        exception=f"jwt.{exception}",
        basis=basis,
    )


MISMATCH = _unsatisfied("aud", Check.AUDIENCE, "ErrInvalidAudience", "aud-mismatch", "aud-empty")
MISSING = Message(
    template='claim "aud" not found',
    sample='claim "aud" not found',
    codes=("aud-missing",),
    exception="jwt.ErrInvalidAudience",
    note="v3 says that the claim does not exist or is not a []string.",
)
MISSING_NEW = Message(
    template='claim "aud" does not exist or is not a []string: {detail}',
    sample='claim "aud" does not exist or is not a []string: field "aud" not found',
    codes=("aud-missing", "aud-wrong-type"),
    exception="jwt.ErrInvalidAudience",
    versions="v3",
)
ISSUER = _unsatisfied("iss", Check.ISSUER, "ErrInvalidIssuer", "iss-mismatch")
EXPIRED = _unsatisfied("exp", Check.EXPIRY, "ErrTokenExpired", "token-expired")
NOT_YET_VALID = _unsatisfied(
    "nbf", Check.NOT_BEFORE, "ErrTokenNotYetValid", "token-not-yet-valid", basis=Basis.REPORTED
)
ISSUED_LATER = _unsatisfied("iat", Check.ISSUED_AT, "ErrInvalidIssuedAt", "token-not-yet-valid", basis=Basis.REPORTED)
SIGNATURE = Message(
    template="failed to verify message with any of the keys in the jwk.Set object",
    sample="failed to verify message with any of the keys in the jwk.Set object",
    codes=("signature-invalid", "key-not-found"),
    check=Check.SIGNATURE,
    versions="v1",
    note="A token of another issuer, too, was signed with none of these keys.",
    basis=Basis.REPORTED,
)

WRONG_TYPE = Message(
    template="invalid type: {type}",
    sample="jwx: failed to decode value for key aud: invalid type: float64",
    codes=("aud-wrong-type",),
    common=True,
)
MEMBER = Message(
    template="invalid list element type {type}",
    sample="jwx: failed to decode value for key aud: invalid list element type float64",
    codes=("aud-wrong-type",),
    common=True,
)


def _typed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The claims are read into their types before any option is looked at; null is refused as well."""
    match read(claims).shape:
        case Shape.NULL:
            return WRONG_TYPE
        case Shape.MIXED_ARRAY:
            return MEMBER
        case _:
            return None


VERIFIER = Verifier(
    id="lestrrat-jwx",
    name="lestrrat-go/jwx",
    kind="library",
    language="Go",
    versions="v2",
    basis=Basis.READ,
    sources=("lestrrat-go/jwx, jwt/validate.go of 2024-10", "lestrrat-go/jwx, jwt/internal/types/string.go"),
    aliases=("jwx", "lestrrat-go-jwx"),
    hints=("lestrrat", "jwx", "jwt.ErrInvalidAudience"),
    messages=(
        MISMATCH,
        MISSING,
        MISSING_NEW,
        WRONG_TYPE,
        MEMBER,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        SIGNATURE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=MEMBER,
        combine=Combine.ALL,
        unset_malformed=WRONG_TYPE,
        decide=_typed,
    ),
    order=(Check.SIGNATURE, Check.ISSUED_AT, Check.EXPIRY, Check.NOT_BEFORE, Check.AUDIENCE, Check.ISSUER),
    failures={
        Check.ISSUED_AT: ISSUED_LATER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(name="the option jwt.WithAudience", keys=("jwt.WithAudience", "WithAudience", "audience")),
    switch="leaving out the option jwt.WithAudience",
    recipe=Recipe(
        text="pass jwt.WithAudience to jwt.Parse",
        language="go",
        code="""\
parsed, err := jwt.Parse([]byte(token),
	jwt.WithKey(jwa.RS256, key),
	jwt.WithAudience($audience),
	jwt.WithIssuer($issuer),
)
""",
    ),
    notes=(
        "The options are checked in the order in which they are given.",
        "One audience can be expected for each option; several options ask for all of their audiences.",
    ),
)
