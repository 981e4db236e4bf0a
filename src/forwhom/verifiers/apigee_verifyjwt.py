"""Apigee's VerifyJWT policy, known by its fault codes.

Source: Google Cloud documentation, Apigee VerifyJWT policy and fault reference
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="steps.jwt.JwtAudienceMismatch",
    sample='{"fault":{"faultstring":"Audience mismatch: policy(VJ-Orders)","detail":{"errorcode":"steps.jwt.JwtAudienceMismatch"}}}',
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=401,
)
ISSUER = Message(
    template="steps.jwt.JwtIssuerMismatch",
    sample='{"fault":{"detail":{"errorcode":"steps.jwt.JwtIssuerMismatch"}}}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
)
INVALID = Message(
    template="steps.jwt.InvalidToken",
    sample='{"fault":{"faultstring":"Invalid token: policy(VJ-Orders)","detail":{"errorcode":"steps.jwt.InvalidToken"}}}',
    codes=(
        "signature-invalid",
        "token-malformed",
    ),
    check=Check.SIGNATURE,
    status=401,
)

VERIFIER = Verifier(
    id="apigee-verifyjwt",
    name="Apigee VerifyJWT",
    kind="gateway",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=("Google Cloud documentation, Apigee VerifyJWT policy",),
    aliases=("apigee",),
    hints=(
        "apigee",
        "steps.jwt",
    ),
    messages=(
        MISMATCH,
        ISSUER,
        INVALID,
    ),
    audience=alike(MISMATCH, unset=ACCEPT),
    order=(
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.SUBJECT,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    failures={
        Check.SIGNATURE: INVALID,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(name="the Audience element of VerifyJWT", keys=("Audience",)),
    switch="a policy without the Audience element: any audience passes",
    recipe=Recipe(
        text="name the audience in the Audience element of VerifyJWT",
        language="xml",
        code="""\
<VerifyJWT name="VJ-Orders">
  <Algorithm>RS256</Algorithm>
  <PublicKey><JWKS uri="https://idp.example/jwks.json"/></PublicKey>
  <Audience>$audience</Audience>
</VerifyJWT>
""",
    ),
    reveal="a debug session of the proxy: the variables of the policy hold the claims and the failed check",
    notes=("How it compares, and what it does with a token without aud, is not confirmed.",),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "absent",
        "compare",
        "combine",
    ),
)
