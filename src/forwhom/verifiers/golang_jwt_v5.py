"""golang-jwt v5, which joins every failed claim in one text, so that the audience may be its last part.

No value is shown. Without WithAudience the claim is not looked at; `null` and empty values count as absent.

Source: golang-jwt/jwt, validator.go, errors.go and parser.go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import Shape, read
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue

MISMATCH = Message(
    template="token has invalid audience",
    sample="token has invalid claims: token has invalid audience",
    codes=("aud-mismatch", "aud-empty"),
    exception="jwt.ErrTokenInvalidAudience",
    note="Other failures may stand before and after it, separated by commas.",
)
MISSING = Message(
    template="token is missing required claim: aud claim is required",
    sample="token has invalid claims: token is missing required claim: aud claim is required",
    codes=("aud-missing", "aud-empty"),
    exception="jwt.ErrTokenRequiredClaimMissing",
    note="A null, empty or blank aud gets this text too.",
)
MALFORMED = Message(
    template="token is malformed: could not JSON decode claim: invalid type for claim",
    sample="token is malformed: could not JSON decode claim: invalid type for claim",
    codes=("aud-wrong-type", "token-malformed"),
    check=Check.STRUCTURE,
    exception="jwt.ErrTokenMalformed",
    note="It is printed with RegisteredClaims, before the signature is verified.",
)
MALFORMED_MAP = Message(
    template="invalid type for claim: aud is invalid",
    sample="token has invalid claims: invalid type for claim: aud is invalid",
    codes=("aud-wrong-type",),
    exception="jwt.ErrInvalidType",
    note="It is printed with MapClaims.",
)
ISSUER = Message(
    template="token has invalid issuer",
    sample="token has invalid claims: token has invalid audience, token has invalid issuer",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="jwt.ErrTokenInvalidIssuer",
)
SUBJECT = Message(
    template="token has invalid subject",
    sample="token has invalid claims: token has invalid subject",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception="jwt.ErrTokenInvalidSubject",
    basis=Basis.READ,
)
EXPIRED = Message(
    template="token is expired",
    sample="token has invalid claims: token is expired, token has invalid audience",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="jwt.ErrTokenExpired",
)
EXPIRED_BY = Message(
    template="token is expired by {duration}",
    sample="token has invalid claims: token is expired by 1h0m0s, token has invalid audience",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="jwt.ErrTokenExpired",
)
NOT_YET_VALID = Message(
    template="token is not valid yet",
    sample="token has invalid claims: token is not valid yet, token has invalid audience",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="jwt.ErrTokenNotValidYet",
)
ISSUED_LATER = Message(
    template="token used before issued",
    sample="token has invalid claims: token used before issued",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception="jwt.ErrTokenUsedBeforeIssued",
    note="It is looked at only with the option WithIssuedAt.",
    basis=Basis.READ,
)
SIGNATURE = Message(
    template="token signature is invalid: signature is invalid",
    sample="token signature is invalid: signature is invalid",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="jwt.ErrTokenSignatureInvalid",
)
ALGORITHM = Message(
    template="token signature is invalid: signing method {alg} is invalid",
    sample="token signature is invalid: signing method HS256 is invalid",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception="jwt.ErrTokenSignatureInvalid",
    basis=Basis.REPORTED,
)
KEY_NOT_FOUND = Message(
    template="token is unverifiable: error while executing keyfunc: {detail}",
    sample="token is unverifiable: error while executing keyfunc: failed keyfunc: could not read JWK from storage",
    codes=("key-not-found", "jwks-unavailable", "alg-not-allowed"),
    check=Check.KEY,
    exception="jwt.ErrTokenUnverifiable",
    note="The rest of the text is the application's own.",
    basis=Basis.REPORTED,
)
NOT_A_JWT = Message(
    template="token is malformed: token contains an invalid number of segments",
    sample="token is malformed: token contains an invalid number of segments",
    codes=("token-opaque", "token-encrypted", "token-malformed"),
    check=Check.STRUCTURE,
    exception="jwt.ErrTokenMalformed",
    basis=Basis.REPORTED,
)
_BROKEN = tuple(
    Message(
        template=template,
        sample=template.replace("{detail}", "illegal base64 data at input byte 6"),
        codes=codes,
        check=check,
        exception=exception,
        basis=Basis.REPORTED,
    )
    for template, codes, check, exception in (
        ("token signature is invalid: crypto/rsa: verification error", ("signature-invalid",), Check.SIGNATURE, "jwt.ErrTokenSignatureInvalid"),
        ("token signature is invalid: key is of invalid type", ("signature-invalid", "alg-not-allowed"), Check.SIGNATURE, "jwt.ErrTokenSignatureInvalid"),
        ("token is unverifiable: signing method (alg) is unavailable", ("alg-not-allowed",), Check.ALGORITHM, "jwt.ErrTokenUnverifiable"),
        ("token is unverifiable: no keyfunc was provided", ("key-not-found",), Check.KEY, "jwt.ErrTokenUnverifiable"),
        ("token is malformed: could not base64 decode header: {detail}", ("token-malformed", "token-opaque"), Check.STRUCTURE, "jwt.ErrTokenMalformed"),
        ("token is malformed: could not JSON decode header: {detail}", ("token-malformed", "token-opaque"), Check.STRUCTURE, "jwt.ErrTokenMalformed"),
        ("token is malformed: could not base64 decode claim: {detail}", ("token-malformed",), Check.STRUCTURE, "jwt.ErrTokenMalformed"),
        ("token is malformed: tokenstring should not contain 'bearer '", ("token-malformed",), Check.STRUCTURE, "jwt.ErrTokenMalformed"),
    )
)  # fmt: skip


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Null, the empty values and arrays of empty strings count as absent; an empty list of options checks nothing."""
    audience = read(claims)
    if audience.shape in {Shape.NUMBER, Shape.OTHER, Shape.MIXED_ARRAY}:
        return MALFORMED
    if expectation.audiences == ():
        return ACCEPT
    if not expectation.values or any(audience.values):
        return None
    return MISSING


VERIFIER = Verifier(
    id="golang-jwt-v5",
    name="golang-jwt",
    kind="library",
    language="Go",
    versions="v5.3.1",
    basis=Basis.OBSERVED,
    sources=("golang-jwt/jwt v5.3.1, run", "golang-jwt/jwt, validator.go, errors.go, parser.go at v5.3.1"),
    aliases=("golang-jwt",),
    hints=("golang-jwt", "jwt.ErrToken", "token has invalid claims"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        MALFORMED_MAP,
        ISSUER,
        SUBJECT,
        EXPIRED,
        EXPIRED_BY,
        NOT_YET_VALID,
        ISSUED_LATER,
        SIGNATURE,
        ALGORITHM,
        KEY_NOT_FOUND,
        NOT_A_JWT,
        *_BROKEN,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_malformed=MALFORMED,
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
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.AUDIENCE,
        Check.ISSUER,
        Check.SUBJECT,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
    },
    reports_all="token has invalid claims: {failures}",
    fatal=(Check.STRUCTURE, Check.ALGORITHM, Check.KEY, Check.SIGNATURE),
    setting=Setting(
        name="the parser option jwt.WithAudience",
        keys=("jwt.WithAudience", "WithAudience", "WithAllAudiences", "audience"),
    ),
    switch="leaving out the option jwt.WithAudience",
    recipe=Recipe(
        text="pass jwt.WithAudience to the parser",
        language="go",
        code="""\
claims := jwt.RegisteredClaims{}
_, err := jwt.ParseWithClaims(token, &claims,
	func(*jwt.Token) (any, error) { return key, nil },
	jwt.WithValidMethods([]string{"RS256"}),
	jwt.WithAudience($audiences),
	jwt.WithIssuer($issuer),
)
""",
    ),
    reveal="the program can print claims.Audience beside the error, since no text shows a value",
    notes=(
        "WithAudience takes any of its values; WithAllAudiences wants all of them in the token.",
        'WithAudience() without a value checks nothing; WithAudience("") refuses every token.',
        "Compare with errors.Is, not with the whole text: it may hold several failures.",
        "With MapClaims a wrong type is only noticed when an audience is expected, and with another text.",
    ),
)
