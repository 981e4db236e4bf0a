"""Auth0: a JWT access token is issued only when the client asks for an audience; otherwise the access token is opaque.

Source: https://auth0.com/docs/tokens/access-token-formats
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="auth0",
    name="Auth0",
    families=(),
    issuer_pattern=r"https://[a-z0-9-]+(?:\.[a-z]{2})?\.auth0\.com/",
    issuer_examples=(
        "https://acme.eu.auth0.com/",
        "https://acme.auth0.com/",
    ),
    marks={
        "sub": r"(?:auth0|google-oauth2|github|samlp|waad|windowslive|sms|apple|facebook|oidc|adfs)\|.+|[A-Za-z0-9]{32}@clients",
        "aud": r"https://[a-z0-9.-]+\.auth0\.com/(?:userinfo|api/v[12]/)",
        "iss": r"https://.+\.auth0\.com/?",
    },
    traits={"gty": "", "permissions": r"\[.*\]", "azp": r"[A-Za-z0-9]{32}", "org_id": r"org_.+"},
    client_id_pattern=r"[A-Za-z0-9]{32}",
    metadata={"mfa_challenge_endpoint": r".+/mfa/challenge", "token_endpoint": r".+/oauth/token"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the API identifier that the audience parameter asked for; with openid in the scope it is an array that also holds the issuer's /userinfo.",
            example={
                "iss": "https://acme.eu.auth0.com/",
                "sub": "auth0|66b1f0c2a9d3e4f5a6b7c8d9",
                "aud": ["https://api.acme.example", "https://acme.eu.auth0.com/userinfo"],
                "iat": 1760000000,
                "exp": 1760086400,
                "scope": "openid profile read:orders",
                "azp": "Zx8Yw7Vu6Ts5Rq4Po3Nm2Lk1Ji0HgFeD",
                "permissions": ["read:orders"],
            },
            header={"alg": "RS256", "typ": "JWT", "kid": "acme-1"},
        ),
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="With client credentials it is the one API identifier that the token request named.",
            example={
                "iss": "https://acme.eu.auth0.com/",
                "sub": "Zx8Yw7Vu6Ts5Rq4Po3Nm2Lk1Ji0HgFeD@clients",
                "aud": "https://api.acme.example",
                "iat": 1760000000,
                "exp": 1760086400,
                "gty": "client-credentials",
                "azp": "Zx8Yw7Vu6Ts5Rq4Po3Nm2Lk1Ji0HgFeD",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id of the application.",
            example={
                "iss": "https://acme.eu.auth0.com/",
                "sub": "auth0|66b1f0c2a9d3e4f5a6b7c8d9",
                "aud": "Zx8Yw7Vu6Ts5Rq4Po3Nm2Lk1Ji0HgFeD",
                "iat": 1760000000,
                "exp": 1760036000,
                "nickname": "ada",
                "email": "ada@acme.example",
                "email_verified": True,
                "nonce": "n-0S6_WzA2Mj",
                "sid": "s-1",
            },
        ),
    ),
    resources=(
        Resource(name="the UserInfo endpoint", pattern=r"https://[^/\s]+/userinfo"),
        Resource(name="the Auth0 Management API", pattern=r"https://[^/\s]+/api/v[12]/"),
    ),
    mistakes=(
        Mistake(
            code="audience-not-requested",
            text="the client sent no audience parameter, so the access token is opaque or good for /userinfo only",
        ),
        Mistake(
            code="token-opaque",
            text="without an audience the access token is no JWT, and an API that decodes it calls it malformed",
        ),
        Mistake(
            code="id-token-as-access-token", text="the client sent the ID Token, whose aud is the client id, to the API"
        ),
        Mistake(
            code="aud-list-shape",
            text="with openid in the scope aud is an array of the API identifier and /userinfo, and the verifier compares it as one string",
        ),
        Mistake(
            code="aud-other-resource",
            text="the token was requested for the Management API (/api/v2/) or /userinfo instead of the API",
        ),
        Mistake(
            code="aud-provider-default",
            text="the tenant has a Default Audience, which also stands in tokens of applications that asked for none",
        ),
        Mistake(
            code="alg-not-allowed",
            text="the API signs with HS256, and a token for the API and /userinfo at once needs RS256",
        ),
        Mistake(
            code="aud-trailing-slash",
            text="the API identifier was registered with a trailing slash and configured without it, or the reverse",
        ),
        Mistake(
            code="resource-not-registered",
            text='no API with that identifier is registered, so the request is refused with access_denied and "Service not found"',
        ),
        Mistake(
            code="iss-mismatch",
            text="the issuer was configured without its trailing slash, or with the tenant's domain where a custom domain is used",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "send the audience parameter with the API identifier on the authorization request, or on the token request with client credentials",
            Snippet(
                "javascript",
                'createAuth0Client({\n  domain: AUTH0_DOMAIN,\n  clientId: "$client_id",\n  authorizationParams: { audience: "$audience" },\n});\n',
            ),
        ),
        Fix(Party.CLIENT, "send the access token to the API, and keep the ID Token in the application"),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "register an API (Applications, APIs) whose Identifier is the audience that the resource server expects",
            Snippet("shell", 'auth0 apis create --name "API" --identifier "$audience"\n'),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set the tenant's resource parameter profile to compatibility when clients send resource instead of audience; without it resource is ignored",
        ),
    ),
    notes=(
        "A tenant-wide Default Audience adds one to the requests of every application.",
        "When a request carries audience and resource, audience wins.",
        "The header's typ is JWT in the Auth0 profile and at+jwt in the RFC 9068 profile of the API.",
        "The identifier of an API cannot be edited later: another audience needs another API.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://auth0.com/docs/tokens/access-token-formats",
        "https://auth0.com/docs/tokens/set-access-token-format",
        "https://auth0.com/ai/docs/mcp/guides/resource-param-compatibility-profile",
        "https://auth0.github.io/node-auth0/variables/management.Management.TenantSettingsResourceParameterProfile.html",
        "https://auth0.com/docs/get-started/apis/api-settings",
        "https://community.auth0.com/t/what-is-the-audience",
        "https://github.com/danny-avila/LibreChat/issues/13401",
    ),
    inferred=(
        "/mistakes/7",
        "/notes/3",
    ),
)
