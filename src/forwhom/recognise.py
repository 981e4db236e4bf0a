"""Recognises the messages of the catalogue in any text: which verifier spoke, and the values it printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.everyday import is_everyday
from forwhom.finding import Confidence
from forwhom.message_match import NOTHING_CAPTURED, Match, matches_in
from forwhom.message_rank import hinted_at, ranked
from forwhom.phrasebook import cut, lower
from forwhom.record import replace
from forwhom.resemblance import Resemblance, resembling
from forwhom.unwrapping import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forwhom.phrasebook import Phrasebook

#: Only so much of a text is searched; a longer one is a log to be cut, not a message.
MAX_TEXT = 262_144
_MUCH_MORE = 1.5
#: So many everyday words may be reworded by anybody; standing there in full they are one program's.
_SENTENCE = 12


def recognise(text: str, phrasebook: Phrasebook, named: str | None = None, surroundings: str = "") -> tuple[Match, ...]:
    """The messages of the catalogue in `text`, best first; `named` is the id of the verifier that is known to speak.

    `surroundings` is what stood around the text: it may hint at the verifier and is not searched for messages.
    Where no message stands in it, those that it resembles.

    Never raises. Takes time proportional to the length of the text times the number of messages.
    """
    if not text:
        return ()
    doubtful: tuple[str, tuple[Match, ...]] | None = None
    for form in unwrapped(text[:MAX_TEXT]):
        around = f"{form}\n{surroundings}"
        found = list(matches_in(form, phrasebook))
        found += _passed_on(found, lower(around), phrasebook, named)
        matches = ranked(around, found, phrasebook, named)
        if matches and matches[0].confidence is not Confidence.POSSIBLE:
            return matches
        # A line break may part a longer message, of which common words alone stand in the text as it is.
        doubtful = doubtful or ((form, matches) if matches else None)
    if doubtful:
        # A few common words may stand in a longer message that is nearly there.
        form, matches = doubtful
        near = _resembling(form, phrasebook, named, surroundings)
        return (*(one for one in near if _outweighs(one, matches[0])), *matches)
    return _resembling(next(unwrapped(text[:MAX_TEXT])), phrasebook, named, surroundings)


def _passed_on(matches: Sequence[Match], lowered: str, phrasebook: Phrasebook, named: str | None) -> Iterator[Match]:
    """The same messages as those of the products that the text points to and in which their library works.

    A product prints more texts of its library than its own entry lists, those of older versions among them.
    """
    speakers = {match.verifier for match in matches}
    for product, base in phrasebook.bases.items():
        if base not in speakers or product in speakers:
            continue
        if product == named or any(hint in lowered for hint in phrasebook.hints[product]):
            yield from (replace(match, verifier=product) for match in matches if match.verifier == base)


def _outweighs(near: Match, match: Match) -> bool:
    """Whether much more of a message that the text resembles stands there than of one that stands there in full."""
    return near.start <= match.start and match.end <= near.end and near.weight > _MUCH_MORE * match.weight


def _resembling(text: str, phrasebook: Phrasebook, named: str | None, surroundings: str) -> tuple[Match, ...]:
    """The messages that the text resembles, nearest first; likely where only one verifier prints such a message."""
    lowered = lower(f"{text}\n{surroundings}")
    near = _spoken(resembling(text, phrasebook), lowered, phrasebook, named)
    speakers = {one.phrase.verifier for one in near if one.phrase.verifier == named or not named}
    speakers -= {speaker for speaker in speakers if phrasebook.bases.get(speaker) in speakers}
    matches = [
        Match(
            verifier=one.phrase.verifier,
            message=one.message,
            confidence=Confidence.LIKELY if _surely(one) and speakers == {one.phrase.verifier} else Confidence.POSSIBLE,
            captured=NOTHING_CAPTURED,
            start=one.start,
            end=one.end,
            weight=one.phrase.weight if one.named else int(one.nearness * one.phrase.weight),
            altered=True,
        )
        for one in near
    ]
    return tuple(
        sorted(
            matches,
            key=lambda match: (
                match.verifier != named,
                match.confidence.rank,
                -hinted_at(match, lowered, phrasebook),
                match.verifier in phrasebook.bases,
            ),
        )
    )


def _surely(one: Resemblance) -> bool:
    """Whether the text is likely this message: what every program says in much the same words is anybody's."""
    return one.surely and (one.named or not is_everyday(cut(lower(one.message.template))[0], _SENTENCE))


def _spoken(
    near: Sequence[Resemblance], lowered: str, phrasebook: Phrasebook, named: str | None
) -> tuple[Resemblance, ...]:
    """Those that may have spoken: without a hint, common words are nobody's."""
    return tuple(
        one
        for one in near
        if not one.message.common
        or one.phrase.verifier == named
        or any(hint in lowered for hint in phrasebook.hints[one.phrase.verifier])
    )
