"""Keycloak's TokenVerifier, which validates the audience only where that is asked for.

Source: keycloak/keycloak, core/src/main/java/org/keycloak/TokenVerifier.java
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from forwhom.audience.expectation import Expectation
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
    template="Expected audience not available in the token",
    sample="org.keycloak.common.VerificationException: Expected audience not available in the token",
    codes=(
        "aud-mismatch",
        "aud-provider-default",
    ),
    status=401,
    exception="org.keycloak.common.VerificationException",
)
MISSING = Message(
    template="No audience in the token",
    sample="org.keycloak.common.VerificationException: No audience in the token",
    codes=("aud-missing",),
    status=401,
    exception="org.keycloak.common.VerificationException",
)
NOT_CONFIGURED = Message(
    template="Missing expectedAudience",
    sample="org.keycloak.common.VerificationException: Missing expectedAudience",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    exception="org.keycloak.common.VerificationException",
)
PARTY = Message(
    template="Expected issuedFor doesn't match",
    sample="org.keycloak.common.VerificationException: Expected issuedFor doesn't match",
    codes=(
        "aud-is-client-id",
        "aud-other-client",
    ),
    check=Check.OTHER,
    status=401,
    exception="org.keycloak.common.VerificationException",
    note="It is about azp, the client that the token was issued to.",
)
ISSUER = Message(
    template="Invalid token issuer. Expected '{expected_issuer}', but was '{issuer}'",
    sample="org.keycloak.common.VerificationException: Invalid token issuer. Expected 'https://sso.corp.example/realms/corp', but was 'http://keycloak:8080/realms/corp'",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    exception="org.keycloak.common.VerificationException",
)
EXPIRED = Message(
    template="Token is not active",
    sample="org.keycloak.exceptions.TokenNotActiveException: Token is not active",
    codes=(
        "token-expired",
        "token-not-yet-valid",
    ),
    check=Check.EXPIRY,
    status=401,
    exception="org.keycloak.exceptions.TokenNotActiveException",
)
TYPE = Message(
    template="Token type is incorrect. Expected '{expected_type}' but was '{type}'",
    sample="org.keycloak.common.VerificationException: Token type is incorrect. Expected 'Bearer' but was 'ID'",
    codes=("id-token-as-access-token",),
    check=Check.TYPE,
    status=401,
    exception="org.keycloak.common.VerificationException",
)

SIGNATURE = Message(
    template="Invalid token signature",
    sample="org.keycloak.exceptions.TokenSignatureInvalidException: Invalid token signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
    exception="org.keycloak.exceptions.TokenSignatureInvalidException",
)
SUBJECT = Message(
    template="Subject missing in token",
    sample="org.keycloak.common.VerificationException: Subject missing in token",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    status=401,
    exception="org.keycloak.common.VerificationException",
)

OLD_ISSUER = Message(
    template="Token audience doesn't match domain. Token issuer is {issuer}, but URL from configuration is {expected_issuer}",
    sample="org.keycloak.common.VerificationException: Token audience doesn't match domain. Token issuer is http://localhost:8080/auth/realms/corp, but URL from configuration is http://keycloak:8080/auth/realms/corp",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    exception="org.keycloak.common.VerificationException",
    versions="old adapters",
    note="The text speaks of the audience, but it is the issuer that differs.",
)
GATEKEEPER = Message(
    template="oidc: JWT claims invalid: invalid claims, 'aud' claim and 'client_id' do not match, aud={found}, client_id={expected}",
    sample="unable to verify the id token {\"error\": \"oidc: JWT claims invalid: invalid claims, 'aud' claim and 'client_id' do not match, aud=account, client_id=orders-web\"}",
    codes=(
        "aud-provider-default",
        "aud-mismatch",
    ),
    status=403,
    versions="Keycloak Gatekeeper",
    where="log of Keycloak Gatekeeper",
    basis=Basis.REPORTED,
)


def refuse_null(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """What is no string becomes null, which cannot be compared; only a match that stands before it is found."""
    found = claims.get("aud")
    if not isinstance(found, list) or not expectation.values:
        return None
    strings = takewhile(lambda member: isinstance(member, str), found)
    return ACCEPT if expectation.values[0] in strings else None


VERIFIER = Verifier(
    id="keycloak-tokenverifier",
    name="Keycloak TokenVerifier",
    kind="infrastructure",
    language="Java",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "keycloak/keycloak, core/src/main/java/org/keycloak/TokenVerifier.java",
        "keycloak/keycloak, JsonWebToken.java, StringOrArrayDeserializer.java and AdapterTokenVerifier.java",
    ),
    aliases=("keycloak",),
    hints=(
        "keycloak",
        "org.keycloak",
        "verify-token-audience",
    ),
    messages=(
        MISMATCH,
        MISSING,
        NOT_CONFIGURED,
        PARTY,
        ISSUER,
        EXPIRED,
        TYPE,
        SIGNATURE,
        SUBJECT,
        OLD_ISSUER,
        GATEKEEPER,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=REFUSE,
        other=REFUSE,
        mixed=REFUSE,
        decide=refuse_null,
    ),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.SUBJECT, Check.TYPE, Check.EXPIRY, Check.ISSUER, Check.AUDIENCE),
    failures={
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.TYPE: TYPE,
        Check.SIGNATURE: SIGNATURE,
        Check.SUBJECT: SUBJECT,
    },
    setting=Setting(
        name="verify-token-audience of the adapter, with the client's own id as audience",
        keys=(
            "verify-token-audience",
            "verifyTokenAudience",
            "resource",
            "audience",
        ),
    ),
    switch="an adapter without verify-token-audience",
    recipe=Recipe(
        text="turn the audience check of the adapter on",
        language="json",
        code="""\
{
  "realm": "corp",
  "auth-server-url": "https://sso.corp.example/",
  "resource": $audience,
  "bearer-only": true,
  "verify-token-audience": true
}
""",
    ),
    reveal="the log with the category org.keycloak at level DEBUG",
    notes=(
        "An access token of Keycloak does not name the calling client in aud; that one stands in azp, and aud is often only account.",
        "A mapper of the type Audience in a client scope adds the resource server to aud.",
        "The checks run in the order in which they were added: that of realmUrl after the others, the audience last.",
        "The status depends on the adapter.",
    ),
)
