"""Keycloak as a client of another OpenID Provider (identity brokering).

Source: keycloak/keycloak, services, broker/oidc/OIDCIdentityProvider.java
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, REFUSE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers import keycloak_tokenverifier

MISMATCH = Message(
    template="Wrong audience from token.",
    sample="ERROR [org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider] Failed to make identity provider oauth callback: org.keycloak.broker.provider.IdentityBrokerException: Wrong audience from token.",
    codes=("aud-other-client", "aud-mismatch"),
    exception="org.keycloak.broker.provider.IdentityBrokerException",
)
PARTY = Message(
    template="Token issued for does not match client id",
    sample="org.keycloak.broker.provider.IdentityBrokerException: Token issued for does not match client id",
    codes=("aud-other-client",),
    check=Check.OTHER,
    exception="org.keycloak.broker.provider.IdentityBrokerException",
    note="azp of the token is another client than the one configured.",
)

ISSUER = Message(
    template="Wrong issuer from token. Got: {issuer} expected: {expected_issuer}",
    sample="org.keycloak.broker.provider.IdentityBrokerException: Wrong issuer from token. Got: https://a.example expected: https://b.example",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="org.keycloak.broker.provider.IdentityBrokerException",
)
EXPIRED = Message(
    template="Token is no longer valid",
    sample="org.keycloak.broker.provider.IdentityBrokerException: Token is no longer valid",
    codes=("token-expired", "token-not-yet-valid"),
    check=Check.EXPIRY,
    exception="org.keycloak.broker.provider.IdentityBrokerException",
)
SIGNATURE = Message(
    template="token signature validation failed",
    sample="org.keycloak.broker.provider.IdentityBrokerException: token signature validation failed",
    codes=("signature-invalid", "key-not-found"),
    check=Check.SIGNATURE,
    exception="org.keycloak.broker.provider.IdentityBrokerException",
)


VERIFIER = Verifier(
    id="keycloak-identity-broker",
    name="Keycloak identity brokering",
    kind="infrastructure",
    language="Java",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("keycloak/keycloak, OIDCIdentityProvider.java (validateToken), JsonWebToken.java",),
    aliases=("keycloak-broker",),
    hints=("identitybrokerexception", "keycloak.broker", "oidcidentityprovider"),
    messages=(MISMATCH, PARTY, ISSUER, EXPIRED, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=REFUSE,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=REFUSE,
        other=REFUSE,
        mixed=REFUSE,
        decide=keycloak_tokenverifier.refuse_null,
    ),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.AUDIENCE, Check.OTHER, Check.ISSUER),
    failures={
        Check.OTHER: PARTY,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: EXPIRED,
        Check.SIGNATURE: SIGNATURE,
    },
    setting=Setting(name="Client ID of the identity provider in Keycloak", keys=("clientId", "client_id")),
    recipe=Recipe(
        text="set the client id that the other provider puts into aud",
        language="shell",
        code="""\
kcadm.sh update identity-provider/instances/upstream -r shop -s config.clientId=$audience
""",
    ),
    notes=("A token exchanged from outside meets the same check as one of a login.",),
)
