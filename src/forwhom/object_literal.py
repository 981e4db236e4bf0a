"""Objects as programs print or write them: Python dictionaries, JavaScript objects, Ruby hashes.

`{'aud': ['orders']}`, `{ aud: [ 'orders' ] }` and `{"aud"=>["orders"]}` say the same as JSON does,
and logs are full of them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue

#: Characters. Claims are no longer; more is code.
_LONGEST = 16_384
_TOKEN = re.compile(
    r"""\s*(?:(?P<double>"(?:[^"\\\n]|\\.)*")|(?P<single>'(?:[^'\\\n]|\\.)*')|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w-])"""
    r"""|(?P<arrow>=>)|:(?P<symbol>[A-Za-z_]\w*)(?=\s*=>)|(?P<name>[A-Za-z_$][\w$]*)|(?P<mark>[{}\[\]:,]))"""
)
_CONSTANTS = {
    "true": "true",
    "True": "true",
    "false": "false",
    "False": "false",
    "null": "null",
    "None": "null",
    "nil": "null",
    "undefined": "NaN",
}
_ESCAPED = re.compile(r"\\(.)")


def read(text: str) -> tuple[dict[str, JsonValue] | None, int]:
    """The object literal at the beginning of the text, `None` when none stands there, and how far the text was read.

    A value that is an expression of the program makes it none. A member that is `undefined` counts as absent.
    """
    pieces: list[str] = []
    depth = end = 0
    for piece, end in _pieces(text[:_LONGEST]):
        if piece in {"}", "]"} and pieces and pieces[-1] == ",":
            pieces.pop()
        pieces.append(piece)
        depth += (piece in {"{", "["}) - (piece in {"}", "]"})
        if depth == 0:
            return _parsed("".join(pieces)), end
    return None, end


def _parsed(text: str) -> dict[str, JsonValue] | None:
    try:
        value: Any = json.loads(text, strict=False, parse_constant=_absent, object_pairs_hook=_present)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, JsonValue]", value) if isinstance(value, dict) else None


def _absent(_name: str) -> object:
    return _ABSENT


def _present(members: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in members if value is not _ABSENT}


_ABSENT = object()


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """The tokens of the literal as JSON writes them, each with the place where it ends, until something else comes."""
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        kind, word = match.lastgroup, match[0].strip()
        if kind == "single":
            word = json.dumps(_ESCAPED.sub(r"\1", word[1:-1]))
        elif kind == "arrow":
            word = ":"
        elif kind == "symbol":
            word = json.dumps(word[1:])
        elif kind == "name":
            is_key = text[at : at + 20].lstrip()[:1] == ":" and word not in _CONSTANTS
            if not is_key and word not in _CONSTANTS:
                return
            word = json.dumps(word) if is_key else _CONSTANTS[word]
        yield word, at
