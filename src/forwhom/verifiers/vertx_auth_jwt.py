"""Vert.x auth for JWT and OAuth 2.0, whose text names the expected audiences and not the token's.

Source: eclipse-vertx/vertx-auth, JWTAuthProviderImpl.java and OAuth2AuthProviderImpl.java.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
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

_STATE = "java.lang.IllegalStateException"


def _printed(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The expected audiences as JSON without blanks."""
    return {"expected": Listing.JSON.write(expectation.values).replace('", "', '","')}


MISMATCH = Message(
    template="Invalid JWT audience. expected: {expected}",
    sample='io.vertx.core.impl.NoStackTraceThrowable: Invalid JWT audience. expected: ["https://api.example.com"]',
    codes=("aud-mismatch", "aud-missing", "aud-empty"),
    expected_as=Listing.JSON,
    printed=_printed,
    note="A token without aud gets this text too. The OAuth 2.0 provider prints the client id or one audience, bare.",
)
MISMATCH_OLD = Message(
    template="Invalid JWT audient. expected: {expected}",
    sample='io.vertx.core.impl.NoStackTraceThrowable: Invalid JWT audient. expected: ["https://api.example.com"]',
    codes=("aud-mismatch", "aud-missing", "aud-empty"),
    expected_as=Listing.JSON,
    versions="until 4.0",
    note="The word is misspelt in the text itself.",
)
MALFORMED = Message(
    template="User audience isn't a JsonArray or String",
    sample="java.lang.IllegalStateException: User audience isn't a JsonArray or String",
    codes=("aud-wrong-type",),
    exception=_STATE,
    note="The OAuth 2.0 provider prints it.",
)
PARTY_MISSING = Message(
    template="ID Token with multiple audiences, doesn't contain azp Claim value",
    sample="java.lang.IllegalStateException: ID Token with multiple audiences, doesn't contain azp Claim value",
    codes=("aud-many-unsupported",),
    exception=_STATE,
    note="The OAuth 2.0 provider prints it.",
)
ISSUER = Message(
    template="Invalid JWT issuer",
    sample="io.vertx.core.impl.NoStackTraceThrowable: Invalid JWT issuer",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)
EXPIRED = Message(
    template="Invalid JWT token: token expired.",
    sample="io.vertx.core.impl.NoStackTraceThrowable: Invalid JWT token: token expired.",
    codes=("token-expired",),
    check=Check.EXPIRY,
)

VERIFIER = Verifier(
    id="vertx-auth-jwt",
    name="Vert.x auth (JWT and OAuth 2.0)",
    kind="framework",
    language="Java",
    versions="source of 2026-06",
    basis=Basis.READ,
    sources=("eclipse-vertx/vertx-auth, JWTAuthProviderImpl.java and OAuth2AuthProviderImpl.java",),
    aliases=("vertx-auth", "vert-x"),
    hints=("io.vertx", "vertx"),
    messages=(MISMATCH, MISMATCH_OLD, MALFORMED, PARTY_MISSING, ISSUER, EXPIRED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=REFUSE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=REFUSE,
        other=REFUSE,
        mixed=COMPARE,
    ),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.ISSUER, Check.EXPIRY),
    failures={Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED},
    setting=Setting(name="setAudience of JWTOptions", keys=("setAudience", "audience")),
    switch="leaving the audience of JWTOptions null, which is the default",
    recipe=Recipe(
        text="set the audience of JWTOptions",
        language="java",
        code="""\
JWTAuth provider = JWTAuth.create(vertx, new JWTAuthOptions()
    .addPubSecKey(key)
    .setJWTOptions(new JWTOptions().setAudience(List.of($audiences)).setIssuer($issuer)));
""",
    ),
    limits=(
        Limit(
            text="Without an audience in JWTOptions, which is the default, any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="eclipse-vertx/vertx-auth, JWTAuthProviderImpl.java",
        ),
    ),
    notes=(
        "Of several expected audiences any is enough for a JWT; the OAuth 2.0 provider wants all of them.",
        "An expired token for another audience reports the audience.",
        "Until 4.0 the expiry comes first.",
        "An aud of a wrong type ends in an exception of the JSON reader.",
    ),
)
