"""WildFly Elytron's token realm, in WildFly and JBoss EAP.

Source: wildfly-security/wildfly-elytron, auth/realm/token/validator/JwtValidator.java
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

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
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)

MISMATCH = Message(
    template="Audience check failed. Provided [{found}] but was expected [{expected}].",
    sample="DEBUG [org.wildfly.security] Audience check failed. Provided [[Ljava.lang.Object;@1b2c6d1f] but was expected [[orders-api]].",
    codes=("aud-mismatch",),
    where="log at level DEBUG",
    expected_as=Listing.BRACKETS,
    note="The text prints the Java array instead of the values that the token names.",
)

MISSING = Message(
    template="Token does not contain an audience claim",
    sample="DEBUG [org.wildfly.security] Token does not contain an audience claim",
    codes=("aud-missing",),
    where="the log at DEBUG",
)


def _in_order(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The members are compared in their order, and one that is no string ends it with an error of Java."""
    found = claims.get("aud")
    strings = takewhile(lambda member: isinstance(member, str), found if isinstance(found, list) else ())
    return None if set(strings).isdisjoint(expectation.values) else ACCEPT


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
    messages=(MISMATCH, MISSING),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=REFUSE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=REFUSE,
        other=REFUSE,
        mixed=REFUSE,
        decide=_in_order,
    ),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.NOT_BEFORE),
    setting=Setting(name="audience of the token-realm's jwt element", keys=("audience",)),
    recipe=Recipe(
        text="list the audience in the token realm",
        language="text",
        code="""\
/subsystem=elytron/token-realm=jwt-realm:write-attribute(name=jwt, value={issuer=[$issuer], audience=[$audiences]})
""",
    ),
    reveal="a log category org.wildfly.security at DEBUG, and the token itself",
)
