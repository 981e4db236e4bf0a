"""When keys are fetched, on a clock that the test turns."""

from __future__ import annotations

import pytest

from forwhom.resource_server.jwk import VerificationKey
from forwhom.resource_server.key_cache import KeyCache, Need
from forwhom.resource_server.key_table import KeyTable

_T = 1000.0
# In seconds, as `RemoteKeys` promises them, and as its users know them.
LIFE, SHORTEST_LIFE, OVERLAP, COOLDOWN, STALE, BACK_OFF_MOST = 600, 60, 60, 30, 86400, 60
MAX_UNKNOWN = 1000


def _table(*kids: str | None) -> KeyTable:
    return KeyTable(VerificationKey(kid=kid, secret=False, verifications={}) for kid in kids)


def _filled(life: float = LIFE, *kids: str | None) -> KeyCache:
    cache = KeyCache()
    cache.succeeded(_table(*(kids or ("k1",))), life, _T)
    return cache


def test_an_empty_cache_fetches() -> None:
    """Without keys a token waits for them, and there is nothing to use."""
    cache = KeyCache()
    assert (cache.need("k1", _T), cache.usable(_T), cache.trouble) == (Need.FETCH, None, "")


@pytest.mark.parametrize("kid", ["k1", None])
def test_fresh_keys_are_used(kid: str | None) -> None:
    """For ten minutes nothing is fetched, then once in the background, and long after that before use."""
    cache = _filled()
    assert cache.need(kid, _T + LIFE - 1) is Need.NOTHING
    assert cache.need(kid, _T + LIFE) is Need.REFRESH
    assert cache.need(kid, _T + LIFE + OVERLAP) is Need.FETCH


@pytest.mark.parametrize(("life", "kept"), [(0, SHORTEST_LIFE), (31536000, LIFE), (120, 120), (-5, SHORTEST_LIFE)])
def test_the_server_may_shorten_the_life(life: float, kept: float) -> None:
    """JWKS-16: to a minute at least, and it cannot lengthen it."""
    cache = _filled(life)
    assert cache.need("k1", _T + kept - 1) is Need.NOTHING
    assert cache.need("k1", _T + kept) is Need.REFRESH


def test_an_unknown_kid_fetches_after_the_cooldown() -> None:
    """A key that is new is noticed after half a minute; before that nothing is fetched for it."""
    cache = _filled()
    assert cache.need("k2", _T + COOLDOWN - 1) is Need.NOTHING
    assert cache.need("k2", _T + COOLDOWN) is Need.FETCH


def test_a_kid_that_was_missed_is_remembered() -> None:
    """It causes no fetch for half a minute, and missing it again does not lengthen that."""
    cache = _filled()
    cache.missed("k2", _T + 20)
    cache.missed("k2", _T + 49)
    assert cache.need("k2", _T + 49) is Need.NOTHING
    assert cache.need("k2", _T + 50) is Need.FETCH


def test_unknown_kids_cannot_cause_a_storm() -> None:
    """A million seconds of new names make one fetch in half a minute at most, and the memory of them is bounded."""
    cache = _filled()
    fetches = 0
    for number in range(20_000):
        now = _T + number / 100
        if cache.need(f"random-{number}", now) is not Need.NOTHING:
            fetches += 1
            cache.succeeded(_table("k1"), LIFE, now)
        cache.missed(f"random-{number}", now)
    assert fetches == 200 // COOLDOWN
    assert cache.remembered == MAX_UNKNOWN


def test_the_oldest_name_is_forgotten_first() -> None:
    """One that was missed again, when it was due, counts as new."""
    cache = _filled()
    for number in range(MAX_UNKNOWN):
        cache.missed(f"random-{number}", _T + 20 * (number > 0))
    cache.missed("random-0", _T + 30)
    cache.missed("another", _T + 30)
    now = _T + COOLDOWN + 1
    assert [cache.need(kid, now) for kid in ("random-0", "random-2", "another")] == [Need.NOTHING] * 3
    assert cache.need("random-1", now) is Need.FETCH
    assert cache.remembered == MAX_UNKNOWN


def test_a_name_that_is_missing_is_one_too() -> None:
    """Where no keys were fetched yet, a token without a key ID waits for them like any other."""
    cache = KeyCache()
    cache.missed("k1", _T)
    assert (cache.need("k1", _T), cache.need(None, _T)) == (Need.NOTHING, Need.FETCH)


def test_keys_that_are_long_past_their_life_are_waited_for_once() -> None:
    """They may have been withdrawn; after a failure to fetch new ones they serve meanwhile, until the day is over."""
    cache = _filled()
    late = _T + LIFE + OVERLAP
    assert cache.need("k1", late - 0.5) is Need.REFRESH
    assert cache.need("k1", late) is Need.FETCH
    cache.failed("down", 1.0, late)
    assert cache.need("k1", late + 0.5) is Need.NOTHING
    assert cache.need("k1", late + 1) is Need.REFRESH
    assert cache.need("k1", _T + STALE - 1) is Need.REFRESH
    assert cache.need("k1", _T + STALE) is Need.FETCH


def test_the_jitter_halves_a_wait_at_most() -> None:
    """So that not every server asks again at the same moment."""
    for jitter, wait in ((0.0, 4), (0.5, 6), (1.0, 8)):
        cache = KeyCache()
        for _ in range(4):
            cache.failed("down", jitter, _T)
        assert cache.need("k1", _T + wait - 0.01) is Need.NOTHING
        assert cache.need("k1", _T + wait) is Need.FETCH


def test_fresh_keys_are_not_stale() -> None:
    """After a failure they become so when their life is over, and not at once."""
    cache = _filled()
    assert not cache.is_stale(_T + LIFE + 1)
    cache.failed("down", 1.0, _T + LIFE - 10)
    assert not cache.is_stale(_T + LIFE - 1)
    assert cache.is_stale(_T + LIFE)
    assert (cache.trouble, cache.usable(_T + LIFE)) == ("down", cache.table)


def test_keys_without_names_serve_any_kid() -> None:
    """Where no key has an ID, fetching again would tell nothing."""
    assert _filled(LIFE, None).need("k2", _T + COOLDOWN) is Need.NOTHING


def test_failures_back_off() -> None:
    """JWKS-13: one second, then doubled up to a minute; the jitter shortens, never below a second."""
    cache = KeyCache()
    waits: list[float] = []
    now = _T
    for _ in range(9):
        cache.failed("down", 1.0, now)
        wait = 0.0
        while cache.need("k1", now + wait) is Need.NOTHING:
            wait += 0.5
        waits.append(wait)
        now += wait
    assert waits == [1, 2, 4, 8, 16, 32, BACK_OFF_MOST, BACK_OFF_MOST, BACK_OFF_MOST]
    cache.failed("down", 0.0, now)
    assert cache.need("k1", now + BACK_OFF_MOST / 2) is Need.FETCH


def test_keys_survive_an_outage_for_a_day() -> None:
    """JWKS-13: after a failure they are stale, used without waiting, and gone after 24 hours."""
    cache = _filled()
    cache.failed("down", 1.0, _T + LIFE)
    assert cache.is_stale(_T + LIFE)
    assert cache.need("k1", _T + LIFE + 3600) is Need.REFRESH
    assert cache.usable(_T + STALE - 1) is cache.table
    assert cache.usable(_T + STALE) is None
    assert cache.need("k1", _T + STALE) is Need.FETCH


def test_a_success_ends_the_outage() -> None:
    """Nothing is stale any more, and the trouble is forgotten."""
    cache = _filled()
    cache.failed("down", 1.0, _T + LIFE)
    cache.succeeded(_table("k2"), LIFE, _T + LIFE + 1)
    assert (cache.trouble, cache.is_stale(_T + LIFE + 1)) == ("", False)
    assert cache.need("k2", _T + LIFE + 1) is Need.NOTHING
