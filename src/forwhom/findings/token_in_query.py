"""The request brings an access token in its URL.

What it means: a URL stands in logs and histories, so a token in it has leaked, and careful verifiers do not read it
there.

How it happens: a client that cannot set headers, such as a browser's WebSocket, image or download, appends it.

How to fix it: send the token in the header Authorization, and let the one in the URL expire.
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

CODE = "token-in-query"
TITLE = "the request brings an access token in its URL"

FIXES = (Fix(Party.CLIENT, "send the access token in the header Authorization, and let the one in the URL expire"),)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: it is about the request, of which only the log of a resource server tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the message says so",
            case=case(error="access_token in the query string is not accepted"),
            fires=True,
        ),
        Example(
            note="the token stands in the header",
            case=case(aud="orders", expected="orders"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    precedence=14,
    fixes=FIXES,
    references=(Reference("RFC 6750", "section 2.3"), Reference("RFC 9700", "section 4.3.2")),
    examples=examples,
)
