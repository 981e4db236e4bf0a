"""What every verifier would do, as a table: with one pair of audiences, or in all the classic situations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.classic import CLASSICS, EXPECTED
from forwhom.report.fold import folded
from forwhom.report.segment import Segment, Style
from forwhom.report.value import plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forwhom.prediction import Prediction
    from forwhom.verifier import Verifier

_MAX_MESSAGE = 400
_MIN_MESSAGE = 12


def matrix(predictions: Sequence[Prediction], width: int = 0, *, ascii_only: bool = False) -> Iterator[Segment]:
    """A line for each verifier, those that accept first, and the count. Lines are cut at `width`; 0 cuts none."""
    column = max((len(one.verifier) for one in predictions), default=0)
    accepted = [one for one in predictions if one.outcome == "accepted"]
    for one in [*accepted, *(one for one in predictions if one not in accepted)]:
        mark, style = _mark(one, ascii_only=ascii_only)
        verb = "accepts" if one.outcome == "accepted" else "refuses"
        yield Segment(f"{mark} ", style)
        yield Segment(f"{one.verifier:<{column}}  ")
        yield Segment(verb, style)
        note = "  (not checked)" if one.inferred else ""
        room = width - len(mark) - column - len(verb) - len(note) - 5 if width else _MAX_MESSAGE
        yield Segment(f"{_words(one, max(room, _MIN_MESSAGE))}{note}\n", Style.DIM)
    refused = len(predictions) - len(accepted)
    yield Segment(f"\n{len(accepted)} accept, {refused} refuse, given that everything but the audience is in order.\n")


def situations(verifiers: Sequence[Verifier], width: int = 0, *, ascii_only: bool = False) -> Iterator[Segment]:
    """The situations, numbered, and a line of marks for each verifier, in the order of the numbers."""
    yield Segment(f"The expected audience is {shown(EXPECTED)} unless a line says otherwise.\n\n")
    for number, classic in enumerate(CLASSICS, start=1):
        head = f"{number:>3}  "
        first, *more = folded(head + classic.text.replace("`", ""), width, len(head))
        yield Segment(head, Style.LABEL)
        yield Segment("\n".join([first[len(head) :], *more]) + "\n")
    column = max((len(one.id) for one in verifiers), default=0)
    tens = "".join(f"{number // 10 or ' '} " for number in range(1, len(CLASSICS) + 1))
    units = "".join(f"{number % 10} " for number in range(1, len(CLASSICS) + 1))
    yield Segment(f"\n{'':<{column}}  {tens.rstrip()}\n{'':<{column}}  {units.rstrip()}\n", Style.LABEL)
    for verifier in verifiers:
        yield Segment(f"{verifier.id:<{column}}  ")
        for number, classic in enumerate(CLASSICS, start=1):
            predicted = classic.predict(verifier)
            sign, style = _sign(predicted, ascii_only=ascii_only)
            yield Segment(sign, Style.DIM if predicted.inferred else style)
            yield Segment("?" if predicted.inferred else "" if number == len(CLASSICS) else " ", Style.DIM)
        yield Segment("\n")
    accepts, refuses = ("y", "n") if ascii_only else ("\u2713", "\u2717")
    yield Segment(f"\n{accepts} accepted, {refuses} refused, ? not checked: it follows from other rules.\n")


def _words(one: Prediction, room: int) -> str:
    """The status and the text of a refusal, cut to so many characters."""
    status = f"{one.status} " if one.status else ""
    told = status + plain(one.message, _MAX_MESSAGE) if one.message else ""
    return f"  {told if len(told) <= room else f'{told[: room - 3]}...'}" if told else ""


def _mark(one: Prediction, *, ascii_only: bool) -> tuple[str, Style]:
    if one.outcome == "accepted":
        return ("ok  " if ascii_only else "\u2713"), Style.PASSED
    return ("FAIL" if ascii_only else "\u2717"), Style.FAILED


def _sign(one: Prediction, *, ascii_only: bool) -> tuple[str, Style]:
    if one.outcome == "accepted":
        return ("y" if ascii_only else "\u2713"), Style.PASSED
    return ("n" if ascii_only else "\u2717"), Style.FAILED
