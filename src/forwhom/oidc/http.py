"""The only file of the debugger that opens a connection.

No redirect is followed, no proxy or cookie is used, the IP address that was checked is the one that is asked, and
time and size are bounded as a whole.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import httpcore2 as httpcore

from forwhom.oidc.address import Permission, malformed, refused
from forwhom.oidc.exchange import Answer, Failure, Response, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable
    from urllib.parse import SplitResult

    from forwhom.oidc.exchange import Request

#: Seconds.
CONNECT = 3.0
TOTAL = 10.0
#: Bytes of a body.
MAX_SIZE = 1024 * 1024


class _StopError(Exception):
    """Ends a request for a reason of ours."""

    def __init__(self, trouble: Trouble, text: str, consent: str = "") -> None:
        super().__init__(text)
        self.trouble = trouble
        self.consent = consent


@dataclass(frozen=True, slots=True)
class Http:
    """Sends requests as far as `permission` goes; `total` in seconds, `trust` a file of certificates besides none."""

    permission: Permission
    total: float = TOTAL
    trust: str | None = None
    _context: list[ssl.SSLContext] = field(default_factory=list[ssl.SSLContext], repr=False)

    def send(self, request: Request) -> Answer:
        """What came back, or why nothing did. Never raises."""
        started = time.time()
        return replace(self._send(request), started=started)

    def _send(self, request: Request) -> Answer:
        start = time.monotonic()
        if trouble := malformed(request.url):
            return Failure(trouble=Trouble.ADDRESS, text=trouble)
        parts = urlsplit(request.url)
        backend = _Backend(parts, self.permission, start + self.total)
        try:
            return self._exchange(request, parts, backend, start)
        except _StopError as stop:
            return Failure(trouble=stop.trouble, text=str(stop), seconds=time.monotonic() - start, consent=stop.consent)
        except (httpcore.TimeoutException, TimeoutError):
            trouble, text = Trouble.TIMEOUT, ""
        except (httpcore.NetworkError, OSError) as error:
            trouble, text = _network(error, parts.hostname or "")
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError):
            trouble, text = Trouble.PROTOCOL, "what came back is not HTTP"
        seconds = time.monotonic() - start
        if trouble is Trouble.TIMEOUT or seconds >= self.total:
            trouble, text = Trouble.TIMEOUT, f"there was no whole answer within {max(seconds, 0.1):.1f} seconds"
        return Failure(trouble=trouble, text=text, seconds=seconds)

    def _exchange(self, request: Request, parts: SplitResult, backend: _Backend, start: float) -> Response:
        headers = [("User-Agent", "forwhom"), ("Accept-Encoding", "identity"), ("Connection", "close")]
        content = b""
        if request.form is not None:
            content = urlencode(request.form).encode("ascii")
            headers += [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", str(len(content)))]
        headers = [("Host", parts.netloc), *headers, *request.headers]
        context = self._tls() if parts.scheme == "https" else None
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_keepalive_connections=0) as pool,
            pool.stream(request.method, request.url, headers=headers, content=content) as response,
        ):
            body = _body(response, backend.deadline)
        pairs = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        seconds = time.monotonic() - start
        answer = Response(status=response.status, headers=pairs, body=body, seconds=seconds, address=backend.address)
        if (answer.header("content-encoding") or "identity") != "identity":
            raise _StopError(Trouble.PROTOCOL, "the response is compressed, which was not asked for")
        return answer

    def _tls(self) -> ssl.SSLContext:
        """The trust of the machine, or that of a file; made once, since reading certificates takes long."""
        if not self._context:
            context = ssl.create_default_context(cafile=self.trust)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            self._context.append(context)
        return self._context[0]


def _body(response: httpcore.Response, deadline: float) -> bytes:
    data = bytearray()
    for chunk in response.iter_stream():
        data += chunk
        if len(data) > MAX_SIZE:
            raise _StopError(Trouble.SIZE, f"the response is longer than {MAX_SIZE // 1024} KiB")
        _left(deadline)
    return bytes(data)


class _Backend(httpcore.NetworkBackend):
    """Resolves a name once, checks each address, and connects to one that it checked."""

    def __init__(self, parts: SplitResult, permission: Permission, deadline: float) -> None:
        self._parts = parts
        self._permission = permission
        self.deadline = deadline
        self.address = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline of the whole request rules
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to an address of `host` that may be asked."""
        stop: _StopError | None = None
        problem: Exception | None = None
        for address in _resolved(host, port, self.deadline):
            if trouble := refused(self._permission, self._parts, address):
                stop = stop or _StopError(Trouble.ADDRESS, trouble[0], host if trouble[1] else "")
                continue
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address,
                    port,
                    timeout=min(CONNECT, _left(self.deadline)),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            self.address = address
            return DeadlineStream(stream, self.deadline)
        raise problem or stop or _StopError(Trouble.NAME, f"{host} has no address")


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose every operation ends at the deadline of the whole request."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        """A stream until this moment of the monotonic clock."""
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline rules
        """The next bytes."""
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the deadline rules
        """Sends all bytes."""
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        """Ends the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted for the host whose certificate is asked for."""
        return DeadlineStream(
            self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline
        )

    def get_extra_info(self, info: str) -> object:
        """What the connection tells of itself."""
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    """The seconds that are left; raises `TimeoutError` when there are none."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _resolved(host: str, port: int, deadline: float) -> tuple[str, ...]:
    """The addresses of a host. The system's resolver knows no time limit, so it is asked in a thread of its own."""
    found: queue.SimpleQueue[tuple[str, ...] | None] = queue.SimpleQueue()

    def resolve() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            found.put(None)
        else:
            found.put(tuple(dict.fromkeys(str(entry[4][0]) for entry in entries)))

    threading.Thread(target=resolve, daemon=True).start()
    with contextlib.suppress(queue.Empty):
        addresses = found.get(timeout=_left(deadline))
        if addresses is None:
            raise _StopError(Trouble.NAME, f"the name {host} is not known")
        return addresses
    raise TimeoutError


def _network(error: Exception, host: str) -> tuple[Trouble, str]:
    """What went wrong below HTTP, in the system's own words."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Trouble.TLS, f"the certificate of {host} is not accepted: {cause.verify_message.rstrip('.')}"
        if isinstance(cause, ssl.SSLError):
            reason = (cause.reason or "connection closed").replace("_", " ").lower()
            return Trouble.TLS, f"TLS with {host} failed: {reason}"
        if isinstance(cause, OSError) and cause.strerror:
            return Trouble.CONNECTION, f"no connection to {host}: {cause.strerror.lower()}"
        # The pool raises anew without the cause; the context still holds it.
        cause = cause.__cause__ or cause.__context__
    return Trouble.CONNECTION, f"the connection to {host} ended before there was a whole response"
