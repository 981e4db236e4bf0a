"""Tokens of Google service accounts: the caller chooses the audience when the token is made.

Source: https://github.com/googleapis/google-auth-library-python/blob/main/google/oauth2/id_token.py
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="google-service-account",
    name="Google service-account tokens",
    aliases=("gcp-service-account", "gcp"),
    families=("google",),
    issuer_pattern=r"https://accounts\.google\.com|[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com",
    issuer_examples=(
        "https://accounts.google.com",
        "ci@acme-prod.iam.gserviceaccount.com",
    ),
    only_with={
        "email": r".+gserviceaccount\.com",
        "iss": r".+@.+\.gserviceaccount\.com",
        "azp": r"[0-9]{21}|.+gserviceaccount\.com",
    },
    traits={"google": "", "email_verified": "true"},
    tokens=(
        TokenShape(
            kind=TokenKind.SERVICE_ACCOUNT,
            audience="It names the target audience given when it was made: any value that the caller chose.",
            example={
                "iss": "https://accounts.google.com",
                "aud": "https://orders.acme.example",
                "azp": "110169484474386276334",
                "sub": "110169484474386276334",
                "email": "ci@acme-prod.iam.gserviceaccount.com",
                "email_verified": True,
                "iat": 1760000000,
                "exp": 1760003600,
            },
        ),
        TokenShape(
            kind=TokenKind.SERVICE_ACCOUNT,
            audience="A JWT that the account signs itself names the Google API that it calls.",
            example={
                "iss": "ci@acme-prod.iam.gserviceaccount.com",
                "sub": "ci@acme-prod.iam.gserviceaccount.com",
                "aud": "https://pubsub.googleapis.com/",
                "iat": 1760000000,
                "exp": 1760003600,
            },
            header={"alg": "RS256", "typ": "JWT", "kid": "key-1"},
        ),
    ),
    resources=(
        Resource(name="Google's token endpoint", values=("https://oauth2.googleapis.com/token",)),
        Resource(name="Google APIs", pattern=r"https://[a-z0-9-]+\.googleapis\.com/(?!fcm/send/).*"),
    ),
    mistakes=(
        Mistake(
            code="aud-trailing-slash",
            text="the target audience was given with a trailing slash that the service does not expect, or the reverse",
        ),
        Mistake(
            code="aud-path-differs",
            text="the target audience was given as the full URL of the request instead of the URL of the service",
        ),
        Mistake(
            code="audience-not-requested",
            text="the token was printed without an audience, so aud is gcloud's own client id",
        ),
        Mistake(
            code="token-of-other-product",
            text="a self-signed JWT was sent where an ID Token signed by Google is required",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "make the token for the expected audience: audience of the metadata server, target_audience of the assertion, or --audiences of gcloud",
            Snippet(
                "shell",
                'gcloud auth print-identity-token --impersonate-service-account=SERVICE_ACCOUNT_EMAIL --audiences="$audience"\n',
            ),
        ),
    ),
    notes=("User credentials of gcloud cannot choose an audience; only service accounts can.",),
    basis=Basis.READ,
    sources=(
        "https://github.com/googleapis/google-auth-library-python/blob/main/google/oauth2/id_token.py",
        "https://docs.cloud.google.com/run/docs/authenticating/service-to-service",
    ),
)
