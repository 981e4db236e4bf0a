"""Apache Pulsar's AuthenticationProviderToken, in broker and proxy.

Source: apache/pulsar, AuthenticationProviderToken.java, pull request 6716
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, REFUSE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers.keycloak_tokenverifier import refuse_null

MISMATCH = Message(
    template="Audiences in token: [{found}] not contains this broker: {expected}",
    sample="javax.naming.AuthenticationException: Audiences in token: [payments, orders] not contains this broker: pulsar-cluster-1",
    codes=("aud-mismatch",),
    found_as=Listing.COMMA_BLANK,
    exception="javax.naming.AuthenticationException",
)

MISSING = Message(
    template="Found null Audience in token, for claimed field: {claim}",
    sample="Failed to authentication token: Found null Audience in token, for claimed field: aud",
    codes=("aud-missing", "claim-misnamed"),
)
FORMAT = Message(
    template="Audiences in token is not in expected format: {found}",
    sample="javax.naming.AuthenticationException: Audiences in token is not in expected format: 5",
    codes=("aud-wrong-type",),
)


VERIFIER = Verifier(
    id="pulsar-token",
    name="Apache Pulsar token authentication",
    kind="infrastructure",
    language="Java",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("apache/pulsar, AuthenticationProviderToken.java, pull request 6716",),
    aliases=("pulsar",),
    hints=("pulsar",),
    messages=(MISMATCH, MISSING, FORMAT),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=FORMAT,
        other=FORMAT,
        mixed=REFUSE,
        decide=refuse_null,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    setting=Setting(
        name="tokenAudience and tokenAudienceClaim of the broker", keys=("tokenAudience", "tokenAudienceClaim")
    ),
    recipe=Recipe(
        text="set the audience of this cluster",
        language="properties",
        code="""\
tokenAudienceClaim=aud
tokenAudience=$audience
""",
    ),
    notes=("Without tokenAudienceClaim no audience is asked for.",),
)
