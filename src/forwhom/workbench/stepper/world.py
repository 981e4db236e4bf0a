"""The world as a page has it: requests from this machine, everything that wants a user through the page."""

from __future__ import annotations

import queue
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from forwhom.oidc.address import Permission, host_of
from forwhom.oidc.exchange import Answer, Failure
from forwhom.oidc.http import Http
from forwhom.oidc.walk import Callback
from forwhom.workbench.stepper.session import EndedError

if TYPE_CHECKING:
    from forwhom.oidc.callback_listener import CallbackListener
    from forwhom.oidc.exchange import Request
    from forwhom.oidc.walk import Browse, Instruct
    from forwhom.workbench.stepper.session import Session

#: Seconds that a user has to log in, and to say yes or no.
PATIENCE = 300.0
_TICK = 0.1


class World:
    """Does what one walk wants. Every wait ends at once with `stop`."""

    def __init__(self, session: Session, listener: CallbackListener | None = None) -> None:
        """Acts for this session; `listener` is there for a login, and closed with the walk."""
        self._session = session
        self._listener = listener
        self._told: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._http: Http | None = None
        self._stopped = False
        self._closed: set[str] = set()

    def send(self, request: Request) -> Answer:
        """What came back; where only a plain yes opens an address, the page asks for one."""
        session = self._session
        session.redaction.learn_from(request, None)
        self._check()
        answer = self._client().send(request)
        if isinstance(answer, Failure) and answer.consent and self._allows(answer):
            answer = self._client().send(request)
        session.redaction.learn_from(None, answer)
        return answer

    def browse(self, wanted: Browse) -> Callback:
        """What came to the redirect URI once the user went where the page leads."""
        if self._listener is None:
            return Callback(parameters=None, reason="nobody listens")
        self._session.changed({"for": "login", "url": wanted.url, "redirect_uri": wanted.redirect_uri})
        start = time.monotonic()
        while True:
            self._check()
            callback = self._listener.wait(_TICK)
            seconds = time.monotonic() - start
            if callback.parameters is not None:
                break
            if seconds > PATIENCE:
                callback = replace(callback, reason=f"nobody came within {PATIENCE:g} s")
                break
        self._session.redaction.learn(*(value for name, value in callback.parameters or () if name == "code"))
        self._session.changed()
        return replace(callback, seconds=seconds)

    def instruct(self, wanted: Instruct) -> None:
        """Has the page show where to enter which code."""
        self._session.changed(
            {
                "for": "device",
                "user_code": wanted.user_code,
                "verification_uri": wanted.verification_uri,
                "complete": wanted.complete,
                "seconds": wanted.seconds,
            }
        )

    def pause(self, seconds: float) -> None:
        """Lets time pass."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._check()
            time.sleep(min(_TICK, left))

    def answer(self, *, allowed: bool) -> None:
        """The user's yes or no."""
        self._told.put(allowed)

    def stop(self) -> None:
        """Ends the walk at its next wait."""
        self._stopped = True

    def close(self) -> None:
        """Nobody listens any more."""
        if self._listener:
            self._listener.__exit__(None, None, None)

    def _check(self) -> None:
        if self._stopped:
            raise EndedError

    def _client(self) -> Http:
        session = self._session
        permission = Permission(
            named=frozenset(map(host_of, session.named)),
            inside=frozenset(session.inside),
            same_host=session.same_host,
        )
        if self._http is None or self._http.permission != permission:
            self._http = Http(permission)
        return self._http

    def _allows(self, answer: Failure) -> bool:
        """Whether the user says yes, plainly, in the page; asked once for each host of a walk."""
        if answer.consent in self._closed:
            return False
        self._session.changed({"for": "consent", "host": answer.consent, "text": answer.text})
        end = time.monotonic() + PATIENCE
        allowed = False
        while time.monotonic() < end:
            self._check()
            with suppress(queue.Empty):
                allowed = self._told.get(timeout=_TICK)
                break
        if allowed:
            self._session.inside.add(answer.consent.lower())
        else:
            self._closed.add(answer.consent)
        self._session.changed()
        return allowed
