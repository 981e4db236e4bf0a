"""Jetty's OpenID module, as a client of an OpenID Provider.

It does not verify the signature, as the ID Token comes from the token endpoint itself (OIDC Core 3.1.3.7 allows that).

Source: jetty/jetty.project, jetty-openid, OpenIdCredentials.java
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import (
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

_EXCEPTION = "OpenIdCredentials$AuthenticationException"

MISMATCH = Message(
    template="Audience Claim MUST contain the client_id value",
    sample="org.eclipse.jetty.security.openid.OpenIdCredentials$AuthenticationException: Audience Claim MUST contain the client_id value",
    codes=("aud-other-client", "aud-mismatch", "aud-empty"),
    exception=_EXCEPTION,
    note="Before 9.4.57 the exception is an IllegalArgumentException.",
)
PARTY = Message(
    template="A multi-audience ID token needs to contain an azp claim",
    sample="org.eclipse.jetty.security.openid.OpenIdCredentials$AuthenticationException: A multi-audience ID token needs to contain an azp claim",
    codes=("aud-many-unsupported",),
    exception=_EXCEPTION,
    note="aud has more than one value, the client id among them, and the token has no azp.",
)
INVALID = Message(
    template="Audience claim was not valid",
    sample="org.eclipse.jetty.security.openid.OpenIdCredentials$AuthenticationException: Audience claim was not valid",
    codes=("aud-missing", "aud-wrong-type"),
    exception=_EXCEPTION,
    note="aud is absent, null or neither a string nor an array.",
)
OTHER_PARTY = Message(
    template="Authorized party claim value should be the client_id",
    sample="org.eclipse.jetty.security.openid.OpenIdCredentials$AuthenticationException: Authorized party claim value should be the client_id",
    codes=("aud-other-client",),
    check=Check.OTHER,
    exception=_EXCEPTION,
    basis=Basis.READ,
)
ISSUER = Message(
    template="Issuer Identifier MUST exactly match the iss Claim",
    sample="org.eclipse.jetty.security.openid.OpenIdCredentials$AuthenticationException: Issuer Identifier MUST exactly match the iss Claim",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_EXCEPTION,
)
EXPIRED = Message(
    template="ID Token has expired",
    sample="org.eclipse.jetty.security.openid.OpenIdCredentials$AuthenticationException: ID Token has expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_EXCEPTION,
)
NO_CLIENT = Message(
    template='Cannot invoke "String.length()" because "s" is null',
    sample='java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null',
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    exception="NullPointerException",
    note="The client id is null, and the token request cannot be written.",
    common=True,
)


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A list with the client id and another value needs azp."""
    aud = claims.get("aud")
    if not isinstance(aud, list):
        return None
    met = any(value in aud for value in expectation.values)
    return PARTY if met and len(aud) > 1 and claims.get("azp") is None else None


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Without a client id no token request can be made."""
    return NO_CLIENT if expectation.audiences is NONE_CONFIGURED else None


VERIFIER = Verifier(
    id="jetty-openid",
    name="Jetty OpenID",
    kind="framework",
    language="Java",
    versions="9.4.57",
    basis=Basis.OBSERVED,
    sources=(
        "Jetty 9.4.57 of Debian 12, its OpenID module run with a token endpoint of its own",
        "jetty/jetty.project, pull request 4135, OpenIdCredentials.java",
    ),
    aliases=("jetty",),
    hints=("jetty", "openidcredentials"),
    messages=(MISMATCH, PARTY, INVALID, OTHER_PARTY, ISSUER, EXPIRED, NO_CLIENT),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NO_CLIENT,
        unset_blank=NO_CLIENT,
        unset_malformed=NO_CLIENT,
        absent=INVALID,
        null=INVALID,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=INVALID,
        other=INVALID,
        mixed=COMPARE,
        several=REFUSE,
        decide=_decide,
    ),
    order=(Check.CONFIGURATION, Check.ISSUER, Check.AUDIENCE, Check.OTHER, Check.EXPIRY),
    failures={
        Check.CONFIGURATION: NO_CLIENT,
        Check.ISSUER: ISSUER,
        Check.OTHER: OTHER_PARTY,
        Check.EXPIRY: EXPIRED,
    },
    special={Check.CONFIGURATION: _configuration},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="clientId of OpenIdConfiguration", keys=("clientId", "jetty.openid.clientId")),
    recipe=Recipe(
        text="give OpenIdConfiguration the client id that the provider issues ID Tokens for, or set jetty.openid.clientId",
        language="java",
        code="""\
var configuration =
    new OpenIdConfiguration($issuer, authorizationEndpoint, tokenEndpoint, $audience, clientSecret, httpClient);
""",
    ),
    limits=(
        Limit(
            text="A token that names the client id and another audience needs azp.",
            seen=Seen.REFUSED,
            symptom="aud-many-unsupported",
            source="Jetty 9.4.57, run",
        ),
    ),
    reveal="no text shows a value; with debug logging of org.eclipse.jetty.security.openid the claims are in the log",
    notes=(
        "The signature is not verified; nbf and iat are not looked at.",
        "A token without exp ends in a NullPointerException.",
        "OpenIdLoginService writes the text into the log, and the browser is led to the error page.",
        "A client has one id.",
    ),
)
