"""`forwhom oidc demo`: a real provider on this machine to try the debugger on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from forwhom.cli.input_error import InputError
from forwhom.cli.parser import common
from forwhom.cli.writing import write_json, write_text
from forwhom.snippet import quoted

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from types import FrameType

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.demo.shop import Trap


class Ready(TypedDict):
    """The first line of the provider."""

    origin: str
    issuer: str
    user: str
    password: str
    secrets: dict[str, str]


_EXAMPLES = """\
  forwhom oidc demo
  forwhom oidc demo --port 8000

It is django-oauth-toolkit with a few clients and APIs, on this machine only, with new secrets each time. Ctrl-C ends it,
and nothing of it stays.
"""
_NEEDED = ("django", "oauth2_provider", "jwcrypto", "cryptography", "httpcore2")
_HIGHEST = 65_535


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--port", type=int, default=0, metavar="N", help="of 127.0.0.1; a free one by default")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Starts the provider, says what to try, and waits for the end; 0. Raises `InputError` when it cannot start."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise InputError("the demo needs a provider and the debugger: pip install 'forwhom[demo,oidc]'")
    if not 0 <= options.port <= _HIGHEST:
        raise InputError(f"--port is from 0 to {_HIGHEST}")
    _end_as_by_ctrl_c()
    with (
        tempfile.TemporaryDirectory(prefix="forwhom-demo-") as folder,
        subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-W", "ignore", "-m", "forwhom.oidc.demo", str(options.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process,
    ):
        try:
            _tell(options, _ready(process), folder)
            process.wait()
        except KeyboardInterrupt:
            print(file=sys.stderr)
        finally:
            if process.stdin:
                process.stdin.close()
            process.wait(timeout=10)
    return 0


def _tell(options: Namespace, ready: Ready, folder: str) -> None:
    """Says what to try, and the password; the secrets of the clients go into files of this folder."""
    from forwhom.oidc.demo.shop import traps

    files = {client: _written(secret, Path(folder, f"{client}.secret")) for client, secret in ready["secrets"].items()}
    things = tuple(traps(ready["origin"], files))
    if options.json:
        tries: list[JsonValue] = [{"title": one.title, "arguments": ["forwhom", "oidc", *one.words]} for one in things]
        write_json({"schema": 1, "issuer": ready["issuer"], "user": ready["user"], "try": tries})
    else:
        write_text("".join(_told(ready["issuer"], ready["user"], things)))
    print(f"The password of {ready['user']} is {ready['password']}. Ctrl-C ends the demo.", file=sys.stderr)
    sys.stdout.flush()


def _end_as_by_ctrl_c() -> None:
    """Whoever ends the demo from outside, or closes its terminal, leaves no secret behind either."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)


def _ready(process: subprocess.Popen[bytes]) -> Ready:
    """What the provider says when it is ready."""
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        trouble = (process.stderr.read().decode("utf-8", "replace").strip() if process.stderr else "").splitlines()
        raise InputError(f"the provider did not start: {trouble[-1] if trouble else 'it says nothing'}")
    ready: Ready = json.loads(line)
    return ready


def _written(secret: str, path: Path) -> str:
    """The path of a file that holds the secret, for this user alone."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123 - opened by its number
        file.write(secret)
    return str(path)


def _told(issuer: str, user: str, things: tuple[Trap, ...]) -> Iterator[str]:
    """What to try, each as a command line to paste."""
    yield f"A provider runs at {issuer}. Its user is {user}. In another terminal:\n"
    for thing in things:
        words = " ".join(quoted(word, "shell") for word in ("forwhom", "oidc", *thing.words))
        yield f"\n# {thing.title}\n{words}\n"
