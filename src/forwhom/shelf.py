"""A shelf of entries that are fetched one by one, each when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Entry = TypeVar("Entry")


class Shelf(Mapping[str, Entry]):
    """Entries by id, in the order of `names`; `fetch` brings one, and is asked once for each."""

    __slots__ = ("_fetch", "_fetched", "_names")

    def __init__(self, names: Iterable[str], fetch: Callable[[str], Entry]) -> None:
        """A shelf of which nothing is fetched yet."""
        self._names = dict.fromkeys(names)
        self._fetch = fetch
        self._fetched: dict[str, Entry] = {}

    def __getitem__(self, name: str) -> Entry:
        if name not in self._fetched:
            if name not in self._names:
                raise KeyError(name)
            self._fetched[name] = self._fetch(name)
        return self._fetched[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
