"""A workbench server in a process of its own, on a free port, with a page and a lasting file."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from http.client import HTTPMessage

PAGE = b"<!doctype html><title>page</title>"
SCRIPT = b"export {};"
_PROGRAM = f"""
import sys
from forwhom.workbench import deadline, server
from forwhom.workbench.site import Resource

deadline.SECONDS = float(sys.argv[2])
page = Resource(type="text/html; charset=utf-8", body={PAGE!r})
script = Resource(type="text/javascript; charset=utf-8", body={SCRIPT!r}, lasting=True)
listener = server.bound(0)
port = listener.getsockname()[1]
files = {{"index.html": page, "page/0123/main.js": script}}
server.serve(listener, files, float(sys.argv[1]), lambda: print(port, flush=True))
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True, slots=True)
class Running:
    """The server: its port, and its process, whose output is what it logged."""

    port: int
    process: subprocess.Popen[str]

    def ask(
        self, path: str = "/", method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """The answer to one request; the Host is the server's own unless the headers name another."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer


@contextmanager
def running(*, idle: float = 0, deadline: float = 10) -> Generator[Running]:
    """The server, until the block ends. `idle` and `deadline` are in seconds."""
    command = [sys.executable, "-c", _PROGRAM, str(idle), str(deadline)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603
        assert process.stdout
        line = process.stdout.readline()
        assert line.strip().isdigit(), line + process.stdout.read()
        try:
            yield Running(int(line), process)
        finally:
            process.terminate()
