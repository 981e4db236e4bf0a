"""A claim's value as it may be shown: as JSON, signatures cut, odd characters escaped, cut in the middle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from forwhom.redact import escape, redact, shorten

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

LIMIT = 80
#: What is kept before and after the place where two long values part.
_BEFORE = 24
_AFTER = 40


def shown(value: JsonValue, limit: int = LIMIT) -> str:
    """The value on one line of at most about `limit` characters."""
    return shorten(whole(value), limit)


def whole(value: JsonValue) -> str:
    """The value on one line, however long."""
    return escape(redact(json.dumps(value, ensure_ascii=False)))


def plain(text: str, limit: int = 2000) -> str:
    """A text of unknown origin on one line, without quotes around it."""
    return shorten(escape(redact(" ".join(text.split()))), limit)


def parting(found: str, expected: str, at: int) -> tuple[str, str, int]:
    """Two strings as JSON that part at the code point `at`, and the column below which they do, the quote counted.

    Both are cut alike before that place, so that they stand character below character.
    """
    if redact(found) != found or redact(expected) != expected:
        return shown(found), shown(expected), 1
    start = at - _BEFORE if max(len(found), len(expected)) > LIMIT and at > 2 * _BEFORE else 0
    lead = f"...({start} characters)... " if start else ""
    column = width(lead + '"' + _inside(found[start:at]))
    return lead + _tail(found, start, at), lead + _tail(expected, start, at), column


def width(text: str) -> int:
    """How many columns a terminal needs for the text."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - rarely needed, and start-up time counts

    return sum(0 if combining(one) else 2 if east_asian_width(one) in {"W", "F"} else 1 for one in text)


def _tail(value: str, start: int, at: int) -> str:
    rest = value[start:]
    room = max(LIMIT, at - start + _AFTER)
    if len(rest) <= room:
        return f'"{_inside(rest)}"'
    return f'"{_inside(rest[:room])}" ...({len(rest) - room} characters more)'


def _inside(text: str) -> str:
    return escape(json.dumps(text, ensure_ascii=False)[1:-1])
