"""Counts what the interpreter does, so that a test can tell linear from quadratic without a clock."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType


class Steps:
    """Counts the bytecode instructions that run within its `with` block, in this thread, up to a limit.

    What happens inside of one instruction, such as a search by the `re` module, counts as one: how long that takes is
    measured in benchmarks/hostile.py.
    """

    def __init__(self, limit: int | None = None) -> None:
        """A counter that raises `TooManySteps` beyond the limit, in the middle of whatever runs."""
        self.count = 0
        self._limit = limit
        self._before: Any = None

    def __enter__(self) -> Self:
        self._before = sys.gettrace()
        sys.settrace(self._trace)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        sys.settrace(self._before)

    def _trace(self, frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - itself
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        if event == "opcode":
            self.count += 1
            if self._limit is not None and self.count > self._limit:
                raise TooManySteps(self._limit)
        return self._trace


class TooManySteps(BaseException):
    """More steps than allowed: no handler of the code under test may catch it."""


def steps(call: Callable[[], object]) -> int:
    """How many instructions a call takes."""
    with Steps() as counter:
        call()
    return counter.count
