"""Spring Security's OAuth 2.0 login. It shows the invalid claims of an ID Token, never what was expected.

Source: spring-projects/spring-security, OidcIdTokenValidator.java.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
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

_TEXT = "The ID Token contains invalid claims: {"


def _invalid(template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "") -> Message:
    """The text of one invalid claim; with several, all stand in the braces."""
    return Message(
        template=f"{_TEXT}{template}}}",
        sample=f"[invalid_id_token] {_TEXT}{shown}}}",
        codes=codes,
        check=check,
        exception="org.springframework.security.oauth2.core.OAuth2AuthenticationException",
        found_as=Listing.COMMA_BLANK,
        note=note,
    )


MISMATCH = _invalid(
    "aud=[{found}]",
    "aud=[mobile-client]",
    "aud-mismatch",
    "aud-other-client",
    "aud-empty",
    note="It shows the token's audiences; the expected one is the client-id of the registration.",
)
AMONG_OTHERS = _invalid(
    "{others}, aud=[{found}]",
    "iss=https://sts.example.com, aud=[mobile-client]",
    "aud-mismatch",
    "aud-other-client",
    "iss-mismatch",
)
MISSING = _invalid("aud=null", "aud=null", "aud-missing", check=Check.PRESENCE, note="aud is a required claim.")
PARTY_MISSING = _invalid(
    "azp=null", "azp=null", "aud-many-unsupported", note="The token names more than one audience and has no azp."
)
PARTY_OTHER = _invalid("azp={party}", "azp=mobile-client", "aud-other-client")
ISSUER = _invalid("iss={issuer}", "iss=https://sts.example.com", "iss-mismatch", check=Check.ISSUER)
EXPIRED = _invalid("exp={time}", "exp=2026-09-05T02:16:30Z", "token-expired", check=Check.EXPIRY)
ISSUED_LATER = _invalid("iat={time}", "iat=2026-09-05T04:16:30Z", "token-not-yet-valid", check=Check.ISSUED_AT)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A second audience asks for azp, and azp has to be the client."""
    found = read(claims).values
    if not expectation.values or expectation.values[0] not in found:
        return None
    party = claims.get("azp")
    if party is None:
        return PARTY_MISSING if len(found) > 1 else None
    return ACCEPT if party == expectation.values[0] else PARTY_OTHER


VERIFIER = Verifier(
    id="spring-security-oidc-client",
    name="Spring Security OAuth 2.0 login (ID Token)",
    kind="framework",
    language="Java",
    versions="source of 2026-08",
    basis=Basis.READ,
    sources=(
        "spring-projects/spring-security, OidcIdTokenValidator.java",
        "NimbusJwtDecoder, which reads the claims before, as run in spring-security",
    ),
    aliases=("spring-security-oauth2-client", "spring-boot-oauth2-client"),
    hints=("invalid_id_token", "OidcIdTokenValidator", "oauth2.client", "OAuth2AuthenticationException"),
    messages=(
        MISMATCH,
        AMONG_OTHERS,
        MISSING,
        PARTY_MISSING,
        PARTY_OTHER,
        ISSUER,
        EXPIRED,
        ISSUED_LATER,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=REFUSE,
        other=REFUSE,
        mixed=REFUSE,
        decide=_audience,
        unset_malformed=REFUSE,
    ),
    order=(Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.ISSUED_AT),
    failures={Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED, Check.ISSUED_AT: ISSUED_LATER},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(
        name="spring.security.oauth2.client.registration.ID.client-id", keys=("client-id", "clientId", "client_id")
    ),
    recipe=Recipe(
        text="set the client-id of the registration to the client to which the ID Token is issued",
        language="properties",
        code="""\
spring.security.oauth2.client.registration.provider.client-id=$audience
spring.security.oauth2.client.provider.provider.issuer-uri=$issuer
""",
    ),
    limits=(
        Limit(
            text="Version 5.1 writes aud([...]) and 5.2 writes aud ([...]) where later ones write {aud=[...]}.",
            seen=Seen.WORDED,
            versions="until 5.2",
            source="spring-projects/spring-security, OidcIdTokenValidator.java at 5.1 and 5.2",
        ),
    ),
    notes=(
        "All invalid claims but the required ones stand in one text, in no fixed order.",
        "A correct array with a second audience is refused without azp.",
        "The required claims iss, sub, aud, exp and iat are looked at first.",
    ),
)
