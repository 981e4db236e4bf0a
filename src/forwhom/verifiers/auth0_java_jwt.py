"""Auth0's java-jwt, whose withAudience wants all of its values in the token and withAnyOfAudience one of them.

No value is shown. The audience is validated before the expiry.

Source: auth0/java-jwt, JWTVerifier.java.
"""

from __future__ import annotations

from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Combine,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_PACKAGE = "com.auth0.jwt.exceptions."

MISMATCH = Message(
    template="The Claim 'aud' value doesn't contain the required audience.",
    sample="com.auth0.jwt.exceptions.IncorrectClaimException: The Claim 'aud' value doesn't contain the required audience.",
    codes=("aud-mismatch", "aud-empty", "aud-wrong-type"),
    exception=f"{_PACKAGE}IncorrectClaimException",
    note="With withAudience and several values, a token that lacks one of them gets this text; that is the all-of rule.",
)
MISSING = Message(
    template="The Claim 'aud' is not present in the JWT.",
    sample="com.auth0.jwt.exceptions.MissingClaimException: The Claim 'aud' is not present in the JWT.",
    codes=("aud-missing",),
    exception=f"{_PACKAGE}MissingClaimException",
)
ISSUER = Message(
    template="The Claim 'iss' value doesn't match the required issuer.",
    sample="com.auth0.jwt.exceptions.IncorrectClaimException: The Claim 'iss' value doesn't match the required issuer.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_PACKAGE}IncorrectClaimException",
    basis=Basis.REPORTED,
)
SUBJECT = Message(
    template="The Claim 'sub' value doesn't match the required one.",
    sample="com.auth0.jwt.exceptions.IncorrectClaimException: The Claim 'sub' value doesn't match the required one.",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    exception=f"{_PACKAGE}IncorrectClaimException",
    basis=Basis.REPORTED,
)
EXPIRED = Message(
    template="The Token has expired on {time}",
    sample="com.auth0.jwt.exceptions.TokenExpiredException: The Token has expired on 2026-09-05T02:16:30Z.",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=f"{_PACKAGE}TokenExpiredException",
    basis=Basis.REPORTED,
)
NOT_YET_VALID = Message(
    template="The Token can't be used before {time}",
    sample="com.auth0.jwt.exceptions.IncorrectClaimException: The Token can't be used before 2026-09-05T04:16:30Z.",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=f"{_PACKAGE}IncorrectClaimException",
    basis=Basis.REPORTED,
)
SIGNATURE = Message(
    template="The Token's Signature resulted invalid when verified using the Algorithm: {alg}",
    sample="com.auth0.jwt.exceptions.SignatureVerificationException: The Token's Signature resulted invalid when verified using the "
    "Algorithm: SHA256withRSA",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=f"{_PACKAGE}SignatureVerificationException",
)
ALGORITHM = Message(
    template="The provided Algorithm doesn't match the one defined in the JWT's Header.",
    sample="com.auth0.jwt.exceptions.AlgorithmMismatchException: The provided Algorithm doesn't match the one defined in the JWT's Header.",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception=f"{_PACKAGE}AlgorithmMismatchException",
    basis=Basis.REPORTED,
)
NOT_A_JWT = Message(
    template="The token was expected to have 3 parts, but got {count}",
    sample="com.auth0.jwt.exceptions.JWTDecodeException: The token was expected to have 3 parts, but got 1.",
    codes=("token-opaque", "token-malformed", "token-encrypted"),
    check=Check.STRUCTURE,
    exception=f"{_PACKAGE}JWTDecodeException",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="auth0-java-jwt",
    name="Auth0 java-jwt",
    kind="library",
    language="Java",
    versions="4.6.0",
    basis=Basis.OBSERVED,
    sources=("auth0/java-jwt 4.6.0, run", "auth0/java-jwt, JWTVerifier.java at 4.6.0"),
    aliases=("java-jwt", "com-auth0-java-jwt"),
    hints=("com.auth0.jwt", "java-jwt", "IncorrectClaimException"),
    messages=(MISMATCH, MISSING, ISSUER, SUBJECT, EXPIRED, NOT_YET_VALID, SIGNATURE, ALGORITHM, NOT_A_JWT),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        combine=Combine.ALL,
    ),
    # The claims are validated in the order in which the builder was told of them; here aud comes before iss.
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    setting=Setting(
        name="withAudience or withAnyOfAudience of the verifier", keys=("withAudience", "withAnyOfAudience", "audience")
    ),
    switch="calling neither withAudience nor withAnyOfAudience",
    recipe=Recipe(
        text="call withAnyOfAudience on the verifier",
        language="java",
        code="""\
DecodedJWT jwt = JWT.require(Algorithm.RSA256(key, null))
    .withAnyOfAudience($audiences)
    .withIssuer($issuer)
    .build()
    .verify(token);
""",
    ),
    limits=(
        Limit(
            text="withAudience with several values wants all of them in the token, so that a token with one of them is refused.",
            seen=Seen.REFUSED,
            symptom="aud-mismatch",
            source="auth0/java-jwt 4.6.0, run",
        ),
    ),
    reveal="JWT.decode(token).getAudience() shows what the token names, for reading only",
    notes=(
        "The rule described is that of withAudience.",
        "An expired token with a wrong audience reports the audience.",
    ),
)
