"""Sign in with LinkedIn: the ID Token names the client id; two forms of the issuer are in use.

Source: https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
"""

from __future__ import annotations

from forwhom.finding import Fix, Party
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="linkedin",
    name="Sign in with LinkedIn (OpenID Connect)",
    aliases=("sign-in-with-linkedin",),
    issuer_pattern=r"https://www\.linkedin\.com(?:/oauth)?",
    issuer_examples=(
        "https://www.linkedin.com/oauth",
        "https://www.linkedin.com",
    ),
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id of the application.",
            example={
                "iss": "https://www.linkedin.com/oauth",
                "aud": "77a1b2c3d4e5f6",
                "iat": 1760000000,
                "exp": 1760003600,
                "sub": "aBcDeFgHiJ",
                "name": "Ada",
                "email": "ada@acme.example",
                "email_verified": "true",
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="iss-mismatch",
            text="iss is https://www.linkedin.com/oauth while https://www.linkedin.com is configured, or the reverse",
        ),
        Mistake(code="token-opaque", text="the access token was verified as a JWT; it is opaque"),
    ),
    fixes=(
        Fix(Party.CLIENT, "sign in with the client id that the backend expects"),
        Fix(Party.RESOURCE_SERVER, "expect the client id of the application, and the issuer of the discovery document"),
    ),
    basis=Basis.REPORTED,
    sources=("https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2",),
)
