"""The catalogue's own sentences as text of a page: what stands in backticks and what is an address becomes code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from forwhom.page.document import Address, Code, Emphasis, said
from forwhom.verifier import Basis

if TYPE_CHECKING:
    from forwhom.page.document import Span, Text

_ADDRESS = r"\b[a-z][a-z0-9+.-]*://[^\s,;()\"'`]*"
_CODE = re.compile(rf"`(?P<quoted>[^`]+)`|(?P<address>{_ADDRESS})")


#: The mark of a statement that nobody checked.
NOT_CHECKED = (" ", Emphasis("not checked"))


def prose(text: str) -> Text:
    """The text as one paragraph in which nothing is markup but what it set in backticks itself."""
    text = " ".join(text.split())
    parts: list[Span] = []
    at = 0
    for match in _CODE.finditer(text):
        parts.append(text[at : match.start()])
        inside = match["quoted"] or match["address"]
        kept = inside.rstrip(".:") if match["address"] and not inside.endswith("://") else inside
        parts += [Code(kept), inside[len(kept) :]]
        at = match.end()
    return said(*parts, text[at:])


def sentence(text: str) -> Text:
    """The clause as a sentence of its own: a capital at the start, a full stop at the end."""
    text = " ".join(text.split())
    if not text:
        return ()
    ended = text if text.endswith((".", "!", "?", ":")) else f"{text}."
    first = ended.split(maxsplit=1)[0]
    # A setting or an address at the start keeps its own letters.
    named = any(sign in first.rstrip(".,:;") for sign in "._=(/{[\"'`:-") or first != first.lower()
    return prose(ended if named else ended[0].upper() + ended[1:])


def clause(text: str) -> Text:
    """As a sentence, without its full stop: what something else follows."""
    text = " ".join(text.split()).rstrip(".")
    whole = sentence(text)
    last = whole[-1] if whole else ""
    return said(*whole[:-1], last.rstrip(".")) if isinstance(last, str) else whole


def source(text: str) -> Text:
    """Where a statement comes from: addresses become links."""
    parts = re.split(r"(https?://[^\s,;()]+)", " ".join(text.split()))
    return said(*(Address(part) if part.startswith(("http://", "https://")) else part for part in parts))


def known(basis: Basis) -> str:
    """The basis as a clause about where the statement comes from."""
    match basis:
        case Basis.OBSERVED:
            return "observed: it was run"
        case Basis.READ:
            return "read in its source"
        case Basis.DOCUMENTED:
            return "documented by its makers"
        case Basis.REPORTED:
            return "reported by its users"
        case _:
            assert_never(basis)
