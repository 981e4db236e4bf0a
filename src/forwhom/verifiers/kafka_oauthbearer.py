"""Apache Kafka's OAUTHBEARER validation, which refuses any token with an audience when none is configured.

Source: apache/kafka, clients, ValidatorAccessTokenValidator.java; jose4j, AudValidator
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier
from forwhom.verifiers import jose4j

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
    sample='WARN Could not validate the access token: JWT (claims->{"aud":"orders","exp":1772615553}) rejected due to invalid claims or other invalid content. Additional details: [[7] No Audience (aud) claim present.]]',
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

MALFORMED = Message(
    template=jose4j.MALFORMED.template,
    sample=f'WARN Could not validate the access token: JWT (claims->{{"aud":5}}) rejected due to invalid claims or other invalid content. Additional details: [[18] {jose4j.MALFORMED.template}]',
    codes=("aud-wrong-type",),
    where="log of the broker",
)
MALFORMED_MEMBER = Message(
    template=jose4j.MALFORMED_MEMBER.template,
    sample="The array value of the 'aud' claim contains non string values (123 - class java.lang.Long cannot be cast to class java.lang.String)",
    codes=("aud-wrong-type",),
    where="log of the broker",
)
_SAID = {
    jose4j.MALFORMED.template: MALFORMED,
    jose4j.MALFORMED_MEMBER.template: MALFORMED_MEMBER,
    jose4j.NOT_CONFIGURED.template: NOT_CONFIGURED,
    jose4j.MISSING.template: MISSING,
}


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """What jose4j decides; several expected audiences have a text of their own."""
    outcome = jose4j.audience(claims, expectation)
    if isinstance(outcome, Message):
        return _SAID[outcome.template]
    audience = read(claims)
    several = len(expectation.values) > 1 and audience.shape not in {Shape.ABSENT, Shape.NULL}
    return MISMATCH_SEVERAL if several and set(audience.values).isdisjoint(expectation.values) else outcome


VERIFIER = Verifier(
    id="kafka-oauthbearer",
    name="Apache Kafka OAUTHBEARER",
    kind="infrastructure",
    language="Java",
    versions="trunk of October 2024",
    basis=Basis.READ,
    sources=(
        "apache/kafka, clients, oauthbearer/BrokerJwtValidator.java (earlier ValidatorAccessTokenValidator.java), SaslConfigs.java",
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
        MALFORMED,
        MALFORMED_MEMBER,
        GENERIC,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED_MEMBER,
        decide=_audience,
    ),
    order=(Check.STRUCTURE, Check.KEY, Check.SIGNATURE, Check.AUDIENCE, Check.ISSUER, Check.EXPIRY, Check.NOT_BEFORE),
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
)
