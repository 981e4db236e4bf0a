"""Firebase Authentication and Identity Platform: aud is the project id, and the ID token is what backends receive.

Source: https://firebase.google.com/docs/auth/admin/verify-id-tokens
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, Resource, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="firebase",
    name="Firebase Authentication / Identity Platform",
    aliases=("firebase-auth", "identity-platform"),
    families=("google",),
    issuer_pattern=r"https://(?:securetoken|session\.firebase)\.google\.com/[^/\s]+",
    issuer_examples=(
        "https://securetoken.google.com/my-proj",
        "https://session.firebase.google.com/my-proj",
    ),
    marks={
        "firebase": "",
        "iss": r"https://securetoken\.google\.com/.*",
        "aud": r"https://identitytoolkit\.googleapis\.com/google\.identity\.identitytoolkit\.v1\.IdentityToolkit",
    },
    traits={"user_id": "", "auth_time": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the Firebase project id.",
            example={
                "iss": "https://securetoken.google.com/acme-prod",
                "aud": "acme-prod",
                "auth_time": 1760000000,
                "user_id": "hG7kL2",
                "sub": "hG7kL2",
                "iat": 1760000000,
                "exp": 1760003600,
                "email": "ada@acme.example",
                "email_verified": True,
                "firebase": {"identities": {"email": ["ada@acme.example"]}, "sign_in_provider": "password"},
            },
        ),
    ),
    resources=(
        Resource(
            name="the Identity Toolkit, for custom tokens",
            values=("https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit",),
        ),
    ),
    mistakes=(
        Mistake(
            code="token-of-other-product",
            text="a custom token, or a Google Sign-In token, was passed where a Firebase ID token is needed",
        ),
        Mistake(
            code="aud-other-environment",
            text="the token belongs to another Firebase project than the one that the verifier was started with",
        ),
        Mistake(
            code="audience-setting-unresolved",
            text="the project id of the verifier is not set, or is that of another project's service account",
        ),
        Mistake(code="iss-mismatch", text="a session cookie was verified as an ID token, or the reverse"),
        Mistake(code="aud-is-client-id", text="the verifier expects the OAuth client id, while aud is the project id"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "exchange the custom token by signing in with it, and send the ID token of the signed-in user to the backend",
            Snippet(
                "javascript",
                "const credential = await signInWithCustomToken(auth, customToken);\nconst idToken = await credential.user.getIdToken();\n",
            ),
        ),
        Fix(Party.CLIENT, "initialise the app with the configuration of the project that the backend belongs to"),
        Fix(
            Party.RESOURCE_SERVER, "initialise the Admin SDK with the project id of the project that signs the users in"
        ),
    ),
    notes=("App Check tokens are another kind: their aud is an array that holds projects/NUMBER.",),
    basis=Basis.READ,
    sources=(
        "https://firebase.google.com/docs/auth/admin/verify-id-tokens",
        "https://github.com/firebase/firebase-admin-python/blob/main/firebase_admin/_token_gen.py",
        "https://github.com/firebase/firebase-admin-python/blob/main/firebase_admin/app_check.py",
    ),
    inferred=("/mistakes/2",),
)
