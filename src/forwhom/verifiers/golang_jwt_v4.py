"""golang-jwt v4, whose Parse never looks at aud: the caller asks VerifyAudience afterwards, which only says yes or no.

Any text about the audience beside it is the application's or a middleware's own.

Source: golang-jwt/jwt, claims.go, map_claims.go, types.go and parser.go at v4.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    REFUSE,
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

_ERROR = "*jwt.ValidationError"


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """Go's name for the type of the claim, or of the first member that is no string."""
    raw = claims.get("aud")
    members = raw if isinstance(raw, list) else [raw]
    names = [name for member in members for kind, name in _GO_TYPES if isinstance(member, kind)]
    return {"type": names[0]} if names else {}


# A bool is an int to Python, so it comes first.
_GO_TYPES = (
    (bool, "bool"),
    ((int, float), "float64"),
    (dict, "map[string]interface {}"),
    (list, "[]interface {}"),
)
MALFORMED = Message(
    template="json: unsupported type: {type}",
    sample="json: unsupported type: map[string]interface {}",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    printed=_printed,
    note="RegisteredClaims say so of an aud that is neither a string nor strings; MapClaims do not.",
)
REVERSE_SHAPE = Message(
    template="json: cannot unmarshal string into Go struct field {struct}.aud of type []string",
    sample="json: cannot unmarshal string into Go struct field CustomClaims.aud of type []string",
    codes=("aud-list-shape", "verifier-limit"),
    check=Check.STRUCTURE,
    versions="dgrijalva/jwt-go, until v3; a struct of one's own",
    note="The struct holds aud as a list, so that a token with one string cannot be read.",
    basis=Basis.REPORTED,
)
ASSERTION = Message(
    template="interface conversion: interface {} is []interface {}, not []string",
    sample="panic: interface conversion: interface {} is []interface {}, not []string",
    codes=("aud-list-shape", "verifier-limit"),
    check=Check.STRUCTURE,
    versions="form3tech-oss/jwt-go, before 3.2.2, and code that takes aud for a []string",
    note="JSON gives a list of any values in Go; a list of strings has to be made from it.",
    basis=Basis.REPORTED,
)
ARRAY = Message(
    template="json: cannot unmarshal array into Go struct field {struct}.aud of type string",
    sample="could not decode the json of token: json: cannot unmarshal array into Go struct field StandardClaims.aud of type string",
    codes=("aud-list-shape", "verifier-limit"),
    check=Check.STRUCTURE,
    versions="dgrijalva/jwt-go, until v3; StandardClaims or a struct of one's own",
    note="The struct holds aud as one string, so that a token with an array cannot be read at all.",
    basis=Basis.REPORTED,
)
EXPIRED = Message(
    template="token is expired by {duration}",
    sample="token is expired by 1h0m0s",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_ERROR,
)
EXPIRED_MAP = Message(
    template="Token is expired",
    sample="Token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_ERROR,
    note="It is printed with MapClaims.",
)
NOT_YET_VALID = Message(
    template="token is not valid yet",
    sample="token is not valid yet",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_ERROR,
    note="With MapClaims it begins with a capital letter.",
)
NULL_MEMBER = Message(
    template="runtime error: invalid memory address or nil pointer dereference",
    sample="""\
panic: runtime error: invalid memory address or nil pointer dereference

goroutine 1 [running]:
github.com/golang-jwt/jwt/v4.(*ValidationError).Error(0xc0000a6000)""",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    exception="panic",
    note="aud is a list with null in it: the token is refused, and the program panics when it prints the error.",
    common=True,
)
ISSUED_LATER = Message(
    template="token used before issued",
    sample="token used before issued",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception=_ERROR,
    common=True,
)
PAIR_SIGNATURE = Message(
    template="crypto/rsa: verification error",
    sample='level=error msg="*jwt.ValidationError: crypto/rsa: verification error"',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_ERROR,
    note="It is the text for a key pair; for a shared secret it is signature is invalid.",
    common=True,
)
SIGNATURE = Message(
    template="signature is invalid",
    sample="signature is invalid",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_ERROR,
)


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A wrong type is refused while the claims are read; the error for a null in a list cannot even be printed."""
    aud = claims.get("aud")
    if isinstance(aud, list) and next((one for one in aud if not isinstance(one, str)), "") is None:
        return NULL_MEMBER
    return MALFORMED if read(claims).shape in {Shape.NUMBER, Shape.OTHER, Shape.MIXED_ARRAY} else None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A list of empty strings counts as absent."""
    blank = claims.get("aud") and not any(read(claims).values)
    return REFUSE if blank and isinstance(expectation.audiences, tuple) else None


VERIFIER = Verifier(
    id="golang-jwt-v4",
    name="golang-jwt v4",
    kind="library",
    language="Go",
    versions="v4.4.3",
    basis=Basis.OBSERVED,
    sources=(
        "golang-jwt/jwt v4.4.3, run",
        "golang-jwt/jwt, claims.go, map_claims.go, types.go at v4.4.3",
        "int128/kubelogin, issue 238",
        "form3tech-oss/jwt-go, issue 13; auth0/go-jwt-middleware, issue 79",
    ),
    aliases=("jwt-go", "dgrijalva-jwt-go"),
    hints=("golang-jwt/jwt/v4", "dgrijalva/jwt-go", "jwt.ValidationError", "VerifyAudience", "jwt-go"),
    messages=(
        MALFORMED,
        ARRAY,
        REVERSE_SHAPE,
        ASSERTION,
        NULL_MEMBER,
        EXPIRED,
        EXPIRED_MAP,
        NOT_YET_VALID,
        ISSUED_LATER,
        SIGNATURE,
        PAIR_SIGNATURE,
    ),
    audience=AudienceRules(
        mismatch=REFUSE,
        unset=ACCEPT,
        unset_malformed=MALFORMED,
        absent=REFUSE,
        null=REFUSE,
        empty_string=REFUSE,
        empty_array=REFUSE,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        several=REFUSE,
        decide=_audience,
    ),
    order=(
        Check.TYPE,
        Check.SIGNATURE,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    failures={
        Check.TYPE: MALFORMED,
        Check.SIGNATURE: PAIR_SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.ISSUER: REFUSE,
    },
    special={Check.TYPE: _type},
    setting=Setting(name="the call claims.VerifyAudience(expected, true)", keys=("VerifyAudience",)),
    switch="not calling VerifyAudience, or calling it with false, which lets a token without aud pass",
    recipe=Recipe(
        text="call VerifyAudience with true after Parse, or move to v5 and pass jwt.WithAudience",
        language="go",
        code="""\
claims := jwt.RegisteredClaims{}
if _, err := jwt.ParseWithClaims(token, &claims, keyFunc, jwt.WithValidMethods([]string{"RS256"})); err != nil {
	return err
}
if !claims.VerifyAudience($audience, true) || !claims.VerifyIssuer($issuer, true) {
	return errors.New("the token is for another audience or from another issuer")
}
""",
    ),
    limits=(
        Limit(
            text="Parse looks at no audience: without a call of VerifyAudience a token for any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="golang-jwt/jwt v4.4.3, run",
        ),
        Limit(
            text="In dgrijalva/jwt-go, its ancestor, StandardClaims holds aud as one string, so that an array is not compared.",
            seen=Seen.REFUSED,
            versions="dgrijalva/jwt-go until v3.2.0",
            symptom="aud-list-shape",
            source="GHSA-w73w-5m7g-f7qc",
        ),
    ),
    reveal="the program can print claims.Audience, since no text shows a value",
    notes=(
        "VerifyAudience takes one string; it may be one of an array's.",
        "VerifyAudience(expected, false) accepts a token without aud.",
        "With MapClaims a wrong type is no error of Parse; VerifyAudience then returns false.",
        "A token that is forged and expired reports the signature, one that is expired and not yet valid the latter.",
    ),
)
