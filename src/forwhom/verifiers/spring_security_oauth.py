"""Spring Security OAuth, the discontinued project before Spring Security 5. It compares aud with a resource id.

A token without aud, or with an empty array, passes whatever the resource id is.

Source: spring-attic/spring-security-oauth, OAuth2AuthenticationManager.java and DefaultAccessTokenConverter.java
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
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

#: What a resource server is called that nobody gave a resource id.
_DEFAULT = "oauth2-resource"


def _printed(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The resource id, or its default."""
    return {"expected": expectation.values[0] if expectation.values else _DEFAULT}


MISMATCH = Message(
    template="Invalid token does not contain resource id ({expected})",
    sample='{"error":"access_denied","error_description":"Invalid token does not contain resource id (oauth2-resource)"}',
    codes=("aud-mismatch", "audience-not-configured", "aud-empty"),
    status=403,
    exception="org.springframework.security.oauth2.common.exceptions.OAuth2AccessDeniedException",
    printed=_printed,
    note="The value is the resource id of the resource server; oauth2-resource is its default, so that nobody set one.",
)
EXPIRED = Message(
    template="Access token expired: {token}",
    sample='{"error":"invalid_token","error_description":"Access token expired: eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9..."}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    exception="org.springframework.security.oauth2.common.exceptions.InvalidTokenException",
    note="The text holds the whole token, also in the response.",
)
INVALID = Message(
    template="Cannot convert access token to JSON",
    sample='{"error":"invalid_token","error_description":"Cannot convert access token to JSON"}',
    codes=("signature-invalid", "token-malformed", "token-opaque"),
    check=Check.SIGNATURE,
    status=401,
    exception="org.springframework.security.oauth2.common.exceptions.InvalidTokenException",
    note="A wrong key, a bad signature and a token that is no JWT get this one text.",
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Where no resource id was set it is oauth2-resource; a number or an object in aud ends in an error of Java."""
    found = claims.get("aud")
    if "aud" in claims and not isinstance(found, str | list | None):
        return REFUSE
    if expectation.audiences is not NONE_CONFIGURED or "aud" not in claims or found == []:
        return None
    return ACCEPT if _DEFAULT in (found if isinstance(found, list) else [found]) else MISMATCH


VERIFIER = Verifier(
    id="spring-security-oauth",
    name="Spring Security OAuth (legacy)",
    kind="framework",
    language="Java",
    versions="2.0 to 2.5",
    basis=Basis.READ,
    sources=(
        "spring-attic/spring-security-oauth, OAuth2AuthenticationManager.java, DefaultAccessTokenConverter.java",
        "spring-attic/spring-security-oauth, issues 1702 and 204; spring-attic/spring-security-oauth2-boot, issue 202",
    ),
    aliases=("spring-security-oauth2", "spring-oauth2"),
    hints=(
        "OAuth2AccessDeniedException",
        "OAuth2AuthenticationManager",
        "EnableResourceServer",
        "oauth2-resource",
        "resourceId",
    ),
    messages=(MISMATCH, EXPIRED, INVALID),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=REFUSE,
        absent=ACCEPT,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=REFUSE,
        other=REFUSE,
        mixed=COMPARE,
        decide=_audience,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    failures={Check.SIGNATURE: INVALID, Check.EXPIRY: EXPIRED},
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(
        name="resourceId of ResourceServerSecurityConfigurer, or security.oauth2.resource.id",
        keys=("resourceId", "security.oauth2.resource.id", "resource-id", "RESOURCE_ID"),
    ),
    switch="resourceId(null): any audience passes",
    recipe=Recipe(
        text="give the resource server the identifier that its tokens carry; better, move to Spring Security's own resource server",
        language="java",
        code="""\
@Override
public void configure(ResourceServerSecurityConfigurer resources) {
    resources.resourceId($audience);
}
""",
    ),
    limits=(
        Limit(
            text="A token without aud, or of a client without resource ids, passes at every resource server.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="spring-attic/spring-security-oauth, issue 1702",
        ),
        Limit(
            text="With security.oauth2.resource.user-info-uri the resource id is never compared.",
            seen=Seen.ACCEPTED,
            symptom="audience-check-disabled",
            source="spring-attic/spring-security-oauth2-boot, issue 202",
        ),
    ),
    notes=("The project ended in 2022; Spring Security's own resource server took its place.",),
    inferred=("several", "order"),
)
