"""A provider in a process of its own on this machine, ended when the tests that use it are done."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

import pytest

from tests.observed.language import node

if TYPE_CHECKING:
    from collections.abc import Generator

    from forwhom.jwt.json import JsonValue

FOLDER = Path(__file__).parent


@contextmanager
def running(command: list[str], **environment: str) -> Generator[dict[str, JsonValue]]:
    """What the process says in its first line, one JSON object; it ends when its standard input does."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=FOLDER.parents[1],
        env={**os.environ, **environment},
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            line = process.stdout.readline()
            assert line, f"{command[:3]} ended before it was ready"
            yield cast("dict[str, JsonValue]", json.loads(line))
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()


def node_provider(settings: dict[str, JsonValue]) -> list[str]:
    """The command that runs oidc-provider with these settings; skips, or in CI fails, where it is not installed."""
    if not (FOLDER / "node" / "node_modules").is_dir():
        absent("oidc-provider is not installed; make test installs it")
    return [node(), str(FOLDER / "node" / "op.mjs"), json.dumps(settings)]


def python_provider(module: str, *arguments: str) -> list[str]:
    """The command that runs a provider written in Python."""
    return [sys.executable, "-m", module, *arguments]


def free_port() -> int:
    """A port of this machine at which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def absent(reason: str) -> NoReturn:
    """Skips, or in CI fails."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
