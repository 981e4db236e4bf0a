"""FusionAuth: tokens of users name the application's id; tokens of machines name the target entity.

Source: https://fusionauth.io/docs/lifecycle/authenticate-users/oauth/tokens
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="fusionauth",
    name="FusionAuth",
    aliases=("fusion-auth",),
    issuer_pattern=r"(?:https?://)?[^/\s]+",
    issuer_examples=(
        "https://auth.example.com",
        "acme.com",
    ),
    issuer_specific=False,
    marks={"applicationId": "", "authenticationType": ""},
    traits={"tid": "", "gty": r"\[.*\]", "roles": r"\[.*\]"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the application's id, as the ID Token does; with client credentials it names the target entity.",
            example={
                "aud": "33333333-4444-5555-6666-777777777777",
                "exp": 1760003600,
                "iat": 1760000000,
                "iss": "acme.com",
                "sub": "44444444-5555-6666-7777-888888888888",
                "jti": "j-1",
                "authenticationType": "PASSWORD",
                "applicationId": "33333333-4444-5555-6666-777777777777",
                "scope": "openid offline_access",
                "roles": ["user"],
                "auth_time": 1760000000,
                "tid": "11111111-2222-3333-4444-555555555555",
            },
            header={"alg": "RS256", "typ": "JWT", "kid": "k-1", "gty": ["authorization_code"]},
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the application's id.",
            example={
                "aud": "33333333-4444-5555-6666-777777777777",
                "exp": 1760003600,
                "iat": 1760000000,
                "iss": "acme.com",
                "sub": "44444444-5555-6666-7777-888888888888",
                "authenticationType": "PASSWORD",
                "applicationId": "33333333-4444-5555-6666-777777777777",
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "email": "ada@acme.example",
            },
        ),
    ),
    mistakes=(
        Mistake(code="iss-mismatch", text="the tenant's issuer still has its sample value acme.com"),
        Mistake(
            code="aud-is-client-id",
            text="the API expects its own identifier, while aud of a user's token is the application's id",
        ),
        Mistake(
            code="audience-not-requested", text="client credentials were used without the scope target-entity:ENTITY_ID"
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "with client credentials request the scope of the target entity",
            Snippet("text", "scope=target-entity:$audience\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "change aud in a JWT populate lambda",
            Snippet("javascript", 'function populate(jwt, user, registration) {\n  jwt.aud = "$audience";\n}\n'),
        ),
        Fix(Party.RESOURCE_SERVER, "expect the application's id, when the API belongs to that application"),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://fusionauth.io/docs/lifecycle/authenticate-users/oauth/tokens",
        "https://fusionauth.io/docs/lifecycle/authenticate-users/oauth/",
    ),
    inferred=("/mistakes/0",),
)
