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
        "but",
        "got",
        "received",
        "actual",
        "instead",
        "match",
        "value",
        "active",
        "provided",
        "found",
    ]
)
_MOST = 6
_OPENS, _CLOSES = frozenset("\"'[("), frozenset("\"'])")


@lru_cache(maxsize=512)
def is_everyday(pieces: tuple[str, ...], most: int = _MOST) -> bool:
    """Whether the literal text of a message, in lower case and cut at its holes, is up to `most` words of anybody.

    Quotation marks and brackets around a value are how anybody writes one; elsewhere such signs are a program's own.
    """
    last = len(pieces) - 1
    bare = [
        piece[at > 0 and piece[:1] in _CLOSES : len(piece) - (at < last and piece[-1:] in _OPENS)]
        for at, piece in enumerate(pieces)
    ]
    if any(sign in piece for piece in bare for sign in '"{}[]=_'):
        return False
    words = [word for piece in bare for word in _WORD.findall(piece)]
    return len(words) <= most and _EVERYDAY.issuperset(words)
