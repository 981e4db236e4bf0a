"""The audiences look alike but hold stray characters.

What it means: blanks, quotes, line ends, invisible or look-alike characters, or percent-encoding make two values
differ that a reader takes for the same. Audiences are compared code point by code point; nothing is trimmed or
normalised.

How it happens: a value was copied from a page or a chat, a secret was stored with a trailing line end, a shell kept
the quotes, a URL was percent-encoded once too often.

How to fix it: type the value anew, and look at it as JSON, where odd characters are escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience import lookalike
from forwhom.audience.difference import Kind
from forwhom.comparison_finding import RFC7519_AUD, of_pair, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Reference, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import configure, request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Pair, Situation

CODE = "aud-stray-characters"
TITLE = "the audiences look the same but differ in blanks, quotes, invisible or look-alike characters"

FIXES = (
    Fix(Party.RESOURCE_SERVER, "type the expected audience anew and print it as JSON, so that odd characters show"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on a pair that is equal once cleaned; and when both read alike and are still refused."""
    pair = situation.nearest(Kind.STRAY)
    if pair:
        yield of_pair(situation, pair, code=CODE, title=TITLE, marker=_marker(pair), fixes=_fixes(situation, pair))
    elif (
        situation.met
        and situation.seen_in is Where.ERROR
        and situation.captured.expected
        and situation.suspects.get("aud-mismatch")
        and len(situation.expected) == 1 == len(situation.found)
    ):
        yield whole_claim(
            situation,
            code=CODE,
            title="the two audiences read the same, yet the verifier says that they differ",
            because="what a log prints alike may still hold a blank, a line end or an invisible character",
            confidence=Confidence.LIKELY,
            fixes=FIXES,
        )


def _marker(pair: Pair) -> str:
    """What stands where the two part, by name."""
    one, other = (value[pair.difference.at :] for value in (pair.found, pair.expected))
    names = [f"the {side} has {lookalike.name(rest[0])}" for side, rest in (("token", one), ("setting", other)) if rest]
    return ", ".join(names)


def _fixes(situation: Situation, pair: Pair) -> tuple[Fix, ...]:
    """Change the side that holds the stray characters."""
    if lookalike.cleaned(pair.expected) != pair.expected:
        return (configure(situation, (lookalike.cleaned(pair.expected),)),)
    return (request(situation, pair.expected), *FIXES)


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(note="a line end after the configured value", case=case(aud="orders", expected="orders\n"), fires=True),
        Example(note="a zero width space in the token", case=case(aud="orders\u200b", expected="orders"), fires=True),
        Example(note="a Cyrillic letter in the token", case=case(aud="\u043erders", expected="orders"), fires=True),
        Example(
            note="the message prints two values that read the same",
            case=case(
                verifier="firebase-admin-auth",
                error='Firebase ID token has incorrect "aud" (audience) claim. Expected "shop-prod" but got "shop-prod".',
            ),
            fires=True,
        ),
        Example(note="another letter is another value", case=case(aud="ordres", expected="orders"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "verifier-limit"),
    settled=lambda situation: situation.met is not None,
    precedence=16,
    fixes=FIXES,
    references=(RFC7519_AUD, Reference("RFC 7519", "section 7.3")),
    examples=examples,
)
