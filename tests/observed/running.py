"""A real verifier, kept running so that thousands of trials are cheap."""

from __future__ import annotations

import json
import select
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict, cast

from tests.observed.adapter import Adapter
from tests.observed.language import environment, program
from tests.observed.trial import Observation, Trial, one_or_list

#: Seconds in which a verifier answers, or has hung.
_PATIENCE = 60


class _Answer(TypedDict):
    accepted: bool
    message: str | None
    status: int | None


class RunningVerifier:
    """Runs an adapter; a context manager that ends the process that it started."""

    def __init__(self, adapter: Adapter) -> None:
        """Start the process; what is compiled is compiled first."""
        self._adapter = adapter
        self._process = subprocess.Popen(
            program(adapter),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment(adapter),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def version(self) -> str:
        """The version that the verifier says it is."""
        return str(self._told({"version": True})["version"])

    def observe(self, trial: Trial) -> Observation:
        """What the verifier does with this trial."""
        settings = {"audience": trial.audiences, "issuer": trial.issuers}
        return self._ask(trial, {name: one_or_list(values) for name, values in settings.items() if values is not None})

    def configured(self, trial: Trial, recipe: str) -> Observation:
        """What the verifier does with the token of this trial when it is configured by this recipe."""
        return self._ask(trial, {"recipe": recipe})

    def ran(self, trial: Trial, recipe: Path) -> Observation:
        """What this recipe does with the token of this trial, run in the process of the verifier."""
        return self._ask(trial, {"program": str(recipe)})

    def _ask(self, trial: Trial, settings: dict[str, str | list[str]]) -> Observation:
        question = {"token": trial.token, "key": trial.key, "algorithm": trial.algorithm, **settings}
        answer = {"message": None, "status": None, **self._told(question)}
        assert "crash" not in answer, answer["crash"]
        told = cast("_Answer", answer)
        return Observation(told["accepted"], told["message"], told["status"])

    def _told(self, question: Mapping[str, object]) -> dict[str, object]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        assert select.select([self._process.stdout], [], [], _PATIENCE)[0], f"{self._adapter.verifier} hangs"
        line = self._process.stdout.readline()
        assert line, f"{self._adapter.path.name} ended with {self._process.wait()}"
        return cast("dict[str, object]", json.loads(line))
