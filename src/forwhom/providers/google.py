"""Google Sign-In: the ID Token names a Google client id; access tokens are opaque.

Source: https://developers.google.com/identity/openid-connect/openid-connect
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="google",
    name="Google Sign-In / Google OAuth",
    aliases=("google-sign-in", "google-oauth", "google-identity"),
    families=(),
    issuer_pattern=r"(?:https://)?accounts\.google\.com",
    issuer_examples=(
        "https://accounts.google.com",
        "accounts.google.com",
    ),
    marks={"aud": r".+\.apps\.googleusercontent\.com", "azp": r".+\.apps\.googleusercontent\.com"},
    traits={"hd": "", "at_hash": "", "email_verified": ""},
    client_id_pattern=r"[^/\s]+\.apps\.googleusercontent\.com",
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the OAuth client id for which it was requested; azp is the client that asked, which is another one on Android and iOS.",
            example={
                "iss": "https://accounts.google.com",
                "azp": "123456789012-a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6.apps.googleusercontent.com",
                "aud": "123456789012-a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6.apps.googleusercontent.com",
                "sub": "110169484474386276334",
                "hd": "acme.example",
                "email": "ada@acme.example",
                "email_verified": True,
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "iat": 1760000000,
                "exp": 1760003600,
            },
        ),
    ),
    resources=(Resource(name="Google APIs", pattern=r"https://[a-z0-9-]+\.googleapis\.com/(?!fcm/send/).*"),),
    mistakes=(
        Mistake(
            code="aud-other-client",
            text="the app signed in with its Android or iOS client id while the backend expects the web client id",
        ),
        Mistake(
            code="token-of-other-product",
            text="the verifier expects a Firebase ID token, whose aud is the project id, and got one of Google Sign-In",
        ),
        Mistake(code="token-opaque", text="the access token (ya29...) was sent; it is no JWT"),
        Mistake(
            code="audience-check-disabled",
            text="any ID Token of Google is accepted because its signature is good, also those issued for other applications",
        ),
        Mistake(code="iss-mismatch", text="the issuer was compared without its variant that has no https://"),
        Mistake(
            code="aud-is-client-id",
            text="the token of gcloud user credentials carries gcloud's own client id, and user credentials cannot choose an audience",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "pass the backend's client id as the server client id when signing in, so that the ID Token is issued for it",
            Snippet("kotlin", 'GetGoogleIdOption.Builder()\n    .setServerClientId("$audience")\n    .build()\n'),
        ),
        Fix(
            Party.RESOURCE_SERVER, "list the client ids of the product's own apps when each of them signs in for itself"
        ),
    ),
    notes=("An access token cannot be given an audience; its client stands in the answer of the tokeninfo endpoint.",),
    basis=Basis.READ,
    sources=(
        "https://developers.google.com/identity/openid-connect/openid-connect",
        "https://github.com/googleapis/google-auth-library-python/blob/main/google/oauth2/id_token.py",
    ),
    inferred=("/mistakes/1",),
)
