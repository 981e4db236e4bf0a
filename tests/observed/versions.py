"""The versions of the real verifiers that the observed tests run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Not imported from the file that runs Node, so that this one can be read where no verifier is installed.
FOLDER = Path(__file__).parent / "node"
MODULES = FOLDER / "node_modules"
PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def versions() -> str:
    """One line: every library that is installed with its version, and Node with its own."""
    return ", ".join([*_python(), *_javascript()])


def _python() -> list[str]:
    names = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["dependency-groups"]["observed"]
    found: list[str] = []
    for name in (re.split(r"[^\w.-]", requirement)[0] for requirement in names):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return found


def _javascript() -> list[str]:
    node = shutil.which("node")
    if not node or not MODULES.is_dir():
        return ["no Node packages"]
    number = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    packages = (
        (name, MODULES / name / "package.json")
        for name in json.loads((FOLDER / "package.json").read_bytes())["dependencies"]
    )
    installed = [f"{name} {json.loads(path.read_bytes())['version']}" for name, path in packages if path.is_file()]
    return [*installed, f"Node {number}"]
