"""From any text to a case, read with the setting names of the verifier that is named or that speaks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import UNKNOWN
from forwhom.gather import gather
from forwhom.recognise import recognise
from forwhom.stated_setting import keys_of

if TYPE_CHECKING:
    from forwhom.case import Case
    from forwhom.catalogue import Catalogue
    from forwhom.verifier import Verifier


def intake(text: str, known: Catalogue, verifier: Verifier | None = None) -> Case:
    """The case that the text describes. Never raises.

    A verifier may call its setting by another name than "audience": that name is read as well.
    """
    case = gather(text, keys_of(verifier.setting) if verifier else ())
    if not verifier and case.error and case.expectation.audiences is UNKNOWN:
        for match in recognise(case.error, known.phrasebook)[:1]:
            case = gather(text, keys_of(known.verifiers[match.verifier].setting))
    return case
