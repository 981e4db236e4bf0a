"""How a statement is known, in words."""

from __future__ import annotations

from typing import assert_never

from forwhom.verifier import Basis


def words(basis: Basis) -> str:
    """The basis as a clause about where the statement comes from."""
    match basis:
        case Basis.OBSERVED:
            return "observed: it was run"
        case Basis.READ:
            return "read in its source"
        case Basis.DOCUMENTED:
            return "documented by its makers"
        case Basis.REPORTED:
            return "reported by its users"
        case _:
            assert_never(basis)


#: The mark of a statement that nobody checked.
NOT_CHECKED = " *not checked*"
