"""The audiences name the same service by another host name, address or port.

What it means: the two URLs agree but for the host or the port: `localhost` against a name, a public name against an
internal one, a port that was added or left out. To a verifier these are different names.

How it happens: the service takes its own address as its audience and is reached by another, a port changed in one
place, a host name was mistyped.

How to fix it: choose one stable identifier for the API, register it at the authorization server, and configure
exactly that; it needs no port and need not be an address at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.difference import Kind
from forwhom.audience.uri import split
from forwhom.comparison_finding import RFC7519_AUD, of_pair
from forwhom.example import Example, case
from forwhom.finding import Confidence
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Pair, Situation

CODE = "aud-host-differs"
TITLE = "the audiences name the same service by different hosts or ports"


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when two URLs differ in the port, or in hosts that look like the same service."""
    pair = situation.nearest(Kind.HOST, Kind.PORT)
    if pair:
        yield of_pair(
            situation,
            pair,
            code=CODE,
            title=TITLE,
            marker=_marker(pair),
            confidence=situation.sure(pair.found, pair.expected)
            if {Kind.HOST, Kind.PATH}.isdisjoint(pair.difference.kinds)
            else Confidence.LIKELY,
        )


def _marker(pair: Pair) -> str:
    """Which part of the address differs."""
    if Kind.HOST in pair.difference.kinds:
        return "the hosts differ"
    for value in (pair.found, pair.expected):
        uri = split(value)
        if uri and uri.has_default_port:
            return f"{uri.port} is the port of {uri.scheme} anyway, yet part of the name once written"
    return "the ports differ"


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="localhost on one side, the public name on the other",
            case=case(aud="http://localhost:8080", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="a port is written on one side",
            case=case(aud="https://api.example.com:8443", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="the port of the scheme is written on one side",
            case=case(aud="https://api.example.com", expected="https://api.example.com:443"),
            fires=True,
        ),
        Example(
            note="two services under one domain",
            case=case(aud="https://orders.example.com", expected="https://billing.example.com"),
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
    precedence=26,
    references=(RFC7519_AUD,),
    examples=examples,
)
