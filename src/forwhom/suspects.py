"""What a message can mean: the finding codes that its entry lists, and those that its words and the ones around say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.finding import Confidence
from forwhom.message_match import NOTHING_CAPTURED
from forwhom.verifier import Check
from forwhom.wording import read as read_wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forwhom.message_match import Match
    from forwhom.wording import Wording


def suspected(matches: tuple[Match, ...], wording: Wording) -> dict[str, Confidence]:
    """The codes that the message can mean: what the catalogue knows of it, or else what its words say.

    Where the catalogue knows only a frame (`failed to verify token: ...`), the words inside it come first. So do
    those with which the line goes on behind a message, and of two messages of one verifier the second.
    """
    spoken = [match for match in matches if match.verifier == matches[0].verifier]
    told = sorted(
        spoken,
        key=lambda match: (_leads(match, spoken), match.captured == NOTHING_CAPTURED, len(match.message.codes)),
    )
    suspects: dict[str, Confidence] = {}
    # What stands behind the colon of a message is the reason for it.
    inner = read_wording(told[0].tail).codes if told else ()
    suspects |= {code: Confidence.LIKELY for code in inner if code != "aud-mismatch"}
    stated = bool(wording.captured.found or wording.captured.expected)
    anybody = bool(told) and told[0].confidence is Confidence.POSSIBLE
    vague = stated or (bool(told) and told[0].confidence is not Confidence.CERTAIN and _is_about_audience(wording))
    vague = vague or (bool(told) and _is_about_audience(read_wording(told[0].tail)))
    framed = vague and all(match.message.check is not Check.AUDIENCE for match in told)
    if not told or framed or anybody:
        for place, code in enumerate(wording.codes):
            suspects[code] = Confidence.LIKELY if place == 0 else Confidence.POSSIBLE
    for match in told:
        # Beside a message that states its values, a vaguer one of the same verifier is only what stands around it.
        around = framed or _leads(match, told) or match.captured == NOTHING_CAPTURED != told[0].captured
        # Of what the message can mean, what the words beside it say comes first.
        said = [code for code in wording.codes if code in match.message.codes and _tells(code)]
        for place, code in enumerate(dict.fromkeys((*said, *match.message.codes))):
            only = len(match.message.codes) == 1 and not around
            sure = match.confidence if only else _LESS_SURE[place > 0 or around]
            suspects.setdefault(code, max(sure, match.confidence, key=lambda one: one.rank))
    return suspects


def _leads(match: Match, told: Iterable[Match]) -> bool:
    """Whether another message of the same verifier begins right behind this one, which then only leads to it."""
    return any(match.end <= other.start <= match.end + _NEAR for other in told)


#: Characters between two messages: as many as `", error_description="`.
_NEAR = 24


def _tells(code: str) -> bool:
    """Whether words say something of the audience that not every text about one says."""
    return code != "aud-mismatch" and code.startswith(("aud-", "audience-"))


#: Of the first meaning of a message, and of its others.
_LESS_SURE = {False: Confidence.LIKELY, True: Confidence.POSSIBLE}


def _is_about_audience(wording: Wording) -> bool:
    return any(code.startswith(("aud-", "audience-")) for code in wording.codes)
