"""Google Cloud Run and Cloud Functions: the invoker check wants an ID Token for the service's own URL.

Source: https://docs.cloud.google.com/run/docs/configuring/custom-audiences
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="cloud-run",
    name="Google Cloud Run / Cloud Functions invoker check",
    aliases=("google-cloud-run", "cloud-functions"),
    families=("google",),
    issuer_pattern=r"https://accounts\.google\.com",
    issuer_examples=("https://accounts.google.com",),
    only_with={"aud": r"https://[a-z0-9.-]+\.(?:run\.app|cloudfunctions\.net).*"},
    tokens=(
        TokenShape(
            kind=TokenKind.SERVICE_ACCOUNT,
            audience="It names the receiving service's run.app URL, or one of its custom audiences.",
            example={
                "iss": "https://accounts.google.com",
                "aud": "https://orders-a1b2c3d4e5-ew.a.run.app",
                "sub": "110169484474386276334",
                "iat": 1760000000,
                "exp": 1760003600,
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-path-differs",
            text="the whole URL of the request was given as the audience instead of the URL of the service",
        ),
        Mistake(code="aud-trailing-slash", text="the audience was given with a trailing slash"),
        Mistake(
            code="aud-host-differs",
            text="the custom domain, or the run.app URL of another region behind a load balancer, was given as the audience, and it is not among the service's custom audiences",
        ),
        Mistake(code="token-opaque", text="an access token was sent; the invoker check takes ID Tokens only"),
        Mistake(code="aud-is-client-id", text="the token of gcloud user credentials carries gcloud's own client id"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "make an ID Token whose audience is the URL of the service",
            Snippet(
                "shell",
                'gcloud auth print-identity-token --impersonate-service-account=SERVICE_ACCOUNT_EMAIL --audiences="$audience"\n',
            ),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "add the name that callers use to the service's custom audiences",
            Snippet("shell", "gcloud run services update SERVICE --add-custom-audiences='$audience'\n"),
        ),
    ),
    notes=("The service's own run.app URL is accepted besides its custom audiences.",),
    basis=Basis.DOCUMENTED,
    sources=("https://docs.cloud.google.com/run/docs/configuring/custom-audiences",),
)
