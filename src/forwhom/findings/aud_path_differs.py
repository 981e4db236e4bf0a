"""The audiences name the same host with another path.

What it means: host and port agree, the path does not. Audiences are compared as a whole: a path is never a prefix
that covers what is below it.

How it happens: one side names the server and the other one API or endpoint on it, a version or a route was added, the
token endpoint stands where the issuer is expected.

How to fix it: decide which of the two identifies the API, and write exactly that on both sides.
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

CODE = "aud-path-differs"
TITLE = "the audiences name the same host but different paths"


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when two URLs agree in host and port and differ in the path."""
    pair = situation.nearest(Kind.PATH)
    if pair and {Kind.PORT, Kind.HOST}.isdisjoint(pair.difference.kinds):
        yield of_pair(situation, pair, code=CODE, title=TITLE, marker="the paths part here")


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the version of the API is part of one value",
            case=case(aud="https://api.example.com/v1", expected="https://api.example.com/v2"),
            fires=True,
        ),
        Example(
            note="the same path on another host",
            case=case(aud="https://orders.example.com/v1", expected="https://billing.example.com/v1"),
            fires=False,
        ),
        Example(
            note="the port differs too",
            case=case(aud="https://api.example.com:8443/v1", expected="https://api.example.com/v2"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch",),
    settled=lambda situation: situation.met is not None,
    precedence=28,
    references=(RFC7519_AUD,),
    examples=examples,
)
