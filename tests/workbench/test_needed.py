"""The page carries of an entry's module what its functions need, since the built catalogue holds the rest."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

sys.path.append(str(Path(__file__).parents[2] / "bundle"))
needed: Callable[[Mapping[str, ast.Module], set[tuple[str, str]]], dict[str, ast.Module]]
needed = import_module("needed").needed

ORDERS = '''"""Orders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine import Message, Verifier
from entries import parcels
from entries.parcels import LATE as AFTER, WEIGHT

if TYPE_CHECKING:
    from engine import Claims

MISMATCH = Message("not for orders")
UNUSED = Message("never")
_WORD = re.compile("[a-z]+")


def rule(claims: Claims) -> Message | None:
    """Asks another."""
    return MISMATCH if _found(claims) else AFTER


def _found(claims: Claims) -> bool:
    return bool(_WORD.match(claims["aud"])) and parcels.open_at(claims)


def other(claims: Claims) -> bool:
    return WEIGHT in claims


VERIFIER = Verifier(messages=(MISMATCH, UNUSED), rule=rule)
'''
PARCELS = '''"""Parcels."""

from __future__ import annotations

from engine import Message

LATE, WEIGHT = Message("late"), "weight"
HOURS: int = 24
SIZE = 3


def open_at(claims: Claims) -> bool:
    return claims["exp"] < HOURS


VERIFIER = open_at, SIZE
'''


def pruned(*roots: tuple[str, str], orders: str = ORDERS) -> dict[str, str]:
    """What is left of the two modules, as source."""
    modules = {"entries.orders": ast.parse(orders), "entries.parcels": ast.parse(PARCELS)}
    return {name: ast.unparse(tree) for name, tree in needed(modules, {*roots}).items()}


def test_a_function_keeps_what_it_uses_in_its_own_module_and_in_others() -> None:
    """Constants, helpers and imports stay, the entry itself and what only that uses goes."""
    left = pruned(("entries.orders", "rule"))
    assert left["entries.orders"] == ast.unparse(
        ast.parse('''from __future__ import annotations
import re
from engine import Message
from entries import parcels
from entries.parcels import LATE as AFTER
MISMATCH = Message("not for orders")
_WORD = re.compile("[a-z]+")
def rule(claims: Claims) -> Message | None:
    """Asks another."""
    return MISMATCH if _found(claims) else AFTER
def _found(claims: Claims) -> bool:
    return bool(_WORD.match(claims["aud"])) and parcels.open_at(claims)
''')
    )
    assert left["entries.parcels"] == ast.unparse(
        ast.parse("""from __future__ import annotations
from engine import Message
LATE, WEIGHT = Message("late"), "weight"
HOURS: int = 24
def open_at(claims: Claims) -> bool:
    return claims["exp"] < HOURS
""")
    )


def test_what_is_left_runs() -> None:
    """Every name that is used is there, and annotations are never looked up."""
    names: dict[str, Any] = {}
    exec(pruned(("entries.parcels", "open_at"))["entries.parcels"], names)  # noqa: S102 - our own
    assert names["open_at"]({"exp": 5})


def test_an_entry_that_is_asked_for_whole_is_whole() -> None:
    """A function without a name is found by its way from the entry, which then has to be there."""
    left = pruned(("entries.parcels", "VERIFIER"))
    assert "SIZE = 3" in left["entries.parcels"]
    assert "entries.orders" not in left


def test_a_module_that_nobody_asks_for_is_left_out() -> None:
    """Nothing of it is needed; roots elsewhere are for others."""
    assert pruned(("engine", "Message")) == {}


def test_a_name_that_is_not_there_is_told() -> None:
    """The build ends, before a page asks for it."""
    with pytest.raises(LookupError, match=r"entries\.orders has no missing"):
        pruned(("entries.orders", "missing"))


def test_a_statement_without_a_name_is_told() -> None:
    """Whether it is needed cannot be known."""
    with pytest.raises(ValueError, match=r"entries\.orders, line 34: a statement that binds no name"):
        pruned(("entries.orders", "rule"), orders=f"{ORDERS}print(VERIFIER)\n")
