"""An ID Token was sent where an access token belongs.

What it means: an ID Token tells the client who signed in; its audience is the client. An API needs an access token,
whose audience is the API. An API that accepted ID Tokens would accept those of any client.

How it happens: the client has both tokens and sends the wrong one, or asked for no audience and has no other JWT.

How to fix it: send the access token; when it is opaque, ask for one with the API as its audience.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.comparison_finding import whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Reference
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import request
from forwhom.token_kind import TokenKind, sends_id_token, speaks_of_id_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.provider import Provider
    from forwhom.situation import Situation

CODE = "id-token-as-access-token"
TITLE = "an ID Token was sent where an access token belongs"

FIXES = (
    Fix(Party.CLIENT, "send the access token to the API and keep the ID Token in the client"),
    Fix(Party.CLIENT, "when there is no access token that is a JWT, request one with the API as its audience"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the token looks like an ID Token, and nothing says that this verifier is made for ID Tokens."""
    if not situation.claims and situation.blames_audience and sends_id_token(situation.case.error or ""):
        yield whole_claim(
            situation,
            code=CODE,
            title=TITLE,
            because="the evidence says that an ID Token was sent; its audience is the client, never the API",
            confidence=Confidence.LIKELY,
            fixes=(FIXES[0], request(situation, situation.expected[0] if situation.expected else None)),
            references=KIND.references,
        )
    if situation.kind.kind is not TokenKind.ID_TOKEN or situation.met or _takes_id_tokens(situation):
        return
    if not situation.claims or (situation.case.kind is None and _is_the_only_jwt(situation.provider)):
        return
    refused = situation.met is False or (situation.refused and situation.speaks_of_audience)
    if not refused and situation.verifier and situation.verifier.takes is not TokenKind.ACCESS_TOKEN:
        return
    # What tells an access token may just have been left out of an excerpt.
    excerpt = situation.claims.keys().isdisjoint({"exp", "iat"})
    yield whole_claim(
        situation,
        code=CODE,
        title=TITLE if situation.kind.confidence is not Confidence.POSSIBLE else "the token may be an ID Token",
        because=f"{situation.kind.because}; the audience of an ID Token is the client, never the API",
        confidence=Confidence.LIKELY
        if (refused and not excerpt) or situation.kind.confidence is not Confidence.POSSIBLE
        else Confidence.POSSIBLE,
        fixes=(FIXES[0], request(situation, situation.expected[0] if situation.expected else None)),
        references=KIND.references,
    )


def _is_the_only_jwt(provider: Provider | None) -> bool:
    """Whether a provider issues no other JWT that an API could be sent (Google's access tokens are opaque)."""
    return provider is not None and not any(
        shape.kind is not TokenKind.ID_TOKEN and shape.example for shape in provider.tokens
    )


def _takes_id_tokens(situation: Situation) -> bool:
    """Whether this verifier is made for ID Tokens, or its message speaks of one."""
    if situation.verifier and situation.verifier.takes is TokenKind.ID_TOKEN:
        return True
    return speaks_of_id_token(situation.case.error or "")


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the reporter says what was sent",
            case=case(
                expected="https://api.example.com",
                verifier="express-jwt",
                error="I send Bearer id_token and get: jwt audience invalid. expected: https://api.example.com",
            ),
            fires=True,
        ),
        Example(
            note="a nonce and a client as audience show an ID Token",
            case=case(aud="web-client", nonce="n-0S6", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="the kind is only possible, and the token is refused",
            case=case(aud="orders", email="alice@example.com", expected="billing"),
            fires=True,
        ),
        Example(
            note="an access token",
            case=case(aud="https://orders.example.com", scope="orders:read", expected="https://billing.example.com"),
            fires=False,
        ),
        Example(
            note="the verifier takes ID Tokens",
            case=case(aud="web-client", nonce="n-0S6", expected="mobile-client", verifier="kubernetes-oidc"),
            fires=False,
        ),
        Example(
            note="the message speaks of an ID Token",
            case=case(aud="web-client", nonce="n-0S6", expected="mobile-client", error="id_token has wrong audience"),
            fires=False,
        ),
        Example(
            note="nothing shows a refusal at a verifier that says not which kind it takes",
            case=case(aud="web-client", nonce="n-0S6", verifier="pyjwt"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-is-client-id"),
    settled=lambda situation: situation.met is True or situation.kind.kind is TokenKind.ACCESS_TOKEN,
    precedence=29,
    fixes=FIXES,
    references=(
        Reference("OIDC Core", "section 2"),
        Reference("RFC 9068", "section 2"),
        Reference("RFC 8725", "section 3.11"),
    ),
    examples=examples,
)
