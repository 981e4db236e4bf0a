"""What a walk asks of the world, and who drives it.

A walk is a generator: it yields what it wants (a request sent, a page opened, a pause) or a step to show, and is sent
the answer. It does no I/O, so a test or a stepper can hold it still between any two steps.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from forwhom.oidc.exchange import Answer, Failure, Pairs, Request, Response
from forwhom.oidc.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Send:
    """Wants this request sent; answered by an `Answer`. `name` is the name of the step that will tell of it."""

    name: str
    request: Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Browse:
    """Wants the user's browser at `url`; answered by the `Callback` that comes to `redirect_uri`."""

    url: str
    redirect_uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruct:
    """Wants the user to enter a code at an address on any device; answered by nothing."""

    user_code: str
    verification_uri: str
    complete: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Pause:
    """Wants this many seconds to pass; answered by nothing."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """The parameters that came to the redirect URI, and how many seconds after the request; `None` if none came."""

    parameters: Pairs | None = field(repr=False)
    seconds: float = 0.0
    reason: str = ""


Event: TypeAlias = Send | Browse | Instruct | Pause | Step
Reply: TypeAlias = Answer | Callback | None
_T = TypeVar("_T")
Walk: TypeAlias = "Generator[Event, Reply, _T]"


class World(Protocol):
    """Does what a walk wants."""

    def send(self, request: Request) -> Answer:
        """What came back."""
        ...

    def browse(self, wanted: Browse) -> Callback:
        """What came to the redirect URI."""
        ...

    def instruct(self, wanted: Instruct) -> None:
        """Tells the user what to do."""
        ...

    def pause(self, seconds: float) -> None:
        """Lets time pass."""
        ...


def send(name: str, request: Request) -> Walk[Answer]:
    """The answer to a request, inside a walk."""
    answer = yield Send(name, request)
    if not isinstance(answer, Response | Failure):
        raise TypeError("a request is answered by a response or a failure")
    return answer


def browse(url: str, redirect_uri: str) -> Walk[Callback]:
    """What came to the redirect URI, inside a walk."""
    answer = yield Browse(url=url, redirect_uri=redirect_uri)
    if not isinstance(answer, Callback):
        raise TypeError("a visit of the browser is answered by a callback")
    return answer


def drive(walk: Walk[_T], world: World) -> Iterator[Step]:
    """The steps of a walk as they come, everything it wants done by `world`."""
    reply: Reply = None
    while True:
        try:
            event = walk.send(reply)
        except StopIteration:
            return
        reply = None
        match event:
            case Step():
                yield event
            case Send():
                reply = world.send(event.request)
            case Browse():
                reply = world.browse(event)
            case Instruct():
                world.instruct(event)
            case Pause():
                world.pause(event.seconds)
