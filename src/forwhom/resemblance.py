"""Messages that a text resembles: shortened, reworded by another version, or known by a name alone.

People quote what they remember: `IDX10214`, the name of an exception, the first half of a sentence, a word in the
plural. Where no message of the catalogue stands in a text in full, the nearest ones are found here, by the words that
they share in the same order. A word counts the more, the fewer messages hold it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cache
from heapq import nlargest
from itertools import islice
from math import log
from typing import TYPE_CHECKING

from forwhom.complaint import complains
from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forwhom.phrasebook import Phrase, Phrasebook
    from forwhom.verifier import Message

# What is compared is bounded, so that the time does not depend on the length of a text.
MAX_LINES = 20
_MAX_WORDS = 400
_MAX_SHARING = 96
_MAX_CANDIDATES = 24
_MAX_EACH = 4
_MAX_FOUND = 12
#: Words of the text that may stand between two words of a message, as its values do.
_MAX_GAP = 8
#: The share of a message's weight that has to stand in the text, how many words at the least, and of how many one may
#: be missing: in a short message every word counts.
_SHARE = 0.7
_LEAST = 3
_ONE_IN = 5
#: So much of its weight is enough where it is the beginning, and the text breaks off there.
_BEGINNING = 0.4
#: From here on a text is likely the message, below only possibly.
_SURELY = 0.85
#: Those nearly as near as the nearest one count as well.
_NEARLY = 0.95

_WORD = re.compile(r"[^\W_]+(?:['_-][^\W_]+)*")
#: The number of an error (`IDX10214`), and the name of an exception in camel case (`InvalidAudienceError`).
#: A word in capitals alone (`JSON`) is neither.
_NUMBER = re.compile(r"\b[A-Z]{2,12}\d{4,8}[A-Z]?\b")
#: Where one part of a name ends and the next begins is never in doubt, so that nothing is tried twice.
_PART = r"[A-Z]+[a-z0-9]+"
_NAME = re.compile(
    r"\b(?:[A-Z]{2,12}\d{4,8}[A-Z]?"
    rf"|{_PART}(?:{_PART}){{1,9}}(?:[A-Z]{{2,}})?|{_PART}[A-Z]{{2,}}|[A-Z]{{3,}}[a-z0-9]+)\b"
)
#: A name in snake case of three words or more (`no_matching_aud_found`), where it is no claim, parameter or type.
_SNAKE = re.compile(r"(?<![\w{.])[a-z]+(?:_[a-z0-9]+){2,12}(?!\w)")
#: The words of this field. A line that shares none of them with a message speaks of something else.
_FIELD = frozenset(
    [
        "aud",
        "audience",
        "jwt",
        "token",
        "bearer",
        "claim",
        "issuer",
        "iss",
        "signature",
        "signed",
        "kid",
        "jwk",
        "jwks",
        "alg",
        "algorithm",
        "oidc",
        "oauth",
        "openid",
        "resource",
        "recipient",
        "azp",
        "client_id",
        "sub",
        "subject",
        "exp",
        "expired",
        "nbf",
        "iat",
        "id_token",
        "id-token",
        "access_token",
        "authn",
        "authentication",
        "authorization",
        "unauthorized",
        "principal",
        "scope",
        "credential",
        "webidentity",
    ]
)
#: Names that every program of a language raises, whatever is wrong.
_GENERIC = frozenset(
    [
        "typeerror",
        "valueerror",
        "runtimeerror",
        "keyerror",
        "attributeerror",
        "assertionerror",
        "unauthorizederror",
        "illegalargumentexception",
        "illegalstateexception",
        "nullpointerexception",
        "runtimeexception",
        "argumentexception",
        "invalidoperationexception",
        "parseexception",
        "standarderror",
        "argumenterror",
        "id_token_hint",
        "resource_server_url",
        "django_auth_adfs",
        "syntaxerror",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """A message and the place of the text that resembles it.

    `nearness` is the share of it that stands there, 0 to 1, `weight` how much that is. `named` tells that its number or
    the name of its exception does; then the place is the whole line. `shared` tells that this verifier raises the
    exception in other checks too, so that the name alone does not tell which failed.
    """

    phrase: Phrase
    message: Message
    start: int
    end: int
    nearness: float
    weight: float
    named: bool
    shared: bool = False

    @property
    def surely(self) -> bool:
        """Whether it is near enough to be likely this message, and no other text."""
        return (self.named and not self.shared) or self.nearness >= _SURELY


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that begins at `start` of the text; `spans` are those of its words, `places` tell which word is which."""

    text: str
    start: int
    spans: Sequence[tuple[int, int]]
    places: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Index:
    """`words` are those of each phrase, in order; `weights` tell how rare a word is, `wholes` the sum for each phrase.

    `by_word` and `by_name` lead to phrases. `shared` are those whose name also leads to another check of the same
    verifier.
    """

    phrases: Sequence[Phrase]
    messages: Sequence[Message]
    words: Sequence[tuple[str, ...]]
    weights: Mapping[str, float]
    wholes: Sequence[float]
    by_word: Mapping[str, Sequence[int]]
    by_name: Mapping[str, Sequence[int]]
    shared: frozenset[int]


def resembling(text: str, phrasebook: Phrasebook) -> tuple[Resemblance, ...]:
    """The messages that some line of `text` resembles most, nearest first; those that it names before the others."""
    index = _index(phrasebook)
    found: dict[int, Resemblance] = {}
    for start, line in _lines(text):
        for number, one in _of_line(index, _read(line, start)):
            if number not in found or _rank(one) > _rank(found[number]):
                found[number] = one
    best = sorted(
        found.values(), key=lambda one: (*_rank(one), one.phrase.verifier not in phrasebook.bases), reverse=True
    )
    each: Counter[str] = Counter()
    nearest: list[Resemblance] = []
    for one in best:
        each[one.phrase.verifier] += 1
        if _rank(one) >= _nearly(best[0]) and each[one.phrase.verifier] <= _MAX_EACH:
            nearest.append(one)
    return tuple(nearest[:_MAX_FOUND])


def _rank(one: Resemblance) -> tuple[bool, float, bool]:
    """What is named comes first, then what is nearest, then what is printed today."""
    return one.named, one.nearness * one.weight, not one.message.versions


def _nearly(best: Resemblance) -> tuple[bool, float, bool]:
    return best.named, _NEARLY * best.nearness * best.weight, False


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that complain, or all of a text of a few, with the place where each begins."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        lines.append((at, line))
        at += len(line)
    if len(lines) > _LEAST:
        lines = [one for one in lines if complains(one[1])]
    return iter(lines[:MAX_LINES])


def _read(line: str, start: int) -> _Line:
    spans: list[tuple[int, int]] = []
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(islice(_WORD.finditer(line), _MAX_WORDS)):
        spans.append(word.span())
        places[_stem(word[0].lower())].append(number)
    return _Line(line, start, spans, places)


def _of_line(index: _Index, line: _Line) -> Iterator[tuple[int, Resemblance]]:
    names = (*_NAME.findall(line.text), *_SNAKE.findall(line.text.lower()))
    for name in dict.fromkeys(one.lower() for one in names):
        for number in index.by_name.get(name, ()):
            near = _near(index, number, line)
            yield (
                number,
                Resemblance(
                    phrase=index.phrases[number],
                    message=index.messages[number],
                    start=line.start,
                    end=line.start + len(line.text),
                    nearness=near.nearness if near else 0.0,
                    weight=near.weight if near else 0.0,
                    named=True,
                    shared=number in index.shared,
                ),
            )
    for number in _candidates(index, line):
        if near := _near(index, number, line):
            yield number, near


def _candidates(index: _Index, line: _Line) -> list[int]:
    """The phrases that share most with the line, but for those of which too little stands there to be near."""
    shared: defaultdict[int, float] = defaultdict(float)
    for word in sorted(line.places):
        for number in index.by_word.get(word, ()):
            shared[number] += index.weights[word]
    most = nlargest(_MAX_SHARING, shared, key=lambda number: (shared[number], -number))
    return [number for number in most if _may_be_near(index, number, line)][:_MAX_CANDIDATES]


def _may_be_near(index: _Index, number: int, line: _Line) -> bool:
    """Whether as much of a phrase stands in the line as has to, in whatever order."""
    there = [index.weights[word] for word in index.words[number] if word in line.places]
    return len(there) >= _LEAST and sum(there) >= _BEGINNING * index.wholes[number]


def _near(index: _Index, number: int, line: _Line) -> Resemblance | None:
    """How near the words of a line come to a phrase; `None` when they do not."""
    wanted = index.words[number]
    shared = [place for place, word in enumerate(wanted) if word in line.places]
    if len(shared) < _LEAST:
        return None
    # Its rarest word is where the message stands; from there its other words are looked for on both sides.
    anchor = max(shared, key=lambda place: index.weights[wanted[place]])
    best: Resemblance | None = None
    for at in line.places[wanted[anchor]]:
        places = {anchor: at}
        places |= {anchor - 1 - step: found for step, found in _before(line, at, wanted[:anchor][::-1])}
        places |= {anchor + 1 + step: found for step, found in _after(line, at, wanted[anchor + 1 :])}
        weight = sum(index.weights[wanted[place]] for place in places)
        share = weight / index.wholes[number]
        breaks_off = max(places.values()) >= len(line.spans) - 1 and set(places) == set(range(len(places)))
        short = share < _SHARE or len(wanted) - len(places) > len(wanted) // _ONE_IN
        if len(places) < _LEAST or (short and not (breaks_off and share >= _BEGINNING)):
            continue
        if _FIELD.isdisjoint(wanted[place] for place in places):
            continue
        if best is None or share > best.nearness:
            first, last = line.spans[min(places.values())], line.spans[max(places.values())]
            best = Resemblance(
                phrase=index.phrases[number],
                message=index.messages[number],
                start=line.start + first[0],
                end=line.start + last[1],
                nearness=share,
                weight=weight,
                named=False,
            )
    return best


def _after(line: _Line, at: int, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the wanted words stand, each behind the one before within a few words; those not there are passed over."""
    for step, word in enumerate(wanted):
        if places := line.places.get(word):
            nearest = bisect_right(places, at)
            if nearest < len(places) and places[nearest] <= at + _MAX_GAP:
                at = places[nearest]
                yield step, at


def _before(line: _Line, at: int, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The same, each before the one that was found last."""
    for step, word in enumerate(wanted):
        if places := line.places.get(word):
            nearest = bisect_left(places, at) - 1
            if nearest >= 0 and places[nearest] >= at - _MAX_GAP:
                at = places[nearest]
                yield step, at


@cache
def _index(phrasebook: Phrasebook) -> _Index:
    phrases = phrasebook.phrases
    messages = [phrasebook.message(phrase) for phrase in phrases]
    words = [tuple(_stem(one) for piece in phrase.pieces for one in _WORD.findall(piece)) for phrase in phrases]
    by_word: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for number in range(len(phrases)):
        for word in set(words[number]):
            by_word[word].append(number)
        for name in _names(messages[number]):
            by_name[name].append(number)
    weights = {word: log(1 + len(phrases) / len(numbers)) for word, numbers in by_word.items()}
    return _Index(
        phrases=phrases,
        messages=messages,
        words=words,
        weights=weights,
        wholes=[sum(weights[word] for word in one) for one in words],
        by_word=by_word,
        by_name=by_name,
        shared=frozenset(_shared(phrases, messages, by_name)),
    )


def _shared(
    phrases: Sequence[Phrase], messages: Sequence[Message], by_name: Mapping[str, Sequence[int]]
) -> Iterator[int]:
    """The phrases that share their name with one of the same verifier which comes from another check."""
    for numbers in by_name.values():
        checks = defaultdict[str, set[str]](set)
        for number in numbers:
            checks[phrases[number].verifier].add(messages[number].check)
        yield from (number for number in numbers if len(checks[phrases[number].verifier]) > 1)


def _names(message: Message) -> set[str]:
    """The number or name of the error, as it stands in the message, and that of the exception without its package."""
    names = [*_NUMBER.findall(message.template), *_NAME.findall(message.exception.rpartition(".")[2])]
    names += _SNAKE.findall(message.template.lower())
    return {name.lower() for name in names} - _GENERIC


def _stem(word: str) -> str:
    """A word in lower case and in the singular."""
    if word in _PLURAL_VERBS:
        return _PLURAL_VERBS[word]
    return word[:-1] if len(word) > _LEAST and word.endswith("s") and not word.endswith("ss") else word


_PLURAL_VERBS = {"are": "is", "were": "was", "have": "has"}
