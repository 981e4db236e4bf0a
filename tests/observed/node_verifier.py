"""A verifier written in JavaScript, kept running so that thousands of trials are cheap."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self, TypedDict, cast

import pytest

from tests.observed.trial import Observation, Trial, one_or_list

if TYPE_CHECKING:
    from types import TracebackType

FOLDER = Path(__file__).parent / "node"
MODULES = FOLDER / "node_modules"


class _Answer(TypedDict):
    accepted: bool
    message: str | None
    status: int | None


class NodeVerifier:
    """Runs `node/<id>.mjs`; a context manager that ends the process that it started."""

    def __init__(self, verifier: str) -> None:
        """Start the process."""
        script = FOLDER / f"{verifier.replace('-', '_')}.mjs"
        self._process = subprocess.Popen(
            [node(), str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=10)

    def observe(self, trial: Trial) -> Observation:
        """What the verifier does with this trial."""
        settings = {"audience": trial.audiences, "issuer": trial.issuers}
        question = {
            "token": trial.token,
            "key": trial.key,
            "algorithm": trial.algorithm,
            **{name: one_or_list(values) for name, values in settings.items() if values is not None},
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = cast("_Answer", {"message": None, "status": None, **json.loads(self._process.stdout.readline())})
        return Observation(answer["accepted"], answer["message"], answer["status"])


def node() -> str:
    """The path of Node, when it and the pinned packages are installed; else the test is skipped, or in CI it fails."""
    found = shutil.which("node")
    if not found:
        _absent("Node is not installed; make test installs it")
    if not MODULES.is_dir():
        _absent(f"{MODULES.name} of {FOLDER.name} is not installed; make test installs it")
    return found


def _absent(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
