"""The versions of the real verifiers that the observed tests run, and what of them is not installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from tests.observed.adapter import Adapter, adapters
from tests.observed.language import APART, JARS, ROOT, modules, node


def versions() -> str:
    """One line: every verifier that is installed with its package and version, and Node with its own."""
    found = [f"{adapter.verifier} {version}" for adapter in adapters() if (version := version_of(adapter))]
    return ", ".join([*found, *_node()])


def version_of(adapter: Adapter) -> str | None:
    """The version of the verifier itself; `None` when it is not installed."""
    version = _version(adapter, adapter.packages[0])
    return adapter.carried or version if version else None


def missing(adapter: Adapter) -> tuple[str, ...]:
    """The packages that this adapter needs and that are not installed."""
    return tuple(name for name in adapter.packages if _version(adapter, name) is None)


def debian_packages() -> tuple[str, ...]:
    """What all adapters need of Debian."""
    return tuple(sorted({name for adapter in adapters() for name in adapter.debian}))


def _version(adapter: Adapter, name: str) -> str | None:
    if name in adapter.debian:
        return _debian(debian_packages()).get(name)
    if name in adapter.npm:
        path = modules(adapter) / name / "package.json"
        return str(json.loads(path.read_bytes())["version"]) if path.is_file() else None
    if name in adapter.jars:
        return next((path.stem.removeprefix(f"{name}-") for path in JARS.glob(f"{name}-[0-9]*.jar")), None)
    if adapter.own:
        return _python((APART / adapter.own,)).get(_normal(name))
    folder = ROOT / ".venv" if adapter.language == "python" else APART
    return _python(tuple(folder.glob("lib/python*/site-packages"))).get(_normal(name))


@cache
def _python(folders: tuple[Path, ...]) -> dict[str, str]:
    return {_normal(one.name): one.version for one in distributions(path=[str(folder) for folder in folders])}


@cache
def _debian(names: Iterable[str]) -> dict[str, str]:
    query = shutil.which("dpkg-query")
    if not query:
        return {}
    command = [query, "--show", "--showformat", "${db:Status-Status} ${Package} ${Version}\n", *names]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    rows = [line.split(" ") for line in lines]
    return {name: version for status, name, version in rows if status == "installed"}


def _normal(name: str) -> str:
    """Source: the name normalization of the Python packaging specifications."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _node() -> list[str]:
    if not shutil.which(node()):
        return ["no Node"]
    number = subprocess.run([node(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return [f"Node {number}"]


if __name__ == "__main__":
    sys.stdout.write(" ".join(debian_packages()))
