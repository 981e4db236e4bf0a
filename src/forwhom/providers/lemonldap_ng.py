"""LemonLDAP::NG: aud is always an array of the client id and the relying party's additional audiences.

Source: https://lemonldap-ng.org/documentation/latest/idpopenidconnect.html
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="lemonldap-ng",
    name="LemonLDAP::NG",
    aliases=("lemonldap", "llng"),
    issuer_pattern=r"https?://\S+",
    issuer_examples=("http://127.0.0.1:19407",),
    issuer_specific=False,
    marks={"acr": r"loa-[0-9]+"},
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It is an array of the client id and the additional audiences, with azp.",
            example={
                "iss": "https://auth.acme.example",
                "aud": ["shop-web"],
                "azp": "shop-web",
                "acr": "loa-2",
                "sub": "ada",
                "auth_time": 1760000000,
                "iat": 1760000000,
                "exp": 1760003600,
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
            },
        ),
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is the same array; the token is opaque unless JWTs are enabled for the relying party.",
            example={
                "iss": "https://auth.acme.example",
                "aud": ["shop-web", "https://api.acme.example"],
                "client_id": "shop-web",
                "scope": "openid profile",
                "sub": "ada",
                "iat": 1760000000,
                "exp": 1760003600,
            },
        ),
    ),
    mistakes=(
        Mistake(code="token-opaque", text="access tokens are opaque unless oidcRPMetaDataOptionsAccessTokenJWT is on"),
        Mistake(code="aud-is-client-id", text="no additional audience is configured, so aud holds the client id only"),
        Mistake(code="aud-list-shape", text="aud is always an array"),
        Mistake(code="audience-not-requested", text="resource and audience parameters are ignored"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "sign in through the relying party that has the API among its additional audiences; no request parameter adds one",
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "add the audience to the relying party",
            Snippet("text", "oidcRPMetaDataOptionsAdditionalAudiences: $audience\n"),
        ),
    ),
    basis=Basis.OBSERVED,
    sources=("https://lemonldap-ng.org/documentation/latest/idpopenidconnect.html",),
)
