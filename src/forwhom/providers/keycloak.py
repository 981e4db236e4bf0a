"""Keycloak: an audience stands in an access token only when a mapper puts it there; `account` comes by itself.

Source: https://phasetwo.io/tutorials/clients/audience/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="keycloak",
    name="Keycloak / Red Hat build of Keycloak",
    aliases=("rhbk", "red-hat-sso", "rhsso", "red-hat-build-of-keycloak"),
    families=(),
    issuer_pattern=r"https?://[^/\s]+(?:/\S*)?/realms/[^/\s]+",
    issuer_examples=(
        "https://sso.example.com/realms/acme",
        "https://sso.example.com/auth/realms/acme",
    ),
    marks={
        "realm_access": "",
        "resource_access": "",
        "typ": r"Bearer|Refresh|Offline",
        "aud": "account|.+/realms/.+",
        "iss": r".+/realms/[^/\s]+/?",
    },
    traits={"azp": "", "session_state": "", "allowed-origins": "", "preferred_username": "", "acr": "[01]"},
    metadata={"token_endpoint": r".+/realms/[^/]+/protocol/openid-connect/token"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names what audience mappers add: the clients whose roles the user holds (account on a fresh realm) and hard-coded ones; never the requesting client, which is azp.",
            example={
                "exp": 1760000300,
                "iat": 1760000000,
                "jti": "j-1",
                "iss": "https://sso.acme.example/realms/acme",
                "aud": "account",
                "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                "typ": "Bearer",
                "azp": "shop-web",
                "sid": "s-1",
                "acr": "1",
                "allowed-origins": ["https://shop.acme.example"],
                "realm_access": {"roles": ["offline_access", "uma_authorization"]},
                "resource_access": {"account": {"roles": ["manage-account"]}},
                "scope": "openid profile email",
                "preferred_username": "ada",
            },
            header={"alg": "RS256", "typ": "JWT", "kid": "kid-1"},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id of the requesting client.",
            example={
                "exp": 1760000300,
                "iat": 1760000000,
                "auth_time": 1760000000,
                "jti": "j-2",
                "iss": "https://sso.acme.example/realms/acme",
                "aud": "shop-web",
                "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                "typ": "ID",
                "azp": "shop-web",
                "nonce": "n-0S6_WzA2Mj",
                "sid": "s-1",
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "acr": "1",
                "preferred_username": "ada",
            },
        ),
        TokenShape(
            kind=TokenKind.REFRESH_TOKEN,
            audience="It names the realm's own issuer URL, since only Keycloak reads it.",
            example={
                "exp": 1760001800,
                "iat": 1760000000,
                "jti": "j-3",
                "iss": "https://sso.acme.example/realms/acme",
                "aud": "https://sso.acme.example/realms/acme",
                "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                "typ": "Refresh",
                "azp": "shop-web",
                "sid": "s-1",
                "scope": "openid profile email",
            },
            header={"alg": "HS512", "typ": "JWT", "kid": "kid-2"},
        ),
    ),
    defaults=(
        DefaultAudience(
            pattern=r"account",
            text="the account client, which the Audience Resolve mapper adds for every user with its default roles",
        ),
    ),
    resources=(
        Resource(name="the admin console's API", values=("realm-management", "security-admin-console")),
        Resource(name="the broker", values=("broker",)),
    ),
    mistakes=(
        Mistake(code="aud-provider-default", text="no audience mapper names the API, so aud is account only"),
        Mistake(code="aud-missing", text="no mapper yields an audience at all, so aud is left out"),
        Mistake(
            code="audience-not-requested",
            text="the client scope with the audience mapper is optional and was not requested, or the client sent audience or resource, which do not add one",
        ),
        Mistake(code="aud-is-client-id", text="the requesting client was expected in aud; it stands in azp"),
        Mistake(
            code="aud-other-resource",
            text="an audience was hard-coded at the front-end's client, so each of its tokens carries it, whatever it is for",
        ),
        Mistake(code="id-token-as-access-token", text="the ID Token, whose aud is the client id, was sent to the API"),
        Mistake(
            code="iss-mismatch",
            text="Keycloak is reached by one host name inside and another outside, and puts that name into iss",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request the client scope that holds the API's audience mapper, when it is an optional scope of this client",
            Snippet("text", "scope=openid SCOPE_WITH_THE_AUDIENCE_MAPPER\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "add an Audience mapper for the API to a client scope, and assign that scope to the requesting client as default or optional",
            Snippet(
                "shell",
                "kcadm.sh create client-scopes/SCOPE_ID/protocol-mappers/models -r REALM \\\n"
                "  -s name=audience-of-the-api -s protocol=openid-connect -s protocolMapper=oidc-audience-mapper \\\n"
                "  -s 'config.\"included.custom.audience\"=$audience' \\\n"
                "  -s 'config.\"access.token.claim\"=true' -s 'config.\"id.token.claim\"=false'\n",
            ),
        ),
    ),
    notes=(
        "The Audience Resolve mapper adds an API's client on its own once the user holds one of that client's roles.",
        "The audience parameter is honoured in token exchange only, and resource does not add an audience.",
        "An audience mapper on the client itself puts the audience into each of its tokens; a client scope can be left out.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://phasetwo.io/tutorials/clients/audience/",
        "https://www.keycloak.org/docs/latest/server_admin/#audience-support",
        "https://www.keycloak.org/docs-api/latest/javadocs/org/keycloak/protocol/oidc/mappers/AudienceResolveProtocolMapper.html",
        "https://github.com/keycloak/keycloak/issues/14355",
        "https://github.com/keycloak/keycloak/pull/46763",
        "https://github.com/keycloak/keycloak/issues/50243",
        "https://www.keycloak.org/securing-apps/mcp-authz-server",
    ),
    inferred=(
        "/tokens/2/audience",
        "/resources/0",
        "/resources/1",
    ),
)
