"""One HTTP request and what came back: values without any I/O, so that a walk can be shown, tested and replayed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from forwhom.jwt.json import JsonValue, parse_strict

Pairs: TypeAlias = "tuple[tuple[str, str], ...]"


class NamedBy(StrEnum):
    """Who named the address of a request."""

    USER = "user"
    METADATA = "metadata"


class Trouble(StrEnum):
    """Why there is no response."""

    ADDRESS = "address-refused"
    NAME = "name-not-resolved"
    CONNECTION = "connection-failed"
    TLS = "tls-failed"
    TIMEOUT = "timed-out"
    SIZE = "too-large"
    PROTOCOL = "protocol-error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be sent. `form` becomes the body, `application/x-www-form-urlencoded`; both may hold secrets."""

    method: str
    url: str
    named_by: NamedBy
    headers: Pairs = field(default=(), repr=False)
    form: Pairs | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back from the IP address `address`.

    `seconds` from the start of the connection to the last byte; `started` in seconds since the epoch, UTC.
    """

    status: int
    headers: Pairs = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    seconds: float = 0.0
    started: float = 0.0
    address: str = ""

    def header(self, name: str) -> str | None:
        """The first header of this name, in any letter case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def members(self) -> dict[str, JsonValue] | None:
        """The JSON object in the body, `None` where it holds no strict JSON object."""
        reading = parse_strict(self.body)
        return reading.value if isinstance(reading.value, dict) and reading.complete else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why nothing came back, in one line; `consent` is the host that only a plain yes of the user opens."""

    trouble: Trouble
    text: str
    seconds: float = 0.0
    started: float = 0.0
    consent: str = ""


Answer: TypeAlias = Response | Failure
