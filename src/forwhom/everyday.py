"""Tells the words that every program uses about tokens from those by which one program can be known."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
#: What many programs say of a token in the same few words; longer ones only by accident.
_EVERYDAY = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "it",
        "its",
        "of",
        "in",
        "for",
        "to",
        "on",
        "is",
        "are",
        "was",
        "has",
        "have",
        "be",
        "must",
        "not",
        "no",
        "yet",
        "and",
        "or",
        "with",
        "does",
        "doesn't",
        "did",
        "didn't",
        "do",
        "isn't",
        "token",
        "tokens",
        "jwt",
        "jws",
        "id",
        "access",
        "bearer",
        "auth",
        "audience",
        "audiences",
        "aud",
        "issuer",
        "iss",
        "signature",
        "subject",
        "sub",
        "claim",
        "claims",
        "header",
        "payload",
        "key",
        "keys",
        "algorithm",
        "format",
        "error",
        "invalid",
        "malformed",
        "expired",
        "missing",
        "required",
        "bad",
        "wrong",
        "incorrect",
        "unexpected",
        "expected",
        "unknown",
        "failed",
        "fails",
        "verify",
        "verification",
        "validate",
        "validation",
        "valid",
        "authentication",
        "authorization",
        "unauthorized",
        "rejected",
        "refused",
        "mismatch",
        "mismatched",
        "match",
        "value",
        "active",
        "provided",
        "found",
    ]
)
_MOST = 6


@lru_cache(maxsize=512)
def is_everyday(pieces: tuple[str, ...], most: int = _MOST) -> bool:
    """Whether the literal text of a message, in lower case and cut at its holes, is up to `most` words of anybody."""
    if any(sign in piece for piece in pieces for sign in '"{}[]=_'):
        return False
    words = [word for piece in pieces for word in _WORD.findall(piece)]
    return len(words) <= most and _EVERYDAY.issuperset(words)
