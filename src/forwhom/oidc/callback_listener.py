"""The redirect URI of a login on this machine: one answer is taken, a fixed page is shown, then nobody listens.

Source: RFC 8252 sections 7.3 and 8.3
"""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from forwhom.oidc.address import is_loopback_name, malformed
from forwhom.oidc.walk import Callback

if TYPE_CHECKING:
    from types import TracebackType

DEFAULT = "http://127.0.0.1/callback"
_DONE = "/done"
_PAGE = b"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>forwhom</title>
<p>The answer has arrived. You can close this page and go back to forwhom.</p>
</html>
"""
_HEADERS = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Connection", "close"),
)
_ANSWERS = frozenset({"code", "error"})
#: Seconds in which a request has to arrive whole.
_PATIENCE = 5.0
#: Seconds that the browser has to fetch the page after the answer.
_GRACE = 2.0


class CallbackListener:
    """Listens at a loopback redirect URI; a context manager. Raises `ValueError` or `OSError` when it cannot."""

    def __init__(self, redirect_uri: str = DEFAULT) -> None:
        """Listens at this address; without a port at a free one."""
        parts = urlsplit(redirect_uri)
        host = parts.hostname or ""
        if malformed(redirect_uri) or parts.scheme != "http" or not is_loopback_name(host) or parts.query:
            raise ValueError("a redirect URI for this machine is http://127.0.0.1, http://[::1] or http://localhost")
        family = _V6 if ":" in host else _Server
        self._server = family((host, parts.port or 0), _Handler)
        self._server.path = parts.path or "/"
        port = self._server.server_address[1]
        shown = f"[{host}]" if ":" in host else host
        self._server.host = f"{shown}:{port}"
        self.redirect_uri = urlunsplit((parts.scheme, self._server.host, parts.path, "", ""))
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, seconds: float) -> Callback:
        """The first answer that comes within this time."""
        start = time.monotonic()
        if not self._server.arrived.wait(seconds):
            return Callback(parameters=None, seconds=seconds, reason=f"nobody came within {seconds:g} s")
        elapsed = time.monotonic() - start
        self._server.shown.wait(_GRACE)
        return Callback(parameters=self._server.parameters, seconds=elapsed)


class _Server(ThreadingHTTPServer):
    """Keeps the one answer."""

    daemon_threads = True
    request_queue_size = 128
    host = ""
    path = "/"

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.arrived = threading.Event()
        self.shown = threading.Event()
        self.parameters: tuple[tuple[str, str], ...] = ()
        self._lock = threading.Lock()

    def take(self, parameters: tuple[tuple[str, str], ...]) -> bool:
        """Keeps the first answer; whether this was it."""
        with self._lock:
            if self.arrived.is_set():
                return False
            self.parameters = parameters
            self.arrived.set()
            return True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no event."""


class _V6(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    """Answers with fixed pages only; nothing of a request is repeated or logged."""

    timeout = _PATIENCE
    server_version = "forwhom"
    sys_version = ""

    def do_GET(self) -> None:
        """Takes the answer of the authorization server, and leads the browser to a page without it in its address."""
        server = self.server
        if not isinstance(server, _Server):
            return None
        if self.headers.get("Host", "") != server.host:
            return self._answer(421)
        parts = urlsplit(self.path)
        if parts.path == _DONE and server.arrived.is_set() and not parts.query:
            self._answer(200, _PAGE)
            server.shown.set()
            return None
        pairs = tuple(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50))
        if parts.path != server.path or not any(name in _ANSWERS for name, _ in pairs):
            return self._answer(404)
        return self._answer(303 if server.take(pairs) else 410)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is of http.server
        """Logs nothing: the address holds the code."""

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in _HEADERS:
            self.send_header(name, value)
        if status == 303:  # noqa: PLR2004 - See Other
            self.send_header("Location", _DONE)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
