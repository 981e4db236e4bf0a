"""cryptojwt. Its unpack compares no audience: an audience error beside it comes from other code.

Source: IdentityPython/JWTConnect-Python-CryptoJWT, src/cryptojwt/jwt.py.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

_ERROR = "cryptojwt.exception.VerificationError"

EXPIRED = Message(
    template="Token expired",
    sample="cryptojwt.exception.VerificationError: Token expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_ERROR,
    common=True,
)
NOT_YET_VALID = Message(
    template="Token not yet valid",
    sample="cryptojwt.exception.VerificationError: Token not yet valid",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_ERROR,
    common=True,
)
TOO_LONG = Message(
    template="Token lifetime exceeded",
    sample="cryptojwt.exception.VerificationError: Token lifetime exceeded",
    codes=("token-lifetime-too-long",),
    check=Check.OTHER,
    exception=_ERROR,
    common=True,
    basis=Basis.READ,
)
SIGNATURE = Message(
    template="cryptojwt.exception.BadSignature",
    sample="cryptojwt.exception.BadSignature: ",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="cryptojwt.exception.BadSignature",
    note="The exception has no text of its own; the line of the trace shows its name.",
)

VERIFIER = Verifier(
    id="cryptojwt",
    name="cryptojwt",
    kind="library",
    language="Python",
    versions="1.11.0",
    basis=Basis.OBSERVED,
    sources=("cryptojwt 1.11.0, run", "IdentityPython/JWTConnect-Python-CryptoJWT, src/cryptojwt/jwt.py at 1.11.0"),
    hints=("cryptojwt",),
    messages=(EXPIRED, NOT_YET_VALID, TOO_LONG, SIGNATURE),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(Check.SIGNATURE, Check.NOT_BEFORE, Check.EXPIRY),
    failures={Check.SIGNATURE: SIGNATURE, Check.NOT_BEFORE: NOT_YET_VALID, Check.EXPIRY: EXPIRED},
    setting=Setting(name="none: unpack has no audience check"),
    recipe=Recipe(
        text="compare the aud claim after unpack, since the library does not",
        language="python",
        code="""\
from cryptojwt.jwt import JWT

claims = JWT(key_jar=key_jar, allowed_sign_algs=["RS256"]).unpack(token)
audience = claims.get("aud", [])
if not {$audiences} & set([audience] if isinstance(audience, str) else audience):
    raise ValueError("the token is for another audience")
""",
    ),
    limits=(
        Limit(
            text="unpack does not look at aud: a token for any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="cryptojwt 1.11.0, run",
        ),
    ),
    notes=(
        "With msg_cls, that class is handed the receiver's iss as the audience; whether it compares is its own affair.",
    ),
)
