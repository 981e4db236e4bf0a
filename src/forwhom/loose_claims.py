"""Claims that stand in a text as lines of their own, without the braces of a JSON object."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from forwhom.audience.listing import read_any

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

_NAMES = (
    "iss|sub|aud|exp|nbf|iat|jti|azp|client_id|cid|appid|scope|scp|token_use|ver|tid|oid|gty|nonce|at_hash|email|typ"
)
_LINE = re.compile(rf"[ \t]{{0,40}}[\"']?({_NAMES})[\"']?[ \t]{{0,8}}[:=][ \t]{{0,8}}(\S.{{0,2000}}|)")
_ITEM = re.compile(r"[ \t]{0,40}(?:-[ \t]+)?([\"']?[^\s,\[\]\"']{1,2000}[\"']?),?[ \t]*")
#: A line with one of these is about a token even when it stands alone.
_TELLING = frozenset({"aud", "iss", "azp", "scp"})
_MAX_ITEMS = 100


def claim_lines(lines: list[str]) -> tuple[dict[str, JsonValue], set[int]]:
    """The claims that the lines state, and which lines those are; none when no line is surely about a token."""
    claims: dict[str, JsonValue] = {}
    used: set[int] = set()
    for at, line in enumerate(lines):
        match = _LINE.fullmatch(line[:2100])
        if not match or at in used:
            continue
        text = match[2].strip().rstrip(",;").strip()
        if text in {"", "["}:
            items = _items(lines, at + 1)
            claims[match[1]] = list(items.values())
            used |= {at, *items}
        elif not re.search(r"[^\"'\[\]]\s+[^\"'\[\]]", text) or text[0] in "\"'[{" or match[1] in {"scope", "scp"}:
            claims[match[1]] = _value(text)
            used.add(at)
    return (claims, used) if not _TELLING.isdisjoint(claims) else ({}, set())


def _items(lines: list[str], start: int) -> dict[int, JsonValue]:
    found: dict[int, JsonValue] = {}
    for at in range(start, min(start + _MAX_ITEMS, len(lines))):
        match = _ITEM.fullmatch(lines[at][:2100])
        if not match:
            break
        found[at] = match[1].strip("\"'")
    return found


def _value(text: str) -> JsonValue:
    """The JSON value that the text is, or else the text itself without its quotes."""
    try:
        value: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        values = read_any(text)
        return list(values) if text.startswith("[") else next(iter(values), "")
    return value
