"""Every message of the catalogue, prepared so that a text can be held against all of them at once.

A template is cut at its holes into literal pieces. The longest piece is its needle, and the longest word that can only
stand there as a whole word its anchor. Only templates whose anchor is among the words of the text are looked for, and
only those whose needle stands in it are looked at closer. So a text is cut into words once, and costs one substring
search for each template that shares its anchor.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forwhom.verifier import Message, Verifier


class Phrase(NamedTuple):
    """One template of one verifier: literal `pieces` in lower case, and the names of the holes after each of them.

    `place` is that of the message in its verifier; `anchor` is empty where no word of it need stand alone in a text. A
    tuple, because thousands are made when a catalogue is loaded.
    """

    needle: str
    pieces: tuple[str, ...]
    holes: tuple[str, ...]
    weight: int
    verifier: str
    place: int
    anchor: str


@dataclass(frozen=True, slots=True, eq=False)
class Phrasebook:
    """All phrases; by verifier the words that point to it, in lower case, and the verifier that it builds on."""

    verifiers: Mapping[str, Verifier]
    phrases: tuple[Phrase, ...]
    hints: Mapping[str, tuple[str, ...]]
    bases: Mapping[str, str]

    def message(self, phrase: Phrase) -> Message:
        """The message that a phrase is the template of."""
        return self.verifiers[phrase.verifier].messages[phrase.place]


def build(verifiers: Iterable[Verifier]) -> Phrasebook:
    """The phrasebook of these verifiers."""
    known = {verifier.id: verifier for verifier in verifiers}
    phrases = (
        phrase(name, message, place)
        for name, verifier in known.items()
        for place, message in enumerate(verifier.messages)
    )
    hints = {name: tuple(hint.lower() for hint in verifier.hints) for name, verifier in known.items()}
    bases = {name: verifier.builds_on for name, verifier in known.items() if verifier.builds_on}
    return Phrasebook(known, tuple(phrases), hints, bases)


def phrase(verifier: str, message: Message, place: int = 0) -> Phrase:
    """The phrase of the message at `place`. A template without any literal text raises `ValueError`."""
    pieces, holes = cut(one_line(message.template))
    lowered = tuple(lower(piece) for piece in pieces)
    needle = max(lowered, key=len)
    if not needle.strip():
        msg = f"a template of {verifier} has no literal text: {message.template!r}"
        raise ValueError(msg)
    weight = sum(len(piece.strip()) for piece in pieces)
    return Phrase(needle, lowered, holes, weight, verifier, place, _anchor(lowered, holes))


def candidates(text: str, phrasebook: Phrasebook) -> Iterator[Phrase]:
    """The phrases that may stand in `text`, which is in lower case, in the order of the phrasebook."""
    by_anchor = _by_anchor(phrasebook)
    words = by_anchor.keys() & {*_WORD.findall(text), ""}
    for place in sorted(place for word in words for place in by_anchor[word]):
        phrase = phrasebook.phrases[place]
        if phrase.needle in text:
            yield phrase


@cache
def _by_anchor(phrasebook: Phrasebook) -> Mapping[str, Sequence[int]]:
    """The places of the phrases by their anchor."""
    places: dict[str, list[int]] = {}
    for place, one in enumerate(phrasebook.phrases):
        places.setdefault(one.anchor, []).append(place)
    return places


def _anchor(pieces: Sequence[str], holes: Sequence[str]) -> str:
    """The longest word that stands alone wherever these pieces do; a hole may go on with a word that it cuts."""
    whole = [
        word[0]
        for number, piece in enumerate(pieces)
        for word in _WORD.finditer(piece)
        if (word.start() > 0 or number == 0)
        and (word.end() < len(piece) or (number == len(pieces) - 1 and not holes[-1]))
    ]
    return max(whole, key=len, default="")


_WORD = re.compile(r"[^\W_]+")


def cut(template: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The literal pieces of a template and the holes after each; the last hole is empty when the template ends in text.

    A hole is a name of lower-case letters, digits, blanks and `_` in braces; other braces are literal text.
    """
    pieces: list[str] = []
    holes: list[str] = []
    literal = ""
    rest = template
    while rest:
        before, brace, after = rest.partition("{")
        literal += before
        name, closed, tail = after.partition("}")
        if brace and closed and name.replace("_", "").replace(" ", "").isalnum() and name == name.lower():
            pieces.append(literal)
            holes.append(name)
            literal, rest = "", tail
        else:
            literal += brace
            rest = after
    if literal or not pieces:
        pieces.append(literal)
        holes.append("")
    return tuple(pieces), tuple(holes)


def lower(text: str) -> str:
    """The text in lower case, every character still in its place."""
    lowered = text.lower()
    return (
        lowered if len(lowered) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text)
    )


def one_line(text: str) -> str:
    """The text with every run of blanks and line ends made one space."""
    return " ".join(text.split(" ")) if "\n" not in text else " ".join(text.split())
