"""cpp-jwt, which reads aud as one string: an array is a type conversion error. Claims come before the signature.

Source: arun11299/cpp-jwt, include/jwt/impl/jwt.ipp and error_codes.ipp.
"""

from __future__ import annotations

from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)


def _refusal(template: str, kind: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "") -> Message:
    """A text of the library, as an uncaught exception shows it."""
    return Message(
        template=template,
        sample=f"terminate called after throwing an instance of 'jwt::{kind}'\n  what():  {template}",
        codes=codes,
        check=check,
        exception=f"jwt::{kind}",
        note=note,
        common=True,
    )


MISMATCH = _refusal("invalid audience", "InvalidAudienceError", "aud-mismatch", "aud-missing", "aud-empty")
MALFORMED = _refusal(
    "type conversion error",
    "TypeConversionError",
    "aud-list-shape",
    "aud-wrong-type",
    note="A claim is not of the type that is expected of it; an array in aud is the usual one.",
)
ISSUER = _refusal("invalid issuer", "InvalidIssuerError", "iss-mismatch", check=Check.ISSUER)
SUBJECT = _refusal("invalid subject", "InvalidSubjectError", "subject-mismatch", check=Check.SUBJECT)
EXPIRED = _refusal("token expired", "TokenExpiredError", "token-expired", check=Check.EXPIRY)
NOT_YET_VALID = _refusal(
    "immature signature",
    "ImmatureSignatureError",
    "token-not-yet-valid",
    check=Check.NOT_BEFORE,
    note="It is the token that is not yet valid; its signature has not been looked at.",
)
SIGNATURE = _refusal("invalid signature", "InvalidSignatureError", "signature-invalid", check=Check.SIGNATURE)
PAIR_SIGNATURE = _refusal(
    "verification failed",
    "VerificationError",
    "signature-invalid",
    check=Check.SIGNATURE,
    note="It is the text for a key pair; for a shared secret it is invalid signature.",
)
ALGORITHM = _refusal("invalid algorithm", "InvalidAlgorithmError", "alg-not-allowed", check=Check.ALGORITHM)
NOT_A_JWT = _refusal(
    "signature format is incorrect", "SignatureFormatError", "token-malformed", "token-opaque", check=Check.STRUCTURE
)

VERIFIER = Verifier(
    id="cpp-jwt",
    name="cpp-jwt",
    kind="library",
    language="C++",
    versions="1.4",
    basis=Basis.OBSERVED,
    sources=(
        "cpp-jwt 1.4, run",
        "arun11299/cpp-jwt, include/jwt/impl/jwt.ipp and error_codes.ipp at 1.4",
    ),
    hints=("cpp-jwt", "cpp_jwt", "jwt::decode"),
    messages=(
        MISMATCH,
        MALFORMED,
        ISSUER,
        SUBJECT,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        PAIR_SIGNATURE,
        ALGORITHM,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=MALFORMED,
        empty_string=COMPARE,
        empty_array=MALFORMED,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        string_only=MALFORMED,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SUBJECT,
        Check.NOT_BEFORE,
        Check.SIGNATURE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.SIGNATURE: PAIR_SIGNATURE,
    },
    setting=Setting(name="the parameter aud of jwt::decode", keys=("aud",)),
    switch="leaving out the parameter aud",
    recipe=Recipe(
        text="pass the parameter aud to jwt::decode",
        language="cpp",
        code="""\
using namespace jwt::params;
auto claims = jwt::decode(token, algorithms({"RS256"}), secret(key), aud($audience), issuer($issuer));
""",
    ),
    limits=(
        Limit(
            text="aud is read as one string: a token with an array is refused as a type conversion error.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="arun11299/cpp-jwt, include/jwt/impl/jwt.ipp at 1.4",
        ),
    ),
    notes=("A forged token for another audience reports the audience, since the signature is verified last.",),
)
