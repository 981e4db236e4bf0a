"""python-jwt, often taken for PyJWT. It compares no audience: an audience error beside it comes from other code.

jwcrypto verifies its signatures.

Source: davedoesdev/python-jwt, python_jwt/__init__.py.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike
from forwhom.verifiers import jwcrypto

_ERROR = "python_jwt._JWTError"


def _refusal(template: str, *codes: str, check: Check, basis: Basis | None = Basis.READ) -> Message:
    """One of the short texts of this library, as a trace shows it."""
    return Message(
        template=template,
        sample=f"python_jwt._JWTError: {template.replace('{alg}', 'HS256')}",
        codes=codes,
        check=check,
        exception=_ERROR,
        common=True,
        basis=basis,
    )


EXPIRED = _refusal("expired", "token-expired", check=Check.EXPIRY, basis=None)
NOT_YET_VALID = _refusal("not yet valid", "token-not-yet-valid", check=Check.NOT_BEFORE, basis=None)
ISSUED_LATER = _refusal("issued in the future", "token-not-yet-valid", check=Check.ISSUED_AT)
ALGORITHM = _refusal("algorithm not allowed: {alg}", "alg-not-allowed", check=Check.ALGORITHM)
NO_KEY = _refusal("no key but none alg not allowed", "key-not-found", check=Check.KEY)
EXPIRY_MISSING = _refusal("exp claim not present", "token-expired", check=Check.EXPIRY)
NOT_BEFORE_MISSING = _refusal("nbf claim not present", "token-not-yet-valid", check=Check.NOT_BEFORE)
SIGNATURE = jwcrypto.SIGNATURE

VERIFIER = Verifier(
    id="python-jwt",
    name="python-jwt",
    kind="library",
    language="Python",
    versions="4.1.0",
    basis=Basis.OBSERVED,
    sources=("python-jwt 4.1.0, run", "davedoesdev/python-jwt, python_jwt/__init__.py at 4.1.0"),
    builds_on="jwcrypto",
    hints=("python_jwt", "python-jwt", "_JWTError"),
    messages=(
        EXPIRED,
        NOT_YET_VALID,
        ISSUED_LATER,
        ALGORITHM,
        NO_KEY,
        EXPIRY_MISSING,
        NOT_BEFORE_MISSING,
        SIGNATURE,
    ),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(Check.ALGORITHM, Check.KEY, Check.SIGNATURE, Check.ISSUED_AT, Check.NOT_BEFORE, Check.EXPIRY),
    failures={
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: NO_KEY,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
    },
    setting=Setting(name="none: the library has no audience check"),
    recipe=Recipe(
        text="compare the aud claim after verify_jwt, since the library does not",
        language="python",
        code="""\
import python_jwt

_header, claims = python_jwt.verify_jwt(token, key, ["RS256"])
audience = claims.get("aud", [])
if not {$audiences} & set([audience] if isinstance(audience, str) else audience):
    raise ValueError("the token is for another audience")
""",
    ),
    limits=(
        Limit(
            text="The library does not look at aud: a token for any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="python-jwt 4.1.0, run",
        ),
    ),
    notes=("It is another package than PyJWT, which is imported as jwt.",),
)
