"""Objects that stand somewhere in a text: JSON, or as programs print it, in a log line, an answer, a file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from forwhom import object_literal
from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue

_BEGINNING = re.compile(r"\{\s{0,200}(?:[\"'}]|:?[A-Za-z_$][\w$]{0,80}\s{0,8}(?::|=>))")
#: So many objects are tried, each of at most so many characters, and of those that turn out to be none so many in all:
#: what a text costs is bounded.
_TRIES = 100
_LONGEST = 65_536


@dataclass(frozen=True, slots=True)
class Embedded:
    """One object and where it stands."""

    start: int
    end: int
    value: dict[str, JsonValue]


def objects(text: str) -> Iterator[Embedded]:
    """The outermost objects in the text that are whole, in order."""
    at = wasted = 0
    for _ in range(_TRIES):
        match = _BEGINNING.search(text, at)
        if not match:
            return
        start = match.start()
        value, length = _read(text[start : start + _LONGEST])
        if value is None:
            at = start + 1
            wasted += length
            if wasted > _LONGEST:
                return
            continue
        at = start + length
        yield Embedded(start, at, value)


def _read(text: str) -> tuple[dict[str, JsonValue] | None, int]:
    """The object at the beginning of the text, `None` when there is none, and how far the text was read."""
    try:
        value: Any
        value, length = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return object_literal.read(text)
    return value, length


_DECODER = json.JSONDecoder(strict=False)
