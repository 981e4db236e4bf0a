"""The world of a walk in the tests: real connections, and a user who does what the provider asks."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from forwhom.catalogue import catalogue
from forwhom.oidc.address import Permission
from forwhom.oidc.client import Authentication, Client
from forwhom.oidc.exchange import Answer, Request
from forwhom.oidc.http import Http
from forwhom.oidc.purpose import Purpose
from forwhom.oidc.walk import Browse, Callback, Instruct, Walk, drive

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.oidc.step import Granted, Step
    from tests.oidc.user_agent import Arrival, UserAgent

_T = TypeVar("_T")
LOCAL = Permission(named=frozenset({"127.0.0.1", "localhost"}))
#: The redirect URI of the tests: nobody listens there, the user agent stops before it.
REDIRECT_URI = "http://127.0.0.1:49152/callback"


@dataclass(slots=True)
class Hands:
    """Does what a walk wants. `change` may replace what came to the redirect URI; pauses are counted, not slept."""

    agent: UserAgent | None = None
    http: Http = field(default_factory=lambda: Http(LOCAL))
    change: Callable[[Callback], Callback] = lambda callback: callback
    enter: Callable[[Instruct], None] = lambda _: None
    sent: list[tuple[Request, Answer]] = field(default_factory=list["tuple[Request, Answer]"])
    arrival: Arrival | None = None
    pauses: list[float] = field(default_factory=list[float])

    def send(self, request: Request) -> Answer:
        """What came back."""
        answer = self.http.send(request)
        self.sent.append((request, answer))
        return answer

    def browse(self, wanted: Browse) -> Callback:
        """What came to the redirect URI."""
        assert self.agent
        self.arrival = self.agent.visit(wanted.url, wanted.redirect_uri)
        return self.change(Callback(parameters=self.arrival.parameters, reason="the server showed a page"))

    def instruct(self, wanted: Instruct) -> None:
        """Enters the code."""
        self.enter(wanted)

    def pause(self, seconds: float) -> None:
        """Waits a moment only."""
        self.pauses.append(seconds)
        time.sleep(0.01)

    def walk(self, walk: Walk[_T]) -> list[Step]:
        """The steps of the walk."""
        return list(drive(walk, self))


def purpose(*expected: str, verifier: str | None = None, provider: str | None = None) -> Purpose:
    """What a test wants to know."""
    return Purpose(known=catalogue(), clock=time.time, expected=expected, verifier=verifier, provider=provider)


def confidential(client_id: str, secret: str, how: Authentication = Authentication.BASIC) -> Client:
    """A client with a secret."""
    return Client(id=client_id, authentication=how, secret=secret)


def token(steps: list[Step], name: str = "access_token") -> Granted:
    """The last token of this name in the steps."""
    found = [one for step in steps for one in step.tokens if one.name == name]
    assert found, [(step.name, step.error, step.checks) for step in steps]
    return found[-1]


def error(steps: list[Step]) -> str | None:
    """The code of the last error of a server in the steps."""
    codes = [step.error.code for step in steps if step.error]
    return codes[-1] if codes else None


def failures(steps: list[Step]) -> list[str]:
    """The texts of all checks that failed."""
    checks = [check for step in steps for check in (*step.checks, *(one for t in step.tokens for one in t.checks))]
    return [check.text for check in checks if check.outcome == "failed"]
