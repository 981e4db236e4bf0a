"""Freezes the engine and as much of the standard library as it needs. Runs in Pyodide, started by `freeze.mjs`.

Reads `/source`, the folder that holds the package; writes `/output/stdlib.zip` and `/output/engine.bin`, both of
compiled modules only. The same sources give the same bytes.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import marshal
import re
import sys
import zipfile
from importlib.machinery import FrozenImporter
from pathlib import Path
from typing import Any, Self, cast

sys.path.insert(0, "/bundle")
needed: Any = importlib.import_module("needed").needed

SOURCE = Path("/source")
OUTPUT = Path("/output")
#: Private, and the same in every Pyodide of one version: what turns a regular expression into instructions, and what
#: takes these.
COMPILER: Any = importlib.import_module("re._compiler")
MACHINE: Any = importlib.import_module("_sre")
BRIDGE = "forwhom.workbench.bridge"
#: Whose modules are found by name: a finding when it is asked for, a verifier or provider when the built catalogue has
#: left a function in its module.
FINDINGS = "forwhom.findings"
CATALOGUED = ("forwhom.providers", "forwhom.verifiers")
#: Whose docstrings are shown: the explanation of a finding, and what a rule says of itself.
DOCUMENTED = (FINDINGS, *CATALOGUED, "forwhom.audience")
#: What is needed of the modules of verifiers and providers.
ENTRIES: dict[str, ast.Module] = {}
#: Codecs are looked up by name when bytes are decoded; no import names them.
CODECS = ("ascii", "latin_1", "utf_8_sig", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le")
LOADER = Path("/bundle/loader.py")
#: The page is handed this file as it is; here it tells which functions of entries are needed.
CATALOGUE = Path("/bundle/catalogue.pickle")
#: What the library goes without where it is not there, by its own design: nothing here is encrypted or compressed so.
OMITTED = ("ssl", "bz2", "lzma", "compression")
#: The oldest moment that a zip file can name: nothing of the day of the build is in it.
EPOCH = (1980, 1, 1, 0, 0, 0)
#: A module compiled without reference to a source file. Source: PEP 552
HEAD = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)


def path_of(module: str) -> Path | None:
    """The source file of a module of the package."""
    path = SOURCE.joinpath(*module.split("."))
    found = (path / "__init__.py", path.with_suffix(".py"))
    return next((one for one in found if one.is_file()), None)


def tree_of(module: str) -> ast.Module:
    """The source of a module of the package, or what is needed of an entry's."""
    if module in ENTRIES:
        return ENTRIES[module]
    path = path_of(module)
    assert path
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """The modules that a module of the package imports when it runs, in functions too."""
    named: set[str] = set()
    pending: list[ast.AST] = [tree_of(module)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            pending += node.orelse
            continue
        if isinstance(node, ast.Import):
            named.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            named.add(node.module)
            named.update(
                f"{node.module}.{alias.name}" for alias in node.names if path_of(f"{node.module}.{alias.name}")
            )
        pending += ast.iter_child_nodes(node)
    return named


def inside(folder: str) -> list[str]:
    """The modules in a folder of the package."""
    return [f"{folder}.{path.stem}" for path in SOURCE.joinpath(*folder.split(".")).glob("*.py")]


def deferred() -> set[tuple[str, str]]:
    """Where the functions begin that the built catalogue leaves in the modules of its entries."""
    built: Any = importlib.import_module("forwhom.built")
    places: set[tuple[str, str]] = set()

    def note(module: str, path: tuple[str, ...]) -> None:
        places.add((module, path[0]))

    original, built.Deferred = built.Deferred, note
    whole = built.unpickled(CATALOGUE.read_bytes(), built.Built)
    for data in (*whole.verifiers.values(), *whole.providers.values()):
        built.unpickled(data, object)
    built.Deferred = original
    return places


def closure() -> tuple[set[str], set[str]]:
    """The modules of the package that the bridge needs, and those of the standard library that they name."""
    pending = {BRIDGE, *inside(FINDINGS), *ENTRIES}
    own: set[str] = set()
    foreign: set[str] = set()
    while pending:
        module = pending.pop().removesuffix(".__init__")
        parents = {module.rpartition(".")[0]} - {""}
        for name in {module, *parents} - own:
            if path_of(name):
                own.add(name)
                pending |= imports(name) - own
                pending |= {name.rpartition(".")[0]} - {""} - own
            else:
                foreign.add(name)
    return own, foreign


def write(path: Path, modules: dict[str, bytes]) -> None:
    """A zip file of compiled modules by their paths in it, not compressed: HTTP and the wheel do that, and better."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, code in sorted(modules.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, code)


def compiled(source: str | bytes | ast.Module, name: str, optimize: int = 0) -> bytes:
    """The code of a source. `name` is what tracebacks say."""
    return marshal.dumps(compile(source, name, "exec", dont_inherit=True, optimize=optimize))


def library(stock: zipfile.ZipFile) -> dict[str, bytes]:
    """The compiled modules of the standard library that are loaded by now, but for those that the interpreter holds."""
    there = set(stock.namelist())
    modules: dict[str, bytes] = {}
    for name in sorted(sys.modules):
        if name.partition(".")[0] in OMITTED or FrozenImporter.find_spec(name):
            continue
        stem = name.replace(".", "/")
        for path in (f"{stem}/__init__.py", f"{stem}.py"):
            if path in there:
                source = stock.read(path).decode()
                modules[f"{path}c"] = HEAD + (
                    compiled(undocumented(source), path, 1)
                    if name.startswith(("pyodide", "_pyodide"))
                    else compiled(source, path, 2)
                )
    return modules


def undocumented(source: str) -> ast.Module:
    """The source with docstrings that say nothing: Pyodide copies those of its own functions, and fails without any."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body:
                case [ast.Expr(value=ast.Constant(value=str()) as docstring), *_]:
                    docstring.value = "-"
                case _:
                    pass
    return tree


class Watch:
    """Notes the regular expressions that are compiled while the engine is imported and asked."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self.patterns: dict[tuple[str, int], tuple[Any, ...]] = {}
        self._compile: Any = COMPILER.compile

    def __enter__(self) -> Self:
        COMPILER.compile = self._pattern
        return self

    def __exit__(self, *_: object) -> None:
        COMPILER.compile = self._compile

    def _pattern(self, pattern: str, flags: int = 0) -> Any:  # noqa: ANN401 - a compiled pattern of either kind
        """Compiles as always, and keeps what the compiler hands to the machine that matches."""
        original = MACHINE.compile
        handed: list[tuple[Any, ...]] = []

        def note(*arguments: Any) -> Any:  # noqa: ANN401
            handed.append(arguments)
            return original(*arguments)

        MACHINE.compile = note
        try:
            found = self._compile(pattern, flags)
        finally:
            MACHINE.compile = original
        self.patterns[pattern, int(flags)] = tuple(map(_plain, handed[0]))
        return found


def _plain(value: Any) -> Any:  # noqa: ANN401
    """The value in types that can be written: flags and the instructions of a pattern are kinds of integer."""
    if isinstance(value, list):
        return [int(one) for one in cast("list[int]", value)]
    return int(value) if isinstance(value, int) else value


def main() -> None:
    """Writes both archives."""
    stock = zipfile.ZipFile(next(path for path in sys.path if path.endswith(".zip")))
    sys.path.insert(0, str(SOURCE))
    sys.dont_write_bytecode = True
    ENTRIES.update(needed({name: tree_of(name) for folder in CATALOGUED for name in inside(folder)}, deferred()))
    own, foreign = closure()
    for name in sorted(foreign | {f"encodings.{codec}" for codec in CODECS}):
        importlib.import_module(name)
    re.purge()
    with Watch() as watch:
        bridge = importlib.import_module(BRIDGE)
        # What is imported late is found by asking everything once.
        for ask in ("names", "examples"):
            json.loads(bridge.answer(json.dumps({"ask": ask})))
    write(OUTPUT / "stdlib.zip", library(stock))
    frozen = {
        "loader": compiled(LOADER.read_bytes(), "loader.py"),
        "modules": {name: module(name) for name in sorted(own)},
        "patterns": dict(sorted(watch.patterns.items())),
    }
    (OUTPUT / "engine.bin").write_bytes(marshal.dumps(frozen))


def module(name: str) -> tuple[bool, bytes]:
    """Whether a module of the package is a package itself, and its code."""
    path = path_of(name)
    assert path
    optimize = 0 if name.startswith(DOCUMENTED) else 2
    return path.name == "__init__.py", compiled(tree_of(name), str(path.relative_to(SOURCE)), optimize)


main()
