"""Lines of prose, folded at the width of the reader's terminal."""

from __future__ import annotations

import textwrap

_NARROWEST = 40


def folded(text: str, width: int, indent: int) -> list[str]:
    """The text in lines of at most `width` columns, the later ones indented; 0 folds nothing, no word is broken."""
    if not width or len(text) <= width:
        return [text]
    return textwrap.wrap(
        text,
        max(width, _NARROWEST),
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [text]
