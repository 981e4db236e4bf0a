"""Every attack on the list has a test that names it."""

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


@pytest.mark.parametrize("name", _TITLES)
def test_each_attack_has_a_test(name: str) -> None:
    """An id that no test names is a gap; there are no exceptions."""
    assert name in _named(), f"{name} ({_TITLES[name]}) has no test"


def test_no_test_names_an_attack_that_is_not_on_the_list() -> None:
    """A slip in an id would leave the attack meant without a test."""
    assert not set(_named()) - set(_TITLES)
