"""Times functions and commands in turn, so that a change of the machine's speed hits all alike."""

from __future__ import annotations

import statistics
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROUNDS = 15
ROUND_SECONDS = 0.03
#: Of a pair: many short ones, since the speed of a shared machine changes within a second.
PAIRS = 61
PAIR_SECONDS = 0.006


def functions(subjects: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The median seconds of one call of each subject, over interleaved rounds after a warm-up."""
    return timed({name: repeated(call) for name, call in subjects.items()})


def repeated(call: Callable[[], object]) -> Callable[[int], float]:
    """What tells the seconds of one call when it is made so many times."""

    def seconds(count: int) -> float:
        # Processor time: what else the machine does in between does not count.
        start = time.process_time()
        for _ in range(count):
            call()
        return (time.process_time() - start) / count

    return seconds


def timed(subjects: Mapping[str, Callable[[int], float]]) -> dict[str, float]:
    """The median of what each subject says of itself, asked in turn; some may be timed in another process."""
    counts = {name: _calls_per_round(seconds) for name, seconds in subjects.items()}
    rounds: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(ROUNDS):
        for name, seconds in subjects.items():
            rounds[name].append(seconds(counts[name]))
    return {name: statistics.median(every) for name, every in rounds.items()}


def added(subject: Callable[[int], float], bare: Callable[[int], float]) -> float:
    """The median seconds by which a call of `subject` is longer than one of `bare`, timed one right after the other."""
    counts = [_calls_per_round(one, PAIR_SECONDS) for one in (bare, subject)]
    return statistics.median(-bare(counts[0]) + subject(counts[1]) for _ in range(PAIRS))


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


def _calls_per_round(seconds: Callable[[int], float], length: float = ROUND_SECONDS) -> int:
    seconds(1)
    return max(1, int(length / max(seconds(1), 1e-7)))
