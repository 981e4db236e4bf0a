"""Imports go one way: the order of the modules, bottom to top, and what the engine may take from the standard library.

Only what runs at import counts. Annotations may name types of any layer, for those imports never run.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"

#: One row for each layer of the engine, the lowest first. A module imports from rows below its own; a folder (`x.*`)
#: is one unit, whose files may import each other.
ENGINE = """
    record
    built  everyday  folder  finding  complaint  markup  object_literal  shelf  subject  verifying_call
    embedded_json
    audience.audience  audience.environment  audience.expectation  audience.http_url  audience.identifier  audience.listing  audience.lookalike
    audience.match  audience.placeholder  audience.printed  audience.uri
    audience.service
    audience.difference
    jwt.defect
    jwt.base64url  jwt.encoding  jwt.json_notes  jwt.wrapping
    jwt.json  jwt.opaque
    jwt.header  jwt.numeric_date
    jwt.claims  jwt.jwks  jwt.part
    jwt.token
    redact
    best_token  case  phrasebook  token_kind  snippet  refusal_event
    mention  message_match  provider  resemblance  refusal_summary  unwrapping
    message_rank
    recognise
    loose_claims  stated_setting  wording
    narrative
    verifier
    retold  ruling  suspects
    prediction
    classic  client_id  provider_audience  remedy
    comparison_finding
    finding_kind
    providers.*  verifiers.*
    catalogue
    situation
    diagnosis
    example
    findings.*
    request_trouble
    checklist  guidance
    diagnose
    gather
    intake
    report.*
    page.*
"""
#: Above the engine: what touches the world. The engine imports nothing of it.
RIM = """
    resource_server.*
    asgi  wsgi
    oidc.*
    workbench.*
    cli.*
    __main__
"""
#: What the engine may import of the standard library: no clock, file, socket, environment, randomness, log or thread.
PURE = {
    "__future__",
    "binascii",
    "bisect",
    "collections",
    "collections.abc",
    "dataclasses",
    "enum",
    "functools",
    "heapq",
    "html",
    "itertools",
    "json",
    "math",
    "operator",
    "re",
    "shlex",
    "string",
    "textwrap",
    "typing",
    "unicodedata",
}
#: Finding the files of a folder, or what was built from them, is all that the engine asks of the import system.
LOADING = {"forwhom.built": {"importlib", "pickle"}, "forwhom.folder": {"importlib", "pkgutil"}}


def rows(text: str) -> list[list[str]]:
    """The layers of a drawing above, each a list of units with their full names."""
    return [[f"forwhom.{name}" for name in row.split()] for row in text.strip().splitlines()]


def modules() -> dict[str, Path]:
    """Every module by its full name; of a folder the name is that of its `__init__`."""
    found: dict[str, Path] = {}
    for path in sorted((SOURCE / "forwhom").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()
LEVELS = {unit: level for level, row in enumerate(rows(ENGINE) + rows(RIM)) for unit in row}
RIM_UNITS = {unit for row in rows(RIM) for unit in row}
PACKAGES = {name for name, path in MODULES.items() if path.name == "__init__.py"}


def unit(module: str) -> str | None:
    """The unit in the order that a module belongs to: itself, or the folder it stands in."""
    if module in LEVELS:
        return module
    folder = ".".join(module.split(".")[:2]) + ".*"
    return folder if folder in LEVELS else None


ENGINE_MODULES = sorted(name for name in MODULES if name not in PACKAGES and unit(name) not in RIM_UNITS)


def runs(tree: ast.AST) -> list[ast.Import | ast.ImportFrom]:
    """The imports of a module that run, those for annotations alone left out."""
    found: list[ast.Import | ast.ImportFrom] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.append(node)
        found += runs(node)
    return found


def imported(path: Path) -> set[str]:
    """The full names of the modules that a file imports when it runs."""
    found: set[str] = set()
    for node in runs(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found.update(inside & MODULES.keys() or {node.module})
    return found


def test_every_module_has_its_place() -> None:
    """A new module is written into the order, where its readers look for it."""
    assert [name for name in MODULES if name not in PACKAGES and unit(name) is None] == []


def test_every_place_is_taken() -> None:
    """The order of the engine names nothing that is not there."""
    named = {name for row in rows(ENGINE) for name in row}
    there = {unit(name) for name in ENGINE_MODULES}
    assert named - there == set()


@pytest.mark.parametrize("module", ENGINE_MODULES)
def test_imports_go_one_way(module: str) -> None:
    """A module of the engine imports from layers below its own, never from beside or above."""
    own = unit(module)
    assert own
    wrong = [
        name
        for name in imported(MODULES[module])
        if name.startswith("forwhom") and (other := unit(name)) != own and (not other or LEVELS[other] >= LEVELS[own])
    ]
    assert wrong == []


@pytest.mark.parametrize("module", ENGINE_MODULES)
def test_the_engine_is_pure(module: str) -> None:
    """The engine takes nothing but a few modules of the standard library, and none that touches the world."""
    taken = {name for name in imported(MODULES[module]) if not name.startswith("forwhom")}
    assert taken - PURE - LOADING.get(module, set()) == set()


def test_only_the_top_exports_again() -> None:
    """The `__init__` of a folder of the engine holds a docstring and nothing else."""
    full = [
        name
        for name in PACKAGES - {"forwhom"}
        if f"{name}.*" not in RIM_UNITS and len(ast.parse(MODULES[name].read_text(encoding="utf-8")).body) > 1
    ]
    assert full == []


def only_imported(path: Path) -> set[str]:
    """The names at the top of a module that it has from elsewhere, those for annotations included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    own = {name.id for name in ast.walk(tree) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}
    return {alias.asname or alias.name for node in nodes for alias in node.names} - own


@pytest.mark.parametrize("module", ENGINE_MODULES)
def test_names_are_imported_from_their_own_module(module: str) -> None:
    """Nobody in the engine imports from the top, or a name that another module only imported itself."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    wrong = [
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("forwhom")
        for alias in node.names
        if f"{node.module}.{alias.name}" not in MODULES
        and (node.module == "forwhom" or alias.name in only_imported(MODULES[node.module]))
    ]
    assert wrong == []
