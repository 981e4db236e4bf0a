"""Which of the messages found in a text was printed, by whom, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.everyday import is_everyday
from forwhom.finding import Confidence
from forwhom.message_match import LONG, NOTHING_CAPTURED, Match
from forwhom.phrasebook import cut, lower
from forwhom.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forwhom.phrasebook import Phrasebook

_LIBRARY = "library"
_SHORT = 12


def ranked(text: str, matches: list[Match], phrasebook: Phrasebook, named: str | None) -> tuple[Match, ...]:
    """The matches, surest first: longest text, then the verifier that is named or hinted at elsewhere in the text."""
    lowered = lower(text)
    matches = [
        match
        for match in matches
        if not (match.message.common or match.fragment)
        or match.verifier == named
        or hinted_at(match, lowered, phrasebook)
    ]
    # A product that frames the text of the library in it does not hide the library.
    outer = [
        match
        for match in matches
        if not any(
            _covers(other, match) and phrasebook.bases.get(other.verifier) != match.verifier for other in matches
        )
    ]
    beside = _beside(lowered, outer)
    hinted = {match.verifier: hinted_at(match, beside, phrasebook) for match in outer}
    inner = {(one.verifier, one.start) for one in outer if _is_inner(one, outer, text, hinted, phrasebook)}
    rivals: dict[tuple[int, int], set[str]] = {}
    for match in outer:
        rivals.setdefault((match.start, match.end), set()).add(match.verifier)
    sure: dict[tuple[str, int, int], Match] = {}
    for match in outer:
        here = rivals[match.start, match.end]
        base = phrasebook.bases.get(match.verifier)
        others = {rival for rival in here if rival != match.verifier and phrasebook.bases.get(rival) != match.verifier}
        confidence = _confidence(match, others, hinted, named, text)
        built = [hinted[rival] for rival in here if phrasebook.bases.get(rival) == match.verifier]
        if base in here and not hinted[match.verifier] and match.verifier != named:
            confidence = Confidence.POSSIBLE
        elif built and max(built) > hinted[match.verifier] and match.verifier != named:
            confidence = Confidence.LIKELY
        sure.setdefault((match.verifier, match.start, match.end), replace(match, confidence=confidence))
    return tuple(
        sorted(
            sure.values(),
            key=lambda match: (
                match.verifier != named,
                match.confidence.rank,
                (match.verifier, match.start) in inner,
                -hinted[match.verifier],
                match.captured == NOTHING_CAPTURED,
                -match.weight,
                match.verifier in phrasebook.bases,
                match.start,
            ),
        )
    )


def _beside(lowered: str, matches: Iterable[Match]) -> str:
    """The text without the audiences that its messages state: one called like a product does not make it speak."""
    values = {
        value.lower() for one in matches for value in (*(one.captured.found or ()), *(one.captured.expected or ()))
    }
    for value in sorted(values - {""}, key=len, reverse=True):
        lowered = lowered.replace(value, " ")
    return lowered


def _is_inner(
    match: Match, matches: Iterable[Match], text: str, hinted: Mapping[str, int], phrasebook: Phrasebook
) -> bool:
    """Whether the text of a library stands behind that of a product on one line: then it is the product that speaks."""
    verifiers = phrasebook.verifiers
    return verifiers[match.verifier].kind == _LIBRARY and any(
        other.end <= match.start
        and hinted[other.verifier]
        and verifiers[other.verifier].kind != _LIBRARY
        and "\n" not in text[other.end : match.start]
        for other in matches
    )


def _covers(outer: Match, inner: Match) -> bool:
    """Whether the literal text of a longer message holds this one, which then says nothing of its own.

    A message inside a hole of the other does say something: the other is only its frame.
    """
    if outer.weight <= inner.weight or inner.start < outer.start or outer.end < inner.end:
        return False
    frame = "\n".join(cut(lower(outer.message.template))[0])
    return all(piece.strip() in frame for piece in cut(lower(inner.message.template))[0])


def hinted_at(match: Match, lowered: str, phrasebook: Phrasebook) -> int:
    """How many words beside the message point to its verifier."""
    exception = match.message.exception.rpartition(".")[2].lower()
    full = match.message.exception.lower()
    return (
        sum(hint in lowered for hint in phrasebook.hints[match.verifier])
        + (bool(exception) and exception in lowered)
        + (full != exception and bool(full) and full in lowered)
    )


def _confidence(match: Match, rivals: set[str], hinted: Mapping[str, int], named: str | None, text: str) -> Confidence:
    """How sure it is that this verifier spoke; `rivals` print the same text on their own account."""
    if match.verifier == named:
        return Confidence.CERTAIN
    hints = hinted[match.verifier]
    if rivals:
        return Confidence.LIKELY if hints > max(hinted[rival] for rival in rivals) else Confidence.POSSIBLE
    if hints:
        return Confidence.CERTAIN
    pieces = cut(match.message.template)[0]
    if is_everyday(tuple(map(lower, pieces))):
        # Nobody else in the catalogue prints these words, but many programs outside of it may: the more so where they
        # begin with another letter case.
        own = match.weight >= LONG and text.startswith(pieces[0], match.start)
        return Confidence.LIKELY if own else Confidence.POSSIBLE
    if match.weight >= LONG:
        return Confidence.CERTAIN
    return Confidence.LIKELY if match.weight >= _SHORT else Confidence.POSSIBLE
