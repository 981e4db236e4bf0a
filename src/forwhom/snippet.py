"""Puts the user's own values into a verifier's recipe, quoted for its language.

The values come from a token or a log and are hostile: none may end its literal, start an expression or vanish.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from string import Template
from typing import TYPE_CHECKING

from forwhom.finding import Snippet
from forwhom.record import dataclass, field

if TYPE_CHECKING:
    from forwhom.verifier import Recipe

#: What stands where a value is not known; meant to be seen.
UNKNOWN_ISSUER = "YOUR_ISSUER"
UNKNOWN_AUDIENCE = "YOUR_AUDIENCE"


def render(recipe: Recipe, audiences: tuple[str, ...], issuer: str | None) -> Snippet:
    """The snippet of `recipe` with these audiences and this issuer; what is not known is a word in capitals."""
    known = audiences or (UNKNOWN_AUDIENCE,)
    values = {
        "audience": quoted(known[0], recipe.language),
        "audiences": ", ".join(quoted(value, recipe.language) for value in known),
        "issuer": quoted(UNKNOWN_ISSUER if issuer is None else issuer, recipe.language),
    }
    return Snippet(recipe.language, Template(recipe.code).safe_substitute(values))


def quoted(value: str, language: str) -> str:
    """The value as a literal of the language; what cannot be seen is written as an escape.

    Formats without quotes (properties, text, xml) get the bare value; a shell word is quoted only where it must be.
    """
    if language == "shell":
        return _shell(value)
    literal = _LITERALS.get(language, _JSON)
    text = f"{literal.quote}{_escaped(value, literal.escapes, literal.odd)}{literal.quote}"
    return text.replace("${", "$${").replace("%{", "%%{") if language == "hcl" else text


def _shell(value: str) -> str:
    """One word. What cannot be printed needs the form $'...', in POSIX since 2024 and older in bash and zsh."""
    if value.isprintable():
        return shlex.quote(value)
    return "$'" + _escaped(value, {**_BARE, "'": "\\'"}, _long) + "'"


def _escaped(value: str, escapes: Mapping[str, str], odd: Callable[[int], str]) -> str:
    """The value with these characters replaced, and by `odd` all others that cannot be printed."""
    if value.isprintable() and not any(character in value for character in escapes):
        return value
    return "".join(
        escapes.get(character) or (character if character.isprintable() else odd(ord(character))) for character in value
    )


def _long(code: int) -> str:
    return f"\\u{code:04x}" if code < _ASTRAL else f"\\U{code:08x}"


def _utf16(code: int) -> str:
    """The escapes of languages whose strings are made of UTF-16 code units."""
    if code < _ASTRAL:
        return f"\\u{code:04x}"
    high, low = divmod(code - _ASTRAL, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def _bytes(code: int) -> str:
    """The bytes of UTF-8, each in two hexadecimal digits."""
    return "".join(f"\\x{byte:02x}" for byte in chr(code).encode("utf-8", "surrogatepass"))


def _octal(code: int) -> str:
    """The bytes of UTF-8 as octal escapes, since C takes no other escape of a control character that has an end."""
    return "".join(f"\\{byte:03o}" for byte in chr(code).encode("utf-8", "surrogatepass"))


def _braced(code: int) -> str:
    return f"\\u{{{code:x}}}"


def _hexadecimal(code: int) -> str:
    return f"\\x{{{code:x}}}"


def _entity(code: int) -> str:
    return f"&#x{code:x};"


#: The first code point that takes two UTF-16 code units.
_ASTRAL = 0x10000
_BARE = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_DOUBLE = {**_BARE, '"': '\\"'}


@dataclass(frozen=True, slots=True)
class _Literal:
    """How a language writes a string: the quote on both sides, what it escapes, and how it writes what is odd."""

    odd: Callable[[int], str]
    escapes: Mapping[str, str] = field(default_factory=lambda: _DOUBLE)
    quote: str = '"'


_JSON = _Literal(_utf16)
#: In Ruby, Elixir, PHP, Perl and HAProxy, other signs begin an expression inside such a string. Snowflake's SQL takes
#: both a doubled quote and a backslash. A properties file and running text have no quotes.
_LITERALS = {
    "python": _Literal(_long),
    "c": _Literal(_octal),
    "cpp": _Literal(_octal),
    "go": _Literal(_long),
    "yaml": _Literal(_long),
    "toml": _Literal(_long),
    "hcl": _Literal(_long),
    "rust": _Literal(_braced),
    "swift": _Literal(_braced),
    "lua": _Literal(_braced),
    "ruby": _Literal(_braced, {**_DOUBLE, "#": "\\#"}),
    "elixir": _Literal(_braced, {**_DOUBLE, "#": "\\#"}),
    "php": _Literal(_braced, {**_DOUBLE, "$": "\\$"}),
    "haproxy": _Literal(_bytes, {**_DOUBLE, "$": "\\$"}),
    "erlang": _Literal(_hexadecimal),
    "perl": _Literal(_hexadecimal, {**_DOUBLE, "$": "\\$", "@": "\\@"}),
    "sql": _Literal(_utf16, {**_BARE, "'": "''"}, "'"),
    "xml": _Literal(_entity, {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}, ""),
    "properties": _Literal(_utf16, _BARE, ""),
    "text": _Literal(_long, {}, ""),
}
