"""What a finding kind is: a code, the check that finds it, what it silences, and the examples that prove it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forwhom.example import Example
    from forwhom.finding import Finding, Fix, Reference
    from forwhom.situation import Situation


class Topic(StrEnum):
    """The lines of the checklist, in the order in which they are shown."""

    STRUCTURE = "structure"
    TOKEN = "token"
    AUDIENCE = "audience"
    ISSUER = "issuer"
    TIME = "time"
    SIGNATURE = "signature"


def _never(_: Situation) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKind:
    """One trouble that a token can be in.

    `title` is the trouble in one line, true without knowing the values. `silences` are the codes that this one
    explains: where both are found, the other is not reported, and where a message can mean the other, it can mean this
    one too. `settled` tells whether the evidence decides about this by itself, so that a message which can mean it, or
    a provider where it is usual, adds nothing. `precedence` orders findings of equal confidence, small first.
    `explanation` is the module's docstring: what it means, how it happens, how to fix it. `fixes` and `references` are
    those that fit without knowing the values. `examples` is called only by those who show or test them.
    """

    code: str
    title: str
    topic: Topic
    check: Callable[[Situation], Iterator[Finding]]
    explanation: str
    silences: tuple[str, ...] = ()
    settled: Callable[[Situation], bool] = _never
    precedence: int = 50
    fixes: tuple[Fix, ...] = ()
    references: tuple[Reference, ...] = ()
    examples: Callable[[], tuple[Example, ...]]
