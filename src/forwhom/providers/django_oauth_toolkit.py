"""django-oauth-toolkit: access tokens are opaque by default; ID Tokens name the client id.

Source: https://django-oauth-toolkit.readthedocs.io/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="django-oauth-toolkit",
    name="django-oauth-toolkit",
    aliases=("dot", "django-oauth2-provider"),
    issuer_pattern=r"https?://[^/\s]+(?:/\S*)?/o",
    issuer_examples=("http://127.0.0.1:19405/o",),
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "aud": "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd",
                "iat": 1760000000,
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "sub": "1",
                "iss": "https://login.acme.example/o",
                "exp": 1760036000,
                "auth_time": 1760000000,
                "jti": "j-1",
            },
        ),
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is opaque by default; the resource indicators that were granted are kept with it, and introspection returns them as aud.",
        ),
    ),
    mistakes=(
        Mistake(code="token-opaque", text="access tokens are opaque unless a generator of JWTs is configured"),
        Mistake(code="aud-missing", text="no resource was granted, so there is no audience"),
        Mistake(code="aud-not-a-uri", text="the resource has to be an absolute URI with a host; urn: is refused"),
    ),
    fixes=(
        Fix(
            Party.CLIENT, "send resource on the authorization or token request", Snippet("text", "resource=$audience\n")
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "configure a token generator that issues JWTs, when resource servers have to read them",
        ),
    ),
    notes=("Its own resource server compares audiences by URL prefix, not exactly.",),
    basis=Basis.OBSERVED,
    sources=("https://django-oauth-toolkit.readthedocs.io/",),
)
