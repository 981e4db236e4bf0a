"""WildFly Elytron's token realm, in WildFly and JBoss EAP.

Source: wildfly-security/wildfly-elytron, auth/realm/token/validator/JwtValidator.java
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Audience check failed. Provided [{found}] but was expected [{expected}].",
    sample="DEBUG [org.wildfly.security] Audience check failed. Provided [[Ljava.lang.Object;@1b2c6d1f] but was expected [[orders-api]].",
    codes=("aud-mismatch",),
    where="log at level DEBUG",
    expected_as=Listing.BRACKETS,
    note="The text prints the Java array instead of the values that the token names.",
)

VERIFIER = Verifier(
    id="wildfly-elytron",
    name="WildFly Elytron token realm",
    kind="framework",
    language="Java",
    versions="as reported, version not recorded",
    basis=Basis.READ,
    sources=("wildfly-security/wildfly-elytron, JwtValidator.java",),
    aliases=("elytron", "wildfly"),
    hints=("org.wildfly", "elytron", "jboss"),
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
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.EXPIRY, Check.ISSUER, Check.AUDIENCE),
    setting=Setting(name="audience of the token-realm's jwt element", keys=("audience",)),
    recipe=Recipe(
        text="list the audience in the token realm",
        language="text",
        code="""\
/subsystem=elytron/token-realm=jwt-realm:write-attribute(name=jwt, value={issuer=[$issuer], audience=[$audiences]})
""",
    ),
    reveal="a log category org.wildfly.security at DEBUG, and the token itself",
    inferred=(
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
        "unset_malformed",
        "unset_blank",
    ),
)
