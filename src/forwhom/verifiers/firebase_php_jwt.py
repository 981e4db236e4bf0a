"""firebase/php-jwt. It has no audience check at all: an audience error beside it comes from other code.

Source: firebase/php-jwt, src/JWT.php.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

_PACKAGE = "Firebase\\JWT\\"


def _refusal(
    template: str, kind: str, *codes: str, check: Check, shown: str = "", basis: Basis | None = Basis.READ
) -> Message:
    """A text of the library, as PHP logs it when nobody catches the exception."""
    return Message(
        template=template,
        sample=f"PHP Fatal error:  Uncaught {kind}: {shown or template} in vendor/firebase/php-jwt/src/JWT.php:168",
        codes=codes,
        check=check,
        exception=kind,
        common=True,
        basis=basis,
    )


EXPIRED = _refusal("Expired token", f"{_PACKAGE}ExpiredException", "token-expired", check=Check.EXPIRY, basis=None)
SIGNATURE = _refusal(
    "Signature verification failed",
    f"{_PACKAGE}SignatureInvalidException",
    "signature-invalid",
    check=Check.SIGNATURE,
    basis=None,
)
NOT_YET_VALID = _refusal(
    "Cannot handle token with nbf prior to {time}",
    f"{_PACKAGE}BeforeValidException",
    "token-not-yet-valid",
    check=Check.NOT_BEFORE,
    shown="Cannot handle token with nbf prior to 2026-09-05T04:16:30+0000",
    basis=None,
)
ISSUED_LATER = _refusal(
    "Cannot handle token with iat prior to {time}",
    f"{_PACKAGE}BeforeValidException",
    "token-not-yet-valid",
    check=Check.ISSUED_AT,
    shown="Cannot handle token with iat prior to 2026-09-05T04:16:30+0000",
)
ALGORITHM = _refusal(
    "Incorrect key for this algorithm", "UnexpectedValueException", "alg-not-allowed", check=Check.ALGORITHM
)
UNSUPPORTED = _refusal("Algorithm not supported", "UnexpectedValueException", "alg-not-allowed", check=Check.ALGORITHM)
NO_KEY = _refusal("Key may not be empty", "InvalidArgumentException", "key-not-found", check=Check.KEY)
NOT_A_JWT = _refusal(
    "Wrong number of segments",
    "UnexpectedValueException",
    "token-opaque",
    "token-encrypted",
    "token-malformed",
    check=Check.STRUCTURE,
)

VERIFIER = Verifier(
    id="firebase-php-jwt",
    name="firebase/php-jwt",
    kind="library",
    language="PHP",
    versions="v7.0.5",
    basis=Basis.OBSERVED,
    sources=("firebase/php-jwt v7.0.5, run", "firebase/php-jwt, src/JWT.php"),
    aliases=("php-jwt",),
    hints=("Firebase\\JWT", "firebase/php-jwt", "php-jwt"),
    messages=(EXPIRED, SIGNATURE, NOT_YET_VALID, ISSUED_LATER, ALGORITHM, UNSUPPORTED, NO_KEY, NOT_A_JWT),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(
        Check.KEY,
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.EXPIRY,
    ),
    failures={
        Check.KEY: NO_KEY,
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.EXPIRY: EXPIRED,
    },
    setting=Setting(name="none: the library has no audience check"),
    recipe=Recipe(
        text="compare the aud claim after JWT::decode, since the library does not",
        language="php",
        code="""\
$$claims = JWT::decode($$token, new Key($$key, "RS256"));
if (!array_intersect((array) ($$claims->aud ?? []), [$audiences])) {
    throw new UnexpectedValueException("the token is for another audience");
}
""",
    ),
    limits=(
        Limit(
            text="The library does not look at aud, nor at iss: a token for any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="firebase/php-jwt v7.0.5, run",
        ),
    ),
    notes=("iat is looked at only when the token has no nbf.",),
)
