"""Text with a role: what reports are made of, so that they read the same in a pipe and in colour on a terminal."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Style(Enum):
    """What a piece of text is; whoever writes it decides how that looks."""

    PLAIN = auto()
    ERROR = auto()
    WARNING = auto()
    NOTE = auto()
    TITLE = auto()
    FOUND = auto()
    EXPECTED = auto()
    MARKER = auto()
    PASSED = auto()
    FAILED = auto()
    DIM = auto()
    CODE = auto()
    LABEL = auto()


class Segment(NamedTuple):
    """A piece of text, line ends included."""

    text: str
    style: Style = Style.PLAIN
