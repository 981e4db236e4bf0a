"""Google Cloud Identity-Aware Proxy: aud of its signed header is a path that names the project by number.

Source: https://docs.cloud.google.com/iap/docs/signed-headers-howto
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="google-iap",
    name="Google Cloud Identity-Aware Proxy",
    aliases=("iap", "identity-aware-proxy"),
    families=("google",),
    issuer_pattern=r"https://cloud\.google\.com/iap",
    issuer_examples=("https://cloud.google.com/iap",),
    marks={"aud": r"/projects/[0-9]+/(?:apps|global/backendServices|locations)/.+"},
    traits={"hd": "", "google": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is a path, /projects/NUMBER/apps/PROJECT_ID or /projects/NUMBER/global/backendServices/SERVICE_ID, in the header x-goog-iap-jwt-assertion.",
            example={
                "iss": "https://cloud.google.com/iap",
                "aud": "/projects/123456789012/global/backendServices/9876543210987654321",
                "sub": "accounts.google.com:110169484474386276334",
                "email": "ada@acme.example",
                "hd": "acme.example",
                "iat": 1760000000,
                "exp": 1760000600,
            },
            header={"alg": "ES256", "typ": "JWT", "kid": "k-1"},
        ),
    ),
    mistakes=(
        Mistake(code="aud-path-differs", text="the project id was configured where aud has the project number"),
        Mistake(
            code="token-of-other-product",
            text="the token for calling IAP, whose aud is IAP's client id, was taken for the assertion that IAP sends on",
        ),
        Mistake(code="alg-not-allowed", text="the verifier allows RS256 only, while IAP signs with ES256"),
        Mistake(code="aud-not-a-uri", text="the verifier takes aud for a URL and alters its leading slash"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "make an ID Token for IAP's OAuth client id when calling an application behind IAP",
            Snippet(
                "shell",
                'gcloud auth print-identity-token --impersonate-service-account=SERVICE_ACCOUNT_EMAIL --audiences="$audience"\n',
            ),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "expect the path that the console shows for this backend (Signed Header JWT Audience)",
        ),
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://docs.cloud.google.com/iap/docs/signed-headers-howto",
        "https://github.com/googleapis/google-auth-library-nodejs/blob/main/samples/verifyIdToken-iap.js",
    ),
)
