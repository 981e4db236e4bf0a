"""A text without what logs, shells and browsers wrap it in."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from forwhom.markup import without_markup

if TYPE_CHECKING:
    from collections.abc import Iterator


def unwrapped(text: str) -> Iterator[str]:
    """The text without what logs wrap it in (colours, tags, escapes, entities, URL encoding), as it is, in one line."""
    plain = without_markup(text)
    for _ in range(3):
        if "\\" not in plain:
            break
        plain = _ESCAPE.sub(_unescape, plain)
    if "&" in plain:
        plain = html.unescape(plain)
    if "%20" in plain or "%22" in plain or "%27" in plain:
        plain = _OCTET.sub(lambda match: chr(int(match[1], 16)), plain)
    yield plain
    if plain != text:
        yield text
    if "+" in plain and " " not in plain.strip():
        yield plain.replace("+", " ")
    yield from _other_forms(plain)


def _other_forms(plain: str) -> Iterator[str]:
    """The text in one line, and with other quotation marks."""
    folded = " ".join(plain.split())
    if folded != plain:
        yield folded
    if _QUOTES & set(folded):
        folded = folded.translate(_PLAIN_QUOTES)
        yield folded
    # The same words with the other kind of quotes: of another version, or put into a string by a program.
    for one, other in (('"', "'"), ("'", '"')):
        if one in folded:
            yield folded.replace(one, other)


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([\"'\\/nrt]))")
_OCTET = re.compile(r"%([2-7][0-9a-fA-F])")
_BLANKS = {"n": "\n", "r": "\r", "t": "\t"}
#: Typographic quotation marks, double then single.
_DOUBLE, _SINGLE = "\u201c\u201d\u201e\u00ab\u00bb", "\u2018\u2019"
_QUOTES = {*_DOUBLE, *_SINGLE}
_PLAIN_QUOTES = str.maketrans({**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'")})


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _BLANKS.get(match[2], match[2])
