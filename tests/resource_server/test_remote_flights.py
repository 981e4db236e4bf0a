"""One fetch of keys: who waits for it and how long, what is said of it, and what is kept in mind afterwards."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from typing import TYPE_CHECKING

import pytest

from forwhom.resource_server import remote_keys
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.remote_keys import RemoteKeys
from forwhom.resource_server.token_rejected import TokenRejected
from tests.resource_server.fetched import TOKEN, cache_of, cancelled, judge_of, key_set, never, token_of
from tests.resource_server.loopback import document, raw, serving, slowly
from tests.resource_server.tokens import CLAIMS, ISSUER, NOW, refusal, signed_with_key, validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.resource_server.validator import Validator
    from tests.resource_server.loopback import Server

LATE = "it does not answer in time"


def refusal_of_a_thread(judge: Validator) -> TokenRejected:
    """How the token is refused in a thread."""
    return refusal(TOKEN, judge)


def refusal_of_a_task(judge: Validator) -> TokenRejected:
    """How the token is refused in a coroutine."""
    with pytest.raises(TokenRejected) as caught:
        asyncio.run(judge.validate_async(TOKEN, NOW))
    return caught.value


def asked(server: Server) -> None:
    """Waits until the server was asked for something."""
    end = time.monotonic() + 10
    while not server.paths and time.monotonic() < end:
        time.sleep(0.01)
    assert server.paths


@pytest.mark.parametrize("refused", [refusal_of_a_thread, refusal_of_a_task])
def test_who_waits_in_vain_says_so(
    refused: Callable[[Validator], TokenRejected], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fetch that hangs is given up by those who wait for it, and named as the trouble."""
    monkeypatch.setattr(RemoteKeys, "_begin", never)
    monkeypatch.setattr(remote_keys, "TOTAL", 0.0)
    with serving(document(key_set("k1"))) as server:
        cause = refused(judge_of(server))
    assert (cause.code, cause.findings[0].because) == ("jwks-unavailable", LATE)


def test_a_wait_is_somewhat_longer_than_a_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what the fetch says of itself is told, and nobody begins a second one meanwhile."""
    monkeypatch.setattr(remote_keys, "TOTAL", 4.0)
    monkeypatch.setattr(remote_keys, "_GRACE", 8.0)
    with serving(slowly(document(key_set("k1")), 0.2)) as server:
        judge = judge_of(server)
        first = threading.Thread(target=judge.validate, args=(TOKEN, NOW))
        first.start()
        asked(server)
        assert judge.validate(TOKEN, NOW) == CLAIMS
        assert asyncio.run(judge.validate_async(TOKEN, NOW)) == CLAIMS
        first.join()
        assert len(server.paths) == 1
        other = judge_of(server)
        assert asyncio.run(other.validate_async(TOKEN, NOW)) == CLAIMS
    assert len(server.paths) == 2


def test_what_nobody_waits_for_is_given_up_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it would have to wait: a child process finds a fetch in the air that no thread of its own makes."""
    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
        with monkeypatch.context() as patch:
            patch.setattr(RemoteKeys, "_begin", never)
            patch.setattr(remote_keys, "TOTAL", 0.0)
            asyncio.run(cancelled(judge))
        time.sleep(0.3)
        # The limit is that of a fetch once more, and far longer than this takes.
        monkeypatch.setattr(remote_keys, "TOTAL", 20.0)
        told: list[str] = []
        refused = threading.Thread(target=lambda: told.append(refusal(TOKEN, judge).findings[0].because), daemon=True)
        refused.start()
        refused.join(10)
        assert told == [LATE]
        assert cache_of(judge).trouble == LATE


def test_a_fetch_keeps_no_process_alive() -> None:
    """Its thread has a name by which it is found, and ends with the program."""
    with serving(slowly(document(key_set("k1")), 0.5)) as server:
        judge = judge_of(server)
        waiting = threading.Thread(target=judge.validate, args=(TOKEN, NOW))
        waiting.start()
        asked(server)
        flights = [one for one in threading.enumerate() if one.name == "forwhom-keys"]
        waiting.join()
    assert [one.daemon for one in flights] == [True]


def test_a_thread_that_cannot_be_had_is_told() -> None:
    """A stack larger than the memory of any machine: the system refuses, and at once it is said what is missing."""
    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
        usual = threading.stack_size(1 << 46)
        try:
            cause = refusal(TOKEN, judge)
        finally:
            threading.stack_size(usual)
    assert cause.findings[0].because == "the system gives no thread for it"


def test_a_failure_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """For the operator, with the address and the reason."""
    with serving(raw("HTTP/1.1 500 No\nContent-Length: 0")) as server:
        judge = judge_of(server)
        assert refusal(TOKEN, judge).code == "jwks-unavailable"
        assert refusal(TOKEN, judge).code == "jwks-unavailable"
    reason = "it answers with status 500 where 200 was expected"
    assert caplog.record_tuples == [
        (
            "forwhom.resource_server",
            logging.WARNING,
            f'the JWK Set of "{server.url}/jwks" could not be fetched: {reason}',
        )
    ]


def test_only_key_ids_that_are_not_there_are_kept_in_mind() -> None:
    """Not one of a key for another algorithm, and not the absence of one."""
    with serving(document(key_set("k1", "k2"))) as server:
        keys = RemoteKeys(f"{server.url}/jwks", insecure_http_loopback=True)
        judge = validator("EdDSA", keys=keys, algorithms=("EdDSA", "ES256"))
        assert judge.validate(TOKEN, NOW)
        assert refusal(signed_with_key("EdDSA", header={"typ": "JWT"}), judge).code == "key-not-found"
        assert refusal(signed_with_key("ES256", header={"kid": "k1"}), judge).code == "alg-not-allowed"
        assert cache_of(judge).remembered == 0
        assert refusal(token_of("k3"), judge).code == "key-not-found"
        assert refusal(token_of("k3"), judge).code == "key-not-found"
        assert cache_of(judge).remembered == 1
        assert judge.validate(token_of("k2"), NOW)
    assert cache_of(judge).remembered == 1
    assert len(server.paths) == 1


def test_a_hundred_keys_are_a_set() -> None:
    """And not one more."""
    with serving(document(key_set("k1", *map(str, range(99))))) as server:
        assert judge_of(server).validate(TOKEN, NOW) == CLAIMS


def test_whose_keys_they_are_is_known_by_their_issuer() -> None:
    """Of an address alone nobody knows; http is for whoever asks for it by name."""
    assert RemoteKeys.from_issuer(ISSUER).issuer == ISSUER
    assert RemoteKeys(f"{ISSUER}/jwks").issuer is None
    with pytest.raises(ConfigurationError, match="https"):
        RemoteKeys.from_issuer("http://127.0.0.1/")
    assert RemoteKeys.from_issuer("http://127.0.0.1/", insecure_http_loopback=True).issuer == "http://127.0.0.1/"
