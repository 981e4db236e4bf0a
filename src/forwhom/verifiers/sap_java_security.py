"""SAP's security libraries for BTP: java-security, spring-security, and those of other languages.

Source: SAP/cloud-security-services-integration-library, JwtAudienceValidator.java and its tests
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Jwt token with audience {found} is not issued for these clientIds: {expected}.",
    sample="Jwt token with audience [client, foreignclient, sb-test4!t1] is not issued for these clientIds: [sb-orders!t1, orders!t1].",
    codes=("aud-other-client", "aud-missing", "aud-mismatch"),
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
)

VERIFIER = Verifier(
    id="sap-java-security",
    name="SAP cloud security library",
    kind="library",
    language="Java",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("SAP/cloud-security-services-integration-library, JwtAudienceValidator.java, its tests and changelog",),
    aliases=("sap-xsuaa",),
    hints=("com.sap", "xsuaa", "jwtaudiencevalidator"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.EXPIRY, Check.ISSUER, Check.AUDIENCE, Check.SIGNATURE),
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
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
