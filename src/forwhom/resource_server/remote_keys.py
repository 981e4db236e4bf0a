"""Keys that are fetched from the authorization server, when they are needed and not more often."""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING

from forwhom.jwt.defect import quoted
from forwhom.resource_server import key_table
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.discovery import documents
from forwhom.resource_server.key_cache import KeyCache, Need
from forwhom.resource_server.key_fetch import TOTAL, Document, FetchError, address_trouble, fetch
from forwhom.resource_server.key_table import KeyTable
from forwhom.resource_server.refusal import finding
from forwhom.resource_server.token_rejected import TokenRejected

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.algorithms import Verify

MAX_KEYS = 100
# Beyond the time that the fetch gives itself, for what it cannot bound: the look-up of a name.
_GRACE = 0.25
_LATE = "it does not answer in time"

_log = logging.getLogger("forwhom.resource_server")


class RemoteKeys:
    """The JWK Set at an address: fetched at the first token, kept for ten minutes, and for a day through an outage.

    A key ID that is not in the set causes a fetch, at most one in half a minute. However many threads and tasks wait,
    one fetch serves them all. Redirects are not followed, and secrets for HMAC never taken from a fetched set.

    Source: RFC 7517 section 5, OIDC Core 1.0 section 10.1.1
    """

    def __init__(self, url: str, *, insecure_http_loopback: bool = False) -> None:
        """The keys at an https URL; `insecure_http_loopback` allows http to this very machine as well.

        Raises `ConfigurationError` for any other address.
        """
        trouble = address_trouble(url, insecure_http_loopback=insecure_http_loopback)
        if trouble:
            raise ConfigurationError(f"keys: {trouble}")
        self._url = url
        self._issuer: str | None = None
        self._loopback = insecure_http_loopback
        self._cache = KeyCache()
        self._lock = threading.Lock()
        self._flight: Future[None] | None = None
        self._due = 0.0

    @classmethod
    def from_issuer(cls, issuer: str, *, insecure_http_loopback: bool = False) -> RemoteKeys:
        """The keys that the issuer's own metadata leads to; the metadata must name exactly this issuer.

        Source: OIDC Discovery 1.0 section 4, RFC 8414 section 3
        """
        keys = cls(issuer, insecure_http_loopback=insecure_http_loopback)
        keys._issuer = issuer
        return keys

    def __repr__(self) -> str:
        return f"RemoteKeys({self._url!r})"

    @property
    def issuer(self) -> str | None:
        """The issuer whose metadata leads to the keys; `None` where their own address was given."""
        return self._issuer

    @property
    def algorithms(self) -> None:
        """Not known before the keys are fetched, and they may change."""
        return

    def lookup(self, alg: str, kid: str | None) -> Verify:
        """What verifies a token of this algorithm and key ID; fetches first where that is due.

        Raises `TokenRejected` where nothing does, or there are no keys to go by.
        """
        flight = self._flight_for(kid)
        if flight is not None:
            try:
                flight.result(TOTAL + _GRACE)
            except TimeoutError:
                self._land(flight, _LATE)
        return self._find(alg, kid)

    async def lookup_async(self, alg: str, kid: str | None) -> Verify:
        """As `lookup`, and lets other tasks run meanwhile."""
        flight = self._flight_for(kid)
        if flight is not None:
            try:
                # Shielded: a task that is cancelled must not end the fetch that others wait for.
                await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(flight)), TOTAL + _GRACE)
            except TimeoutError:
                self._land(flight, _LATE)
        return self._find(alg, kid)

    def _flight_for(self, kid: str | None) -> Future[None] | None:
        """The fetch to wait for, begun now if need be; `None` where there is none to wait for."""
        now = time.monotonic()
        if self._cache.need(kid, now) is Need.NOTHING:
            return None
        with self._lock:
            if self._flight is not None and now > self._due:
                # Nobody waited for it, or this is the child of a process in which it was begun.
                self._note(_LATE, now)
            need = self._cache.need(kid, now)
            if need is Need.NOTHING:
                return None
            flight, begins = self._flight, self._flight is None
            if flight is None:
                flight = self._flight = Future()
                self._due = now + TOTAL + _GRACE
        if begins:
            self._begin(flight)
        return flight if need is Need.FETCH else None

    def _begin(self, flight: Future[None]) -> None:
        # A thread of its own: the look-up of a name has no time limit, and a pool may be full.
        thread = threading.Thread(target=self._fly, args=(flight,), name="forwhom-keys", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            self._land(flight, "the system gives no thread for it")

    def _fly(self, flight: Future[None]) -> None:
        """Fetches, and lands the flight in any case."""
        outcome: tuple[KeyTable, float] | str = "the fetch failed"
        try:
            outcome = self._fetched()
        except FetchError as error:
            outcome = str(error)
        finally:
            self._land(flight, outcome)

    def _fetched(self) -> tuple[KeyTable, float]:
        deadline = time.monotonic() + TOTAL
        if self._issuer is None:
            document = fetch(self._url, deadline)
        else:
            document = documents(self._issuer, deadline, insecure_http_loopback=self._loopback)
        return _table(document), document.life

    def _land(self, flight: Future[None], outcome: tuple[KeyTable, float] | str) -> None:
        """Takes the outcome of a flight, unless it was given up before, and wakes whoever waits for it."""
        with self._lock:
            if self._flight is flight:
                self._note(outcome, time.monotonic())
            if not flight.done():
                flight.set_result(None)

    def _note(self, outcome: tuple[KeyTable, float] | str, now: float) -> None:
        """Ends the flight in the air with this outcome; the lock is held."""
        self._flight = None
        if isinstance(outcome, str):
            self._cache.failed(outcome, random.random(), now)  # noqa: S311 - spreads load, hides nothing
            _log.warning("the JWK Set of %s could not be fetched: %s", quoted(self._url), outcome)
        else:
            self._cache.succeeded(*outcome, now)

    def _find(self, alg: str, kid: str | None) -> Verify:
        now = time.monotonic()
        table = self._cache.usable(now)
        if table is None:
            raise TokenRejected((finding("jwks-unavailable", self._cache.trouble),))
        if self._cache.is_stale(now):
            _log.warning("the keys of %s are stale: %s", quoted(self._url), self._cache.trouble)
        found = table.find(alg, kid)
        if found is None:
            if kid is not None and not table.covers(kid):
                with self._lock:
                    self._cache.missed(kid, now)
            raise TokenRejected((table.why_not(alg, kid),))
        return found


def _table(document: Document) -> KeyTable:
    """The public keys of a fetched document; raises `FetchError` where it holds none that verifies."""
    entries: JsonValue = document.value.get("keys") if isinstance(document.value, dict) else None
    if not isinstance(entries, list):
        raise FetchError("it is no JWK Set")
    if len(entries) > MAX_KEYS:
        raise FetchError(f"it has more than {MAX_KEYS} keys")
    keys, unfit = key_table.read(document.value)
    public = [key for key in keys if not key.secret]
    if not public:
        raise FetchError("no key in it verifies signatures")
    for one in unfit:
        if not one.harmless:
            _log.warning("a key of the fetched JWK Set is not used: %s", one.reason)
    if len(public) < len(keys):
        _log.warning("a key of the fetched JWK Set is not used: it is a secret, and everybody can read it there")
    return KeyTable(public)
