"""Dex: aud is the client id; with cross-client scopes an array of the peers and the client.

Source: https://github.com/dexidp/dex/blob/master/server/tokens/claims.go
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="dex",
    name="Dex",
    issuer_pattern=r"https?://[^/\s]+(?:/\S*)?",
    issuer_examples=("https://dex.example.com/dex",),
    issuer_specific=False,
    marks={"federated_claims": "", "iss": r"https?://dex\..+|https?://[^\s]+/(?:api/)?dex/?"},
    traits={"sub": r"C[A-Za-z0-9_-]{10,}", "at_hash": "", "groups": "", "aud": r"argo-cd|argo-cd-cli"},
    tokens=(
        TokenShape(
            kind=TokenKind.ID_TOKEN,
            audience="It names the client id; with a cross-client scope it is an array of the peers and the client, and azp is the requesting client.",
            example={
                "iss": "https://dex.acme.example/dex",
                "sub": "CgcyMzQyNzQ5EgZnaXRodWI",
                "aud": ["kubernetes", "kubelogin"],
                "azp": "kubelogin",
                "exp": 1760086400,
                "iat": 1760000000,
                "at_hash": "Xk3v0b8Y6m1QwErTyUiOpA",
                "email": "ada@acme.example",
                "email_verified": True,
                "groups": ["developers"],
                "name": "Ada",
            },
        ),
        TokenShape(kind=TokenKind.ACCESS_TOKEN, audience="It is built like the ID Token."),
    ),
    mistakes=(
        Mistake(
            code="aud-other-client",
            text="the token was issued to another client of the same Dex (argo-cd against argo-cd-cli, the dashboard's against the command line's)",
        ),
        Mistake(
            code="audience-not-requested",
            text="the cross-client scope audience:server:client_id:PEER was not requested",
        ),
        Mistake(
            code="resource-not-registered",
            text="the peer does not list the client under trustedPeers, so the request is refused with invalid_scope",
        ),
        Mistake(code="aud-list-shape", text="with a cross-client scope aud is an array of several client ids"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "request the cross-client scope for the peer whose client id is expected",
            Snippet("text", "scope=openid audience:server:client_id:$audience\n"),
        ),
        Fix(
            Party.AUTHORIZATION_SERVER,
            "list the requesting client under trustedPeers of the peer",
            Snippet("yaml", 'staticClients:\n  - id: "$audience"\n    trustedPeers:\n      - "$client_id"\n'),
        ),
    ),
    basis=Basis.READ,
    sources=(
        "https://github.com/dexidp/dex/blob/master/server/tokens/claims.go",
        "https://dexidp.io/docs/configuration/custom-scopes-claims-clients/",
    ),
)
