"""Snowflake: its key-pair JWTs have no aud; tokens of other providers must name a listed audience.

Source: https://docs.snowflake.com/en/user-guide/oauth-ext-overview
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="snowflake",
    name="Snowflake key-pair JWTs",
    issuer_pattern=r"[A-Za-z0-9_.@-]+\.SHA256:[A-Za-z0-9+/=]+",
    issuer_examples=("ACME-PROD.SVC_USER.SHA256:abc123=",),
    marks={"iss": r".+\.SHA256:.+"},
    tokens=(
        TokenShape(
            kind=TokenKind.CLIENT_ASSERTION,
            audience="It has no aud: iss is ACCOUNT.USER.SHA256:FINGERPRINT and sub is ACCOUNT.USER.",
            example={
                "iss": "ACME-PROD.SVC_USER.SHA256:q1W2e3R4t5Z6u7I8o9P0=",
                "sub": "ACME-PROD.SVC_USER",
                "iat": 1760000000,
                "exp": 1760003600,
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-guid-or-uri",
            text="the list of audiences has api://GUID while the token of Entra carries the bare GUID, or the reverse",
        ),
        Mistake(
            code="iss-mismatch",
            text="EXTERNAL_OAUTH_ISSUER names one of Entra's two issuers and the token has the other, or the account in a key-pair JWT is written in lower case",
        ),
        Mistake(
            code="audience-not-configured",
            text="EXTERNAL_OAUTH_AUDIENCE_LIST is not set, so only the account's URL is accepted",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request the token of the external provider for the audience that the security integration lists",
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "list the expected audience in the security integration",
            Snippet(
                "sql", "ALTER SECURITY INTEGRATION INTEGRATION_NAME SET EXTERNAL_OAUTH_AUDIENCE_LIST = ('$audience');\n"
            ),
        ),
    ),
    notes=(
        "Snowflake's own OAuth tokens are opaque; that of an external provider has to name an entry of EXTERNAL_OAUTH_AUDIENCE_LIST, or the URL of the account.",
    ),
    basis=Basis.REPORTED,
    sources=(
        "https://docs.snowflake.com/en/user-guide/oauth-ext-overview",
        "https://docs.snowflake.com/en/sql-reference/sql/create-security-integration-oauth-external",
        "https://docs.snowflake.com/en/developer-guide/sql-api/authenticating",
    ),
    inferred=("/mistakes/2",),
)
