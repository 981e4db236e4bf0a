"""okta-jwt-verifier-golang: lestrrat-go/jwx verifies the signature, and the claims are held against ClaimsToValidate.

Source: okta/okta-jwt-verifier-golang, jwtverifier.go.
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

_CLAIMS = "could not validate all claims: validation of claims failed:\n  "

MISMATCH = Message(
    template="aud: {found} does not match {expected}",
    sample=f"{_CLAIMS}aud: https://acme.example does not match api://default",
    codes=("aud-mismatch", "aud-missing", "aud-provider-default"),
    nothing=("%!s(<nil>)",),
    note="%!s(<nil>) in place of the found audience says that the token has none.",
)
CLIENT_ID = Message(
    template="clientId: {found_client} does not match {expected_client}",
    sample=f"{_CLAIMS}clientId: 0oa1b2c3d4 does not match 0oa5e6f7g8",
    codes=("aud-other-client",),
    check=Check.OTHER,
    note="It is cid, the client that got the token, which ClaimsToValidate names beside the audience.",
)
EXPIRED = Message(
    template="the token is expired",
    sample=f"{_CLAIMS}the token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    common=True,
)
ISSUED_LATER = Message(
    template="the token was issued in the future",
    sample=f"{_CLAIMS}the token was issued in the future",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    common=True,
)
SIGNATURE = Message(
    template="could not decode token: failed to verify message with any of the keys",
    sample="could not decode token: failed to verify message with any of the keys in the jwk.Set object",
    codes=("signature-invalid", "key-not-found", "iss-mismatch"),
    check=Check.SIGNATURE,
    note="An access token of Okta's own server is meant for Okta's APIs; nobody else can verify it.",
    basis=Basis.REPORTED,
)
DECODE = Message(
    template="could not decode token: {detail}",
    sample="could not decode token: failed to fetch the keys",
    codes=("signature-invalid", "key-not-found", "jwks-unavailable"),
    check=Check.SIGNATURE,
)
MALFORMED = Message(
    template="the token is not valid",
    sample="okta-jwt-verifier-golang: the token is not valid",
    codes=("token-malformed", "token-opaque"),
    check=Check.STRUCTURE,
    common=True,
)

VERIFIER = Verifier(
    id="okta-jwt-verifier-golang",
    name="okta-jwt-verifier-golang",
    kind="library",
    language="Go",
    versions="1.x",
    basis=Basis.READ,
    sources=(
        "okta/okta-jwt-verifier-golang, jwtverifier.go",
        "okta/okta-jwt-verifier-golang, issue 86",
    ),
    hints=("okta-jwt-verifier-golang", "jwtverifier", "could not validate all claims", "ClaimsToValidate"),
    messages=(MISMATCH, CLIENT_ID, EXPIRED, ISSUED_LATER, SIGNATURE, DECODE, MALFORMED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        string_only=MISMATCH,
    ),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.AUDIENCE, Check.OTHER, Check.EXPIRY, Check.ISSUED_AT),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.SIGNATURE: SIGNATURE,
        Check.OTHER: CLIENT_ID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    setting=Setting(name="aud in ClaimsToValidate", keys=("ClaimsToValidate", "aud", "audience")),
    switch="ClaimsToValidate without aud: any audience passes",
    recipe=Recipe(
        text="name the audience in ClaimsToValidate",
        language="go",
        code="""\
verifier := (&jwtverifier.JwtVerifier{
    Issuer:           $issuer,
    ClaimsToValidate: map[string]string{"aud": $audience},
}).New()
token, err := verifier.VerifyAccessToken(raw)
""",
    ),
    limits=(
        Limit(
            text="The audience is compared as one string: an array in the token never passes.",
            seen=Seen.REFUSED,
            versions="as read",
            symptom="aud-mismatch",
            source="okta/okta-jwt-verifier-golang, jwtverifier.go",
        ),
    ),
    inferred=("null", "empty_string", "empty_array", "number", "other", "mixed", "unset_blank", "unset_malformed"),
)
