"""A Node process beside ours, which times its own calls when it is asked to."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

_NODE = Path(__file__).parents[1] / ".venv" / "bin" / "node"


class Node:
    """Runs a script of benchmarks/ as long as its `with` block; every line that it gets is answered by one."""

    def __init__(self, script: str) -> None:
        """The process of this script."""
        path = Path(__file__).with_name(script)
        self._process = subprocess.Popen([_NODE, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        # Reads the rest and waits.
        self._process.communicate()

    def ask(self, **members: Any) -> Any:  # noqa: ANN401 - JSON
        """The answer to these members."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(members)}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def seconds(self, name: str, count: int) -> float:
        """What one call of a subject takes, on average over so many."""
        seconds: float = self.ask(name=name, count=count)
        return seconds
