"""Who was refused, or would have been: counts over any number of events, in bounded memory.

Lines come from a log, so any of them may be something else, or be made to mislead: an event counts only where it ends
its line, and values of tokens that nobody verified never push out those of verified ones.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from forwhom.record import dataclass, field
from forwhom.refusal_event import NAME, RefusalEvent, read

if TYPE_CHECKING:
    from forwhom.finding import Party
    from forwhom.jwt.json import JsonValue

#: So many groups are kept apart; beyond twice as many, the smaller ones are counted together.
MAX_GROUPS = 2000
#: Characters of one line that are read.
MAX_LINE = 65536
_MAX_PATHS = 3
_DEPTH = 4
#: How our formatter begins an event, in whichever spacing.
_BEGINNING = re.compile(r'\{\s?"event"\s?:\s?"' + re.escape(NAME) + '"')
#: Members in which others keep the line of a program. In any other text a caller may have written what looks like one.
_TEXTS = frozenset({"log", "line", "message", "msg", "textpayload"})
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What events have in common. `expected` are the audiences that the verifier expects."""

    code: str
    client: str | None = None
    issuer: str | None = None
    audience: tuple[str, ...] | None = None
    expected: tuple[str, ...] | None = None
    verified: bool = False
    enforced: bool = False


@dataclass(slots=True)
class Tally:
    """How often and when; times are in UTC, as the events state them.

    `paths` are a few of those asked for, `fixes` what the first event says that can be changed by whom.
    """

    count: int = 0
    first: str = ""
    last: str = ""
    paths: tuple[str, ...] = ()
    fixes: tuple[tuple[Party, str], ...] = ()
    groups: int = 1

    def take(self, other: Tally) -> None:
        """Adds what the other counted."""
        self.first = min(self.first or other.first, other.first)
        self.last = max(self.last, other.last)
        self.count += other.count
        self.fixes = self.fixes or other.fixes
        if len(self.paths) < _MAX_PATHS:
            self.paths += tuple(path for path in other.paths if path not in self.paths)[: _MAX_PATHS - len(self.paths)]


@dataclass(slots=True)
class RefusalSummary:
    """The events of the lines so far. `folded` are groups that were too many to be kept apart, by code.

    `unread` are the lines that are too long to be looked at, or in which something begins like an event and is none.
    """

    lines: int = 0
    unread: int = 0
    groups: dict[Group, Tally] = field(default_factory=dict[Group, Tally])
    folded: dict[str, Tally] = field(default_factory=dict[str, Tally])

    def add(self, line: str) -> None:
        """Counts one line of a log, with or without an event in it."""
        self.lines += 1
        event = find(line)
        if event is None:
            self.unread += len(line) > MAX_LINE or _BEGINNING.search(line) is not None
            return
        group = Group(
            code=event.code,
            client=event.client,
            issuer=event.issuer,
            audience=event.audience,
            expected=event.expected_audiences,
            verified=event.verified,
            enforced=event.enforced,
        )
        one = Tally(1, event.time, event.time, (event.path,) if event.path else (), event.fixes)
        self.groups.setdefault(group, Tally()).take(one)
        if len(self.groups) > 2 * MAX_GROUPS:
            self._fold()

    def skip(self) -> None:
        """Counts one line that is too long to be held."""
        self.lines += 1
        self.unread += 1

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """Every tally, those of folded groups included."""
        return (*self.groups.values(), *self.folded.values())

    @property
    def events(self) -> int:
        """How many events there were."""
        return sum(one.count for one in self.tallies)

    @property
    def enforced(self) -> int:
        """How many of the groups' events refused a request, rather than only reporting it."""
        return sum(tally.count for group, tally in self.groups.items() if group.enforced)

    def _fold(self) -> None:
        """Keeps the groups of verified tokens and the larger ones, and counts the rest by their codes."""
        ordered = sorted(self.groups.items(), key=lambda one: (one[0].verified, one[1].count), reverse=True)
        self.groups = dict(ordered[:MAX_GROUPS])
        for group, tally in ordered[MAX_GROUPS:]:
            # A code comes from the line as well, so these are bounded too.
            code = group.code if group.code in self.folded or len(self.folded) < MAX_GROUPS else ""
            into = self.folded.setdefault(code, Tally(groups=0))
            into.take(Tally(tally.count, tally.first, tally.last))
            into.groups += 1


def find(line: str) -> RefusalEvent | None:
    """The event at the end of a line, behind whatever prefix, or inside the JSON object that another logger wrote."""
    if NAME not in line or len(line) > MAX_LINE:
        return None
    match = _BEGINNING.search(line)
    event = read(_last(line, match.start())) if match else None
    return event or _inside(_last(line, line.find("{")), _DEPTH)


def _last(line: str, start: int) -> JsonValue:
    """The JSON value that begins at `start` and ends the line; `None` where there is none."""
    value: JsonValue
    try:
        value, end = _DECODER.raw_decode(line, max(start, 0))
    except (ValueError, RecursionError):
        return None
    return None if line[end:].strip() else value


def _inside(value: JsonValue, depth: int) -> RefusalEvent | None:
    """The event in a value: itself, a member of it, or the text of a member that holds lines."""
    event = read(value)
    if event or not depth or not isinstance(value, dict):
        return event
    for name, member in value.items():
        text = name.lower() in _TEXTS and isinstance(member, str) and _BEGINNING.match(member)
        event = read(_last(member, 0)) if text and isinstance(member, str) else _inside(member, depth - 1)
        if event:
            return event
    return None
