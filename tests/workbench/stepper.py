"""A workbench server with the OIDC debugger, in a process of its own; its output is what it logged."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_PROGRAM = """
import sys
from forwhom.workbench import server
from forwhom.workbench.stepper import desk, session
from forwhom.workbench.stepper.door import Door

session.UNSEEN = float(sys.argv[1])
desk.SWEEP, desk.HELD = 0.05, 0.5
door = Door()
listener = server.bound(0)
port = listener.getsockname()[1]
server.serve(listener, {}, 0, lambda: print(port, door.key, flush=True), door)
"""


@dataclass(frozen=True, slots=True)
class Served:
    """The server: its port, its key, its process."""

    port: int
    key: str
    process: subprocess.Popen[str]

    def headers(self) -> dict[str, str]:
        """What the page sends."""
        return {
            "Host": f"127.0.0.1:{self.port}",
            "Origin": f"http://127.0.0.1:{self.port}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
            "X-Forwhom-Key": self.key,
        }

    def send(
        self, question: str, body: bytes, headers: dict[str, str | None] | None = None, method: str = "POST"
    ) -> tuple[int, str]:
        """The status and text of the answer; `headers` replace those of the page, or leave them out."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {"Content-Length": str(len(body)), **self.headers(), **(headers or {})}
        connection.putrequest(method, f"/api/oidc/{question}", skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        answer = response.status, response.read().decode()
        connection.close()
        return answer

    def ask(self, question: str, **members: object) -> tuple[int, Any]:
        """The status and the JSON of the answer to the page."""
        status, text = self.send(question, json.dumps(members).encode())
        return status, json.loads(text)

    def settled(self, session: str) -> dict[str, Any]:
        """Everything that the page is told once the walk has ended."""
        return self.until(session, lambda news: not news["running"])

    def until(self, session: str, fits: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The first news that fit."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            status, news = self.ask("news", session=session, version=-1, after=0)
            assert status == 200, news
            if fits(news):
                found: dict[str, Any] = news
                return found
            time.sleep(0.02)
        raise AssertionError("waited in vain")

    def discovered(self, issuer: str) -> str:
        """The session in which an issuer has been discovered."""
        status, news = self.ask("discover", start="issuer", address=issuer)
        assert status == 200, news
        session = str(news["session"])
        self.settled(session)
        return session


@contextmanager
def served(*, unseen: float = 60) -> Generator[Served]:
    """The server, until the block ends; it forgets a page that says nothing for so many seconds."""
    command = [sys.executable, "-c", _PROGRAM, str(unseen)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603
        assert process.stdout
        port, key = process.stdout.readline().split()
        try:
            yield Served(int(port), key, process)
        finally:
            process.terminate()
