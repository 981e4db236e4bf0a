"""Lets atheris look for inputs that break what `tests/fuzz/targets.py` promises.

    python -m tests.fuzz.run TARGET SECONDS [SEED]

With the same seed it tries the same inputs in the same order; with 0, which is meant without one, others each time.

New inputs go to a folder of their own under build/, a breaking one is written to tests/fuzz/corpus, to stay there: it
is a test from then on.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).with_name("corpus")
GROWN = Path(__file__).parents[2] / "build" / "fuzz"
#: Bytes: what a verifier reads as a token, and a little more.
LONGEST = 70_000


def main(target: str, seconds: int, seed: int = 0) -> None:
    """Ends the process: with 0 when the time is over, with another status when an input breaks a promise."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["forwhom"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - instrumented while it is imported

    grown = GROWN / target
    grown.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        "-timeout=20",
        "-rss_limit_mb=2048",
    ]
    options += [f"-artifact_prefix={CORPUS / target}/found-", "-print_final_stats=1", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *options, str(grown), str(CORPUS / target)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    if find_spec("atheris") is None:
        sys.stdout.write("not fuzzed: atheris comes for Linux and for Python before 3.14 only\n")
        sys.exit(0)
    main(sys.argv[1], *map(int, sys.argv[2:]))
