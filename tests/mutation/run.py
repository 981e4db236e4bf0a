"""Changes the code in every small way, one at a time, and says which changes no test notices.

Own code, and not mutmut: that one leaves out decorated functions and whatever stands outside of functions, and here
the rules are often data; and it names a change by a number, so that a list of survivors would not outlive an edit.

Each change is tried in a child process that was forked with the libraries loaded and forwhom not.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.mutation.mutant import Mutant, changed_tree, mutants
from tests.mutation.survivors import read
from tests.mutation.targets import TARGETS

if TYPE_CHECKING:
    import types
    from collections.abc import Generator, Iterable, Iterator, Sequence

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "forwhom"
#: The least share of changes that must be noticed, in per cent.
LEAST = 95
#: Seconds; a change that makes the tests run longer is noticed.
LIMIT = 120
# Loaded once, before the first fork; pytest would warn of that.
_LIBRARIES = (
    "_pytest.fixtures",
    "cryptography.x509",
    "cryptography.hazmat.primitives.asymmetric.rsa",
    "joserfc.jwt",
    "jwt",
)
_QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
_PYTEST = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin", *_QUIET)
_PROFILE = ("--hypothesis-profile", "mutation")
#: Every bit of a token takes long, and what that would notice others do.
_LEFT_OUT = ("-k", "not single_bit")


def main(wanted: Sequence[str]) -> int:
    """Tries the changes of the files that hold one of the wanted texts, or of all; 1 where a survivor is not listed."""
    settings.register_profile("mutation", derandomize=True, database=None, max_examples=50, deadline=None)
    # Most of the time would go into plugins that these tests do not use.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in _LIBRARIES:
        import_module(name)
    with _silence():
        # Nothing is collected, and pytest has loaded what it needs.
        pytest.main([*_PYTEST, *_PROFILE, "--collect-only", "tests/conftest.py"])
    listed = {one.key: one for one in read()}
    start = time.monotonic()
    total, survivors = 0, list[Mutant]()
    for file, tests in TARGETS.items():
        if wanted and not any(text in file for text in wanted):
            continue
        if not _passes(None, tests):
            print(f"{file}: the tests fail as it is")
            return 1
        every = mutants(file, (SOURCE / file).read_text(encoding="utf-8"))
        alive = list(_survivors(every, tests))
        total += len(every)
        survivors += alive
        print(f"{file:<40} {len(every) - len(alive):>4} of {len(every):>4} noticed", flush=True)
        for mutant in alive:
            if mutant.key not in listed:
                print(f"  not listed: {mutant.function}: {mutant.before!r} became {mutant.after!r} ({mutant.nth})")
    share = 100 * (total - len(survivors)) / total
    keys = {mutant.key for mutant in survivors}
    noticed = [] if wanted else [key for key in listed if key not in keys]
    for key in noticed:
        print(f"  listed and yet noticed: {key}")
    print(f"{share:.1f} % of {total} changes were noticed, in {time.monotonic() - start:.0f} s")
    return int(bool(noticed) or share < LEAST or not keys <= listed.keys())


def _survivors(every: Iterable[Mutant], tests: Sequence[str]) -> Iterator[Mutant]:
    """The changes that the tests do not notice; as many are tried at a time as there are processors."""
    running: dict[int, Mutant] = {}
    for mutant in every:
        if len(running) == (os.cpu_count() or 1):
            yield from _ended(running)
        running[_begun(mutant, tests)] = mutant
    while running:
        yield from _ended(running)


def _ended(running: dict[int, Mutant]) -> Iterator[Mutant]:
    child, status = os.wait()
    mutant = running.pop(child)
    if status == 0:
        yield mutant


def _passes(mutant: Mutant | None, tests: Sequence[str]) -> bool:
    child = _begun(mutant, tests)
    return os.waitpid(child, 0)[1] == 0


def _begun(mutant: Mutant | None, tests: Sequence[str]) -> int:
    """The process in which the tests run on the changed code."""
    child = os.fork()
    if child:
        return child
    signal.alarm(LIMIT)
    status = 1
    # Whatever the change breaks, this process ends here.
    with contextlib.suppress(BaseException), _silence():
        if mutant is not None:
            _install(mutant)
        # File by file: most changes are noticed by the first, and then the others need not be collected.
        status = next((code for one in tests if (code := int(pytest.main([*_PYTEST, *_PROFILE, *_LEFT_OUT, one])))), 0)
    os._exit(status)


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


def _install(mutant: Mutant) -> None:
    """Makes the changed code what is imported from its file."""
    path = str(SOURCE / mutant.file)
    tree = changed_tree(Path(path).read_text(encoding="utf-8"), mutant.place)
    code = compile(tree, path, "exec", dont_inherit=True)
    unchanged = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> types.CodeType | None:
        return code if loader.path == path else unchanged(loader, name)

    setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010 - replaces a method, which no type allows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
