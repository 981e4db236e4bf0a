"""How programming languages print a JSON value in a message, for verifiers that print a claim as it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue


def python(value: JsonValue) -> str:
    """The value as Python's `str` prints it."""
    return str(value)


def python_literal(value: JsonValue) -> str:
    """The value as Python's `repr` prints it."""
    return repr(value)


def javascript(value: JsonValue) -> str:
    """The value as JavaScript's `String` prints it; a list is joined by commas, null within it is nothing."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case list():
            return ",".join("" if one is None else javascript(one) for one in value)
        case dict():
            return "[object Object]"
        case _:
            return str(value)


def compact(value: JsonValue) -> str:
    """The value as JavaScript's `JSON.stringify` writes it."""
    return json.dumps(_whole(value), ensure_ascii=False, separators=(",", ":"))


def ruby(value: JsonValue) -> str:
    """The value as Ruby's string interpolation prints it, before Ruby 3.4: what is inside a list is inspected."""
    return value if isinstance(value, str) else "" if value is None else _inspected(value)


def _inspected(value: JsonValue) -> str:
    match value:
        case None:
            return "nil"
        case list():
            return "[" + ", ".join(map(_inspected, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{_inspected(name)}=>{_inspected(one)}" for name, one in value.items()) + "}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _whole(value: JsonValue) -> JsonValue:
    """The value with `1.0` written as `1`, since JavaScript has one kind of number."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_whole(one) for one in value]
        case dict():
            return {name: _whole(one) for name, one in value.items()}
        case _:
            return value
