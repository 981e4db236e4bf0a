"""Tokens for tests, with a signature that can be searched for in an output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from forwhom.jwt import base64url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue

HEADER: dict[str, JsonValue] = {"alg": "RS256", "typ": "JWT", "kid": "k1"}
CLAIMS: dict[str, JsonValue] = {
    "iss": "https://auth.example.com/",
    "aud": "https://api.example.com/",
    "sub": "u1",
    "exp": 4000000000,
}
SIGNATURE = base64url.encode(bytes((37 * place + 11) % 256 for place in range(256)))


def token(claims: Mapping[str, JsonValue] = CLAIMS, header: Mapping[str, JsonValue] = HEADER) -> str:
    """A token in compact form whose signature is `SIGNATURE`."""
    return f"{segment(header)}.{segment(claims)}.{SIGNATURE}"


def segment(value: Mapping[str, JsonValue]) -> str:
    """One part of a token."""
    return base64url.encode(json.dumps(value).encode())


def shows_signature(text: str) -> bool:
    """Whether any longer piece of the signature stands in the text."""
    return any(SIGNATURE[at : at + 16] in text for at in range(len(SIGNATURE) - 16))
