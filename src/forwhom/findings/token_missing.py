"""The request brings no bearer token.

What it means: the verifier never saw a token, so nothing is known of its audience. Where one was sent, it was in
another place than the one that is read, or was lost on the way.

How it happens: the client sends none, or under another header or as a cookie; a proxy removes the header
Authorization on a redirect; the word Bearer is not there; a health check or a preflight request of CORS meets the
check.

How to fix it: send the access token in the header Authorization, after the word Bearer, and look at the request as it
arrives. A path that is to be open is named as open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Fix, Party, Reference
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "token-missing"
TITLE = "the request brings no bearer token"

FIXES = (
    Fix(Party.CLIENT, "send the access token in the header Authorization, after the word Bearer"),
    Fix(Party.RESOURCE_SERVER, "name a path that is to be open, such as a health check, among the exempt ones"),
)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: it is about the request, of which only a message or the log of a resource server tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the gateway found no token",
            case=case(error="Jwt is missing", verifier="envoy-jwt-authn"),
            fires=True,
        ),
        Example(
            note="words that no entry knows say so",
            case=case(error="401: Authorization header is missing"),
            fires=True,
        ),
        Example(
            note="a claim is missing, not the token",
            case=case(error="the aud claim is missing from the access token"),
            fires=False,
        ),
        Example(
            note="a token came and names nobody",
            case=case(aud=None, expected="orders"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    precedence=12,
    fixes=FIXES,
    references=(Reference("RFC 6750", "section 2.1"), Reference("RFC 6750", "section 3.1")),
    examples=examples,
)
