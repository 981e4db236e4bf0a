"""The token's lifetime is longer than the verifier allows.

What it means: `exp` minus `iat` exceeds a limit of the verifier (client assertions, service account tokens,
federations).

How it happens: a token made at home lives for a day where an hour is the most.

How to fix it: shorten the lifetime where the token is made.
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

CODE = "token-lifetime-too-long"
TITLE = "the token lives longer than the verifier allows"

FIXES = (Fix(Party.AUTHORIZATION_SERVER, "shorten the lifetime where the token is made"),)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: the limits differ, only the message of the verifier tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the verifier says so",
            case=case(
                error="Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."
            ),
            fires=True,
        ),
        Example(
            note="a day is not too long for every verifier",
            case=case(aud="orders", expected="orders", iat=1767225600, exp=1767312000),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TIME,
    check=check,
    explanation=__doc__ or "",
    precedence=56,
    fixes=FIXES,
    references=(Reference("RFC 7519", "section 4.1.4"),),
    examples=examples,
)
