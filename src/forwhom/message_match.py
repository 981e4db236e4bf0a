"""Where a message of the catalogue stands in a text, and the values that stand in its place holders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.everyday import is_everyday
from forwhom.finding import Confidence
from forwhom.phrasebook import candidates, lower
from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.audience.listing import Listing
    from forwhom.phrasebook import Phrase, Phrasebook
    from forwhom.verifier import Message

_MAX_HOLE = 4096
_TRIES = 8
#: The weight from which on a message is nobody else's.
LONG = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """The values that a text states; `None` is not stated, an empty tuple is stated to be none."""

    found: tuple[str, ...] | None = None
    expected: tuple[str, ...] | None = None
    issuer: str | None = None
    expected_issuer: str | None = None


NOTHING_CAPTURED = Captured()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One message found in a text: between `start` and `end` of the text as it was unwrapped; longer is surer.

    With `altered` the text only resembles it: shortened, reworded, or a name that goes with it. `tail` is what the line
    adds to it behind a colon. With `fragment` its few everyday words are only the beginning of what the line says.
    """

    verifier: str
    message: Message
    confidence: Confidence
    captured: Captured
    start: int
    end: int
    weight: int
    altered: bool = False
    tail: str = ""
    fragment: bool = False


def matches_in(text: str, phrasebook: Phrasebook) -> Iterator[Match]:
    """Every message that stands in the text in full, of every verifier, each at its first place; none is sure yet."""
    lowered = lower(text)
    for phrase in candidates(lowered, phrasebook):
        if match := _closer(text, lowered, phrase, phrasebook):
            yield match


def _closer(text: str, lowered: str, phrase: Phrase, phrasebook: Phrasebook) -> Match | None:
    """The first place where all pieces of the phrase follow each other, with what stands in its holes."""
    first = phrase.pieces[0]
    start = lowered.find(first)
    for _ in range(_TRIES):
        if start < 0:
            return None
        read = _walk(text, lowered, phrase, start)
        if read:
            end, holes = read
            message = phrasebook.message(phrase)
            captured = _captured(message, holes)
            goes_on = not phrase.holes[-1] and phrase.weight < LONG and _GOES_ON.match(text, end) is not None
            return Match(
                verifier=phrase.verifier,
                message=message,
                confidence=Confidence.POSSIBLE,
                captured=captured,
                start=start,
                end=end,
                weight=phrase.weight,
                tail=_tail(text, end),
                fragment=goes_on and is_everyday(phrase.pieces),
            )
        start = lowered.find(first, start + 1)
    return None


#: What makes a longer sentence of a message, or a frame around another one: the next word, a colon and a word, or a
#: value and then the one that was wanted instead. A stack trace (`at f (x.js:1)`) and a bracket alone add nothing of
#: that kind.
_GOES_ON = re.compile(
    r"[ \t]{1,3}(?!at\b)[A-Za-z]|:[ \t]{1,3}[A-Za-z]"
    r"""|[: \t]{1,3}["'`\[{(&][^\n]{1,400}?\b(?:allowed|expected|want|wanted)\b"""
)


def _tail(text: str, end: int) -> str:
    """What the line adds to a message behind a colon or in parentheses; empty where it adds nothing."""
    rest = text[end : end + _MAX_HOLE].split("\n", 1)[0]
    if rest.startswith(" ("):
        return rest[2:].split(")", 1)[0].strip()
    return rest[1:].strip() if rest.startswith(":") else ""


def _walk(text: str, lowered: str, phrase: Phrase, start: int) -> tuple[int, dict[str, str]] | None:
    """Where the phrase ends when it begins at `start`, and the text in each of its holes."""
    if phrase.pieces[0] and _inside_word(lowered, start):
        return None
    at = start + len(phrase.pieces[0])
    holes: dict[str, str] = {}
    for hole, piece in zip(phrase.holes, phrase.pieces[1:], strict=False):
        end = lowered.find(piece, _behind_list(text, at, piece), at + _MAX_HOLE)
        if end < 0:
            return None
        holes[hole] = text[at:end]
        at = end + len(piece)
    if phrase.holes[-1]:
        end = _end_of_value(text, at)
        holes[phrase.holes[-1]] = _closed(text[at:end].strip().rstrip(".,;"))
        at = end
    elif _inside_word(lowered, at):
        return None
    return at, holes


def _behind_list(text: str, at: int, piece: str) -> int:
    """Where to look for the piece behind a value: the bracket that closes a list is not that of the message."""
    listed = piece.startswith("]") and text.startswith("[", at)
    return text.find("]", at, at + _MAX_HOLE) + 1 if listed else at


def _inside_word(text: str, at: int) -> bool:
    """Whether the place between two characters lies inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


_END_OF_VALUE = re.compile(r'[\n\r"]|\\n|</|\s+at [\w.<]|, "|\s+\(|\}\}|\s\|\s| stack[:=]', re.ASCII)


def _end_of_value(text: str, at: int) -> int:
    """Where the value that ends a message ends: at the line, the closing quote, or the stack trace."""
    limit = min(len(text), at + _MAX_HOLE)
    if text[at : at + 1] in {'"', "'", "["}:
        closing = text.find("]" if text[at] == "[" else text[at], at + 1, limit)
        if closing >= 0:
            return closing + 1
    match = _END_OF_VALUE.search(text, at, limit)
    return match.start() if match else limit


def _closed(value: str) -> str:
    """A value without the brackets of what stood around the message; its own are a pair."""
    while value and (opening := _OPENING.get(value[-1])) and value.count(value[-1]) > value.count(opening):
        value = value[:-1].rstrip(".,; ")
    return value


_OPENING = {"]": "[", "}": "{", ")": "("}


def _captured(message: Message, holes: dict[str, str]) -> Captured:
    expected = _values(message, message.expected_as, holes.get("expected"))
    if too := _values(message, message.expected_as, holes.get("expected_too")):
        expected = (*(expected or ()), *too)
    return Captured(
        found=_values(message, message.found_as, holes.get("found")),
        expected=expected,
        issuer=holes.get("issuer"),
        expected_issuer=holes.get("expected_issuer"),
    )


def _values(message: Message, listing: Listing, text: str | None) -> tuple[str, ...] | None:
    """The values that a captured text stands for; `None` when nothing was captured."""
    if text is None:
        return None
    if text in message.nothing or text.strip() in {"", "[]", "map[]"}:
        return ()
    return listing.read(text)
