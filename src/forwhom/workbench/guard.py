"""Stands before everything the local server answers: who may ask, and with what.

A page of another site, also one whose name was pointed at this machine, gets nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from forwhom.workbench.policy import headers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD")
_HTTP = 80


class Guard:
    """ASGI middleware that lets through what the workbench itself asks, and sends its headers with every answer.

    Refused are a Host that is not this server's own name and port (421), the Origin of another site and anything that
    a browser says comes from another site, a navigation excepted (403), other methods (405), a body (413), a WebSocket.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        """Guards `app`, which listens on loopback at this port."""
        self._app = app
        names = ("127.0.0.1", "localhost")
        hosts = [f"{name}:{port}" for name in names]
        self._hosts = frozenset([*hosts, *names] if port == _HTTP else hosts)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, refused or not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        await (refusal or self._app)(scope, receive, guarded)

    def _refusal(self, method: str, asked: Headers) -> PlainTextResponse | None:
        hosts = asked.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _refuse(421, "this server answers to its own name and port only")
        origins = asked.getlist("origin")
        if origins and (len(origins) > 1 or origins[0] not in self._origins):
            return _refuse(403, "this server answers to its own pages only")
        if asked.get("sec-fetch-site", "none") not in _OWN_SITES and not _is_navigation(asked):
            return _refuse(403, "this server answers to its own pages only")
        if method not in METHODS:
            return _refuse(405, "this server is asked with GET or HEAD", {"Allow": ", ".join(METHODS)})
        if "transfer-encoding" in asked or asked.get("content-length", "0") != "0":
            return _refuse(413, "this server takes no body", {"Connection": "close"})
        return None


_OWN_SITES = frozenset({"same-origin", "none"})
_HEADERS = [(name.lower().encode(), value.encode()) for name, value in headers().items()]


def _is_navigation(asked: Headers) -> bool:
    """Whether somebody follows a link to a page; what is then shown tells the linking site nothing."""
    return asked.get("sec-fetch-mode") == "navigate" and asked.get("sec-fetch-dest") == "document"


def _refuse(status: int, text: str, extra: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(f"{text}\n", status, {"Cache-Control": "no-store", **(extra or {})})
