"""Stands before everything the local server answers: who may ask, and with what.

A page of another site, also one whose name was pointed at this machine, gets nothing.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from forwhom.workbench.policy import headers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD")
#: Where the page asks the server to do something: other rules hold there.
API = "/api/"
#: The header in which the page shows that it knows the key.
KEY = "x-forwhom-key"
#: Bytes.
_MAX_BODY = 262_144
_DIGITS = 9
_HTTP = 80


class Guard:
    """ASGI middleware that lets through what the workbench itself asks, and sends its headers with every answer.

    Refused are a Host that is not this server's own name and port (421), the Origin of another site and anything that
    a browser says comes from another site, a navigation excepted (403), other methods (405), a body (413), a WebSocket.
    Below `API`, a request is a POST of JSON by a page of this server that knows the key. Without one nothing is there.
    """

    def __init__(self, app: ASGIApp, port: int, key: str | None = None) -> None:
        """Guards `app`, which listens on loopback at this port."""
        self._app = app
        self._key = key
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

        asked = Headers(scope=scope)
        refusal = self._stranger(asked)
        if not refusal:
            refuse = self._uncalled if scope["path"].startswith(API) else _unread
            refusal = refuse(scope["method"], asked)
        await (refusal or self._app)(scope, receive, guarded)

    def _stranger(self, asked: Headers) -> PlainTextResponse | None:
        """Refuses what another site asks, or a site that gives this machine its own name."""
        hosts = asked.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _refuse(421, "this server answers to its own name and port only")
        origins = asked.getlist("origin")
        if origins and (len(origins) > 1 or origins[0] not in self._origins):
            return _refuse(403, "this server answers to its own pages only")
        return None

    def _uncalled(self, method: str, asked: Headers) -> PlainTextResponse | None:
        """Refuses a call that does not come from the page, in the one form that the page sends."""
        if self._key is None:
            return _refuse(404, "there is no such page")
        if method != "POST":
            return _refuse(405, "this is asked with POST", {"Allow": "POST"})
        if "origin" not in asked or asked.get("sec-fetch-site", "same-origin") != "same-origin":
            return _refuse(403, "this server answers to its own pages only")
        if not compare_digest(asked.get(KEY, "").encode(), self._key.encode()):
            return _refuse(403, "this is not the key that forwhom serve has printed")
        if asked.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refuse(415, "this takes JSON")
        length = asked.get("content-length", "")
        if "transfer-encoding" in asked or not (length.isdecimal() and _is_short(length)):
            return _refuse(413, "this takes a short body", {"Connection": "close"})
        return None


def _unread(method: str, asked: Headers) -> PlainTextResponse | None:
    """Refuses what is not the plain reading of a page or file."""
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


def _is_short(length: str) -> bool:
    return len(length) <= _DIGITS and int(length) <= _MAX_BODY


def _refuse(status: int, text: str, extra: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(f"{text}\n", status, {"Cache-Control": "no-store", **(extra or {})})
