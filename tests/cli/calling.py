"""Calls the command line as a user does, in this process or in one of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

from forwhom.cli import main

if TYPE_CHECKING:
    import pytest


class Answer(NamedTuple):
    """What a call ended with."""

    status: int
    out: str
    err: str


class _Input(io.TextIOWrapper):
    def isatty(self) -> bool:
        return False


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str, given: bytes | str = b"") -> Answer:
    """The answer of `forwhom` with these arguments and this standard input."""
    data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", _Input(io.BytesIO(data)))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = int(stop.code or 0)
    out.flush()
    out.seek(0)
    return Answer(status, out.read(), err.getvalue())


def process(*arguments: str, given: bytes = b"", encoding: str = "utf-8") -> Answer:
    """The answer of a `python -m forwhom` of its own."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "forwhom", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": encoding, "PATH": "/usr/bin:/bin"},
    )
    return Answer(done.returncode, done.stdout.decode(encoding), done.stderr.decode())
