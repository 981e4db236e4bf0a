"""A diagnosis as text: who spoke, each finding with the place where the values part, the checklist, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import Shape
from forwhom.diagnosis import CheckOutcome
from forwhom.finding import Confidence, Severity, Where
from forwhom.redact import escape, redact, shorten
from forwhom.report.fold import folded
from forwhom.report.prose import PARTIES, prediction, speaker, surely, verdict
from forwhom.report.segment import Segment, Style
from forwhom.report.value import parting, plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.diagnosis import CheckLine, Diagnosis
    from forwhom.finding import Evidence, Finding, Fix
    from forwhom.jwt.json import JsonValue

_SEVERITIES = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.NOTE: Style.NOTE}
_MARKS = {
    CheckOutcome.PASSED: ("\u2713", "ok", Style.PASSED),
    CheckOutcome.FAILED: ("\u2717", "FAIL", Style.FAILED),
    CheckOutcome.NOT_CHECKED: ("-", "-", Style.DIM),
    CheckOutcome.UNKNOWN: ("\u00b7", "?", Style.DIM),
}
_MAX_FIXES = 3
_MAX_SENTENCE = 800
_MAX_OTHERWISE = 6


def report(diagnosis: Diagnosis, *, width: int = 0, ascii_only: bool = False) -> Iterator[Segment]:
    """The whole report, no signature in it. Sentences are folded at `width` columns; 0 leaves each on one line."""
    for segment in _whole(diagnosis, width, ascii_only=ascii_only):
        yield Segment(redact(segment.text), segment.style)


def _whole(diagnosis: Diagnosis, width: int, *, ascii_only: bool) -> Iterator[Segment]:
    situation = diagnosis.situation
    if opening := speaker(diagnosis):
        yield from _sentence(opening, width, style=Style.TITLE)
        yield from _stated(diagnosis)
        yield Segment("\n")
    notes = [one for one in diagnosis.findings if one.severity is Severity.NOTE]
    causes = [one for one in diagnosis.findings if one.severity is not Severity.NOTE]
    sure = [one for at, one in enumerate(causes) if at == 0 or one.confidence is Confidence.CERTAIN]
    for finding in sure:
        yield from _finding(finding, diagnosis, width)
        yield Segment("\n")
    yield from _others("it may also be", [one for one in causes if one not in sure], sure, width)
    yield from _others("noticed as well", notes, sure, width)
    yield from _checklist(diagnosis, width, ascii_only=ascii_only)
    closing = [sentence for sentence in (prediction(diagnosis, situation.verifier), verdict(diagnosis)) if sentence]
    for sentence in closing:
        yield Segment("\n")
        yield from _sentence(sentence, width)
    yield from _list("taken for granted", diagnosis.assumed, width)
    yield from _list("to look at next", diagnosis.next_steps, width)
    yield from _list("noticed while reading", situation.case.notes, width)
    yield from _otherwise(diagnosis, width)


def _finding(finding: Finding, diagnosis: Diagnosis, width: int) -> Iterator[Segment]:
    yield from _title(finding, width)
    for evidence in finding.evidence[:1]:
        yield Segment("  --> ", Style.LABEL)
        yield Segment(_place(evidence) + "\n")
    yield from _values(finding, diagnosis)
    yield from _member("because", finding.because, width)
    for fix in finding.fixes[:_MAX_FIXES]:
        yield from _fix(fix, width)
    see = "; ".join([*map(str, finding.references), f"forwhom findings {finding.code}"])
    yield from _member("see", see, width)


def _others(title: str, findings: list[Finding], told: list[Finding], width: int) -> Iterator[Segment]:
    """What there is besides, in short: a line each, with the reason where it is not one already given."""
    if not findings:
        return
    yield Segment(f"{title}\n", Style.TITLE)
    reasons = {finding.because for finding in told}
    for finding in findings:
        head = f"  {finding.code}{surely(finding)}"
        first, *more = folded(f"{head}: {escape(finding.title)}", width, 4)
        yield Segment(head, _SEVERITIES[finding.severity])
        yield Segment("\n".join([first.removeprefix(head), *more]) + "\n")
        if finding.because and finding.because not in reasons:
            reasons.add(finding.because)
            yield Segment("\n".join(folded(f"    {escape(finding.because)}", width, 4)) + "\n", Style.DIM)
    yield Segment("\n")


def _stated(diagnosis: Diagnosis) -> Iterator[Segment]:
    """The values that the message itself states, where no finding shows them."""
    captured = diagnosis.situation.captured
    told = diagnosis.findings[0] if diagnosis.findings else None
    if told and (told.found is not None or told.expected is not None):
        return
    for label, values in (("found", captured.found), ("expected", captured.expected)):
        if values is not None:
            listed = ", ".join(map(shown, values[:_MAX_OTHERWISE])) or "nothing"
            style = Style.FOUND if label == "found" else Style.EXPECTED
            yield from (Segment(f"  it states  {label:<8}  "), Segment(listed + "\n", style))


def _title(finding: Finding, width: int) -> Iterator[Segment]:
    head = f"{finding.severity}[{finding.code}]{surely(finding)}"
    first, *more = folded(f"{head}: {escape(finding.title)}", width, 2)
    yield Segment(head, _SEVERITIES[finding.severity])
    yield Segment("\n".join([first.removeprefix(head), *more]) + "\n", Style.TITLE)


def _place(evidence: Evidence) -> str:
    where = {
        Where.TOKEN: "payload" if evidence.pointer else "the token",
        Where.CLAIMS: "claims",
        Where.ERROR: "the message",
        Where.HEADER: "JOSE header",
        Where.SETTING: "the setting",
    }[evidence.where]
    label = f": {plain(evidence.label, 100)}" if evidence.label and evidence.where is not Where.ERROR else ""
    return f"{where} {escape(evidence.pointer)}".rstrip() + label


def _values(finding: Finding, diagnosis: Diagnosis) -> Iterator[Segment]:
    """What was found over what was expected, with a mark below the place where the two part."""
    found, expected, at = finding.found, finding.expected, finding.differs_at
    if found is None and expected is None:
        return
    column = None
    if isinstance(found, str) and isinstance(expected, str) and at is not None:
        shown_found, shown_expected, column = parting(found, expected, at)
    else:
        shown_found, shown_expected = _one(found, finding, diagnosis), _one(expected, None, diagnosis)
    bar = Segment("   |", Style.LABEL)
    yield from (bar, Segment("\n"))
    yield from (bar, Segment("  found     "), Segment(shown_found + "\n", Style.FOUND))
    if expected is not None:
        yield from (bar, Segment("  expected  "), Segment(shown_expected + "\n", Style.EXPECTED))
    if column is not None:
        mark = f"{' ' * (12 + column)}^ {escape(finding.marker)}".rstrip()
        yield from (bar, Segment(mark + "\n", Style.MARKER))
    yield from (bar, Segment("\n"))


def _one(value: JsonValue, finding: Finding | None, diagnosis: Diagnosis) -> str:
    """A value that has no counterpart; what is absent is told from what is null."""
    audience = diagnosis.situation.audience
    absent = audience is None or audience.shape is Shape.ABSENT
    if value is None and finding and absent and any(one.pointer == "/aud" for one in finding.evidence):
        return "no aud claim"
    return "nothing" if value is None and (not finding or absent) else shown(value)


def _fix(fix: Fix, width: int) -> Iterator[Segment]:
    yield from _member(f"fix, at {PARTIES[fix.party]}", fix.text, width)
    if fix.snippet:
        for line in fix.snippet.code.rstrip().split("\n"):
            yield Segment("   |", Style.LABEL)
            yield Segment(f"      {escape(line.expandtabs(4))}".rstrip() + "\n", Style.CODE)


def _member(label: str, text: str, width: int) -> Iterator[Segment]:
    head = f"   = {label}: "
    first, *more = folded(head + shorten(escape(redact(text)), _MAX_SENTENCE), width, 5)
    yield Segment(head, Style.LABEL)
    yield Segment("\n".join([first[len(head) :], *more]) + "\n")


def _checklist(diagnosis: Diagnosis, width: int, *, ascii_only: bool) -> Iterator[Segment]:
    verifier = diagnosis.situation.verifier
    order = f", in the order of {verifier.name}" if verifier else ""
    yield Segment(f"checklist{order}\n", Style.TITLE)
    for line in diagnosis.checklist:
        mark, in_ascii, style = _MARKS[line.outcome]
        yield Segment(f"  {f'{in_ascii:<4}' if ascii_only else mark} ", style)
        yield from _checked(line, width)


def _checked(line: CheckLine, width: int) -> Iterator[Segment]:
    words = {
        CheckOutcome.PASSED: "",
        CheckOutcome.FAILED: line.finding or "",
        CheckOutcome.NOT_CHECKED: "not checked",
        CheckOutcome.UNKNOWN: "not known",
    }
    note = "" if line.outcome is CheckOutcome.FAILED else escape(line.note)
    told = ": ".join(part for part in (words[line.outcome], note) if part)
    first, *more = folded(f"    {line.check:<10} {told}".rstrip(), width, 15)
    yield Segment("\n".join([first[4:], *more]) + "\n")


def _list(title: str, lines: tuple[str, ...], width: int) -> Iterator[Segment]:
    if lines:
        yield Segment(f"\n{title}\n", Style.TITLE)
        for line in lines:
            yield Segment("\n".join(folded(f"  - {escape(line)}", width, 4)) + "\n")


def _otherwise(diagnosis: Diagnosis, width: int) -> Iterator[Segment]:
    others = diagnosis.otherwise
    if not others:
        return
    verb = "accept" if others[0].outcome == "accepted" else "refuse"
    names = ", ".join(one.verifier for one in others[:_MAX_OTHERWISE])
    count = len(others) - _MAX_OTHERWISE
    more = f" and {count} more" if count > 0 else ""
    yield Segment("\n")
    yield from _sentence(f"These verifiers would {verb} this audience all the same: {names}{more}.", width)


def _sentence(text: str, width: int, style: Style = Style.PLAIN) -> Iterator[Segment]:
    yield Segment("\n".join(folded(escape(text), width, 0)) + "\n", style)
