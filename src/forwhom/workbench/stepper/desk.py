"""The questions of the page, and the one session that the server holds for it."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.oidc.callback_listener import DEFAULT, CallbackListener
from forwhom.oidc.metadata import issuer_of
from forwhom.workbench.stepper import errand
from forwhom.workbench.stepper.form import Form, RefusedError
from forwhom.workbench.stepper.session import MAX_STEPS, Session
from forwhom.workbench.stepper.world import World

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from forwhom.jwt.json import JsonValue

#: Seconds that a question for news is held open, and between two looks.
HELD, _LOOK = 15.0, 0.05
#: Seconds between two looks for a session that is over.
SWEEP = 5.0


@dataclass(slots=True)
class Desk:
    """Holds one session at a time; a new one ends it."""

    session: Session | None = field(default=None, repr=False)

    def close(self) -> None:
        """Forgets everything."""
        if self.session:
            self.session.forget()
        self.session = None

    async def ask(self, question: str, form: Form) -> JsonValue:
        """The answer to a question. Raises `RefusedError`."""
        answer = _QUESTIONS.get(question)
        if answer is None:
            raise RefusedError("there is no such question", 404)
        return await answer(self, form)

    async def names(self, _: Form) -> JsonValue:
        """The verifiers and providers, to choose from."""
        known = catalogue()
        return {
            "verifiers": [{"id": one.id, "name": one.name} for one in known.verifiers.values()],
            "providers": [{"id": one.id, "name": one.name} for one in known.providers.values()],
        }

    async def discover(self, form: Form) -> JsonValue:
        """Begins a session with an issuer or a protected resource."""
        address = form.text("address")
        if address is None:
            raise RefusedError("an address is needed")
        wanted = errand.purpose(form)
        self.close()
        if form.text("start") == "resource":
            session = Session(named=(address,), same_host=form.flag("same_host"), probed=address)
            empty = Form({"method": form.text("method") or "GET"})
            walk = errand.probing(empty, address, wanted, None)
        else:
            issuer = issuer_of(address)
            session = Session(named=(issuer,), same_host=form.flag("same_host"))
            walk = errand.discovery(Form({"issuer": issuer}), wanted)
        self.session = session
        session.begin(walk, World(session), wanted)
        asyncio.get_running_loop().call_later(SWEEP, self._sweep, session)
        return session.told(0)

    async def walk(self, form: Form) -> JsonValue:
        """Goes on in a session to tokens."""
        session = self._session(form)
        if session.running:
            raise RefusedError("a walk is under way", 409)
        if len(session.steps) > MAX_STEPS:
            raise RefusedError("this walk is long enough: begin anew", 409)
        if not session.probed and session.server is None:
            raise RefusedError("there is no metadata that may be used", 409)
        held = _held(session, form)
        errand.check(form, held)
        wanted = errand.purpose(form)
        session.redaction.learn(*form.secrets())
        # Last, for a refusal would leave it listening.
        listener = _listener(form) if form.text("grant") == "login" else None
        redirect_uri = listener.redirect_uri if listener else None
        if session.server is None:
            probed = session.probed or ""
            session.named = tuple(filter(None, (probed, form.text("issuer"))))
            walk = errand.probing(form, probed, wanted, redirect_uri)
        else:
            session.named += tuple(filter(None, [form.text("device_endpoint")]))
            walk = errand.granting(form, session.server, wanted, redirect_uri, held)
        before = len(session.steps)
        session.begin(walk, World(session, listener), wanted)
        return session.told(before)

    async def answer(self, form: Form) -> JsonValue:
        """The user's plain yes or no to the host that the walk waits for."""
        session = self._session(form)
        waiting = session.waiting
        if not (session.world and waiting and waiting["for"] == "consent" and waiting["host"] == form.text("host")):
            raise RefusedError("nothing is asked", 409)
        session.used = time.monotonic()
        session.world.answer(allowed=form.flag("allow"))
        return {}

    async def stop(self, form: Form) -> JsonValue:
        """Ends the walk; what came so far stays."""
        session = self._session(form)
        if session.world:
            session.world.stop()
        return {}

    async def forget(self, form: Form) -> JsonValue:
        """Ends the session."""
        self._session(form)
        self.close()
        return {}

    async def token(self, form: Form) -> JsonValue:
        """One token itself, for the decoder in the browser."""
        session = self._session(form)
        session.used = time.monotonic()
        held = _held(session, form)
        if held is None:
            raise RefusedError("there is no such token", 404)
        return {"token": held}

    async def news(self, form: Form) -> JsonValue:
        """What the page has not been told, as soon as there is something; else after a while that there is nothing."""
        session = self._session(form)
        version, after = form.members.get("version"), form.members.get("after")
        if not isinstance(version, int) or not isinstance(after, int) or after < 0:
            raise RefusedError("version and after are numbers")
        end = time.monotonic() + HELD
        session.seen = time.monotonic()
        # What changes it is a thread, so there is no event of this loop to wait for.
        while session.version == version and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK)
        return self._session(form).told(after)

    def _session(self, form: Form) -> Session:
        named = form.text("session") or ""
        if self.session is None or not secrets.compare_digest(self.session.id.encode(), named.encode()):
            raise RefusedError("the server holds nothing of this page any more: begin anew", 410)
        return self.session

    def _sweep(self, session: Session) -> None:
        """Forgets the session once its page or user has gone, and looks again until then."""
        if self.session is not session:
            return
        if session.is_stale(time.monotonic()):
            self.close()
        else:
            asyncio.get_running_loop().call_later(SWEEP, self._sweep, session)


_QUESTIONS: dict[str, Callable[[Desk, Form], Awaitable[JsonValue]]] = {
    "names": Desk.names,
    "discover": Desk.discover,
    "walk": Desk.walk,
    "answer": Desk.answer,
    "stop": Desk.stop,
    "forget": Desk.forget,
    "token": Desk.token,
    "news": Desk.news,
}


def _held(session: Session, form: Form) -> str | None:
    """The token of this session that the form names by its number."""
    number = form.members.get("number")
    if isinstance(number, int) and 0 <= number < len(session.tokens):
        return session.tokens[number].raw
    return None


def _listener(form: Form) -> CallbackListener:
    """Who listens at the redirect URI."""
    try:
        return CallbackListener(form.text("redirect_uri") or DEFAULT)
    except ValueError as error:
        raise RefusedError(f"the redirect URI cannot be used: {error}") from None
    except OSError as error:
        raise RefusedError(f"nobody can listen at the redirect URI: {error.strerror}") from None
