"""Keycloak as a client of another OpenID Provider (identity brokering).

Source: keycloak/keycloak, services, broker/oidc/OIDCIdentityProvider.java
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

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
    basis=Basis.REPORTED,
    note="azp of the token is another client than the one configured.",
)

VERIFIER = Verifier(
    id="keycloak-identity-broker",
    name="Keycloak identity brokering",
    kind="infrastructure",
    language="Java",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("keycloak/keycloak, OIDCIdentityProvider.java (validateToken)",),
    aliases=("keycloak-broker",),
    hints=("identitybrokerexception", "keycloak.broker", "oidcidentityprovider"),
    messages=(MISMATCH, PARTY),
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
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.OTHER, Check.ISSUER, Check.EXPIRY),
    failures={Check.OTHER: PARTY},
    setting=Setting(name="Client ID of the identity provider in Keycloak", keys=("clientId", "client_id")),
    recipe=Recipe(
        text="set the client id that the other provider puts into aud",
        language="shell",
        code="""\
kcadm.sh update identity-provider/instances/upstream -r shop -s config.clientId=$audience
""",
    ),
    notes=("A token exchanged from outside meets the same check as one of a login.",),
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
