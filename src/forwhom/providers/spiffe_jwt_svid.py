"""SPIFFE JWT-SVIDs: an audience is required, and sub is the workload's SPIFFE ID.

Source: https://github.com/spiffe/spiffe/blob/main/standards/JWT-SVID.md
"""

from __future__ import annotations

from forwhom.finding import Fix, Party, Snippet
from forwhom.provider import Mistake, Provider, TokenShape
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis

PROVIDER = Provider(
    id="spiffe-jwt-svid",
    name="SPIFFE JWT-SVID",
    aliases=("spiffe", "spire", "jwt-svid"),
    issuer_pattern=r"https?://\S+",
    issuer_examples=("https://spire.example.org",),
    issuer_specific=False,
    marks={"sub": r"spiffe://.+"},
    tokens=(
        TokenShape(
            kind=TokenKind.WORKLOAD,
            audience="It holds the audiences for which the workload fetched it; one is strongly recommended.",
            example={
                "aud": ["spiffe://acme.example/orders"],
                "exp": 1760000300,
                "iat": 1760000000,
                "iss": "https://spire.acme.example",
                "sub": "spiffe://acme.example/shop",
            },
        ),
    ),
    mistakes=(
        Mistake(
            code="audience-not-configured",
            text="the verifier has no accepted audience configured, and a JWT-SVID must be refused then",
        ),
        Mistake(code="aud-mismatch", text="the workload fetched the JWT-SVID for another service"),
        Mistake(code="iss-mismatch", text="the verifier demands iss, which a JWT-SVID need not have"),
    ),
    fixes=(
        Fix(
            Party.CLIENT,
            "fetch a JWT-SVID for the service's audience",
            Snippet("shell", 'spire-agent api fetch jwt -audience "$audience"\n'),
        ),
        Fix(Party.RESOURCE_SERVER, "accept the service's own identifier, and tell the callers which one that is"),
    ),
    basis=Basis.DOCUMENTED,
    sources=("https://github.com/spiffe/spiffe/blob/main/standards/JWT-SVID.md",),
)
