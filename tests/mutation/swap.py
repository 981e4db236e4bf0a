"""Changes functions that are loaded already: whoever holds them runs the changed code, and nothing is loaded anew."""

from __future__ import annotations

import gc
import inspect
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from tests.mutation.mutant import changed_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class CannotSwapError(Exception):
    """The change is to what runs when the file is loaded, or to no function that is there."""


def loaded(path: Path) -> list[FunctionType]:
    """The functions of a file that are there."""
    functions = [one for one in gc.get_objects() if type(one) is FunctionType]
    return [one for one in functions if one.__code__.co_filename == str(path)]


def swap(path: Path, place: int, functions: Iterable[FunctionType]) -> None:
    """Makes a change of a file, by its place, in the functions of it that are there; raises `CannotSwapError`."""
    source = path.read_text(encoding="utf-8")
    before = compile(source, str(path), "exec", dont_inherit=True)
    after = compile(changed_tree(source, place), str(path), "exec", dont_inherit=True)
    changed = dict(_changed(before, after))
    found = [one for one in functions if one.__code__ in changed]
    if not found:
        raise CannotSwapError
    for one in found:
        try:
            one.__code__ = changed[one.__code__]
        except ValueError:
            # It takes other variables from around it.
            raise CannotSwapError from None


def _changed(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The code of each function that the change is in, before and after it, those around it included."""
    if before == after:
        return
    if before.co_flags & inspect.CO_OPTIMIZED:
        yield before, after
    elif _without_inner(before) != _without_inner(after):
        raise CannotSwapError
    for one, other in zip_longest(_inner(before), _inner(after)):
        if one is None or other is None:
            return
        yield from _changed(one, other)


def _inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def _without_inner(code: CodeType) -> CodeType:
    """The code of a module or class alone."""
    return code.replace(co_consts=tuple(one for one in code.co_consts if not isinstance(one, CodeType)))
