"""A whole process, from the checkout and from the installed wheel, beside the bare interpreter of each environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._timing import commands, report

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TOKEN = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsImV4cCI6MTc5NTUyNDQwMH0."
    "c2lnbmF0dXJlLW9mLXRoZS1leGFtcGxlLXRva2Vu"
)


def installed(folder: Path) -> Path:
    """The programs of a fresh environment in `folder` that holds the wheel of this checkout and nothing else."""
    environment = folder / "environment"
    python = environment / "bin" / "python"
    offline = ("--offline", "--no-deps", "--compile-bytecode")
    steps: tuple[list[str | Path], ...] = (
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        [sys.executable, "-m", "venv", "--without-pip", environment],
        [BIN / "uv", "pip", "install", *offline, "--python", python, "--find-links", folder, "forwhom"],
    )
    for command in steps:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own wheel
    return environment / "bin"


def main() -> None:
    """Measures and prints."""
    with TemporaryDirectory() as folder:
        for name, programs in (("The wheel", installed(Path(folder))), ("The checkout", BIN)):
            python, forwhom = str(programs / "python"), str(programs / "forwhom")
            standard = "import argparse, json, re, dataclasses"
            medians = commands(
                {
                    "python -c pass (yardstick)": [python, "-c", "pass"],
                    f"python -c '{standard}'": [python, "-c", standard],
                    "forwhom decode": [forwhom, "decode", "-"],
                    "forwhom diagnose": [forwhom, "diagnose", "-"],
                    "forwhom diagnose --audience": [forwhom, "diagnose", "-", "--audience", "https://api.example.com/"],
                    "forwhom explain": [forwhom, "explain", "Audiences in Jwt are not allowed"],
                },
                TOKEN,
            )
            report(f"{name}, whole processes", medians, "python -c pass (yardstick)")


if __name__ == "__main__":
    main()
