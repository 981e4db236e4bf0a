"""Clerk: session tokens have no aud, and azp is the web origin that asked.

Source: https://clerk.com/docs/guides/sessions/session-tokens
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="clerk",
    name="Clerk",
    issuer_pattern=r"https://(?:clerk\.[a-z0-9.-]+|[a-z0-9-]+\.clerk\.accounts\.dev)",
    issuer_examples=(
        "https://clerk.example.com",
        "https://happy-fox-12.clerk.accounts.dev",
    ),
    marks={"fva": "", "sid": r"sess_[A-Za-z0-9]+", "sub": r"user_2[A-Za-z0-9]{26}"},
    traits={"azp": r"https?://.+", "v": r"[12]", "sts": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="A session token has no aud; azp is the origin of the page that asked for it. A token of a JWT template has the aud written there.",
            example={
                "azp": "https://shop.acme.example",
                "exp": 1760000060,
                "fva": [5, -1],
                "iat": 1760000000,
                "iss": "https://clerk.acme.example",
                "nbf": 1760000000,
                "sid": "sess_2AbCdEfGhIjKlMnOpQrStUvWxYz",
                "sub": "user_2AbCdEfGhIjKlMnOpQrStUvWxYz",
                "v": 2,
            },
        ),
    ),
    mistakes=(
        Mistake(code="aud-missing", text="the verifier demands aud, which session tokens do not have"),
        Mistake(
            code="audience-not-requested", text="a session token was sent where a token of the JWT template was meant"
        ),
        Mistake(
            code="audience-setting-unresolved",
            text="the web origin was configured as the audience; it belongs to authorizedParties, for azp",
        ),
        Mistake(
            code="token-expired",
            text="session tokens live for about a minute and have to be fetched anew for each request",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "fetch the token of a JWT template that has the expected aud",
            Snippet("javascript", 'const token = await getToken({ template: "TEMPLATE_WITH_AUD" });\n'),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "check azp of session tokens (authorizedParties), and configure an audience only for tokens of a template",
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "add a JWT template with the expected audience as its aud; the default claims cannot be overridden",
            Snippet("json", '{ "aud": "$audience" }\n'),
        ),
    ),
    notes=(
        "azp is left out when the request that asked for the token had no Origin.",
        "With Clerk as the OpenID Provider an ID Token names the client id of the OAuth application.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://clerk.com/docs/guides/sessions/session-tokens",
        "https://clerk.com/docs/guides/sessions/jwt-templates",
        "https://clerk.com/docs/guides/sessions/manual-jwt-verification",
        "https://clerk.com/docs/guides/configure/auth-strategies/oauth/single-sign-on",
    ),
)
