"""Drives an ASGI application in this process, message by message, as a server does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forwhom.asgi import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Endpoint:
    """An application that answers 200 and keeps the scopes that reached it."""

    scopes: list[Scope] = field(default_factory=list["Scope"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one connection."""
        del receive
        self.scopes.append(scope)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"reached"})


@dataclass(frozen=True)
class Answer:
    """What an application sent."""

    messages: list[Message]

    @property
    def status(self) -> int:
        """The status of the HTTP response."""
        return int(self.messages[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the HTTP response, names in lower case; none may stand twice."""
        pairs = [(name.decode(), value.decode()) for name, value in self.messages[0]["headers"]]
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    @property
    def body(self) -> bytes:
        """The body of the HTTP response."""
        return b"".join(message.get("body", b"") for message in self.messages[1:])


def bearer(token: str, scheme: str = "Bearer") -> list[tuple[bytes, bytes]]:
    """The headers that send a token."""
    return [(b"host", b"api.example.com"), (b"authorization", f"{scheme} {token}".encode())]


def scope_of(headers: Sequence[tuple[bytes, bytes]] = (), **changes: Any) -> Scope:  # noqa: ANN401 - ASGI scopes hold anything
    """A scope of a GET request for /orders, with some members changed."""
    usual: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "path": "/orders",
        "raw_path": b"/orders",
        "query_string": b"",
        "headers": list(headers),
    }
    return {**usual, **changes}


def drive(app: ASGIApp, scope: Scope, received: Sequence[Message] = ()) -> Answer:
    """What the application answers to one connection on which these messages arrive."""
    waiting = list(received)
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(_run(app, scope, receive, send))
    return Answer(sent)


async def _run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
