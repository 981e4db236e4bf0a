"""Microsoft Entra External ID (external tenants): aud of an access token is the bare GUID of the API.

Source: https://learn.microsoft.com/en-us/entra/external-id/customers/overview-customers-ciam
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="entra-external-id",
    name="Microsoft Entra External ID (CIAM)",
    aliases=("ciam", "external-id"),
    families=("entra", "entra-id", "microsoft"),
    issuer_pattern=r"https://[A-Za-z0-9-]+\.ciamlogin\.com/[^/\s]+/v2\.0",
    issuer_examples=(
        "https://11111111-2222-3333-4444-555555555555.ciamlogin.com/11111111-2222-3333-4444-555555555555/v2.0",
    ),
    marks={"iss": r"https://[^/\s]+\.ciamlogin\.com/.*"},
    client_id_pattern=r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the API's client id, a bare GUID.",
            example={
                "aud": "22222222-3333-4444-5555-666666666666",
                "iss": "https://11111111-2222-3333-4444-555555555555.ciamlogin.com/11111111-2222-3333-4444-555555555555/v2.0",
                "iat": 1760000000,
                "exp": 1760003600,
                "azp": "33333333-4444-5555-6666-777777777777",
                "azpacr": "0",
                "scp": "Orders.Read",
                "sub": "q1W2e3",
                "tid": "11111111-2222-3333-4444-555555555555",
                "ver": "2.0",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id (a GUID) of the application.",
            example={
                "aud": "33333333-4444-5555-6666-777777777777",
                "iss": "https://11111111-2222-3333-4444-555555555555.ciamlogin.com/11111111-2222-3333-4444-555555555555/v2.0",
                "iat": 1760000000,
                "exp": 1760003600,
                "name": "Ada",
                "nonce": "n-0S6_WzA2Mj",
                "sub": "q1W2e3",
                "tid": "11111111-2222-3333-4444-555555555555",
                "ver": "2.0",
            },
        ),
    ),
    resources=(
        Resource(
            name="Microsoft Graph",
            values=(
                "00000003-0000-0000-c000-000000000000",
                "https://graph.microsoft.com",
                "https://graph.microsoft.com/",
            ),
        ),
    ),
    mistakes=(
        Mistake(
            code="iss-mismatch",
            text="the authority has the tenant's name as its subdomain while iss has the tenant's id, or login.microsoftonline.com is configured",
        ),
        Mistake(code="aud-guid-or-uri", text="the verifier expects api://GUID while the token carries the bare GUID"),
        Mistake(
            code="aud-other-resource",
            text="the client asked for no scope of the API, so the token is for Microsoft Graph",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request a scope of the API itself, prefixed with its App ID URI",
            Snippet("text", "scope=api://GUID_OF_THE_API/SCOPE\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set requestedAccessTokenVersion in the manifest of the API's own registration to 2, and expose a scope of the API",
        ),
        Fix(Party.RESOURCE_SERVER, "expect the bare GUID of the API's own registration"),
    ),
    basis=Basis.REPORTED,
    sources=(
        "https://learn.microsoft.com/en-us/entra/external-id/customers/overview-customers-ciam",
        "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
    ),
    inferred=(
        "/issuer_pattern",
        "/mistakes/0",
    ),
)
