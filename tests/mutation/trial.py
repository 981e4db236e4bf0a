"""Tries changes: runs the tests on each, in a process of its own, and says which ones they do not notice.

Twice. First with the tests and the code loaded once: a function is changed where it is, which takes a tenth of the
time. What is not noticed then may have had its effect when the code was loaded, so it is tried again with nothing of
forwhom loaded.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import sys
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.mutation.mutant import Mutant, changed_tree
from tests.mutation.swap import CannotSwapError, loaded, swap

if TYPE_CHECKING:
    import types
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "forwhom"
#: Seconds, of the processor and by the clock; a change that makes the tests run longer is noticed.
BUSY, LIMIT = 10, 60
_QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
# What collects all garbage after each run takes as long as the run.
_WITHOUT = tuple(word for name in ("cacheprovider", "unraisableexception", "doctest") for word in ("-p", f"no:{name}"))
_PYTEST = (
    "-x",
    "-q",
    "-s",
    "--no-header",
    "--tb=native",
    "--assert=plain",
    "-p",
    "_hypothesis_pytestplugin",
    *_WITHOUT,
    *_QUIET,
)
_PROFILE = ("--hypothesis-profile", "mutation")
#: Every bit of a token takes long, and what that would notice others do; a process of its own runs the code unchanged.
_LEFT_OUT = ("-k", "not single_bit and not waits_for_no_module and not default_counter")


def load_pytest() -> None:
    """Loads what every process needs, before the first is forked; nothing of forwhom is loaded."""
    with _silence():
        _run("--collect-only", "tests/conftest.py")


def survivors(every: Sequence[Mutant], tests: Sequence[str]) -> list[Mutant]:
    """The changes that the tests do not notice; raises `AssertionError` where they fail without any."""
    assert _passed(_begun(partial(_file_by_file, tests))), f"{tests} fail as it is"
    left = _left_by_swapping(every, tests)
    rest = [one for one in every if one.place in left]
    return list(_unnoticed(rest, lambda one: _begun(partial(_file_by_file, tests), partial(_install, one))))


def _left_by_swapping(every: Sequence[Mutant], tests: Sequence[str]) -> set[int]:
    """The places of the changes that are not noticed, or cannot be made, once everything is loaded."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        # Whatever happens, this process ends here.
        with contextlib.suppress(BaseException), _silence():
            os.close(reading)
            _run(*tests, plugins=[_Loop(every, writing)])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        told = file.read().split()
    os.waitpid(child, 0)
    assert told[-1:] == ["end"], f"{tests} fail when they are loaded together"
    return {int(place) for place in told[:-1]}


class _Loop:
    """Takes the place of the loop of pytest: what was collected is run for each change, in a process of its own."""

    def __init__(self, every: Sequence[Mutant], told: int) -> None:
        self._every = every
        self._told = told

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Writes the places of the changes that no test notices, and that this is the end."""
        path = SOURCE / self._every[0].file
        functions = loaded(path)
        # Or the garbage collector would look at all of it again in each process.
        gc.freeze()
        tests = partial(_test_by_test, session)
        assert _passed(_begun(tests))
        for one in _unnoticed(self._every, lambda one: _begun(tests, partial(swap, path, one.place, functions))):
            os.write(self._told, f"{one.place}\n".encode())
        os.write(self._told, b"end\n")
        return True


def _test_by_test(session: pytest.Session) -> int:
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


def _file_by_file(tests: Sequence[str]) -> int:
    """Most changes are noticed by the first file, and then the others need not be collected."""
    return next((code for one in tests if (code := _run(one))), 0)


def _unnoticed(every: Iterable[Mutant], begin: Callable[[Mutant], int]) -> Iterator[Mutant]:
    """The changes whose process passes all tests; as many run at a time as there are processors."""
    running: dict[int, Mutant] = {}
    for mutant in every:
        if len(running) == (os.cpu_count() or 1):
            yield from _ended(running)
        running[begin(mutant)] = mutant
    while running:
        yield from _ended(running)


def _ended(running: dict[int, Mutant]) -> Iterator[Mutant]:
    child, status = os.wait()
    mutant = running.pop(child)
    if status == 0:
        yield mutant


def _passed(child: int) -> bool:
    return os.waitpid(child, 0)[1] == 0


def _begun(tests: Callable[[], int], change: Callable[[], None] | None = None) -> int:
    """The process in which the change is made and the tests are run; its status is 0 where none fails."""
    child = os.fork()
    if child:
        return child
    signal.alarm(LIMIT)
    resource.setrlimit(resource.RLIMIT_CPU, (BUSY, BUSY))
    status = 1
    with contextlib.suppress(BaseException), _silence():
        try:
            if change:
                change()
            status = tests()
        except CannotSwapError:
            status = 0
    os._exit(status)


def _run(*what: str, plugins: Sequence[object] = ()) -> int:
    return int(pytest.main([*_PYTEST, *_PROFILE, *_LEFT_OUT, *what], plugins=plugins))


def _install(mutant: Mutant) -> None:
    """Makes the changed code what is imported from its file."""
    path = str(SOURCE / mutant.file)
    tree = changed_tree(Path(path).read_text(encoding="utf-8"), mutant.place)
    code = compile(tree, path, "exec", dont_inherit=True)
    unchanged = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> types.CodeType | None:
        return code if loader.path == path else unchanged(loader, name)

    setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010 - replaces a method, which no type allows


@contextlib.contextmanager
def _silence() -> Generator[None]:
    """What is printed meanwhile goes nowhere, whoever prints it."""
    sys.stdout.flush()
    kept = os.dup(1), os.dup(2)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        for one in (*kept, null):
            os.close(one)
