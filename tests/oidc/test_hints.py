"""How to go on from a check: each hint names an input that the command line and the page really have."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.calling import call

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[2] / "src" / "forwhom"
#: Where the page has one field for all values of a repeated option.
FIELDS = {"resource": "resources"}


def options() -> Iterator[str]:
    """Every option that a hint of the debugger names."""
    for path in (SOURCE / "oidc").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "hinted" and len(node.args) > 2:
                named = ast.literal_eval(node.args[2])
                assert isinstance(named, str)
                yield named


OPTIONS = sorted(set(options()))


def test_there_are_hints_with_options() -> None:
    """The tests below have something to look at."""
    assert {"client-id", "device-endpoint", "issuer", "resource"} <= set(OPTIONS)


@pytest.mark.parametrize("option", OPTIONS)
def test_the_command_line_has_the_option(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the commands has the option."""
    helps = [call(monkeypatch, "oidc", name, "--help").out for name in ("login", "token", "device", "probe")]
    assert any(re.search(rf"--{option}\b(?!-)", text) for text in helps)


@pytest.mark.parametrize("option", OPTIONS)
def test_the_page_has_the_field(option: str) -> None:
    """The form of the page has a field for it, with a label."""
    name = FIELDS.get(option, option.replace("-", "_"))
    page = (SOURCE / "workbench" / "static" / "oidc.html").read_text(encoding="utf-8")
    assert f'id="{name}"' in page
    assert f'<label for="{name}"' in page


def test_no_text_of_a_check_names_an_option() -> None:
    """What a check says is said in a page too, where there are no options; only the text for a terminal names them."""
    for path in set((SOURCE / "oidc").glob("*.py")) - {SOURCE / "oidc" / "step_text.py"}:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"(?<![\w-])--[a-z]|forwhom (oidc|providers|verifiers|findings)", node.value), (
                    path.name
                )
