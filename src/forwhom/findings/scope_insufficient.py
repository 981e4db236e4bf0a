"""The token does not grant every scope that is required.

What it means: the token is for this verifier, and its audience passed. What it may do there is too little. Some
verifiers answer 403 to both, which looks alike.

How it happens: the scope was not requested, the client is not allowed it, or it stands under another claim than the
one that is read (`scope`, `scp`, `permissions`).

How to fix it: request the scope, and allow the client to have it.
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

CODE = "scope-insufficient"
TITLE = "the token does not grant every scope that is required"

FIXES = (
    Fix(Party.CLIENT, "request the token with the required scopes"),
    Fix(Party.AUTHORIZATION_SERVER, "allow the client the required scopes"),
)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: it is about the request, of which only a message or the log of a resource server tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the challenge names the error",
            case=case(error='Bearer error="insufficient_scope", scope="orders.read"'),
            fires=True,
        ),
        Example(
            note="the message is about the audience",
            case=case(error="Audience not allowed", aud="billing", scope="orders.read"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    precedence=56,
    fixes=FIXES,
    references=(Reference("RFC 6750", "section 3.1"), Reference("RFC 9068", "section 4")),
    examples=examples,
)
