"""Recognises the messages of the catalogue in any text: which verifier spoke, and the values it printed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from forwhom.everyday import is_everyday
from forwhom.finding import Confidence
from forwhom.markup import without_markup
from forwhom.phrasebook import candidates, cut, lower
from forwhom.record import dataclass, replace
from forwhom.resemblance import Resemblance, resembling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forwhom.audience.listing import Listing
    from forwhom.phrasebook import Phrase, Phrasebook
    from forwhom.verifier import Message

#: Only so much of a text is searched; a longer one is a log to be cut, not a message.
MAX_TEXT = 262_144
_MAX_HOLE = 4096
_TRIES = 8


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
        found = list(_matches(form, phrasebook))
        found += _passed_on(found, lower(around), phrasebook, named)
        matches = _ranked(around, found, phrasebook, named)
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
                -_hinted(match, lowered, phrasebook),
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


def unwrapped(text: str) -> Iterator[str]:
    """The text without what logs wrap it in (colours, tags, escapes, entities, URL encoding), as it is, in one line."""
    plain = without_markup(text)
    for _ in range(3):
        if "\\" not in plain:
            break
        plain = _ESCAPE.sub(_unescape, plain)
    if "&" in plain:
        plain = html.unescape(plain)
    if "%20" in plain or "%22" in plain or "%27" in plain:
        plain = _OCTET.sub(lambda match: chr(int(match[1], 16)), plain)
    yield plain
    if plain != text:
        yield text
    if "+" in plain and " " not in plain.strip():
        yield plain.replace("+", " ")
    yield from _other_forms(plain)


def _other_forms(plain: str) -> Iterator[str]:
    """The text in one line, and with other quotation marks."""
    folded = " ".join(plain.split())
    if folded != plain:
        yield folded
    if _QUOTES & set(folded):
        folded = folded.translate(_PLAIN_QUOTES)
        yield folded
    # The same words with the other kind of quotes: of another version, or put into a string by a program.
    for one, other in (('"', "'"), ("'", '"')):
        if one in folded:
            yield folded.replace(one, other)


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([\"'\\/nrt]))")
_OCTET = re.compile(r"%([2-7][0-9a-fA-F])")
_BLANKS = {"n": "\n", "r": "\r", "t": "\t"}
#: Typographic quotation marks, double then single.
_DOUBLE, _SINGLE = "\u201c\u201d\u201e\u00ab\u00bb", "\u2018\u2019"
_QUOTES = {*_DOUBLE, *_SINGLE}
_PLAIN_QUOTES = str.maketrans({**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'")})


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _BLANKS.get(match[2], match[2])


def _matches(text: str, phrasebook: Phrasebook) -> Iterator[Match]:
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
            goes_on = not phrase.holes[-1] and phrase.weight < _LONG and _GOES_ON.match(text, end) is not None
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
    """What the line adds to a message behind a colon; empty where it adds nothing."""
    rest = text[end : end + _MAX_HOLE].split("\n", 1)[0]
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


def _ranked(text: str, matches: list[Match], phrasebook: Phrasebook, named: str | None) -> tuple[Match, ...]:
    """The matches, surest first: longest text, then the verifier that is named or hinted at elsewhere in the text."""
    lowered = lower(text)
    matches = [
        match
        for match in matches
        if not (match.message.common or match.fragment)
        or match.verifier == named
        or _hinted(match, lowered, phrasebook)
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
    hinted = {match.verifier: _hinted(match, beside, phrasebook) for match in outer}
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


def _hinted(match: Match, lowered: str, phrasebook: Phrasebook) -> int:
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
        own = match.weight >= _LONG and text.startswith(pieces[0], match.start)
        return Confidence.LIKELY if own else Confidence.POSSIBLE
    if match.weight >= _LONG:
        return Confidence.CERTAIN
    return Confidence.LIKELY if match.weight >= _SHORT else Confidence.POSSIBLE


_LIBRARY = "library"
_LONG = 24
_MUCH_MORE = 1.5
_SHORT = 12
#: So many everyday words may be reworded by anybody; standing there in full they are one program's.
_SENTENCE = 12
