"""Spring Security's resource server, which validates no audience unless it is told to.

The text is the same for a mismatch and an absent claim, and shows no value. An aud of a wrong type is a malformed
payload, for the types are looked at before the signature.

Source: spring-projects/spring-security, JwtClaimValidator.java, JwtValidators.java and NimbusJwtDecoder.java.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED
from forwhom.token_kind import TokenKind
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)
from forwhom.verifiers import nimbus_jose_jwt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue

_DECODE = "An error occurred while attempting to decode the Jwt: "
_HEADER = (
    'WWW-Authenticate: Bearer error="invalid_token", error_description="' + _DECODE + "{text}"
    '", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"'
)
_VALIDATION = "org.springframework.security.oauth2.jwt.JwtValidationException"
_BAD = "org.springframework.security.oauth2.jwt.BadJwtException"


def _refusal(
    template: str, *codes: str, check: Check, shown: str = "", exception: str = _VALIDATION, basis: Basis | None = None
) -> Message:
    """A text of the decoder: the sample is the exception as it is logged."""
    return Message(
        template=template,
        sample=f"{exception}: {_DECODE}{shown or template}",
        codes=codes,
        check=check,
        status=401,
        exception=exception,
        basis=basis,
    )


MISMATCH = Message(
    template="The aud claim is not valid",
    sample=_HEADER.format(text="The aud claim is not valid"),
    codes=("aud-mismatch", "aud-missing", "aud-empty"),
    status=401,
    exception=_VALIDATION,
    note="A token without aud gets the same text.",
)
TUTORIAL = Message(
    template="The required audience is missing",
    sample=_HEADER.format(text="The required audience is missing"),
    codes=("aud-mismatch", "aud-missing"),
    status=401,
    exception=_VALIDATION,
    note="This is not Spring's own text: a validator written by hand, as tutorials show it, refuses an absent and a wrong "
    "audience with it.",
    basis=Basis.REPORTED,
)
LOGOUT = Message(
    template="aud claim must not be null",
    sample="[invalid_request] aud claim must not be null",
    codes=("aud-missing",),
    note="It is about an OIDC back-channel logout token.",
)
ISSUER = _refusal("The iss claim is not valid", "iss-mismatch", check=Check.ISSUER)
EXPIRED = _refusal(
    "Jwt expired at {time}", "token-expired", check=Check.EXPIRY, shown="Jwt expired at 2026-09-05T02:16:30Z"
)
NOT_YET_VALID = _refusal(
    "Jwt used before {time}",
    "token-not-yet-valid",
    check=Check.NOT_BEFORE,
    shown="Jwt used before 2026-09-05T04:16:30Z",
)
SIGNATURE = _refusal(
    "Signed JWT rejected: Invalid signature",
    "signature-invalid",
    check=Check.SIGNATURE,
    exception=_BAD,
)
KEY_NOT_FOUND = _refusal(
    "Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
    "key-not-found",
    "alg-not-allowed",
    check=Check.KEY,
    exception=_BAD,
)
JWKS_UNAVAILABLE = _refusal(
    "Couldn't retrieve remote JWK set: {detail}",
    "jwks-unavailable",
    check=Check.KEY,
    shown="Couldn't retrieve remote JWK set: org.springframework.web.client.ResourceAccessException: I/O error",
    exception="org.springframework.security.oauth2.jwt.JwtException",
    basis=Basis.REPORTED,
)
TOKEN_TYPE = Message(
    template="the given typ value needs to be one of {types}",
    sample=f"{_VALIDATION}: {_DECODE}the given typ value needs to be one of [JWT]",
    codes=("verifier-limit", "id-token-as-access-token", "typ-mismatch"),
    check=Check.TYPE,
    status=401,
    exception=_VALIDATION,
    versions="from 6.5.0",
    note="With [JWT] the default validators refuse a JWT access token of typ at+jwt, for which createAtJwtValidator is "
    "made; with [at+jwt, application/at+jwt] it is the other way round.",
)
TOKEN_TYPE_HEADER = _refusal(
    "JOSE header typ (type) {typ} not allowed",
    "verifier-limit",
    "id-token-as-access-token",
    "typ-mismatch",
    check=Check.TYPE,
    shown="JOSE header typ (type) at+jwt not allowed",
    exception=_BAD,
)
PAYLOAD = _refusal("Malformed payload", "token-malformed", "aud-wrong-type", check=Check.STRUCTURE, exception=_BAD)
NEVER_VALID = _refusal(
    "expiresAt must be after issuedAt", "token-expired", "token-malformed", check=Check.EXPIRY, exception=_BAD
)
MALFORMED = _refusal(
    "Malformed token", "token-malformed", "token-opaque", check=Check.STRUCTURE, exception=_BAD, basis=Basis.REPORTED
)
_BROKEN = (
    _refusal(
        "Invalid unsecured/JWS/JWE header: {detail}",
        "token-opaque",
        "token-malformed",
        check=Check.STRUCTURE,
        shown="Invalid unsecured/JWS/JWE header: Invalid JSON: Unexpected token",
        exception=_BAD,
        basis=Basis.REPORTED,
    ),
    _refusal(
        "Invalid JWT serialization: Missing dot delimiter(s)",
        "token-opaque",
        "token-malformed",
        check=Check.STRUCTURE,
        exception=_BAD,
        basis=Basis.REPORTED,
    ),
)
UNSIGNED = Message(
    template="Unsupported algorithm of none",
    sample=f"{_BAD}: Unsupported algorithm of none",
    codes=("alg-not-allowed", "signature-invalid"),
    check=Check.ALGORITHM,
    status=401,
    exception=_BAD,
)


def _payload(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A claim of a wrong type, which Nimbus finds when it reads the claims."""
    return PAYLOAD if nimbus_jose_jwt.VERIFIER.special[Check.TYPE](claims, expectation, now) else None


def _lifetime(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A lifetime that ends before the token was issued, whatever the time is."""
    ends, began = claims.get("exp"), claims.get("iat")
    if isinstance(ends, int | float) and isinstance(began, int | float) and ends <= began:
        return NEVER_VALID
    return None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A wrong type is told before; null within an array of audiences is taken."""
    if _payload(claims, expectation, None):
        return PAYLOAD
    found = read(claims)
    if found.shape is not Shape.MIXED_ARRAY:
        return None
    unset = expectation.audiences is NONE_CONFIGURED
    return ACCEPT if unset or any(value in found.values for value in expectation.values) else MISMATCH


VERIFIER = Verifier(
    id="spring-security",
    name="Spring Security",
    kind="library",
    language="Java",
    versions="6.5.11",
    basis=Basis.OBSERVED,
    sources=(
        "observed: 6.5.11 with Nimbus 10.5: NimbusJwtDecoder, JwtClaimValidator, JwtAudienceValidator and the entry point",
        "spring-projects/spring-security, JwtClaimValidator.java, JwtValidators.java, NimbusJwtDecoder.java, JwtTimestampValidator.java",
        "spring-projects/spring-boot, OAuth2ResourceServerJwtConfiguration.java, 2023",
    ),
    builds_on="nimbus-jose-jwt",
    aliases=("spring-boot", "spring", "spring-resource-server", "spring-boot-resource-server", "azure-spring-boot"),
    hints=("org.springframework", "NimbusJwtDecoder", "JwtValidationException", "attempting to decode the Jwt"),
    messages=(
        MISMATCH,
        TUTORIAL,
        LOGOUT,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        KEY_NOT_FOUND,
        JWKS_UNAVAILABLE,
        TOKEN_TYPE,
        TOKEN_TYPE_HEADER,
        PAYLOAD,
        NEVER_VALID,
        MALFORMED,
        *_BROKEN,
        UNSIGNED,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=PAYLOAD,
        other=PAYLOAD,
        mixed=PAYLOAD,
        unset_malformed=PAYLOAD,
        decide=_audience,
    ),
    # Every validator runs, but only the first failure reaches the text; the timestamps come first, then the issuer.
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.TYPE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    special={Check.STRUCTURE: _payload, Check.PRESENCE: _lifetime},
    failures={
        Check.ALGORITHM: UNSIGNED,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(
        name="spring.security.oauth2.resourceserver.jwt.audiences",
        keys=("spring.security.oauth2.resourceserver.jwt.audiences", "jwt.audiences", "audiences", "audience"),
    ),
    switch="leaving spring.security.oauth2.resourceserver.jwt.audiences out, or a JwtDecoder bean without an audience validator",
    recipe=Recipe(
        text="set spring.security.oauth2.resourceserver.jwt.audiences, or add the validator to a JwtDecoder bean of its own",
        language="java",
        code="""\
@Bean
JwtDecoder jwtDecoder() {
    NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation($issuer).build();
    Set<String> expected = new HashSet<>(List.of($audiences));
    OAuth2TokenValidator<Jwt> audience = new JwtClaimValidator<Collection<String>>(
        JwtClaimNames.AUD, found -> found != null && found.stream().anyMatch(expected::contains));
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
        JwtValidators.createDefaultWithIssuer($issuer), audience));
    return decoder;
}
""",
    ),
    limits=(
        Limit(
            text="The property audiences is read by Spring Boot's auto-configuration only, so a JwtDecoder bean of the "
            "application silently drops it.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="spring-projects/spring-boot, OAuth2ResourceServerJwtConfiguration.java",
        ),
    ),
    reveal="logging.level.org.springframework.security=TRACE shows every failed validator",
    notes=(
        "A token without exp passes; one whose typ is at+jwt does not, unless the decoder is told so.",
        "JwtValidators.createDefault and createDefaultWithIssuer validate no audience.",
        "JwtTimestampValidator forgives 60 seconds around exp and nbf.",
        "A refusal of scopes is HTTP 403 with insufficient_scope and has nothing to do with aud.",
    ),
)
