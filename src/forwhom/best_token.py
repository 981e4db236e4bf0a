"""Which of the tokens in a text is the one that is asked about."""

from __future__ import annotations

import re

from forwhom.jwt.token import decode
from forwhom.redact import Span, tokens

#: Characters that a text without dots has at the least when it is a token.
SHORTEST = 20
_OPAQUE = re.compile(r"\b(?:bearer|dpop)[ \t]+([A-Za-z0-9._~+/\-]{8,4096}={0,2})(?![A-Za-z0-9._~+/=\-])", re.IGNORECASE)


def best_token(text: str) -> Span | None:
    """The token that `gather` reads: one that was sent comes before others, then the first whole one.

    Or else the first with the most parts.
    """
    found = list(tokens(text))
    best = max(found, key=lambda span: (is_sent(text, span), _completeness(span)), default=None)
    if best and is_sent(text, best):
        return best
    for match in _OPAQUE.finditer(text):
        if _is_credential(match[1]) and not any(span.start <= match.start(1) < span.end for span in found):
            return Span(match.start(1), match.end(1), match[1])
    return best


def _is_credential(text: str) -> bool:
    """Whether a text behind a scheme is long enough to be a token, or what is left of one that its beginning tells."""
    if len(text) >= SHORTEST or _RANDOM.match(text):
        return any(map(str.isdigit, text))
    return decode(text).opaque_kind is not None


#: Of a dozen characters or more, and with both cases and digits as no word has them.
_RANDOM = re.compile(r"(?=.{0,40}?[a-z])(?=.{0,40}?[A-Z])(?=.{0,40}?\d)[\w.~+/\-]{12,}")


def is_sent(text: str, span: Span) -> bool:
    """Whether the token stands in the header of a request."""
    return _SENT.search(text, max(0, span.start - 12), span.start) is not None


_SENT = re.compile(r"\b(?:bearer|dpop)[ \t]+$", re.IGNORECASE)


def _completeness(span: Span) -> int:
    parts = span.parts
    return 3 if len(parts) in {3, 5} and all(parts[:2]) else min(len(parts), 2)
