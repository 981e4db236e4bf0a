"""jwcrypto, whose text swaps the words: after Expected stands the token's audience, after in the configured one.

Source: latchset/jwcrypto, jwcrypto/jwt.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
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

_MODULE = "jwcrypto.jwt."


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The claim and the setting as Python prints them; a single expected audience is given as a string."""
    values = expectation.values
    expected = values[0] if len(values) == 1 else printed.python([*values])
    return {"found": printed.python(claims.get("aud")), "expected": expected}


MISMATCH = Message(
    template="Invalid 'aud' value. Expected '{found}' in '{expected}'",
    sample="jwcrypto.jwt.JWTInvalidClaimValue: Invalid 'aud' value. Expected 'https://orders.example.com' in 'https://api.example.com'",
    codes=("aud-mismatch", "aud-empty"),
    exception=f"{_MODULE}JWTInvalidClaimValue",
    found_as=Listing.PYTHON,
    expected_as=Listing.PYTHON,
    nothing=("None", ""),
    printed=_printed,
    note="The words are swapped: the value after Expected is the token's, the value after in is the configured one.",
)
MISSING = Message(
    template="Claim aud is missing",
    sample="jwcrypto.jwt.JWTMissingClaim: Claim aud is missing",
    codes=("aud-missing",),
    exception=f"{_MODULE}JWTMissingClaim",
)
WRONG_TYPE = Message(
    template="Claim aud is not a StringOrURI type",
    sample="jwcrypto.jwt.JWTInvalidClaimFormat: Claim aud is not a StringOrURI type",
    codes=("aud-wrong-type",),
    exception=f"{_MODULE}JWTInvalidClaimFormat",
)
WRONG_MEMBER = Message(
    template="Claim aud contains non StringOrURI types",
    sample="jwcrypto.jwt.JWTInvalidClaimFormat: Claim aud contains non StringOrURI types",
    codes=("aud-wrong-type",),
    exception=f"{_MODULE}JWTInvalidClaimFormat",
)
ISSUER_MISSING = Message(
    template="Claim iss is missing",
    sample="jwcrypto.jwt.JWTMissingClaim: Claim iss is missing",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_MODULE}JWTMissingClaim",
)
ISSUER_TYPE, SUBJECT_TYPE = (
    Message(
        template=f"Claim {claim} is not a StringOrURI type",
        sample=f"jwcrypto.jwt.JWTInvalidClaimFormat: Claim {claim} is not a StringOrURI type",
        codes=codes,
        check=Check.TYPE,
        exception=f"{_MODULE}JWTInvalidClaimFormat",
    )
    for claim, codes in (("iss", ("iss-mismatch",)), ("sub", ("subject-mismatch",)))
)
ISSUER = Message(
    template="Invalid 'iss' value. Expected '{expected_issuer}' got '{issuer}'",
    sample="jwcrypto.jwt.JWTInvalidClaimValue: Invalid 'iss' value. Expected 'https://login.example.com' got 'https://sts.example.com'",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_MODULE}JWTInvalidClaimValue",
)
EXPIRED = Message(
    template="Expired at {exp}, time: {now}(leeway: {leeway})",
    sample="jwcrypto.jwt.JWTExpired: Expired at 1757038590, time: 1757042130(leeway: 60)",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=f"{_MODULE}JWTExpired",
)
NOT_YET_VALID = Message(
    template="Valid from {nbf}, time: {now}(leeway: {leeway})",
    sample="jwcrypto.jwt.JWTNotYetValid: Valid from 1757045790, time: 1757042130(leeway: 60)",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=f"{_MODULE}JWTNotYetValid",
)
SIGNATURE = Message(
    template="""Verification failed for all signatures["Failed: [InvalidJWSSignature('Verification failed')]"]""",
    sample="""jwcrypto.jws.InvalidJWSSignature: Verification failed for all signatures["Failed: [InvalidJWSSignature('Verification failed')]"]""",
    codes=("signature-invalid", "alg-not-allowed"),
    check=Check.SIGNATURE,
    exception="jwcrypto.jws.InvalidJWSSignature",
)
NOT_A_JWT = Message(
    template="Token format unrecognized",
    sample="ValueError: Token format unrecognized",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception="ValueError",
    basis=Basis.REPORTED,
)


def _types(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The types of the claims are validated first, whatever is expected; null passes."""
    for name, message in (("iss", ISSUER_TYPE), ("sub", SUBJECT_TYPE)):
        if not isinstance(claims.get(name), str | None):
            return message
    match read(claims).shape:
        case Shape.NUMBER | Shape.OTHER:
            return WRONG_TYPE
        case Shape.MIXED_ARRAY:
            return WRONG_MEMBER
        case _:
            return None


def _audience(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Message | None:
    """The type of the claim is validated whether an audience is expected or not."""
    match read(claims).shape:
        case Shape.NUMBER | Shape.OTHER:
            return WRONG_TYPE
        case Shape.MIXED_ARRAY:
            return WRONG_MEMBER
        case _:
            return None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is expected and absent has a text of its own."""
    if expectation.issuers is None:
        return None
    if "iss" not in claims:
        return ISSUER_MISSING
    return None if claims["iss"] in expectation.issuers else ISSUER


def _lists_claims(expectation: Expectation) -> bool:
    """Whether check_claims is given; then only what it lists is validated, and exp and nbf are not."""
    return expectation.audiences is not NONE_CONFIGURED or expectation.issuers is not None


VERIFIER = Verifier(
    id="jwcrypto",
    name="jwcrypto",
    kind="library",
    language="Python",
    versions="1.6.1",
    basis=Basis.OBSERVED,
    sources=("jwcrypto 1.6.1, run", "latchset/jwcrypto, jwcrypto/jwt.py"),
    hints=("jwcrypto", "JWTInvalidClaimValue", "JWTMissingClaim", "JWTInvalidClaimFormat"),
    messages=(
        MISMATCH,
        MISSING,
        WRONG_TYPE,
        WRONG_MEMBER,
        ISSUER,
        ISSUER_MISSING,
        ISSUER_TYPE,
        SUBJECT_TYPE,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=MISSING,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_MEMBER,
        decide=_audience,
    ),
    # check_claims runs in the order in which the caller wrote it; here aud comes first.
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.TYPE, Check.AUDIENCE, Check.ISSUER, Check.EXPIRY, Check.NOT_BEFORE),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    special={Check.TYPE: _types, Check.ISSUER: _issuer},
    unless={Check.EXPIRY: _lists_claims, Check.NOT_BEFORE: _lists_claims},
    setting=Setting(name="aud in check_claims", keys=("check_claims", "aud", "audience")),
    switch="leaving aud out of check_claims",
    recipe=Recipe(
        text="name the expected audience in check_claims",
        language="python",
        code="""\
from jwcrypto.jwt import JWT

checks = {"aud": [$audiences], "iss": $issuer, "exp": None}
claims = JWT(jwt=token, key=key, algs=["RS256"], check_claims=checks).claims
""",
    ),
    limits=(
        Limit(
            text="The text of a mismatch prints the token's audience after the word Expected and the configured one after in.",
            seen=Seen.WORDED,
            symptom="aud-mismatch",
            source="jwcrypto 1.6.1, run",
        ),
        Limit(
            text="With check_claims, exp and nbf are not validated unless they are listed in it: an expired token passes.",
            seen=Seen.ACCEPTED,
            symptom="token-expired",
            source="jwcrypto 1.6.1, run",
        ),
    ),
    notes=(
        "A list in check_claims means any of its values.",
        "With check_claims, what is expected of exp and nbf has to be listed there too, as the recipe does with exp.",
    ),
)
