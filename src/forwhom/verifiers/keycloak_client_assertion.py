"""Keycloak on the assertions with which clients authenticate (private_key_jwt, client_secret_jwt).

The audience has to be the issuer of the realm; endpoint addresses count only where that is allowed.

Source: keycloak/keycloak, services, JWT client authenticators
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.finding import Party
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Token audience doesn't match domain. Expected audiences are any of [{expected}] but audience from token is '[{found}]'",
    sample="WARN  [org.keycloak.services] KC-SERVICES0096: Exception in executing Token audience doesn't match domain. Expected audiences are any of [https://sso.corp.example/realms/corp] but audience from token is '[https://sso.corp.example/realms/corp/protocol/openid-connect/token]'",
    codes=(
        "aud-path-differs",
        "aud-mismatch",
    ),
    status=400,
    found_as=Listing.COMMA_BLANK,
    expected_as=Listing.COMMA_BLANK,
)
MISMATCH_OLD = Message(
    template="Token audience doesn't match domain. Realm issuer is '{expected}' but audience from token is '[{found}]'",
    sample="Token audience doesn't match domain. Realm issuer is 'https://sso.corp.example/auth/realms/corp' but audience from token is '[http://keycloak:8080/auth/realms/corp]'",
    codes=(
        "aud-mismatch",
        "aud-host-differs",
    ),
    status=400,
    found_as=Listing.COMMA_BLANK,
    versions="older releases",
)
SIGNATURE = Message(
    template="Signature on JWT token failed validation",
    sample='{"error":"invalid_client","error_description":"Signature on JWT token failed validation"}',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=400,
)

VERIFIER = Verifier(
    id="keycloak-client-assertion",
    name="Keycloak JWT client authentication",
    kind="infrastructure",
    language="Java",
    versions="not recorded",
    basis=Basis.READ,
    sources=("keycloak/keycloak, services, JWTClientAuthenticator and its validator",),
    hints=(
        "keycloak",
        "client_assertion",
        "client-jwt",
        "invalid_client",
    ),
    messages=(
        MISMATCH,
        MISMATCH_OLD,
        SIGNATURE,
    ),
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
    order=(
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
    },
    setting=Setting(
        name="the issuer of the realm",
        keys=(
            "lenient-audience-validation",
            "hostname",
            "frontendUrl",
        ),
    ),
    recipe=Recipe(
        text="name the issuer of the realm in aud of the assertion",
        language="json",
        code="""\
{
  "iss": "CLIENT_ID",
  "sub": "CLIENT_ID",
  "aud": $audience,
  "jti": "a new one each time",
  "exp": 1772615553
}
""",
        party=Party.CLIENT,
    ),
    reveal="the events of the realm, and the log with KC_LOG_LEVEL=org.keycloak:debug",
    notes=(
        "Older releases also accept the addresses of the token, introspection, PAR and CIBA endpoints; newer ones only with --spi-client-authenticator-client-jwt-lenient-audience-validation=true.",
        "Behind a proxy the expected value is made from the frontend host name: http instead of https, or an internal host, points to the hostname setting.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
    ),
)
