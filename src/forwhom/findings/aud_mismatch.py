"""The token is for another service, and nothing nearer explains it.

What it means: no audience that the token names is one that the verifier expects, and the values are not near each
other. Most often it is the wrong token, not the wrong string.

How it happens: the client asked for a token of another API, or the resource server was told the name of another one.

How to fix it: find out which of the two names this API. If the token was meant for another service, the client
requests one for this service; if the setting is wrong, the setting changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.comparison_finding import RFC7519_AUD, RFC8725_AUD, of_pair
from forwhom.example import Example, case
from forwhom.finding import Fix, Party
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import configure, request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-mismatch"
TITLE = "the token is not for this verifier"

FIXES = (
    Fix(Party.CLIENT, "request the token for the audience that the resource server expects"),
    Fix(
        Party.RESOURCE_SERVER, "compare the configured audience with the aud of a refused token, character by character"
    ),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the values are known, differ under this verifier's comparison, and the token names an audience."""
    if situation.met is False and situation.pairs:
        pair = situation.pairs[0]
        expected = situation.expected[0]
        fixes = (
            request(situation, expected),
            configure(situation, situation.found[:1], "only if this value names this very service, "),
        )
        yield of_pair(situation, pair, code=CODE, title=TITLE, marker="the two part here", fixes=fixes)


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="two services that have nothing in common",
            case=case(aud="https://orders.example.com", expected="https://billing.example.com"),
            fires=True,
        ),
        Example(
            note="a slash is another finding's business",
            case=case(aud="https://orders.example.com/", expected="https://orders.example.com"),
            fires=False,
        ),
        Example(
            note="one of several audiences agrees",
            case=case(aud=["orders", "billing"], expected="billing"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    settled=lambda situation: (
        situation.met is not None or (situation.audience is not None and not situation.audience.values)
    ),
    precedence=40,
    fixes=FIXES,
    references=(RFC7519_AUD, RFC8725_AUD),
    examples=examples,
)
