"""The audiences differ only by letter case.

What it means: audiences are compared with regard to case, also in the host of a URL, where a browser would not mind.

How it happens: a GUID was copied in capitals, a host name or an identifier was typed from memory.

How to fix it: write both sides alike, as the authorization server issues the value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.difference import Kind
from forwhom.comparison_finding import RFC7519_AUD, of_pair
from forwhom.example import Example, case
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-case-differs"
TITLE = "the audiences differ only by letter case"


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the nearest pair differs in nothing else than this, and perhaps other trifles."""
    pair = situation.nearest(Kind.CASE)
    if pair and pair.difference.is_trifle:
        yield of_pair(situation, pair, code=CODE, title=TITLE, marker="the letter case differs")


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the host is written in capitals on one side",
            case=case(aud="https://API.example.com", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="letter case and a slash differ together",
            case=case(aud="https://API.example.com/", expected="https://api.example.com"),
            fires=True,
        ),
        Example(note="another word is no other letter case", case=case(aud="Orders", expected="billing"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch",),
    settled=lambda situation: situation.met is not None,
    precedence=18,
    references=(RFC7519_AUD,),
    examples=examples,
)
