"""Keycloak on the assertions with which clients authenticate (private_key_jwt, client_secret_jwt).

The audience has to be the issuer of the realm; endpoint addresses count only where that is allowed.

Source: keycloak/keycloak, services, JWT client authenticators
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.finding import Party
from forwhom.jwt.json import JsonValue
from forwhom.verifier import COMPARE, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Invalid token audience",
    sample='{"error":"invalid_client","error_description":"Invalid token audience"}',
    codes=("aud-path-differs", "aud-mismatch", "aud-missing"),
    status=400,
)
SEVERAL = Message(
    template="Multiple audiences not allowed",
    sample='{"error":"invalid_client","error_description":"Multiple audiences not allowed"}',
    codes=("aud-many-unsupported",),
    status=400,
)
MISMATCH_26 = Message(
    template="Token audience doesn't match domain. Expected audiences are any of [{expected}] but audience from token is '[{found}]'",
    sample="WARN  [org.keycloak.services] KC-SERVICES0096: Exception in executing Token audience doesn't match domain. Expected audiences are any of [https://sso.corp.example/realms/corp] but audience from token is '[https://sso.corp.example/realms/corp/protocol/openid-connect/token]'",
    codes=(
        "aud-path-differs",
        "aud-mismatch",
    ),
    status=400,
    found_as=Listing.COMMA_BLANK,
    expected_as=Listing.COMMA_BLANK,
    versions="older releases",
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


def _failure(text: str, check: Check, *codes: str) -> Message:
    """One of the descriptions of invalid_client."""
    return Message(
        template=text,
        sample=f'{{"error":"invalid_client","error_description":"{text}"}}',
        codes=codes,
        check=check,
        status=400,
    )


SUBJECT = _failure("Token sub claim is required", Check.SUBJECT, "subject-mismatch")
ALGORITHM = _failure("Invalid signature algorithm", Check.ALGORITHM, "alg-not-allowed")
KEY = _failure("Unable to load public key", Check.KEY, "key-not-found")
NO_EXPIRY = _failure("Token exp claim is required", Check.PRESENCE, "exp-missing")
EXPIRED = _failure("Token is not active", Check.EXPIRY, "token-expired", "token-not-yet-valid")


def _one_alone(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The expected audience has to stand alone."""
    audience = read(claims)
    members = claims.get("aud")
    if not isinstance(members, list) or len(members) < 2 or set(audience.values).isdisjoint(expectation.values):  # noqa: PLR2004
        return None
    return SEVERAL


VERIFIER = Verifier(
    id="keycloak-client-assertion",
    name="Keycloak JWT client authentication",
    kind="infrastructure",
    language="Java",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "keycloak/keycloak, services, JWTClientAuthenticator.java, JWTClientValidator.java",
        "keycloak/keycloak, services, AbstractJWTClientValidator.java, AbstractBaseJWTValidator.java of 2025",
    ),
    hints=(
        "keycloak",
        "client_assertion",
        "client-jwt",
        "invalid_client",
    ),
    messages=(
        MISMATCH,
        SEVERAL,
        MISMATCH_26,
        MISMATCH_OLD,
        SUBJECT,
        ALGORITHM,
        KEY,
        SIGNATURE,
        NO_EXPIRY,
        EXPIRED,
    ),
    audience=alike(MISMATCH, mixed=COMPARE, decide=_one_alone),
    order=(Check.SUBJECT, Check.ALGORITHM, Check.KEY, Check.SIGNATURE, Check.AUDIENCE, Check.PRESENCE, Check.EXPIRY),
    failures={
        Check.SUBJECT: SUBJECT,
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY,
        Check.SIGNATURE: SIGNATURE,
        Check.PRESENCE: NO_EXPIRY,
        Check.EXPIRY: EXPIRED,
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
)
