"""One step of a walk: what was sent, what came back, what was checked, which tokens came with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forwhom.diagnosis import Diagnosis
    from forwhom.jwt.json import JsonValue
    from forwhom.jwt.token import Token
    from forwhom.oidc.exchange import Answer, Pairs, Request
    from forwhom.oidc.server_error import ServerError


class Outcome(StrEnum):
    """What became of one check."""

    PASSED = "passed"
    FAILED = "failed"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at. `found` and `expected` are the values where they matter.

    `hint` says how to go on, and `option` which input of the user does it, by the name of the command line's option
    without its dashes: a terminal shows the option, a page the label of its field.
    """

    outcome: Outcome
    text: str
    found: JsonValue = None
    expected: JsonValue = None
    reference: str = ""
    hint: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request asked for: the `resource` and `audience` parameters, the scope, and in which requests."""

    resources: tuple[str, ...] = ()
    audience: str | None = None
    scope: str | None = None
    where: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The audiences that were asked for by name."""
        return tuple(dict.fromkeys([*self.resources, *filter(None, [self.audience])]))


class Match(StrEnum):
    """How the granted audience stands to the one that was asked for."""

    AS_ASKED = "as-asked"
    MORE = "more-than-asked"
    OTHER = "other-than-asked"
    NOT_ASKED = "not-asked"
    ABSENT = "absent"
    OPAQUE = "opaque"


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """One token that came: `name` is its member of the response, `raw` the secret itself.

    `audiences` are those that the token names, `None` where it cannot be read. `why` says why the provider chose them,
    `change` what makes it choose others. `diagnosis` holds the token against what the API expects, where that is known.
    """

    name: str
    raw: str = field(repr=False)
    token: Token
    asked: Asked
    match: Match
    audiences: tuple[str, ...] | None
    signature: bool | None
    checks: tuple[Check, ...] = ()
    why: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    diagnosis: Diagnosis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `name` is a slug that stays; `facts` are labels and values worth showing."""

    name: str
    title: str
    request: Request | None = None
    answer: Answer | None = None
    checks: tuple[Check, ...] = ()
    facts: Pairs = ()
    asked: Asked | None = None
    tokens: tuple[Granted, ...] = ()
    error: ServerError | None = None

    @property
    def failed(self) -> bool:
        """Whether a check of the step or of one of its tokens failed."""
        checks = [*self.checks, *(check for token in self.tokens for check in token.checks)]
        return self.error is not None or any(check.outcome is Outcome.FAILED for check in checks)


def passed(text: str, reference: str = "") -> Check:
    """A check that passed."""
    return Check(outcome=Outcome.PASSED, text=text, reference=reference)


def failed(text: str, reference: str = "", *, found: JsonValue = None, expected: JsonValue = None) -> Check:
    """A check that failed."""
    return Check(outcome=Outcome.FAILED, text=text, reference=reference, found=found, expected=expected)


def warning(text: str, reference: str = "", *, found: JsonValue = None, expected: JsonValue = None) -> Check:
    """Something that works and should be otherwise."""
    return Check(outcome=Outcome.WARNING, text=text, reference=reference, found=found, expected=expected)


def note(text: str, reference: str = "") -> Check:
    """Something worth knowing."""
    return Check(outcome=Outcome.NOTE, text=text, reference=reference)


def hinted(check: Check, hint: str, option: str = "") -> Check:
    """The same check, and how to go on from it."""
    return replace(check, hint=hint, option=option)
