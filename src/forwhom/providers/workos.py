"""WorkOS: Connect tokens carry the requested resource, or else the environment's client id.

Source: https://workos.com/docs/authkit/connect/token-claims.md
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import DefaultAudience, Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="workos",
    name="WorkOS AuthKit / Connect",
    aliases=("authkit", "workos-authkit"),
    issuer_pattern=r"https://(?:api\.workos\.com/user_management/client_[A-Za-z0-9]+|[a-z0-9-]+\.authkit\.app)/?",
    issuer_examples=(
        "https://api.workos.com/user_management/client_01ABC",
        "https://acme.authkit.app",
    ),
    marks={"client_id": r"client_01[A-Z0-9]{24}", "aud": r"client_01[A-Z0-9]{24}"},
    traits={"sid": r"(?:app_consent|session)_.+", "org_id": r"org_01.+", "sub": r"user_01.+"},
    client_id_pattern=r"client_01[A-Z0-9]{24}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is the requested resource, or else the client id of the environment, for machines always the latter.",
            example={
                "iss": "https://acme.authkit.app",
                "aud": "client_01ABCDEFGHJKMNPQRSTVWXYZ12",
                "sub": "user_01ABCDEFGHJKMNPQRSTVWXYZ34",
                "sid": "app_consent_01ABC",
                "org_id": "org_01ABCDEFGHJKMNPQRSTVWXYZ56",
                "jti": "j-1",
                "exp": 1760000300,
                "iat": 1760000000,
                "scope": "openid profile",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id of the application.",
            example={
                "iss": "https://acme.authkit.app",
                "aud": "client_01ABCDEFGHJKMNPQRSTVWXYZ78",
                "sub": "user_01ABCDEFGHJKMNPQRSTVWXYZ34",
                "nonce": "n-0S6_WzA2Mj",
                "exp": 1760000300,
                "iat": 1760000000,
                "email": "ada@acme.example",
            },
        ),
    ),
    defaults=(DefaultAudience(pattern=r"client_01[A-Z0-9]{24}", text="the client id of the environment"),),
    mistakes=(
        Mistake(code="aud-provider-default", text="no resource was requested, so aud is the environment's client id"),
        Mistake(
            code="aud-is-client-id",
            text="tokens of machines carry the environment's client id and not the application's, which stands in client_id and sub",
        ),
        Mistake(
            code="resource-not-registered",
            text="the resource is not registered as a resource indicator in the dashboard",
        ),
        Mistake(code="iss-mismatch", text="session tokens and Connect tokens have different issuers"),
    ),
    fixes=(
        Fix(Party.CLIENT, "send resource with the API's identifier", Snippet("text", "resource=$audience\n")),
        Fix(Party.AUTHORIZATION_SERVER, "register the API's identifier as a Resource Indicator in the dashboard"),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://workos.com/docs/authkit/connect/token-claims.md",
        "https://docs.skybridge.tech/api-reference/workos-provider",
        "https://docs.memberjunction.org/v6/api/classes/_memberjunction_auth-providers.WorkOSProvider.html",
    ),
)
