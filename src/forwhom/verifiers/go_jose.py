"""go-jose, whose one text serves a mismatch, an absent and an empty aud, and shows no value.

Source: go-jose/go-jose, jwt/validation.go and jwt/claims.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import MALFORMED as WRONG_SHAPES
from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def _failure(what: str, check: Check, exception: str, *codes: str, basis: Basis | None = None) -> Message:
    """A claim that failed; older releases write square/go-jose before the text, newer ones go-jose/go-jose."""
    return Message(
        template=f"go-jose/jwt: validation failed, {what}",
        sample=f"go-jose/go-jose/jwt: validation failed, {what}",
        codes=codes,
        check=check,
        exception=f"jwt.{exception}",
        basis=basis,
    )


MISMATCH = _failure(
    "invalid audience claim (aud)", Check.AUDIENCE, "ErrInvalidAudience", "aud-mismatch", "aud-missing", "aud-empty"
)
MALFORMED = Message(
    template="go-jose/jwt: expected string or array value to unmarshal to Audience",
    sample="go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    exception="jwt.ErrUnmarshalAudience",
    note="A null aud gets this text too.",
)
DUPLICATE = Message(
    template="json: duplicate key 'aud' in object",
    sample="json: duplicate key 'aud' in object",
    codes=("token-malformed",),
    check=Check.STRUCTURE,
    note="The Claims Set holds aud twice.",
)
ISSUER = _failure("invalid issuer claim (iss)", Check.ISSUER, "ErrInvalidIssuer", "iss-mismatch")
SUBJECT = _failure(
    "invalid subject claim (sub)", Check.SUBJECT, "ErrInvalidSubject", "subject-mismatch", basis=Basis.REPORTED
)
NOT_YET_VALID = _failure(
    "token not valid yet (nbf)", Check.NOT_BEFORE, "ErrNotValidYet", "token-not-yet-valid", basis=Basis.REPORTED
)
EXPIRED = _failure("token is expired (exp)", Check.EXPIRY, "ErrExpired", "token-expired", basis=Basis.REPORTED)
ISSUED_LATER = Message(
    template="go-jose/jwt: validation field, token issued in the future (iat)",
    sample="go-jose/go-jose/jwt: validation field, token issued in the future (iat)",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception="jwt.ErrIssuedInTheFuture",
    note="It says field where its siblings say failed.",
    basis=Basis.REPORTED,
)
SIGNATURE = Message(
    template="go-jose: error in cryptographic primitive",
    sample="go-jose/go-jose: error in cryptographic primitive",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="jose.ErrCryptoFailure",
)
NOT_A_JWT = Message(
    template="go-jose: compact JWS format must have three parts",
    sample="go-jose/go-jose: compact JWS format must have three parts",
    codes=("token-opaque", "token-encrypted", "token-malformed"),
    check=Check.STRUCTURE,
    basis=Basis.REPORTED,
)


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The claims are read into their types before any of them is validated; null is refused as well."""
    return MALFORMED if read(claims).shape in WRONG_SHAPES else None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty list of expected audiences checks nothing."""
    return ACCEPT if expectation.audiences == () and not _type(claims, expectation, None) else None


VERIFIER = Verifier(
    id="go-jose",
    name="go-jose",
    kind="library",
    language="Go",
    versions="v4.1",
    basis=Basis.OBSERVED,
    sources=("go-jose/go-jose v4, source of 2026-06, run", "go-jose/go-jose, jwt/validation.go and jwt/claims.go"),
    aliases=("square-go-jose",),
    hints=("go-jose", "square/go-jose", "jwt.ErrInvalidAudience"),
    messages=(
        MISMATCH,
        MALFORMED,
        DUPLICATE,
        ISSUER,
        SUBJECT,
        NOT_YET_VALID,
        EXPIRED,
        ISSUED_LATER,
        SIGNATURE,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISMATCH,
        null=MALFORMED,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.TYPE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUED_AT,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.SIGNATURE: SIGNATURE,
        Check.TYPE: MALFORMED,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    special={Check.TYPE: _type},
    setting=Setting(name="AnyAudience of jwt.Expected", keys=("AnyAudience", "jwt.Audience", "Audience")),
    switch="leaving AnyAudience of jwt.Expected empty",
    recipe=Recipe(
        text="set AnyAudience of jwt.Expected",
        language="go",
        code="""\
parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
if err != nil {
	return err
}
claims := jwt.Claims{}
if err := parsed.Claims(key, &claims); err != nil {
	return err
}
return claims.Validate(jwt.Expected{
	AnyAudience: jwt.Audience{$audiences},
	Issuer:      $issuer,
	Time:        time.Now(),
})
""",
    ),
    reveal="the program can print claims.Audience beside the error, since no text shows a value",
    notes=(
        "An expired token with a wrong audience reports the audience.",
        "An empty AnyAudience checks nothing.",
        "A Claims Set that holds aud twice is refused.",
    ),
)
