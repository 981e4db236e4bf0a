"""An error text explained: who prints it, what it means, what may hide behind it, the values in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.finding import Confidence
from forwhom.message_match import NOTHING_CAPTURED
from forwhom.redact import escape
from forwhom.report.fold import folded
from forwhom.report.segment import Segment, Style
from forwhom.report.value import plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.catalogue import Catalogue
    from forwhom.message_match import Captured, Match
    from forwhom.wording import Wording

_SAYS = {
    Confidence.CERTAIN: "{} prints this.",
    Confidence.LIKELY: "This looks like a message of {}.",
    Confidence.POSSIBLE: "This may be a message of {}.",
}
#: The same of a text that is none of the known ones word for word.
_RESEMBLES = {
    Confidence.CERTAIN: "This is nearly a message of {}.",
    Confidence.LIKELY: "This resembles a message of {}.",
    Confidence.POSSIBLE: "This may be a message of {}, in other words.",
}
_MAX_OTHERS = 5
_MAX_VALUES = 6


def explanation(matches: tuple[Match, ...], wording: Wording, known: Catalogue, width: int = 0) -> Iterator[Segment]:
    """The explanation of the best match, the other verifiers that print the same, or what the words alone say."""
    if not matches:
        yield from _unknown(wording, known, width)
        return
    best = matches[0]
    verifier = known.verifiers[best.verifier]
    says = _RESEMBLES if best.altered else _SAYS
    yield Segment(says[best.confidence].format(verifier.name) + "\n\n", Style.TITLE)
    message = best.message
    yield from _row("nearest message" if best.altered else "message", plain(message.template, 300), width, Style.CODE)
    for near in (one.message for one in matches[1:_MAX_OTHERS] if one.altered and one.verifier == best.verifier):
        yield from _row("or", plain(near.template, 300), width, Style.CODE)
    for label, text in (
        ("raised as", message.exception),
        ("status", str(message.status or "")),
        ("printed", message.versions),
        ("seen in", message.where),
        ("check", message.check.value),
    ):
        if text:
            yield from _row(label, text, width)
    if message.note:
        yield from _row("meaning", message.note, width)
    yield from _captured(best.captured, width)
    yield Segment("\nwhat may be behind it, most usual first\n", Style.TITLE)
    for code in message.codes:
        kind = known.kinds.get(code)
        yield from _row(code, kind.title if kind else "", width, indent=2)
    if verifier.reveal:
        yield from _row("to see more", verifier.reveal, width, before="\n")
    yield from _others(matches, known, width)
    yield Segment(
        f"\nforwhom diagnose finds out which, given the token as well; forwhom fix {verifier.id} shows the setting.\n"
    )


def _unknown(wording: Wording, known: Catalogue, width: int) -> Iterator[Segment]:
    yield Segment("No verifier of the catalogue is known to print this.\n", Style.TITLE)
    if not wording.codes:
        yield Segment("Its words name none of the checks of a token either. Look for the verifier's own log line.\n")
        return
    yield Segment("\nby its words alone it is likely about\n", Style.TITLE)
    for code in wording.codes:
        kind = known.kinds.get(code)
        yield from _row(code, kind.title if kind else "", width, indent=2)
    yield from _captured(wording.captured, width)


def _captured(captured: Captured, width: int) -> Iterator[Segment]:
    if captured == NOTHING_CAPTURED:
        return
    yield Segment("\nvalues in it\n", Style.TITLE)
    for label, values in (
        ("found", captured.found),
        ("expected", captured.expected),
        ("issuer", captured.issuer and (captured.issuer,)),
        ("expected issuer", captured.expected_issuer and (captured.expected_issuer,)),
    ):
        if values is not None:
            listed = ", ".join(map(shown, values[:_MAX_VALUES])) or "nothing"
            yield from _row(label, listed, width, indent=2)


def _others(matches: tuple[Match, ...], known: Catalogue, width: int) -> Iterator[Segment]:
    names = list(dict.fromkeys(match.verifier for match in matches[1:] if match.verifier != matches[0].verifier))
    if names:
        listed = ", ".join(known.verifiers[name].name for name in names[:_MAX_OTHERS])
        more = f" and {len(names) - _MAX_OTHERS} more" if len(names) > _MAX_OTHERS else ""
        yield from _row("also printed by", listed + more, width, before="\n")


def _row(
    label: str, text: str, width: int, style: Style = Style.PLAIN, *, indent: int = 0, before: str = ""
) -> Iterator[Segment]:
    head = f"{' ' * indent}{label}: "
    first, *more = folded(head + escape(text), width, indent + 2)
    yield Segment(before + head, Style.LABEL)
    yield Segment("\n".join([first[len(head) :], *more]) + "\n", style)
