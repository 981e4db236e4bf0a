"""Every attack on the list has a test that names it, or a reason why it has none here."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
_TITLES: dict[str, str] = json.loads((_TESTS / "attacks.json").read_text(encoding="utf-8"))
_ID = re.compile(r"\b(?:STR|B64|JSON|AUD|ALG|JWKS|WEB|LEAK|AUDIT)-[0-9]{2}\b")
#: Why a whole group needs no test yet; a single id of it may have one all the same.
_GROUPS = {
    "WEB": "the workbench and its server have tests of their own where they stand",
    "AUDIT": "logs are not read in bulk yet",
}
_REASONS: dict[str, str] = {}


@cache
def _named() -> dict[str, list[str]]:
    """The tests that name an id: in their docstring, or in the id of one of their cases."""
    found: dict[str, list[str]] = {}
    for path in sorted(_TESTS.rglob("test_*.py")):
        if path.name == Path(__file__).name:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _ID.findall(_naming(node)):
                found.setdefault(name, []).append(path.name)
    return found


def _naming(node: ast.AST) -> str:
    """The text of a node in which a test names what it is about; empty for any other node."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
        return ast.get_docstring(node) or ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "param":
        return " ".join(ast.unparse(word.value) for word in node.keywords if word.arg == "id")
    return ""


def _reason(name: str) -> str | None:
    return _REASONS.get(name) or _GROUPS.get(name.partition("-")[0])


@pytest.mark.parametrize("name", _TITLES)
def test_each_attack_has_a_test_or_a_reason(name: str) -> None:
    """An id without either is a gap."""
    is_covered = name in _named() or _reason(name) is not None
    assert is_covered, f"{name} ({_TITLES[name]}) has neither a test nor a reason"


def test_no_test_names_an_attack_that_is_not_on_the_list() -> None:
    """A slip in an id would leave the attack meant without a test."""
    assert not set(_named()) - set(_TITLES)


def test_reasons_are_for_attacks_on_the_list() -> None:
    """A reason for anything else explains nothing."""
    assert set(_REASONS) <= set(_TITLES)
    assert {name.partition("-")[0] for name in _TITLES} >= set(_GROUPS)
