"""Nimbus JOSE+JWT with DefaultJWTClaimsVerifier, whose text shows the token's audiences, never the accepted ones.

Source: connect2id/nimbus-jose-jwt, DefaultJWTClaimsVerifier.java.
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier

_CLAIMS = "com.nimbusds.jwt.proc.BadJWTException"
_JWS = "com.nimbusds.jose.proc.BadJWSException"

MISMATCH = Message(
    template="JWT audience rejected: {found}",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT audience rejected: [https://orders.example.com]",
    codes=("aud-mismatch",),
    exception=_CLAIMS,
    found_as=Listing.BRACKETS,
    note="The values are the token's; the accepted ones are not shown.",
)
MISSING = Message(
    template="JWT missing required audience",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT missing required audience",
    codes=("aud-missing", "aud-empty"),
    exception=_CLAIMS,
)
REQUIRED = Message(
    template="JWT missing required claims: {claims}",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT missing required claims: [aud]",
    codes=("aud-missing", "claim-misnamed"),
    check=Check.PRESENCE,
    exception=_CLAIMS,
    note="The list names the claims; aud need not be among them.",
)
EXACT_MISMATCH = Message(
    template="JWT aud claim has value {found}, must be {expected}",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT aud claim has value [https://orders.example.com], must be [https://api.example.com]",
    codes=("aud-mismatch",),
    exception=_CLAIMS,
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
    note="The audience stands among the exactly matched claims, so that the whole list has to be the same.",
)
ISSUER = Message(
    template="JWT iss claim has value {issuer}, must be {expected_issuer}",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT iss claim has value https://sts.example.com, must be https://login.example.com",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_CLAIMS,
    basis=Basis.REPORTED,
)
EXPIRED = Message(
    template="Expired JWT",
    sample="com.nimbusds.jwt.proc.BadJWTException: Expired JWT",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_CLAIMS,
)
NOT_YET_VALID = Message(
    template="JWT before use time",
    sample="com.nimbusds.jwt.proc.BadJWTException: JWT before use time",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_CLAIMS,
    basis=Basis.REPORTED,
)
SIGNATURE = Message(
    template="Signed JWT rejected: Invalid signature",
    sample="com.nimbusds.jose.proc.BadJWSException: Signed JWT rejected: Invalid signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_JWS,
    basis=Basis.REPORTED,
)
KEY_NOT_FOUND = Message(
    template="Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
    sample="com.nimbusds.jose.proc.BadJOSEException: Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
    codes=("key-not-found", "alg-not-allowed"),
    check=Check.KEY,
    exception="com.nimbusds.jose.proc.BadJOSEException",
    basis=Basis.REPORTED,
)
JWKS_UNAVAILABLE = Message(
    template="Couldn't retrieve remote JWK set: {detail}",
    sample="com.nimbusds.jose.RemoteKeySourceException: Couldn't retrieve remote JWK set: Connect timed out",
    codes=("jwks-unavailable",),
    check=Check.KEY,
    exception="com.nimbusds.jose.RemoteKeySourceException",
    basis=Basis.REPORTED,
)
NOT_A_JWT = Message(
    template="Invalid JWT serialization: Missing dot delimiter(s)",
    sample="java.text.ParseException: Invalid JWT serialization: Missing dot delimiter(s)",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception="java.text.ParseException",
    basis=Basis.REPORTED,
)

VERIFIER = Verifier(
    id="nimbus-jose-jwt",
    name="Nimbus JOSE+JWT",
    kind="library",
    language="Java",
    versions="8.x and 9.x",
    basis=Basis.READ,
    sources=(
        "DefaultJWTClaimsVerifier.java in published copies of 8.x and 9.x",
        "DefaultJWTClaimsVerifierTest.java in a published copy",
    ),
    aliases=("nimbus", "nimbusds", "com-nimbusds"),
    hints=("com.nimbusds", "nimbus", "BadJWTException", "DefaultJWTClaimsVerifier"),
    messages=(
        MISMATCH,
        MISSING,
        REQUIRED,
        EXACT_MISMATCH,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        KEY_NOT_FOUND,
        JWKS_UNAVAILABLE,
        NOT_A_JWT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=MISMATCH,
        empty_array=MISSING,
        number=MISSING,
        other=MISSING,
        mixed=MISMATCH,
    ),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.PRESENCE,
        Check.ISSUER,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.PRESENCE: REQUIRED,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    setting=Setting(
        name="acceptedAudience of DefaultJWTClaimsVerifier", keys=("acceptedAudience", "requiredAudience", "audience")
    ),
    switch="passing null as the accepted audience",
    recipe=Recipe(
        text="pass the accepted audiences to DefaultJWTClaimsVerifier",
        language="java",
        code="""\
processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
    Set.of($audiences),
    new JWTClaimsSet.Builder().issuer($issuer).build(),
    Set.of("exp", "aud"),
    null));
JWTClaimsSet claims = processor.process(token, null);
""",
    ),
    limits=(
        Limit(
            text="DefaultJWTClaimsVerifier has no audience to accept, so that any audience passes.",
            seen=Seen.ACCEPTED,
            versions="until 5.2",
            symptom="audience-not-configured",
            source="DefaultJWTClaimsVerifier.java of 2017",
        ),
    ),
    notes=("null within the accepted set lets a token without aud pass.",),
    inferred=("null", "number", "other", "mixed"),
)
