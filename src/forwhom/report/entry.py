"""Entries of the catalogue as text: a verifier, a provider, a finding kind, a recipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.classic import CLASSICS, EXPECTED
from forwhom.provider import checked
from forwhom.redact import escape
from forwhom.report.fold import folded
from forwhom.report.prose import PARTIES
from forwhom.report.segment import Segment, Style
from forwhom.report.value import shown
from forwhom.verifier import Combine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forwhom.finding import Snippet
    from forwhom.finding_kind import FindingKind
    from forwhom.prediction import Prediction
    from forwhom.provider import Provider
    from forwhom.verifier import Verifier

#: The mark of what was filled by analogy, or is general knowledge.
UNCHECKED = " (not checked)"


def listing(rows: Iterable[tuple[str, str]]) -> Iterator[Segment]:
    """Ids and what they stand for, in two columns."""
    rows = list(rows)
    column = max((len(identifier) for identifier, _ in rows), default=0)
    for identifier, text in rows:
        yield Segment(f"{identifier:<{column}}  ", Style.LABEL)
        yield Segment(f"{text}\n")


def recipe(verifier: Verifier, code: Snippet, width: int = 0) -> Iterator[Segment]:
    """How this verifier is told which audience to expect, and what not to do."""
    yield Segment(f"{verifier.name}: {verifier.recipe.text}\n\n", Style.TITLE)
    yield from _code(code.code)
    yield Segment("\n")
    yield from _row("setting", verifier.setting.name, width)
    if verifier.switch:
        text = f"{verifier.switch}. It turns the check off, and a token for any other service opens this one"
        yield from _row("not to be used", text, width, Style.WARNING)
    for note in verifier.notes:
        yield from _row("note", note, width)
    yield from _known(verifier, width)


def verifier(one: Verifier, width: int = 0) -> Iterator[Segment]:
    """Everything that is known of a verifier."""
    yield Segment(f"{one.name} ({one.id}), {one.kind}{f', {one.language}' if one.language else ''}\n\n", Style.TITLE)
    yield from _row("compares", one.audience.compare.text + _unchecked(one, "compare"), width)
    if one.audience.combine is Combine.ALL:
        yield from _row("several expected", "a token must name all of them" + _unchecked(one, "combine"), width)
    yield from _row("checks, in order", ", ".join(one.order) + _unchecked(one, "order"), width)
    yield from _row("setting", one.setting.name, width)
    if one.switch:
        yield from _row("turns the check off", one.switch, width, Style.WARNING)
    if one.reveal:
        yield from _row("to see more", one.reveal, width)
    for limit in one.limits:
        yield from _row(f"limit{f' ({limit.versions})' if limit.versions else ''}", limit.text, width)
    for note in one.notes:
        yield from _row("note", note, width)
    yield Segment(f"\nwhat it does where {shown(EXPECTED)} is expected, unless a line says otherwise\n", Style.TITLE)
    for classic in CLASSICS:
        yield from _row(f"  {classic.text}".replace("`", ""), _told(classic.predict(one)), width)
    yield Segment("\nmessages\n", Style.TITLE)
    for message in one.messages:
        status = f"{message.status} " if message.status else ""
        versions = f" ({message.versions})" if message.versions else ""
        yield Segment(f"  {status}{escape(' '.join(message.template.split()))}", Style.CODE)
        yield Segment(f"{versions}{': ' if message.codes else ''}{', '.join(message.codes)}\n")
    yield Segment("\n")
    yield from _known(one, width)
    yield Segment(f"\nforwhom fix {one.id} shows how it is configured.\n")


def provider(one: Provider, width: int = 0) -> Iterator[Segment]:
    """Everything that is known of a provider."""
    yield Segment(f"{one.name} ({one.id})\n\n", Style.TITLE)
    for issuer in one.issuer_examples:
        yield from _row("issuer", issuer + _unproven(one, "issuer_pattern"), width)
    for number, token in enumerate(one.tokens):
        text = token.audience + _unproven(one, "tokens", number, "audience")
        yield from _row(f"aud of the {token.kind}", text, width)
        if "aud" in token.example:
            yield from _row("  for example", shown(token.example["aud"]), width)
    for number, default in enumerate(one.defaults):
        text = f"{default.pattern}: {default.text}{_unproven(one, 'defaults', number)}"
        yield from _row("filled in by default", text, width)
    for number, mistake in enumerate(one.mistakes):
        text = mistake.text + _unproven(one, "mistakes", number)
        yield from _row(f"usual mistake ({mistake.code})", text, width)
    for number, fix in enumerate(one.fixes):
        yield from _row(f"fix, at {PARTIES[fix.party]}", fix.text + _unproven(one, "fixes", number), width)
        if fix.snippet:
            yield from _code(fix.snippet.code)
    for number, note in enumerate(one.notes):
        yield from _row("note", note + _unproven(one, "notes", number), width)
    yield from _row("known", f"{one.basis}; {', '.join(one.sources)}", width, Style.DIM)


def finding_kind(one: FindingKind, width: int = 0) -> Iterator[Segment]:
    """What a finding means, how it happens, how to fix it."""
    yield Segment(f"{one.code}: {one.title}\n\n", Style.TITLE)
    for paragraph in one.explanation.strip().split("\n\n")[1:]:
        for line in folded(" ".join(paragraph.split()), width or 100, 0):
            yield Segment(line + "\n")
        yield Segment("\n")
    for fix in one.fixes:
        yield from _row(f"fix, at {PARTIES[fix.party]}", fix.text, width)
    yield from _row("see", "; ".join(map(str, one.references)), width)


def _known(one: Verifier, width: int) -> Iterator[Segment]:
    yield from _row("known", f"{one.basis}, {one.versions}; {', '.join(one.sources)}", width, Style.DIM)


def _unchecked(one: Verifier, field: str) -> str:
    return UNCHECKED if field in one.inferred else ""


def _unproven(one: Provider, *path: str | int) -> str:
    return "" if checked(one, *path) else UNCHECKED


def _told(predicted: Prediction) -> str:
    if predicted.message is None:
        told = predicted.outcome
    else:
        status = f" with {predicted.status}" if predicted.status else ""
        told = f'refused{status}: "{" ".join(predicted.message.split())}"'
    return told + (UNCHECKED if predicted.inferred else "")


def _code(code: str) -> Iterator[Segment]:
    for line in code.rstrip().split("\n"):
        yield Segment(f"    {escape(line)}".rstrip() + "\n", Style.CODE)


def _row(label: str, text: str, width: int, style: Style = Style.PLAIN) -> Iterator[Segment]:
    head = f"{label}: "
    first, *more = folded(head + escape(text), width, 2)
    yield Segment(head, Style.LABEL)
    yield Segment("\n".join([first[len(head) :], *more]) + "\n", style)
