"""Apache Pulsar's AuthenticationProviderToken, in broker and proxy.

Source: apache/pulsar, AuthenticationProviderToken.java, pull request 6716
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Audiences in token: [{found}] not contains this broker: {expected}",
    sample="javax.naming.AuthenticationException: Audiences in token: [payments, orders] not contains this broker: pulsar-cluster-1",
    codes=("aud-mismatch",),
    found_as=Listing.COMMA_BLANK,
    exception="javax.naming.AuthenticationException",
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
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
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
    notes=(
        "W",
        "i",
        "t",
        "h",
        "o",
        "u",
        "t",
        " ",
        "t",
        "o",
        "k",
        "e",
        "n",
        "A",
        "u",
        "d",
        "i",
        "e",
        "n",
        "c",
        "e",
        "C",
        "l",
        "a",
        "i",
        "m",
        " ",
        "n",
        "o",
        " ",
        "a",
        "u",
        "d",
        "i",
        "e",
        "n",
        "c",
        "e",
        " ",
        "i",
        "s",
        " ",
        "a",
        "s",
        "k",
        "e",
        "d",
        " ",
        "f",
        "o",
        "r",
        ".",
    ),
    inferred=("absent", "null", "empty_string", "empty_array", "number", "other", "mixed", "order", "unset_malformed"),
)
