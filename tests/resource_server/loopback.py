"""A real HTTP server on this machine that answers as a test says, well or badly."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Generator

    from forwhom.jwt.json import JsonValue

#: Writes an answer to a request for a path.
Answer: TypeAlias = Callable[[socket.socket, str], None]


class Server:
    """Answers every request by `answer`, which can be exchanged at any time, and counts them in `paths`."""

    def __init__(self, answer: Answer, host: str = "127.0.0.1") -> None:
        """A server on a free port of this address of the machine."""
        self.answer = answer
        self.paths: list[str] = []
        self._listener = socket.create_server((host, 0), backlog=200)
        self.url = f"http://{host}:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Listens no more, so that connections are refused."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            request = connection.recv(65536).decode("latin-1")
            path = request.split(" ")[1] if " " in request else ""
            self.paths.append(path)
            self.answer(connection, path)


@contextlib.contextmanager
def serving(answer: Answer, host: str = "127.0.0.1") -> Generator[Server]:
    """A server that is closed at the end."""
    server = Server(answer, host)
    try:
        yield server
    finally:
        server.close()


def raw(head: str, body: bytes = b"") -> Answer:
    """An answer of these header lines and this body, whatever they are."""

    def answer(connection: socket.socket, _: str) -> None:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)

    return answer


def document(value: JsonValue, headers: str = "") -> Answer:
    """An answer of status 200 with a JSON document, as it should be."""
    body = json.dumps(value).encode()
    lines = f"HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: {len(body)}"
    return raw(f"{lines}\n{headers}" if headers else lines, body)


def slowly(answer: Answer, seconds: float) -> Answer:
    """The same answer after a while."""

    def later(connection: socket.socket, path: str) -> None:
        time.sleep(seconds)
        answer(connection, path)

    return later


def dripping(connection: socket.socket, _: str) -> None:
    """One byte of a header after the other, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        connection.sendall(b"a")
        time.sleep(0.05)


def dripping_body(connection: socket.socket, _: str) -> None:
    """A good beginning, and then one blank of the announced body after the other."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n{")
    while True:
        connection.sendall(b" ")
        time.sleep(0.05)


def lying(connection: socket.socket, _: str) -> None:
    """A body of which less comes than was announced, and the connection stays open."""
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"keys":[]}')
    time.sleep(3)


def endless(connection: socket.socket, _: str) -> None:
    """A chunked body without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1000\r\n" + b" " * 4096 + b"\r\n")
