"""The changes that no test notices are listed for the code as it stands; `make mutation` finds out whether all are."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.mutation.mutant import changed_tree, mutants
from tests.mutation.survivors import Survivor, read
from tests.mutation.targets import TARGETS
from tests.mutation.trial import SOURCE


@cache
def _keys(file: str) -> set[tuple[str, str, str, str, int]]:
    return {mutant.key for mutant in mutants(file, (SOURCE / file).read_text(encoding="utf-8"))}


@pytest.mark.parametrize("one", read(), ids=lambda one: f"{one.file}:{one.function}:{one.before}")
def test_each_survivor_is_a_change_that_can_be_made(one: Survivor) -> None:
    """Code that is gone has no survivors, and each has a reason in a sentence."""
    assert one.key in _keys(one.file)
    assert one.why.count(" ") > 3


@pytest.mark.parametrize("file", TARGETS)
def test_each_target_is_changed_in_many_ways(file: str) -> None:
    """A file that was moved or emptied would have none to notice."""
    assert len(_keys(file)) > 2


def test_a_survivor_stands_once() -> None:
    """The same change is explained in one place."""
    keys = [one.key for one in read()]
    assert len(set(keys)) == len(keys)


def test_changes_leave_alone_what_does_nothing() -> None:
    """Docstrings, annotations, decorators, sentences, codecs and the type of a cast are not changed; the rest is."""
    source = (
        '@decorated("x")\ndef f(a: "x" = 1) -> "x":\n    """x"""\n'
        '    return cast("x", a < 2 and "a sentence" or "x" or a.encode("x"))\n'
    )
    found = {(one.before, one.after) for one in mutants("f", source)}
    assert ("a < 2", "a <= 2") in found
    assert ("1", "2") in found
    assert ("'x'", "'x~'") in found
    assert len([one for one in mutants("f", source) if one.before == "'x'"]) == 1
    assert not [one for one in mutants("f", source) if "sentence" in one.before and one.before.startswith("'")]


def test_each_change_is_made_in_one_place() -> None:
    """The source with the change differs from the source without, and every one in its own way."""
    source = "def f(a):\n    if a > 1 and not a == 3:\n        return [a, 'x']\n    return a\n"
    changed = [ast.unparse(changed_tree(source, one.place)) for one in mutants("f", source)]
    assert ast.unparse(ast.parse(source)) not in changed
    assert len(changed) == 12
    assert len(set(changed)) == len(changed)
