"""Hasura GraphQL Engine in JWT mode, which validates the audience only of tokens that have one.

Source: hasura/graphql-engine, server/src-lib/Hasura/Server/Auth/JWT.hs
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Could not verify JWT: JWTNotInAudience",
    sample='{"errors":[{"extensions":{"path":"$","code":"invalid-jwt"},"message":"Could not verify JWT: JWTNotInAudience"}]}',
    codes=("aud-mismatch",),
    exception="invalid-jwt",
    note="HTTP 200 with an errors array on /v1/graphql, 400 on /v1alpha1/graphql.",
)
ISSUER = Message(
    template="Could not verify JWT: JWTNotInIssuer",
    sample='{"errors":[{"extensions":{"path":"$","code":"invalid-jwt"},"message":"Could not verify JWT: JWTNotInIssuer"}]}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="invalid-jwt",
)
EXPIRED = Message(
    template="Could not verify JWT: JWTExpired",
    sample='{"errors":[{"extensions":{"path":"$","code":"invalid-jwt"},"message":"Could not verify JWT: JWTExpired"}]}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="invalid-jwt",
)
SIGNATURE = Message(
    template="Could not verify JWT: JWSError JWSInvalidSignature",
    sample='{"errors":[{"extensions":{"path":"$","code":"invalid-jwt"},"message":"Could not verify JWT: JWSError JWSInvalidSignature"}]}',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="invalid-jwt",
)
NOT_READ = Message(
    template='Could not verify JWT: JWTClaimsSetDecodeError "Error in $.aud: {detail}"',
    sample='{"errors":[{"extensions":{"path":"$","code":"invalid-jwt"},"message":"Could not verify JWT: JWTClaimsSetDecodeError \\"Error in $.aud: parsing StringOrURI failed, expected String, but encountered Array\\""}]}',
    codes=("aud-not-a-uri", "aud-stray-characters", "aud-wrong-type"),
    check=Check.TYPE,
    exception="invalid-jwt",
    note="The text speaks of an array when one of its members is no StringOrURI: a value with a colon has to be a valid URI. Arrays as such are taken.",
    basis=Basis.REPORTED,
)
NO_TOKEN = Message(
    template="Missing 'Authorization' or 'Cookie' header in JWT authentication mode",
    sample='{"errors":[{"extensions":{"path":"$","code":"invalid-headers"},"message":"Missing \'Authorization\' or \'Cookie\' header in JWT authentication mode"}]}',
    codes=("token-missing",),
    check=Check.STRUCTURE,
    note="The request carried no token.",
)

VERIFIER = Verifier(
    id="hasura",
    name="Hasura",
    kind="gateway",
    language="Haskell",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "hasura/graphql-engine, server/src-lib/Hasura/Server/Auth/JWT.hs",
        "frasertweedale/hs-jose, src/Crypto/JWT.hs, and issue 84",
        "hasura/graphql-engine, issue 9664",
    ),
    hints=(
        "hasura",
        "invalid-jwt",
        "x-hasura",
        "could not verify jwt",
    ),
    messages=(
        MISMATCH,
        ISSUER,
        EXPIRED,
        SIGNATURE,
        NOT_READ,
        NO_TOKEN,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=NOT_READ,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=NOT_READ,
        other=NOT_READ,
        mixed=NOT_READ,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.ISSUED_AT, Check.NOT_BEFORE, Check.ISSUER, Check.AUDIENCE),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(
        name="audience in HASURA_GRAPHQL_JWT_SECRET",
        keys=(
            "audience",
            "HASURA_GRAPHQL_JWT_SECRET",
        ),
    ),
    switch="a JWT secret without audience: any audience passes",
    recipe=Recipe(
        text="put the audience into HASURA_GRAPHQL_JWT_SECRET",
        language="json",
        code="""\
{"jwk_url": "https://idp.example/jwks.json", "audience": [$audiences], "issuer": $issuer}
""",
    ),
    reveal="HASURA_GRAPHQL_LOG_LEVEL=debug while testing",
    notes=(
        "A token without aud, or with null, is accepted although an audience is configured; the same holds for iss.",
    ),
)
