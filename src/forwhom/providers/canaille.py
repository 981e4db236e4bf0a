"""Canaille: access token and ID Token are alike, and aud is the client's list of client ids.

Source: https://canaille.readthedocs.io/
"""

from __future__ import annotations

from forwhom.finding import Fix, Party
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="canaille",
    name="Canaille",
    issuer_pattern=r"https?://\S+",
    issuer_examples=("http://127.0.0.1:19404",),
    issuer_specific=False,
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It is the client's audience list: the ids of registered clients.",
            example={
                "iss": "https://login.acme.example",
                "aud": ["shop-web"],
                "sub": "ada",
                "iat": 1760000000,
                "exp": 1760003600,
                "auth_time": 1760000000,
                "nonce": "n-0S6_WzA2Mj",
            },
        ),
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It is the same list, in a copy of the ID Token.",
            example={
                "iss": "https://login.acme.example",
                "aud": ["shop-web"],
                "sub": "ada",
                "iat": 1760000000,
                "exp": 1760003600,
                "auth_time": 1760000000,
                "scope": "openid",
            },
        ),
    ),
    mistakes=(
        Mistake(code="aud-is-client-id", text="aud can hold ids of registered clients only"),
        Mistake(code="id-token-as-access-token", text="access token and ID Token cannot be told apart by their claims"),
        Mistake(code="audience-not-requested", text="resource and audience parameters are ignored"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "sign in with the client whose audience list holds the API's client; no request parameter adds one",
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "register the API as a client, and add it to the requesting client's audience list",
        ),
    ),
    basis=Basis.OBSERVED,
    sources=("https://canaille.readthedocs.io/",),
)
