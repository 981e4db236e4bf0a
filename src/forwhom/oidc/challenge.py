"""The WWW-Authenticate header: which scheme a resource asks for, and with which parameters.

Source: RFC 9110 section 11.6.1, RFC 6750 section 3, RFC 9728 section 5.1
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MAX = 16_384
_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_PIECE = re.compile(
    rf'[\s,]*+(?:(?P<name>{_TOKEN})\s*+=\s*+(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<plain>{_TOKEN}))|'
    rf"(?P<scheme>{_TOKEN})(?:\s++(?P<blob>[A-Za-z0-9\-._~+/]++=*+)(?=\s*+(?:,|$)))?)"
)


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge: its scheme in lower case, and its parameters by name in lower case, the first of each."""

    scheme: str
    parameters: dict[str, str] = field(default_factory=dict[str, str])


def read(header: str) -> tuple[Challenge, ...]:
    """The challenges of a header. Never raises; what is not understood ends the reading."""
    found: list[Challenge] = []
    at = 0
    text = header[:_MAX]
    while match := _PIECE.match(text, at):
        at = match.end()
        if match["scheme"]:
            found.append(Challenge(match["scheme"].lower()))
        elif found:
            value = match["plain"] if match["plain"] is not None else re.sub(r"\\(.)", r"\1", match["quoted"])
            found[-1].parameters.setdefault(match["name"].lower(), value)
    return tuple(found)


def bearer(headers: tuple[tuple[str, str], ...]) -> Challenge | None:
    """The Bearer challenge among the headers of a response, `None` where there is none."""
    for name, value in headers:
        if name.lower() == "www-authenticate":
            for challenge in read(value):
                if challenge.scheme == "bearer":
                    return challenge
    return None
