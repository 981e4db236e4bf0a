"""Helidon's security providers jwt and oidc.

Source: helidon-io/helidon, security/jwt AudienceValidator.java, issue 5861
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Audience must contain {expected}, yet it is: Optional[{found}]",
    sample="""\
SEVERE io.helidon.security.providers.oidc.TenantAuthenticationHandler: Fatal issues found:
FATAL: Audience must contain [http://localhost:8181/], yet it is: Optional[[my-realm, master-realm, account]] at io.helidon.security.jwt.Jwt@218aec4b""",
    codes=("aud-mismatch", "aud-empty"),
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
    nothing=("[]",),
    status=401,
)
MISSING = Message(
    template="Audience is expected to be: {expected}, yet no audience in JWT",
    sample="FATAL: Audience is expected to be: [http://localhost:8181/], yet no audience in JWT at io.helidon.security.jwt.Jwt@218aec4b",
    codes=("aud-missing",),
    expected_as=Listing.BRACKETS,
    status=401,
)
OLD = Message(
    template="Audience is invalid or missing: {expected}",
    sample="io.helidon.security.SecurityException: Audience is invalid or missing: orders-api",
    codes=("aud-mismatch", "aud-missing", "iss-mismatch", "token-expired"),
    status=401,
    versions="before 3.0",
    basis=Basis.REPORTED,
    note="Printed for any claim that failed, not the audience alone.",
)

MEMBER = Message(
    template="Invalid value. Expecting a string array for key aud",
    sample="io.helidon.security.jwt.JwtException: Invalid value. Expecting a string array for key aud",
    codes=("aud-wrong-type",),
    exception="io.helidon.security.jwt.JwtException",
)
MISSING_4 = Message(
    template="Field aud is mandatory, yet not defined in JWT",
    sample="FATAL: Field aud is mandatory, yet not defined in JWT",
    codes=("aud-missing",),
    status=401,
    versions="4.x, newest",
)


VERIFIER = Verifier(
    id="helidon-jwt",
    name="Helidon security",
    kind="framework",
    language="Java",
    versions="3 and 4, as read",
    basis=Basis.READ,
    sources=(
        "helidon-io/helidon, security/jwt, Jwt.java, JwtUtil.java and AudienceValidator.java; JwtProvider.java",
        "helidon-io/helidon, issue 5861",
    ),
    aliases=("helidon",),
    hints=("helidon",),
    messages=(MISMATCH, MISSING, MISSING_4, MEMBER, OLD),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISSING,
        other=MISSING,
        mixed=MEMBER,
    ),
    order=(
        Check.STRUCTURE,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    setting=Setting(
        name="audience of the oidc provider, jwt-audience of the jwt provider",
        keys=("audience", "jwt-audience", "mp.jwt.verify.audiences"),
    ),
    recipe=Recipe(
        text="set the audience of this service",
        language="yaml",
        code="""\
security:
  providers:
    - oidc:
        identity-uri: $issuer
        audience: $audience
""",
    ),
    inferred=("unset", "unset_blank", "unset_malformed"),
)
