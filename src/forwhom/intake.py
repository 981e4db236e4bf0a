"""From any text to a case, read with the setting names of the verifier that is named or that speaks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.gather import gather
from forwhom.recognise import recognise
from forwhom.record import replace
from forwhom.stated_setting import keys_of
from forwhom.verifying_call import without_audience

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forwhom.case import Case
    from forwhom.catalogue import Catalogue
    from forwhom.verifier import Verifier


def intake(text: str, known: Catalogue, verifier: Verifier | None = None) -> Case:
    """The case that the text describes. Never raises.

    A verifier may call its setting by another name than "audience": that name is read as well. Code that calls it
    without one tells that none is configured.
    """
    case = gather(text, keys_of(verifier.setting) if verifier else ())
    if case.expectation.audiences is not UNKNOWN:
        return case
    speakers = [verifier] if verifier else []
    if not verifier and case.error:
        matches = recognise(case.error, known.phrasebook)
        speakers = [known.verifiers[name] for name in dict.fromkeys(match.verifier for match in matches[:_SPEAKERS])]
        if speakers:
            case = gather(text, keys_of(speakers[0].setting))
    return _of_calls(case, text, speakers)


#: So many that may have spoken are tried.
_SPEAKERS = 4


def _of_calls(case: Case, text: str, speakers: Iterable[Verifier]) -> Case:
    """The case; none is configured where code in the text verifies the token with one of `speakers` and names none."""
    if case.expectation.audiences is not UNKNOWN:
        return case
    for one in speakers:
        if call := without_audience(text, one.setting.calls, one.setting.keys):
            expectation = replace(case.expectation, audiences=NONE_CONFIGURED)
            return replace(
                case, expectation=expectation, notes=(*case.notes, f"{call} is called without an audience in the text")
            )
    return case


def completed(case: Case, text: str, known: Catalogue) -> Case:
    """The case with what its error text holds beside the message, where the case itself does not tell it.

    People paste into it whatever they have: the settings, the code that verifies, the claims, the request.
    """
    told = intake(text, known, known.verifier(case.verifier))
    given = case.expectation
    if not told.token and told.expectation == Expectation():
        return case
    return replace(
        case,
        error=told.error or case.error,
        surroundings=told.surroundings,
        token=case.token or told.token,
        expectation=replace(
            given,
            audiences=told.expectation.audiences if given.audiences is UNKNOWN else given.audiences,
            issuers=given.issuers or told.expectation.issuers,
        ),
        keys=case.keys or told.keys,
        notes=(*case.notes, *told.notes),
    )
