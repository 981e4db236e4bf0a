"""SAP's security libraries for BTP: java-security, spring-security, and those of other languages.

Source: SAP/cloud-security-services-integration-library, JwtAudienceValidator.java and its tests
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Jwt token with audience {found} is not issued for these clientIds: {expected}.",
    sample="Jwt token with audience [client, foreignclient, sb-test4!t1] is not issued for these clientIds: [sb-orders!t1, orders!t1].",
    codes=("aud-other-client", "aud-missing", "aud-mismatch", "aud-empty"),
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
    nothing=("[]",),
)
WRONG_TYPE = Message(
    template='JSONObject["aud"] is not a JSONArray',
    sample='com.sap.cloud.security.json.JsonParsingException: JSONObject["aud"] is not a JSONArray.',
    codes=("aud-wrong-type",),
    exception="com.sap.cloud.security.json.JsonParsingException",
)
MEMBER = Message(
    template="Cannot cast {type} to java.lang.String",
    sample="com.sap.cloud.security.json.JsonParsingException: Cannot cast java.lang.Integer to java.lang.String",
    codes=("aud-wrong-type",),
    exception="com.sap.cloud.security.json.JsonParsingException",
    common=True,
)
UNSET = Message(
    template="JwtAudienceValidator requires a clientId.",
    sample="java.lang.IllegalArgumentException: JwtAudienceValidator requires a clientId.",
    codes=("audience-not-configured",),
    exception="java.lang.IllegalArgumentException",
)
EXPIRED = Message(
    template="Jwt expired at {exp}, time now: {now}",
    sample="Jwt expired at 2026-03-04T09:12:33Z, time now: 2026-03-04T09:14:33Z",
    codes=("token-expired",),
    check=Check.EXPIRY,
)
NOT_YET_VALID = Message(
    template="Jwt cannot be accepted before {nbf}, time now: {now}",
    sample="Jwt cannot be accepted before 2026-03-04T09:16:33Z, time now: 2026-03-04T09:14:33Z",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
)
SIGNATURE = Message(
    template="Signature of Jwt Token is not valid: the identity provided by the JSON Web Token Key can not be {done}",
    sample="Signature of Jwt Token is not valid: the identity provided by the JSON Web Token Key can not be verified.",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
)


def _prefixes(values: Iterable[JsonValue]) -> set[str]:
    """What stands before the first dot of each that has one."""
    return {value.partition(".")[0].strip() for value in values if isinstance(value, str) and "." in value} - {""}


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A dot ends an audience; azp counts as one, and a broker's clone ends in the broker's id."""
    said = read(claims)
    if not expectation.values or said.shape in {Shape.NULL, Shape.NUMBER, Shape.OTHER, Shape.MIXED_ARRAY}:
        return None
    audiences = {value for value in said.values if "." not in value} | _prefixes(said.values)
    if isinstance(party := claims.get("azp"), str):
        audiences.add(party)
    scopes = claims.get("scope")
    if said.shape in {Shape.ABSENT, Shape.EMPTY_ARRAY} and isinstance(scopes, list):
        audiences |= _prefixes(scopes)
    for client in expectation.values:
        if client in audiences or ("!b" in client and any(value.endswith(f"|{client}") for value in audiences)):
            return ACCEPT
    return MISMATCH


VERIFIER = Verifier(
    id="sap-java-security",
    name="SAP cloud security library",
    kind="library",
    language="Java",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=(
        "SAP/cloud-security-services-integration-library, JwtAudienceValidator.java, its tests and changelog; JwtValidatorBuilder.java, DefaultJsonObject.java",
    ),
    aliases=("sap-xsuaa",),
    hints=("com.sap", "xsuaa", "jwtaudiencevalidator"),
    messages=(MISMATCH, WRONG_TYPE, MEMBER, UNSET, EXPIRED, NOT_YET_VALID, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=UNSET,
        unset_blank=UNSET,
        unset_malformed=UNSET,
        absent=MISMATCH,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=MEMBER,
        decide=_decide,
    ),
    order=(Check.STRUCTURE, Check.EXPIRY, Check.NOT_BEFORE, Check.ISSUER, Check.SIGNATURE, Check.AUDIENCE),
    failures={Check.EXPIRY: EXPIRED, Check.NOT_BEFORE: NOT_YET_VALID, Check.SIGNATURE: SIGNATURE},
    setting=Setting(
        name="the client id of the bound xsuaa or identity service", keys=("clientid", "clientId", "xsappname")
    ),
    recipe=Recipe(
        text="let the caller request a token for the bound service instance, or grant its scopes to the calling application",
        language="yaml",
        code="""\
xsuaa:
  clientid: $audience
""",
    ),
    notes=("Where aud is empty, audiences are taken from the prefixes of the scopes.",),
)
