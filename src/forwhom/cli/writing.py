"""Writes answers to standard output: plain into a pipe, in colour on a terminal. Every word passes the redaction."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from forwhom.redact import redact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forwhom.jwt.json import JsonValue
    from forwhom.report.segment import Segment

_WIDEST = 110
#: How Rich shows a role, by its name.
_COLOURS = {
    "ERROR": "bold red",
    "WARNING": "bold yellow",
    "NOTE": "bold cyan",
    "TITLE": "bold",
    "FOUND": "red",
    "EXPECTED": "green",
    "MARKER": "bold yellow",
    "PASSED": "green",
    "FAILED": "red",
    "DIM": "dim",
    "CODE": "cyan",
    "LABEL": "bold blue",
}


def write_text(text: str) -> None:
    """Writes plain text. Characters that the output cannot show are written as escapes."""
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(redact(text).encode(encoding, "backslashreplace").decode(encoding))


def write_json(value: JsonValue) -> None:
    """Writes one JSON value in ASCII, so that no character of it can move what a terminal shows."""
    import json

    sys.stdout.write(redact(json.dumps(value, indent=2)).replace("\x7f", "\\u007f") + "\n")


def write_segments(segments: Iterable[Segment], color: str) -> None:
    """Writes a report, with colours where they are wanted and Rich is installed."""
    if coloured(color):
        try:
            from rich.console import Console
            from rich.text import Text
        except ImportError:
            pass
        else:
            text = Text()
            for segment in segments:
                text.append(redact(segment.text), _COLOURS.get(segment.style.name, ""))
            Console(force_terminal=True, highlight=False).print(text, end="", soft_wrap=True)
            return
    write_text("".join(segment.text for segment in segments))


def coloured(color: str) -> bool:
    """Whether colours are wanted: an explicit choice wins over NO_COLOR, which wins over the terminal."""
    if color != "auto":
        return color == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns at which sentences are folded: those of the terminal, 0 in a pipe."""
    if not sys.stdout.isatty():
        return 0
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, _WIDEST)
    except OSError:
        return 80


def ascii_only() -> bool:
    """Whether the output cannot show a check mark."""
    try:
        "\u2713\u2717\u00b7".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return True
    return False
