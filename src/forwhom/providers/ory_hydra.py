"""Ory Hydra: an audience has to be whitelisted at the client, requested and granted; otherwise aud is an empty array.

Source: https://www.ory.com/docs/hydra/guides/audiences
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="ory-hydra",
    name="Ory Hydra / Ory Network",
    aliases=("hydra", "ory", "ory-network"),
    issuer_pattern=r"https?://[^/\s]+/?",
    issuer_examples=("https://zen-roentgen.projects.oryapis.com",),
    issuer_specific=False,
    marks={"iss": r"https://[a-z0-9-]+\.projects\.oryapis\.com/?"},
    traits={"ext": r"\{.*\}", "scp": r"\[.*\]", "client_id": "", "aud": r"\[\]", "rat": ""},
    tokens=(
        TokenShape(
            kind=TokenKind.ACCESS_TOKEN,
            audience="It holds the audiences that were requested, allowed for the client and granted; otherwise it is an empty array.",
            example={
                "aud": [],
                "client_id": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                "exp": 1760003600,
                "ext": {},
                "iat": 1760000000,
                "iss": "https://quiet-fox-x1y2z3.projects.oryapis.com",
                "jti": "j-1",
                "nbf": 1760000000,
                "scp": ["orders.read"],
                "sub": "ada",
            },
        ),
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It is an array with the client id.",
            example={
                "aud": ["aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"],
                "auth_time": 1760000000,
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "exp": 1760003600,
                "iat": 1760000000,
                "iss": "https://quiet-fox-x1y2z3.projects.oryapis.com",
                "jti": "j-1",
                "rat": 1760000000,
                "sub": "ada",
                "nonce": "n-0S6_WzA2Mj",
            },
        ),
    ),
    mistakes=(
        Mistake(code="aud-empty", text="no audience was requested or granted, so aud is an empty array"),
        Mistake(code="audience-not-requested", text="the client sent resource, or nothing, instead of audience"),
        Mistake(
            code="resource-not-registered",
            text="the audience is not whitelisted at the client, so the request is refused",
        ),
        Mistake(
            code="token-opaque", text="access tokens are opaque (ory_at_...) unless the access token strategy is jwt"
        ),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "send audience on the authorization request, or on the token request with client credentials",
            Snippet("text", "audience=$audience\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "whitelist the audience at the client, and grant it in the consent application (grant_access_token_audience)",
            Snippet("json", '{ "client_id": "$client_id", "audience": ["$audience"] }\n'),
        ),
    ),
    notes=(
        "The whitelist is compared as a prefix of the URL: /user allows /user/1234 as well.",
        "The access token strategy is strategies.access_token, globally or for one client; a JWT has its scopes in scp.",
    ),
    basis=Basis.DOCUMENTED,
    sources=(
        "https://www.ory.com/docs/hydra/guides/audiences",
        "https://github.com/ory/hydra/blob/master/spec/config.json",
    ),
)
