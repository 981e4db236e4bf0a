"""Who was refused, or would have been, as text and as JSON: by finding, with who has to change what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.report.fold import folded
from forwhom.report.json import SCHEMA
from forwhom.report.prose import PARTIES
from forwhom.report.segment import Segment, Style
from forwhom.report.value import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forwhom.finding import Party
    from forwhom.finding_kind import FindingKind
    from forwhom.jwt.json import JsonValue
    from forwhom.refusal_summary import Group, RefusalSummary, Tally

_MAX_ROWS = 20
_MAX_FIXES = 3


def summary(of: RefusalSummary, kinds: Mapping[str, FindingKind], width: int = 0) -> Iterator[Segment]:
    """The counts in total, then for each finding its groups, the largest first, and its fixes."""
    events = of.events
    if not events:
        yield Segment(f"{_count(of.lines, 'line')} read, no refusal among them.\n")
        yield from _unread(of)
        return
    first, last = min(one.first for one in of.tallies), max(one.last for one in of.tallies)
    yield Segment(f"{_count(events, 'refusal')} in {_count(of.lines, 'line')}, {first} to {last}", Style.TITLE)
    yield Segment(f": {of.enforced:,} enforced, {events - of.enforced:,} only reported.\n", Style.TITLE)
    yield from _unread(of)
    for code, rows in _by_code(of):
        title, fixes = _known(code, kinds), _fixes(code, rows, kinds)
        counted = sum(tally.count for _, tally in rows) + (of.folded[code].count if code in of.folded else 0)
        yield Segment(f"\n{counted:,}  ", Style.TITLE)
        yield Segment(code or "others", Style.ERROR)
        yield Segment(f"  {title}\n" if title else "\n")
        for group, tally in rows[:_MAX_ROWS]:
            yield from _row(group, tally)
        yield from _rest(rows[_MAX_ROWS:], of.folded.get(code))
        for party, text in fixes:
            lines = folded(f"  = fix, at {PARTIES[party]}: {text}", width, 4)
            yield Segment("\n".join(lines) + "\n", Style.DIM)


def as_json(of: RefusalSummary, kinds: Mapping[str, FindingKind]) -> dict[str, JsonValue]:
    """The same as one JSON object; every group is in it."""
    return {
        "schema": SCHEMA,
        "lines": of.lines,
        "events": of.events,
        "unread": of.unread,
        "enforced": of.enforced,
        "first": min((one.first for one in of.tallies), default=None),
        "last": max((one.last for one in of.tallies), default=None),
        "findings": [_entry(of, code, rows, kinds) for code, rows in _by_code(of)],
    }


def _entry(
    of: RefusalSummary, code: str, rows: Sequence[tuple[Group, Tally]], kinds: Mapping[str, FindingKind]
) -> dict[str, JsonValue]:
    rest = of.folded.get(code)
    return {
        "code": code,
        "title": _known(code, kinds),
        "fixes": [{"party": party, "text": text} for party, text in _fixes(code, rows, kinds)],
        "groups": [
            {
                "client": group.client,
                "issuer": group.issuer,
                "audience": None if group.audience is None else list(group.audience),
                "expected": None if group.expected is None else list(group.expected),
                "verified": group.verified,
                "enforced": group.enforced,
                "count": tally.count,
                "first": tally.first,
                "last": tally.last,
                "paths": list(tally.paths),
            }
            for group, tally in rows
        ],
        "folded": {"groups": rest.groups, "count": rest.count} if rest else None,
    }


def _by_code(of: RefusalSummary) -> list[tuple[str, list[tuple[Group, Tally]]]]:
    """The groups of each code, the largest first, and so the codes."""
    codes: dict[str, list[tuple[Group, Tally]]] = {code: [] for code in of.folded}
    for group, tally in of.groups.items():
        codes.setdefault(group.code, []).append((group, tally))
    for rows in codes.values():
        rows.sort(key=lambda row: (not row[0].verified, -row[1].count))

    def total(code: str) -> int:
        kept = sum(tally.count for _, tally in codes[code])
        return kept + (of.folded[code].count if code in of.folded else 0)

    return sorted(codes.items(), key=lambda one: (-total(one[0]), one[0]))


def _known(code: str, kinds: Mapping[str, FindingKind]) -> str:
    """The title of a code, empty when it is not known: a log may hold any."""
    known = kinds.get(code)
    return known.title if known else ""


def _fixes(
    code: str, rows: Sequence[tuple[Group, Tally]], kinds: Mapping[str, FindingKind]
) -> tuple[tuple[Party, str], ...]:
    """Who can change what: as the events say with their values, those of the largest groups first, or in general."""
    told = tuple(dict.fromkeys(fix for _, tally in rows for fix in tally.fixes))
    known = kinds.get(code)
    general = tuple((fix.party, fix.text) for fix in known.fixes) if known else ()
    return (told or general)[:_MAX_FIXES]


def _unread(of: RefusalSummary) -> Iterator[Segment]:
    if of.unread:
        text = "not counted: too long, or something in it only begins like an event"
        yield Segment(f"{_count(of.unread, 'line')} {text}.\n", Style.WARNING)


def _row(group: Group, tally: Tally) -> Iterator[Segment]:
    yield Segment(f"  {tally.count:>9,}  ")
    yield Segment(f"client {_value(group.client)}, issuer {_value(group.issuer)}")
    yield Segment("" if group.verified or group.issuer is None else " (not verified)", Style.WARNING)
    yield Segment(f", audience {_values(group.audience)}", Style.FOUND)
    yield Segment(f", expected {_values(group.expected)}", Style.EXPECTED)
    yield Segment(f"\n{'':13}{'enforced' if group.enforced else 'only reported'}, {tally.first} to {tally.last}")
    yield Segment(f", at {', '.join(map(shown, tally.paths))}\n" if tally.paths else "\n", Style.DIM)


def _rest(rows: Sequence[tuple[Group, Tally]], rest: Tally | None) -> Iterator[Segment]:
    """How many groups are not shown, and what they count together."""
    groups = len(rows) + (rest.groups if rest else 0)
    if groups:
        count = sum(tally.count for _, tally in rows) + (rest.count if rest else 0)
        yield Segment(f"  {count:>9,}  in {_count(groups, 'more group')}\n", Style.DIM)


def _value(value: str | None) -> str:
    return "not known" if value is None else shown(value)


def _values(values: tuple[str, ...] | None) -> str:
    if values is None:
        return "none"
    return shown(values[0]) if len(values) == 1 else shown(list(values), 200)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
