"""Apache Kafka's OAUTHBEARER validation, which refuses any token with an audience when none is configured.

Source: apache/kafka, clients, ValidatorAccessTokenValidator.java; jose4j, AudValidator
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Audience (aud) claim [{found}] doesn't contain an acceptable identifier. Expected {expected} as an aud value",
    sample='WARN Could not validate the access token: JWT (claims->{"aud":"orders","exp":1772615553}) rejected due to invalid claims or other invalid content. Additional details: [[8] Audience (aud) claim [orders] doesn\'t contain an acceptable identifier. Expected kafka-prod as an aud value.]]',
    codes=("aud-mismatch",),
    found_as=Listing.COMMA_BLANK,
    where="log of the broker",
)
MISMATCH_SEVERAL = Message(
    template="Audience (aud) claim [{found}] doesn't contain an acceptable identifier. Expected one of [{expected}] as an aud value",
    sample='WARN Could not validate the access token: JWT (claims->{"aud":"orders","exp":1772615553}) rejected due to invalid claims or other invalid content. Additional details: [[8] Audience (aud) claim [orders] doesn\'t contain an acceptable identifier. Expected one of [kafka-prod, kafka] as an aud value.]]',
    codes=("aud-mismatch",),
    found_as=Listing.COMMA_BLANK,
    expected_as=Listing.COMMA_BLANK,
    where="log of the broker",
)
NOT_CONFIGURED = Message(
    template="Audience (aud) claim [{found}] present in the JWT but no expected audience value(s) were provided to the JWT Consumer",
    sample='WARN Could not validate the access token: JWT (claims->{"aud":"orders","exp":1772615553}) rejected due to invalid claims or other invalid content. Additional details: [[8] Audience (aud) claim [orders] present in the JWT but no expected audience value(s) were provided to the JWT Consumer. Expected one of [] as an aud value.]]',
    codes=("audience-not-configured",),
    found_as=Listing.COMMA_BLANK,
    where="log of the broker",
    note="The documentation calls the setting optional, yet a token that names an audience is refused without it.",
)
MISSING = Message(
    template="No Audience (aud) claim present.",
    sample='WARN Could not validate the access token: JWT (claims->{"aud":"orders","exp":1772615553}) rejected due to invalid claims or other invalid content. Additional details: [[8] No Audience (aud) claim present.]]',
    codes=("aud-missing",),
    where="log of the broker",
)
GENERIC = Message(
    template='{"status":"invalid_token"}',
    sample='SASL authentication error: {"status":"invalid_token"}',
    codes=(
        "aud-mismatch",
        "audience-not-configured",
        "token-expired",
        "signature-invalid",
    ),
    check=Check.OTHER,
    where="log of the client",
    note="The client sees only this; the reason stands in the log of the broker.",
)

VERIFIER = Verifier(
    id="kafka-oauthbearer",
    name="Apache Kafka OAUTHBEARER",
    kind="infrastructure",
    language="Java",
    versions="trunk of October 2024",
    basis=Basis.READ,
    sources=(
        "apache/kafka, clients, oauthbearer/internals/secured/ValidatorAccessTokenValidator.java, SaslConfigs.java",
        "jose4j, AudValidator and JwtConsumerBuilder",
    ),
    builds_on="jose4j",
    aliases=("kafka",),
    hints=(
        "kafka",
        "oauthbearer",
        "could not validate the access token",
        "sasl",
    ),
    messages=(
        MISMATCH,
        MISMATCH_SEVERAL,
        NOT_CONFIGURED,
        MISSING,
        GENERIC,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUER,
    ),
    setting=Setting(
        name="sasl.oauthbearer.expected.audience of the broker",
        keys=(
            "sasl.oauthbearer.expected.audience",
            "expected.audience",
        ),
    ),
    recipe=Recipe(
        text="set the expected audience at the broker",
        language="properties",
        code="""\
listener.name.sasl_ssl.oauthbearer.sasl.server.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler
sasl.oauthbearer.jwks.endpoint.url=https://idp.example/jwks.json
sasl.oauthbearer.expected.audience=$audience
""",
    ),
    reveal="the log of the broker at level WARN",
    notes=("Failures of several claims are reported together in one list.",),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
    ),
)
