"""Cloudflare Access: aud is an array with the application's AUD tag, 64 hexadecimal digits.

Source: https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/application-token/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="cloudflare-access",
    name="Cloudflare Access",
    aliases=("cf-access", "cloudflare", "cloudflare-zero-trust"),
    issuer_pattern=r"https://[a-z0-9-]+\.cloudflareaccess\.com",
    issuer_examples=("https://acme.cloudflareaccess.com",),
    marks={"identity_nonce": "", "iss": r"https://[a-z0-9-]+\.cloudflareaccess\.com/?"},
    traits={"aud": r"[0-9a-f]{64}", "type": r"app|org", "country": "", "common_name": ""},
    client_id_pattern=r"[0-9a-f]{64}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is an array with the AUD tag of the Access application, in the header Cf-Access-Jwt-Assertion.",
            example={
                "aud": ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],
                "email": "ada@acme.example",
                "exp": 1760086400,
                "iat": 1760000000,
                "nbf": 1760000000,
                "iss": "https://acme.cloudflareaccess.com",
                "type": "app",
                "identity_nonce": "x1Y2z3",
                "sub": "44444444-5555-6666-7777-888888888888",
                "country": "DE",
            },
        ),
    ),
    mistakes=(
        Mistake(code="aud-mismatch", text="the domain of the application was configured where the AUD tag is needed"),
        Mistake(
            code="aud-other-environment",
            text="the application was created anew and has another AUD tag, or the tag is that of another application",
        ),
        Mistake(
            code="token-of-other-product",
            text="the global session token (type org) was sent instead of the application's token",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "open the application's own domain, so that Access issues the token of this application and not another's",
        ),
        Fix(Party.RESOURCE_SERVER, "expect the AUD tag from the application's overview page"),
    ),
    notes=("The token of a service token has an empty sub; its identity stands in common_name.",),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/application-token/",
        "https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json/",
    ),
)
