"""A diagnosis as Markdown for an issue or a chat: what was given and what was found, nothing secret in it.

Values stand in code spans and fences that they cannot end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.redact import escape, redact
from forwhom.report.evidence import evidence
from forwhom.report.prose import PARTIES, prediction, speaker, surely, verdict
from forwhom.report.value import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.diagnosis import Diagnosis
    from forwhom.finding import Finding

_MAX_FIXES = 3
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def report(diagnosis: Diagnosis) -> str:
    """The whole report; its first line is a heading of the second level."""
    return redact("\n".join(_lines(diagnosis)) + "\n")


def _lines(diagnosis: Diagnosis) -> Iterator[str]:
    cause = diagnosis.findings[0] if diagnosis.findings else None
    yield f"## forwhom: {_plain(cause.title) if cause else 'nothing wrong was found'}"
    opening = speaker(diagnosis)
    closing = (prediction(diagnosis, diagnosis.situation.verifier), verdict(diagnosis))
    for sentence in (opening, *closing):
        if sentence:
            yield from ("", _plain(sentence))
    for finding in diagnosis.findings:
        yield from _finding(finding)
    yield from ("", "### Checklist", "", "| check | outcome | |", "| --- | --- | --- |")
    for line in diagnosis.checklist:
        yield f"| {line.check} | {line.outcome} | {_plain(line.finding or line.note)} |"
    for title, sentences in (("Taken for granted", diagnosis.assumed), ("To look at next", diagnosis.next_steps)):
        if sentences:
            yield from ("", f"### {title}", "")
            yield from (f"- {_plain(sentence)}" for sentence in sentences)
    given = "".join(segment.text for segment in evidence(diagnosis.situation.case)).rstrip()
    yield from ("", "### Evidence", "", *fence(given))


def _finding(finding: Finding) -> Iterator[str]:
    yield from ("", f"### {finding.severity}: {finding.code}{surely(finding)}", "", f"{_plain(finding.title)}.")
    if finding.found is not None or finding.expected is not None:
        yield ""
        for label, value in (("found", finding.found), ("expected", finding.expected)):
            if value is not None:
                yield f"- {label}: {span(shown(value))}"
    yield from ("", f"Because: {_plain(finding.because)}.")
    for fix in finding.fixes[:_MAX_FIXES]:
        yield from ("", f"Fix, at {PARTIES[fix.party]}: {_plain(fix.text)}.")
        if fix.snippet:
            yield from ("", *fence(fix.snippet.code.rstrip(), fix.snippet.language))


def fence(text: str, language: str = "text") -> list[str]:
    """The text in a fence longer than any row of backticks in it."""
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return [f"{ticks}{language}", *map(escape, text.split("\n")), ticks]


def span(text: str) -> str:
    """The text on one line as a code span."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _plain(text: str) -> str:
    """The text as prose in which nothing is markup."""
    return _SPECIAL.sub(r"\\\1", escape(" ".join(redact(text).split())))
