"""Times functions and commands in turn, so that a change of the machine's speed hits both alike."""

from __future__ import annotations

import statistics
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROUNDS = 15
ROUND_SECONDS = 0.03


def functions(subjects: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The median seconds of one call of each subject, over interleaved rounds after a warm-up."""
    counts = {name: _calls_per_round(call) for name, call in subjects.items()}
    rounds: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(ROUNDS):
        for name, call in subjects.items():
            start = time.perf_counter()
            for _ in range(counts[name]):
                call()
            rounds[name].append((time.perf_counter() - start) / counts[name])
    return {name: statistics.median(seconds) for name, seconds in rounds.items()}


def commands(subjects: Mapping[str, Sequence[str]], text: str = "", runs: int = 21) -> dict[str, float]:
    """The median seconds of one whole process of each command, in turn; `text` is its standard input."""
    rounds: dict[str, list[float]] = {name: [] for name in subjects}
    for run in range(runs + 2):
        for name, command in subjects.items():
            start = time.perf_counter()
            subprocess.run(command, input=text, text=True, capture_output=True, check=False)  # noqa: S603 - our own
            if run > 1:
                rounds[name].append(time.perf_counter() - start)
    return {name: statistics.median(seconds) for name, seconds in rounds.items()}


def report(title: str, medians: Mapping[str, float], yardstick: str) -> None:
    """Prints one line a subject: the median in microseconds and its ratio to the yardstick."""
    print(f"\n{title}")
    for name, seconds in medians.items():
        print(f"  {name:<58} {seconds * 1e6:>12,.1f} µs   {seconds / medians[yardstick]:>8.2f} x")


def _calls_per_round(call: Callable[[], object]) -> int:
    call()
    start = time.perf_counter()
    call()
    return max(1, int(ROUND_SECONDS / max(time.perf_counter() - start, 1e-7)))
