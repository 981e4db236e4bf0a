"""What every verifier would do with one pair of audiences, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.report.segment import Segment, Style
from forwhom.report.value import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forwhom.prediction import Prediction

_MAX_MESSAGE = 120


def matrix(predictions: Sequence[Prediction], *, ascii_only: bool = False) -> Iterator[Segment]:
    """A line for each verifier, those that accept first, and the count."""
    column = max((len(one.verifier) for one in predictions), default=0)
    accepted = [one for one in predictions if one.outcome == "accepted"]
    for one in [*accepted, *(one for one in predictions if one not in accepted)]:
        passes = one.outcome == "accepted"
        mark = ("ok  " if passes else "FAIL") if ascii_only else ("\u2713" if passes else "\u2717")
        style = Style.PASSED if passes else Style.FAILED
        yield Segment(f"{mark} ", style)
        yield Segment(f"{one.verifier:<{column}}  ")
        yield Segment("accepts" if passes else "refuses", style)
        status = f"{one.status} " if one.status else ""
        told = f"{status}{plain(one.message, _MAX_MESSAGE)}" if one.message else ""
        words = "  ".join(filter(None, ("", told, "(not checked)" if one.inferred else "")))
        yield Segment(f"{words}\n", Style.DIM)
    refused = len(predictions) - len(accepted)
    yield Segment(f"\n{len(accepted)} accept, {refused} refuse, given that everything but the audience is in order.\n")
