"""Which tests run in one worker: all of one real verifier, so that it starts once; any other test runs anywhere.

A group by mark would say so too, but xdist 3.8 writes it into the id of a test where pytest 9.2 no longer reads it.
"""

from __future__ import annotations

from functools import cache

from xdist.scheduler import LoadScopeScheduling  # pyright: ignore[reportMissingTypeStubs]

from tests.observed.adapter import adapters

_FOLDER = "tests/observed/"


class Grouped(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out the tests group by group, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        """The name of the group of a test."""
        return group(nodeid)


@cache
def group(nodeid: str) -> str:
    """The verifier that a test of this id is about; another test is a group of its own."""
    return verifier_of(nodeid) or nodeid


def verifier_of(nodeid: str) -> str | None:
    """The verifier that an observed test runs, which stands first in the brackets of its id; `None` for other tests."""
    folder, _, name = nodeid.rpartition("::")
    parameter = name.partition("[")[2].rstrip("]")
    if not folder.startswith(f"{_FOLDER}test_") or "test_adapter" in folder:
        return None
    ids = (adapter.verifier for adapter in adapters())
    found = (one for one in ids if parameter == one or parameter.startswith(f"{one}-"))
    return max(found, key=len, default=None)
