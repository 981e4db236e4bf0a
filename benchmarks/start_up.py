"""A whole process of `forwhom decode`, beside the bare interpreter of the same environment."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks._timing import commands, report

TOKEN = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsImV4cCI6MTc5NTUyNDQwMH0."
    "c2lnbmF0dXJlLW9mLXRoZS1leGFtcGxlLXRva2Vu"
)


def main() -> None:
    """Measures and prints."""
    forwhom = str(Path(sys.executable).with_name("forwhom"))
    medians = commands(
        {
            "python -c pass (yardstick)": [sys.executable, "-c", "pass"],
            "python -c 'import argparse, json, re, dataclasses'": [
                sys.executable,
                "-c",
                "import argparse, json, re, dataclasses",
            ],
            "forwhom decode": [forwhom, "decode", "-"],
            "forwhom diagnose": [forwhom, "diagnose", "-"],
        },
        TOKEN,
    )
    report("Whole processes", medians, "python -c pass (yardstick)")


if __name__ == "__main__":
    main()
