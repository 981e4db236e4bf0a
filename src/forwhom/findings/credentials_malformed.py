"""The header Authorization does not hold one bearer token.

What it means: it has to be the word Bearer, a blank and one token, and to stand there once. Anything else is not read
as a token, so nothing is known of its audience.

How it happens: the word Bearer is missing or stands twice, the token is in quotes, a variable stayed empty, a client
and a proxy both add the header.

How to fix it: look at the header as it arrives, and send it once, in this form.
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

CODE = "credentials-malformed"
TITLE = "the header Authorization does not hold one bearer token"

FIXES = (Fix(Party.CLIENT, "send the header Authorization once, with the word Bearer, one blank and the token"),)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: it is about the request, of which only a message or the log of a resource server tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the header has another form",
            case=case(error="UnauthorizedError: Format is Authorization: Bearer [token]"),
            fires=True,
        ),
        Example(
            note="there is no header at all",
            case=case(error="UnauthorizedError: No authorization token was found"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    precedence=13,
    fixes=FIXES,
    references=(Reference("RFC 6750", "section 2.1"), Reference("RFC 9110", "section 11.6.2")),
    examples=examples,
)
