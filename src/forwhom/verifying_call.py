"""Code in a text that verifies a token and names no audience: the whole call is there, and the argument is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_TEXT = 32_768
_MAX_CALLS = 20
_LONGEST = 2000
#: Arguments that may hold the audience where nobody sees it: unpacked, left out by whoever pasted them, or a variable.
_UNSEEN = re.compile(
    r"\*\*|\.\.\.|\u2026|\b\w{0,40}(?:args|conf|opts?\b|option|param|setting|validation)\w{0,40}", re.IGNORECASE
)


def without_audience(text: str, calls: Sequence[str], keys: Sequence[str]) -> str | None:
    """The first of `calls` that stands in the text with all its arguments, none of them the audience; else `None`.

    `keys` are the names of the argument; where one of them is set anywhere in the text, no call counts.
    """
    text = text[:_MAX_TEXT]
    if any(re.search(rf"(?<!\w){re.escape(key)}[\"']?\s{{0,3}}(?:[(=:]|\])", text) for key in keys):
        return None
    for name in calls:
        for found in list(re.finditer(rf"(?<![\w.]){re.escape(name)}\(", text))[:_MAX_CALLS]:
            arguments = _arguments(text, found.end())
            if arguments is not None and not _UNSEEN.search(arguments):
                return name
    return None


def _arguments(text: str, start: int) -> str | None:
    """What stands between the parenthesis before `start` and the one that closes it."""
    depth = 1
    for at in range(start, min(start + _LONGEST, len(text))):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return text[start:at]
    return None
