"""How verifiers write several audiences into one message, and how such a text is read back."""

from __future__ import annotations

import json
from enum import Enum


class Listing(Enum):
    """A way to write a list of values; the comment shows `a` and `b` written so."""

    ONE = "one"  # a                 a single value; of several, the first
    COMMA = "comma"  # a,b
    COMMA_BLANK = "comma-blank"  # a, b
    OR = "or"  # a or b
    BLANK = "blank"  # a b
    JSON = "json"  # ["a", "b"]
    GO_QUOTED = "go-quoted"  # ["a" "b"]
    GO_PLAIN = "go-plain"  # [a b]
    GO_SET = "go-set"  # map[a:{} b:{}]
    BRACKETS = "brackets"  # [a, b]
    PYTHON = "python"  # ['a', 'b']

    def write(self, values: tuple[str, ...]) -> str:
        """The text that stands for `values`."""
        match self:
            case Listing.ONE:
                return values[0] if values else ""
            case Listing.COMMA | Listing.COMMA_BLANK | Listing.OR | Listing.BLANK:
                return _SEPARATORS[self].join(values)
            case Listing.JSON:
                return json.dumps(values, ensure_ascii=False)
            case Listing.GO_QUOTED:
                return "[" + " ".join(json.dumps(value, ensure_ascii=False) for value in values) + "]"
            case Listing.GO_PLAIN:
                return "[" + " ".join(values) + "]"
            case Listing.GO_SET:
                return "map[" + " ".join(f"{value}:{{}}" for value in values) + "]"
            case Listing.BRACKETS:
                return "[" + ", ".join(values) + "]"
            case Listing.PYTHON:
                return repr(list(values))

    def read(self, text: str) -> tuple[str, ...]:
        """The values that `text`, cut out of a message, stands for."""
        if self is Listing.ONE:
            return (text,)
        if self in _SEPARATORS:
            return tuple(part for part in text.split(_SEPARATORS[self]) if part)
        if text.startswith(("[", "map[")):
            return read_any(text)
        return (unquoted(text),) if self in _QUOTING else (text,)


_SEPARATORS = {Listing.COMMA: ",", Listing.COMMA_BLANK: ", ", Listing.OR: " or ", Listing.BLANK: " "}
_QUOTING = frozenset({Listing.JSON, Listing.GO_QUOTED, Listing.PYTHON})


def read_any(text: str) -> tuple[str, ...]:
    """The values of a text of unknown origin: a list in some brackets, or one value without its quotes."""
    text = text.strip().replace('\\"', '"')
    if text.startswith("map[") and "]" in text:
        return tuple(part.removesuffix(":{}") for part in text[4 : text.index("]")].split())
    if text.startswith("[") and text.endswith("]"):
        inside = text[1:-1].strip()
        if '"' in inside or "'" in inside:
            return tuple(_quoted(inside))
        return tuple(part for part in inside.replace(",", " ").split() if part)
    return (unquoted(text),) if text else ()


def unquoted(text: str) -> str:
    """The text without one pair of quotes around it."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`":
        return text[1:-1]
    return text


def _quoted(text: str) -> list[str]:
    """The quoted parts of a text, in order."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        quote = text[at]
        if quote in "\"'":
            end = text.find(quote, at + 1)
            end = len(text) if end < 0 else end
            parts.append(text[at + 1 : end])
            at = end
        at += 1
    return parts
