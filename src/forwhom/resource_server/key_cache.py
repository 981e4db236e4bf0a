"""When to fetch a JWK Set and when not to: the states of a cache, without clock, network or lock.

Two rules. Keys that once came are used until better ones come, up to a day. And no token, whatever it holds, makes
more than one fetch in half a minute.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forwhom.resource_server.key_table import KeyTable

#: All in seconds.
LIFE = 600.0
SHORTEST_LIFE = 60.0
COOLDOWN = 30.0
STALE = 24 * 3600.0
OVERLAP = 60.0
BACK_OFF_LEAST, BACK_OFF_MOST = 1.0, 60.0
UNKNOWN_FOR = 30.0
MAX_UNKNOWN = 1000


class Need(Enum):
    """What to do before looking for a key."""

    NOTHING = auto()
    #: Fetch, and go on with the keys at hand meanwhile.
    REFRESH = auto()
    #: Fetch, and wait for it: the keys at hand do not settle it.
    FETCH = auto()


@dataclass(slots=True)
class KeyCache:
    """The last good keys and what is known about fetching them; times are in seconds on a clock that never goes back.

    Source: RFC 9111 section 4.2 for the life of a response
    """

    table: KeyTable | None = None
    trouble: str = ""
    _cooled: float = 0.0
    _fresh_until: float = 0.0
    _stale_until: float = 0.0
    _retry: float = 0.0
    _failures: int = 0
    _unknown: OrderedDict[str, float] = field(default_factory=OrderedDict[str, float])

    def need(self, kid: str | None, now: float) -> Need:
        """Whether the keys have to be fetched before a token with this key ID is judged."""
        table = self.table
        known = table is not None and table.covers(kid)
        if known and now < self._fresh_until:
            return Need.NOTHING
        if now < self._retry:
            return Need.NOTHING
        if not known and (now < self._cooled or self._unknown.get(kid or "", now) > now):
            return Need.NOTHING
        # Long past their life, keys may have been withdrawn: then a token waits, unless waiting has just failed.
        serves = known and (now < self._fresh_until + OVERLAP or self._failures > 0) and now < self._stale_until
        return Need.REFRESH if serves else Need.FETCH

    def usable(self, now: float) -> KeyTable | None:
        """The keys, fresh or stale but not too old; `None` where there are none to go by."""
        return self.table if now < self._stale_until else None

    @property
    def remembered(self) -> int:
        """How many unknown key IDs are kept in mind."""
        return len(self._unknown)

    def is_stale(self, now: float) -> bool:
        """Whether the keys are past their life and the last attempt to fetch new ones failed."""
        return self._failures > 0 and now >= self._fresh_until

    def succeeded(self, table: KeyTable, life: float, now: float) -> None:
        """Takes new keys; `life` is what the server asked for, in seconds, and is kept within bounds."""
        self.table = table
        self._cooled = now + COOLDOWN
        self._stale_until = now + STALE
        self._fresh_until = now + min(max(life, SHORTEST_LIFE), LIFE)
        self._retry = 0.0
        self._failures = 0
        self.trouble = ""

    def failed(self, trouble: str, jitter: float, now: float) -> None:
        """Notes a failure, which never costs the keys at hand; `jitter` from 0 to 1 spreads the next attempts."""
        self._failures += 1
        delay = min(BACK_OFF_LEAST * 2 ** min(self._failures - 1, 10), BACK_OFF_MOST)
        self._retry = now + max(delay * (0.5 + jitter / 2), BACK_OFF_LEAST)
        self.trouble = trouble

    def missed(self, kid: str, now: float) -> None:
        """Remembers that no key has this key ID, so that it does not cause a fetch again at once."""
        if self._unknown.get(kid, now) > now:
            return
        self._unknown[kid] = now + UNKNOWN_FOR
        self._unknown.move_to_end(kid)
        while len(self._unknown) > MAX_UNKNOWN:
            self._unknown.popitem(last=False)
