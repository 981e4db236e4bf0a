"""authentik: the access token repeats the ID Token's claims, so both name the client id.

Source: https://github.com/goauthentik/authentik/blob/main/authentik/providers/oauth2/id_token.py
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="authentik",
    name="authentik",
    aliases=("goauthentik",),
    issuer_pattern=r"https?://[^/\s]+/application/o/[^/\s]+/",
    issuer_examples=("https://auth.example.com/application/o/grafana/",),
    marks={"iss": r".+/application/o/[^/\s]+/?"},
    traits={"uid": "", "azp": "", "acr": r"goauthentik\.io/.+"},
    client_id_pattern=r"[A-Za-z0-9]{40}",
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It names the client id, as the ID Token does; azp repeats it.",
            example={
                "iss": "https://auth.acme.example/application/o/shop/",
                "sub": "s-1",
                "aud": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
                "exp": 1760000300,
                "iat": 1760000000,
                "auth_time": 1760000000,
                "acr": "goauthentik.io/providers/oauth2/default",
                "email": "ada@acme.example",
                "azp": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
                "uid": "u-1",
                "scope": "openid email",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "iss": "https://auth.acme.example/application/o/shop/",
                "sub": "s-1",
                "aud": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
                "exp": 1760000300,
                "iat": 1760000000,
                "auth_time": 1760000000,
                "acr": "goauthentik.io/providers/oauth2/default",
                "nonce": "n-0S6_WzA2Mj",
                "email": "ada@acme.example",
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="aud-is-client-id",
            text="the API expects its own identifier, while aud of the access token is the client id",
        ),
        Mistake(
            code="aud-other-client",
            text="each application has a provider with a client id of its own, and the token is for another one",
        ),
        Mistake(
            code="iss-mismatch",
            text="the issuer was configured without its trailing slash, or the issuer mode is global",
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request the scope whose property mapping returns the expected aud",
            Snippet("text", "scope=openid SCOPE_WITH_THE_AUDIENCE_MAPPING\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "add a scope mapping that returns an aud, and select it in the provider",
            Snippet("python", 'return {"aud": "$audience"}\n'),
        ),
        Fix(
            Party.RESOURCE_SERVER,
            "expect the client id of the provider, when the API and the client are one application",
        ),
    ),
    basis=Basis.READ,
    sources=(
        "https://github.com/goauthentik/authentik/blob/main/authentik/providers/oauth2/id_token.py",
        "https://docs.goauthentik.io/add-secure-apps/providers/oauth2/",
    ),
)
