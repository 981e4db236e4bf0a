"""JSON objects that stand somewhere in a text: in a log line, an answer, a file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue

_BEGINNING = re.compile(r"\{\s{0,200}[\"}]")
#: So many objects are tried, each of at most so many characters: what a text costs is bounded.
_TRIES = 100
_LONGEST = 65_536


@dataclass(frozen=True, slots=True)
class Embedded:
    """One object and where it stands."""

    start: int
    end: int
    value: dict[str, JsonValue]


def objects(text: str) -> Iterator[Embedded]:
    """The outermost JSON objects in the text that are whole, in order."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    for _ in range(_TRIES):
        match = _BEGINNING.search(text, at)
        if not match:
            return
        at = match.start() + 1
        try:
            value: Any
            value, length = decoder.raw_decode(text[match.start() : match.start() + _LONGEST])
        except (ValueError, RecursionError):
            continue
        at = match.start() + length
        yield Embedded(match.start(), at, value)
