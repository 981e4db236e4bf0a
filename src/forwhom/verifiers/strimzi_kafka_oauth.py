"""Strimzi's OAuth library for Kafka, whose audience is always the broker's own client ID.

Source: strimzi/strimzi-kafka-oauth, JWTSignatureValidator.java
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Token validation failed: Expected audience not available in the token",
    sample="io.strimzi.kafka.oauth.validator.TokenValidationException: Token validation failed: Expected audience not available in the token",
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
)
INTROSPECTED = Message(
    template="Token check failed - Invalid audience: {found}",
    sample="io.strimzi.kafka.oauth.validator.TokenValidationException: Token check failed - Invalid audience: account",
    codes=("aud-mismatch",),
)
ISSUER = Message(
    template="Token validation failed: Issuer not allowed: {issuer}",
    sample="Token validation failed: Issuer not allowed: http://keycloak:8080/realms/corp",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)
EXPIRED = Message(
    template="Token expired at: {moment} ({time} UTC)",
    sample="io.strimzi.kafka.oauth.validator.TokenExpiredException: Token expired at: 1772615553000 (2026-03-04T09:12:33 UTC)",
    codes=("token-expired",),
    check=Check.EXPIRY,
)
KEY = Message(
    template="Token validation failed: Unknown signing key (kid:{kid})",
    sample="io.strimzi.kafka.oauth.validator.TokenValidationException: Token validation failed: Unknown signing key (kid:a1b2c3)",
    codes=("key-not-found",),
    check=Check.KEY,
    note="The broker fetches the keys anew by itself; a token of an old key stays refused until the client gets a new one.",
)
KEY_GONE = Message(
    template="Token validation failed: The signing key is no longer valid (kid:{kid})",
    sample="Token validation failed: The signing key is no longer valid (kid:a1b2c3)",
    codes=("key-not-found",),
    check=Check.KEY,
)
SIGNATURE = Message(
    template="Signature check failed: Invalid token signature",
    sample="Signature check failed: Invalid token signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
)
MALFORMED = Message(
    template="Token validation failed: Failed to parse JWT",
    sample="Token validation failed: Failed to parse JWT",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
)
NO_EXPIRY = Message(
    template="Token validation failed: Expiry not set",
    sample="Token validation failed: Expiry not set",
    codes=("exp-missing",),
    check=Check.PRESENCE,
)
TYPE = Message(
    template="Token validation failed: Token type not allowed: {type}",
    sample="Token validation failed: Token type not allowed: ID",
    codes=("id-token-as-access-token",),
    check=Check.TYPE,
)

WRONG_TYPE = Message(
    template="JsonNode not a text node, nor an array node: {value}",
    sample="java.lang.IllegalArgumentException: JsonNode not a text node, nor an array node: null",
    codes=("aud-wrong-type",),
    exception="java.lang.IllegalArgumentException",
)


def _words(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A string is a list whose members are separated by blanks."""
    found = claims.get("aud")
    members = found.split(" ") if isinstance(found, str) else ()
    return ACCEPT if any(value in members for value in expectation.values) else None


VERIFIER = Verifier(
    id="strimzi-kafka-oauth",
    name="Strimzi Kafka OAuth",
    kind="infrastructure",
    language="Java",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "strimzi/strimzi-kafka-oauth, oauth-common, validator/JWTSignatureValidator.java, OAuthIntrospectionValidator.java, common/JSONUtil.java",
        "strimzi/strimzi-kafka-oauth, README.md",
    ),
    aliases=("strimzi",),
    hints=(
        "strimzi",
        "io.strimzi",
    ),
    messages=(
        MISMATCH,
        INTROSPECTED,
        ISSUER,
        EXPIRED,
        TYPE,
        KEY,
        KEY_GONE,
        SIGNATURE,
        MALFORMED,
        NO_EXPIRY,
        WRONG_TYPE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=COMPARE,
        decide=_words,
    ),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.TYPE,
        Check.AUDIENCE,
    ),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.KEY: KEY,
        Check.SIGNATURE: SIGNATURE,
        Check.PRESENCE: NO_EXPIRY,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
        Check.TYPE: TYPE,
    },
    setting=Setting(
        name="oauth.client.id, with oauth.check.audience=true",
        keys=(
            "oauth.client.id",
            "oauth.check.audience",
        ),
    ),
    switch="oauth.check.audience, which is false unless set",
    recipe=Recipe(
        text="turn the audience check of the listener on",
        language="properties",
        code="""\
oauth.check.audience="true" oauth.client.id=$audience
""",
    ),
    reveal="the logger io.strimzi of the broker at level DEBUG",
    notes=("With Keycloak an audience mapper puts the broker's client ID into aud.",),
)
