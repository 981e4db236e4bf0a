"""Our own time for each step of a login at a real oidc-provider on this machine; what it makes us wait for is left out.

A step is everything from the end of the step before it: building the request, connecting, reading, checking, judging
the tokens, and writing the step as text. The provider's time is the time for which a read of the connection blocked.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from typing import TYPE_CHECKING

import httpx2

from forwhom.oidc.client import Client
from forwhom.oidc.follow_up import Deed, Wish
from forwhom.oidc.http import DeadlineStream
from forwhom.oidc.login import Login, login
from forwhom.oidc.pkce import fresh
from forwhom.oidc.redaction import Redaction
from forwhom.oidc.relation import Relation, meet
from forwhom.oidc.step import Asked
from forwhom.oidc.step_text import step as as_text
from forwhom.oidc.walk import drive
from tests.oidc.hands import REDIRECT_URI, Hands, purpose
from tests.oidc.provider_process import node_provider, running
from tests.oidc.user_agent import UserAgent

if TYPE_CHECKING:
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Browse, Callback, Walk

RUNS = 15
LIMIT = 0.1
API = "https://api.example.test/"


class Waiting:
    """The seconds for which we waited: for the provider, and for the user's browser."""

    def __init__(self) -> None:
        """None so far."""
        self.seconds = 0.0

    def measure(self) -> None:
        """Counts the time for which reads block from now on."""
        read = DeadlineStream.read

        def timed(this: DeadlineStream, max_bytes: int, timeout: float | None = None) -> bytes:
            start = time.perf_counter()
            try:
                return read(this, max_bytes, timeout)
            finally:
                self.seconds += time.perf_counter() - start

        DeadlineStream.read = timed  # type: ignore[assignment, method-assign]


class Patient(Hands):
    """Hands whose user is waited for, too."""

    waiting: Waiting

    def browse(self, wanted: Browse) -> Callback:
        """What came to the redirect URI."""
        start = time.perf_counter()
        callback = super().browse(wanted)
        self.waiting.seconds += time.perf_counter() - start
        return callback


def walked(issuer: str, waiting: Waiting) -> dict[str, float]:
    """Our own seconds for each step of one login."""
    hands = Patient(UserAgent({"login": "ada", "password": "any"}))
    hands.waiting = waiting
    asked = Asked(resources=(API,), scope="openid offline_access read:things")
    how = Login(
        redirect_uri=REDIRECT_URI,
        at_authorization=asked,
        at_token=Asked(resources=(API,)),
        extra=(("prompt", "consent"),),
    )

    def then(at: Relation) -> Walk[TokenResponse | None]:
        return login(at, how, fresh(), (Wish(Deed.REFRESH, API), Wish(Deed.USERINFO)))

    redaction, spent = Redaction(), dict[str, float]()
    begin, waited = time.perf_counter(), waiting.seconds
    about = purpose(API, verifier="pyjwt")
    for number, step in enumerate(drive(meet(issuer, Client(id="spa"), about, then), hands), 1):
        assert sum(len(one.text) for one in as_text(step, number, redaction, now=time.time()))
        now = time.perf_counter()
        spent[step.name] = now - begin - (waiting.seconds - waited)
        begin, waited = time.perf_counter(), waiting.seconds
    assert set(spent) == {"openid-metadata", "keys", "authorization", "callback", "token", "refresh", "userinfo"}
    return spent


def bare(client: httpx2.Client, issuer: str) -> float:
    """The seconds of one request for the metadata by httpx2, the provider's time included."""
    start = time.perf_counter()
    client.get(f"{issuer}/.well-known/openid-configuration")
    return time.perf_counter() - start


def main() -> None:
    """Measures and prints."""
    waiting = Waiting()
    waiting.measure()
    steps: dict[str, list[float]] = defaultdict(list[float])
    requests: list[float] = []
    fresh_each_time = httpx2.Limits(max_keepalive_connections=0)
    with (
        httpx2.Client(trust_env=False, limits=fresh_each_time) as client,
        running(node_provider({"secret": "not used here"})) as ready,
    ):
        issuer = str(ready["issuer"])
        walked(issuer, waiting)
        for _ in range(RUNS):
            requests.append(bare(client, issuer))
            for name, seconds in walked(issuer, waiting).items():
                steps[name].append(seconds)
    print("\nOur own time for each step of a login (median, and the longest of 15)")
    for name, own in steps.items():
        print(f"  {name:<58} {statistics.median(own) * 1e3:>8.1f} ms   {max(own) * 1e3:>8.1f} ms")
    print(f"  {'one bare request of httpx2, the provider included':<58} {statistics.median(requests) * 1e3:>8.1f} ms")
    worst = max(statistics.median(own) for own in steps.values())
    print(f"  {'the slowest step is below the limit of 100 ms':<58} {'yes' if worst < LIMIT else 'NO':>8}")


if __name__ == "__main__":
    main()
