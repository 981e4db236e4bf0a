"""The audience holds a colon but is no valid URI.

What it means: a StringOrURI may be any string, but one with ":" in it must be a URI. A strict verifier refuses the
value or alters it.

How it happens: a value such as `number:name` was made up as an identifier.

How to fix it: use an identifier without a colon, or a URI (`urn:example:name`, `https://...`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.comparison_finding import place
from forwhom.example import Example, case
from forwhom.finding import Confidence, Finding, Fix, Party, Reference, Severity
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "aud-not-a-uri"
TITLE = "the audience holds a colon but is no valid URI"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]*$")

FIXES = (Fix(Party.AUTHORIZATION_SERVER, "give the API an identifier without a colon, or one that is a URI"),)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on a found value with a colon before which no URI scheme stands, or with a blank inside."""
    for index, value in enumerate(situation.found):
        if (":" in value and not _SCHEME.match(value)) or _is_broken(value):
            refused = situation.refused and situation.speaks_of_audience and not situation.pairs
            yield Finding(
                code=CODE,
                severity=Severity.ERROR if refused else Severity.WARNING,
                confidence=Confidence.LIKELY if refused else Confidence.POSSIBLE,
                title=TITLE,
                because="a path follows the port without a slash"
                if _is_broken(value)
                else "a strict verifier takes what stands before the colon for a URI scheme, which begins with a letter",
                found=value,
                evidence=(place(situation, index),),
                fixes=FIXES,
                references=KIND.references,
            )
            return


def _is_broken(value: str) -> bool:
    """Whether a URL was put together wrongly, as where a path follows the port without a slash."""
    return _BROKEN_PORT.match(value) is not None


_BROKEN_PORT = re.compile(r"https?://[^/?#\s]{1,253}:\d{1,5}[A-Za-z]", re.IGNORECASE)


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="host and path were put together without a slash",
            case=case(aud="http://localhost:8080client/hubs/hub", error="Invalid audience"),
            fires=True,
        ),
        Example(
            note="a number before the colon is no URI scheme",
            case=case(aud="4711:orders", expected="billing"),
            fires=True,
        ),
        Example(
            note="the value agrees, and the token is refused for its audience",
            case=case(aud="4711:orders", expected="4711:orders", error="Invalid audience"),
            fires=True,
        ),
        Example(note="a URN is a URI", case=case(aud="urn:example:orders", expected="billing"), fires=False),
        Example(
            note="without a colon any string will do", case=case(aud="4711 orders", expected="billing"), fires=False
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    precedence=36,
    fixes=FIXES,
    references=(Reference("RFC 7519", "section 2, StringOrURI"), Reference("RFC 3986", "section 3.1")),
    examples=examples,
)
