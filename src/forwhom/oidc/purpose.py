"""What the user wants to know of the tokens: what the API expects, and before which verifier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forwhom.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """`expected` are the audiences that the API takes, empty when not known; `verifier`, `provider` ids or names.

    `clock` tells the seconds since the epoch, UTC.
    """

    known: Catalogue
    clock: Callable[[], float]
    expected: tuple[str, ...] = ()
    verifier: str | None = None
    provider: str | None = None
