"""What the server holds for one page: the steps so far, the tokens, and the walk that runs. In memory only."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forwhom.oidc import step_json
from forwhom.oidc.configuration import configure
from forwhom.oidc.redaction import Redaction
from forwhom.oidc.walk import drive
from forwhom.workbench.stepper.told import reading_of, settings_of

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.discovery import AuthorizationServer
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.step import Granted, Step
    from forwhom.oidc.walk import Walk
    from forwhom.workbench.stepper.world import World

#: Seconds that a page may be silent: it asks all the time while it is open.
UNSEEN = 90.0
#: Seconds after the last thing that the user did.
LIFE = 1800.0
MAX_STEPS = 400


class EndedError(Exception):
    """The session is over, or the user ended the walk."""


@dataclass(slots=True)
class Session:
    """One page's memory. `version` grows with everything that the page has not been told yet.

    `named` are the addresses that the user gave, `inside` the hosts of a plain yes.
    """

    named: tuple[str, ...]
    same_host: bool = False
    probed: str | None = None
    id: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    inside: set[str] = field(default_factory=set[str])
    redaction: Redaction = field(default_factory=Redaction, repr=False)
    server: AuthorizationServer | None = field(default=None, repr=False)
    settings: JsonValue = None
    steps: list[JsonValue] = field(default_factory=list["JsonValue"], repr=False)
    tokens: list[Granted] = field(default_factory=list["Granted"], repr=False)
    configuration: JsonValue = None
    waiting: dict[str, JsonValue] | None = None
    running: bool = False
    trouble: str | None = None
    version: int = 0
    over: bool = False
    world: World | None = None
    seen: float = field(default_factory=time.monotonic)
    used: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def begin(self, walk: Walk[AuthorizationServer | None], world: World, purpose: Purpose) -> None:
        """Walks in a thread of its own."""
        self.world, self.running, self.trouble, self.used = world, True, None, time.monotonic()
        self.changed()
        threading.Thread(target=self._run, args=(walk, world, purpose), daemon=True).start()

    def changed(self, waiting: dict[str, JsonValue] | None = None) -> None:
        """Notes that there is something to tell; `waiting` is what the walk wants of the user."""
        with self._lock:
            self.waiting = waiting
            self.version += 1

    def is_stale(self, now: float) -> bool:
        """Whether the page has gone, or its user; `now` in seconds of the monotonic clock."""
        return now - self.seen > UNSEEN or (not self.running and now - self.used > LIFE)

    def forget(self) -> None:
        """Ends the walk and drops everything."""
        with self._lock:
            self.over = True
            if self.world:
                self.world.stop()
            self.steps, self.tokens, self.redaction = [], [], Redaction()
            self.server = self.settings = self.configuration = self.waiting = self.world = None
            self.version += 1

    def told(self, after: int) -> dict[str, JsonValue]:
        """What the page shows, with the steps after so many; two answers on the way at once may hold the same ones."""
        self.seen = time.monotonic()
        with self._lock:
            return {
                "session": self.id,
                "version": self.version,
                "running": self.running,
                "waiting": self.waiting,
                "trouble": self.trouble,
                "settings": self.settings,
                "configuration": self.configuration,
                "after": after,
                "steps": self.steps[after:],
            }

    def _run(self, walk: Walk[AuthorizationServer | None], world: World, purpose: Purpose) -> None:
        first = len(self.tokens)
        try:
            for step in drive(self._kept(walk), world):
                self._add(step)
        except EndedError:
            self.trouble = "The walk was ended."
        except Exception as error:  # noqa: BLE001 - a trace could show a token
            self.trouble = f"A defect of forwhom: {type(error).__name__}."
        finally:
            world.close()
            self.running = False
            setting = configure(purpose, self.tokens[first:]) if self.tokens[first:] else None
            self.configuration = step_json.configuration(setting) or self.configuration
            self.changed()

    def _kept(self, walk: Walk[AuthorizationServer | None]) -> Walk[None]:
        self.server = (yield from walk) or self.server

    def _add(self, step: Step) -> None:
        self.redaction.learn(*(token.raw for token in step.tokens))
        told = step_json.step(step, self.redaction)
        told["readings"] = [
            {**reading_of(token, self.redaction), "number": number}
            for number, token in enumerate(step.tokens, len(self.tokens))
        ]
        settings = settings_of(step)
        with self._lock:
            if self.over:
                raise EndedError
            self.tokens += step.tokens
            self.steps.append(told)
            self.settings = settings or self.settings
            self.waiting = None
            self.version += 1
