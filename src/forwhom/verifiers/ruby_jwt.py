"""ruby-jwt, which checks the audience only when both `aud:` and `verify_aud: true` are given.

Both values are shown, in Ruby's own notation.

Source: jwt/ruby-jwt, lib/jwt/claims/audience.rb.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
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


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The claim and the setting as Ruby prints them; a single expected audience is given as a string."""
    values = expectation.values
    expected = values[0] if len(values) == 1 else printed.ruby([*values])
    return {
        # What counts as false in Ruby is printed as none.
        "found": printed.ruby(claims.get("aud")) if claims.get("aud") is not False else "<none>",
        "issuer": printed.ruby(claims["iss"]) if claims.get("iss") is not None else "<none>",
        "expected": expected,
    }


def _mismatch(found: str, sample: str, *codes: str, note: str = "") -> Message:
    return Message(
        template=f"Invalid audience. Expected {{expected}}, received {found}",
        sample=f"JWT::InvalidAudError (Invalid audience. Expected https://api.example.com, received {sample})",
        codes=codes,
        exception="JWT::InvalidAudError",
        found_as=Listing.JSON,
        expected_as=Listing.JSON,
        nothing=("<none>", ""),
        printed=_printed,
        note=note,
    )


MISMATCH = _mismatch("{found}", "https://orders.example.com", "aud-mismatch", "aud-empty", "aud-wrong-type")
MISSING = _mismatch("<none>", "<none>", "aud-missing", "aud-empty", note="The token's aud is absent or null.")
ISSUER = Message(
    template="Invalid issuer. Expected {expected_issuer}, received {issuer}",
    sample='JWT::InvalidIssuerError (Invalid issuer. Expected ["https://login.example.com"], received https://sts.example.com)',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="JWT::InvalidIssuerError",
    issuers_as=Listing.JSON,
    printed=_printed,
)
EXPIRED = Message(
    template="Signature has expired",
    sample="JWT::ExpiredSignature (Signature has expired)",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="JWT::ExpiredSignature",
    note="It is the token that has expired; the signature is sound.",
)
NOT_YET_VALID = Message(
    template="Signature nbf has not been reached",
    sample="JWT::ImmatureSignature (Signature nbf has not been reached)",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="JWT::ImmatureSignature",
)
SIGNATURE = Message(
    template="Signature verification failed",
    sample="JWT::VerificationError (Signature verification failed)",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="JWT::VerificationError",
)
ALGORITHM = Message(
    template="Expected a different algorithm",
    sample="JWT::IncorrectAlgorithm (Expected a different algorithm)",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    exception="JWT::IncorrectAlgorithm",
    basis=Basis.REPORTED,
)
KEY_NOT_FOUND = Message(
    template="Could not find public key for kid {kid}",
    sample="JWT::DecodeError (Could not find public key for kid NjVBRjY5MDlC)",
    codes=("key-not-found",),
    check=Check.KEY,
    exception="JWT::DecodeError",
    basis=Basis.REPORTED,
)
NOT_A_JWT = Message(
    template="Not enough or too many segments",
    sample="JWT::DecodeError (Not enough or too many segments)",
    codes=("token-opaque", "token-encrypted", "token-malformed"),
    check=Check.STRUCTURE,
    exception="JWT::DecodeError",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="ruby-jwt",
    name="ruby-jwt",
    kind="library",
    language="Ruby",
    versions="2.5.0 and 3.2.1",
    basis=Basis.OBSERVED,
    sources=("ruby-jwt 2.5.0 and 3.2.1, run", "jwt/ruby-jwt, lib/jwt/claims/audience.rb"),
    aliases=("jwt-ruby",),
    hints=("JWT::", "ruby-jwt", "JWT.decode"),
    messages=(
        MISMATCH,
        MISSING,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        ALGORITHM,
        KEY_NOT_FOUND,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(name="the options aud and verify_aud of JWT.decode", keys=("aud", "verify_aud", "audience")),
    switch="verify_aud: false, which is the default",
    recipe=Recipe(
        text="pass aud together with verify_aud: true to JWT.decode",
        language="ruby",
        code="""\
options = {
  algorithm: "RS256",
  aud: [$audiences], verify_aud: true,
  iss: $issuer, verify_iss: true
}
claims, _header = JWT.decode(token, key, true, options)
""",
    ),
    limits=(
        Limit(
            text="aud: without verify_aud: true checks nothing, and neither does verify_aud: true without aud:.",
            seen=Seen.ACCEPTED,
            symptom="audience-check-disabled",
            source="ruby-jwt 2.5.0 and 3.2.1, run",
        ),
    ),
    notes=("A list in aud: means any of its values.", "The value in brackets is an array, in Ruby's notation."),
)
