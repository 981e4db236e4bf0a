"""PingFederate: the access token manager that issues a token decides its format and its aud.

Source: https://docs.pingidentity.com/pingfederate/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="pingfederate",
    name="PingFederate",
    aliases=("ping-federate",),
    issuer_pattern=r"https://[^/\s]+",
    issuer_examples=("https://sso.example.com:9031",),
    issuer_specific=False,
    marks={"pi.atm": ""},
    traits={"iss": r"https://[^/\s]+:9031", "client_id": "", "scope": r"\[.*\]"},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is the audience value of the access token manager, or the resource URI that selected the manager; it may be absent.",
            example={
                "scope": ["openid"],
                "client_id": "shop-web",
                "iss": "https://sso.acme.example:9031",
                "aud": "https://api.acme.example",
                "sub": "ada",
                "pi.atm": "x1y2",
                "exp": 1760003600,
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id.",
            example={
                "sub": "ada",
                "aud": "shop-web",
                "jti": "j-1",
                "iss": "https://sso.acme.example:9031",
                "iat": 1760000000,
                "exp": 1760000300,
                "nonce": "n-0S6_WzA2Mj",
                "pi.sri": "s-1",
            },
        ),
    ),
    mistakes=(
        Mistake(code="aud-missing", text="the access token manager has no audience value"),
        Mistake(code="token-opaque", text="the access token manager issues reference tokens, which are no JWTs"),
        Mistake(code="audience-not-requested", text="the request selected another access token manager than the API's"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "select the API's access token manager with resource, aud or access_token_manager_id, or by its scope",
            Snippet("text", "aud=$audience\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "set the audience claim value of the access token manager, and its resource URIs",
        ),
    ),
    basis=Basis.REPORTED,
    sources=(
        "https://docs.pingidentity.com/pingfederate/",
        "https://github.com/keycloak/keycloak/discussions/35743",
    ),
)
