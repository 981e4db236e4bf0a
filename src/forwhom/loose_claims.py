"""Claims that stand in a text without being a JSON object: on lines of their own, or as Go prints a map."""

from __future__ import annotations

import json
import re
from itertools import islice
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


#: Go prints members in the order of their names, without quotes: `map[aud:[orders billing] exp:1.7e+09 iss:https://a]`.
_MAP = re.compile(r"\bmap\[(?=[a-z_]{2,40}:)")
_MAP_MEMBER = re.compile(r"(?:^| )([A-Za-z_][\w.:/-]{0,80}?):(?!//)")
_LONGEST_MAP = 4096
_MAX_MAPS = 20


def go_map(line: str) -> dict[str, JsonValue]:
    """The claims that the first map of the line states, as Go prints it; none when there is no map about a token."""
    begun = _MAP.search(line)
    if not begun:
        return {}
    text = line[begun.end() : begun.end() + _LONGEST_MAP]
    end = _closing(text)
    text = text if end is None else text[:end]
    places = [member for member in _MAP_MEMBER.finditer(text) if not _inside(text, member.start())]
    ends = [member.start() for member in places[1:]] + [len(text)]
    claims = {
        member[1]: _go_value(text[member.end() : stop].strip()) for member, stop in zip(places, ends, strict=True)
    }
    return claims if not _TELLING.isdisjoint(claims) else {}


def _go_value(text: str) -> JsonValue:
    if text.startswith("[") and text.endswith("]"):
        return list(text[1:-1].split())
    return float(text) if _GO_NUMBER.fullmatch(text) else _GO_WORDS.get(text, text)


_GO_WORDS: dict[str, JsonValue] = {"true": True, "false": False, "<nil>": None}
_GO_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?(?:e\+\d{2})?")


def _closing(text: str) -> int | None:
    """Where the bracket closes that was open before the text began."""
    depth = 0
    for at, mark in enumerate(text):
        depth += (mark == "[") - (mark == "]")
        if depth < 0:
            return at
    return None


def _inside(text: str, place: int) -> bool:
    """Whether a bracket is open at this place."""
    return text.count("[", 0, place) > text.count("]", 0, place)


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
    if not claims:
        # Other words may stand on such a line, so it goes on to be read.
        maps = islice((line for line in lines if "map[" in line), _MAX_MAPS)
        claims = next((found for line in maps if (found := go_map(line))), claims)
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
