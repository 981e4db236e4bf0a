"""A diagnosis as the page shows it: the JSON answer, and the sentences around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED
from forwhom.report import json as report
from forwhom.report import prose

if TYPE_CHECKING:
    from forwhom.diagnosis import Diagnosis
    from forwhom.jwt.json import JsonValue


def reading(diagnosis: Diagnosis) -> dict[str, JsonValue]:
    """Everything that the page shows of a diagnosis."""
    situation = diagnosis.situation
    values = situation.expectation.audiences
    return {
        "diagnosis": report.diagnosis(diagnosis),
        "speaker": prose.speaker(diagnosis),
        "predicted": prose.prediction(diagnosis, situation.verifier),
        "verdict": prose.verdict(diagnosis),
        "verifier": _named(situation.verifier),
        "provider": _named(situation.provider),
        "found": situation.audience.raw if situation.audience else None,
        "expected": list(values) if isinstance(values, tuple) else ([] if values is NONE_CONFIGURED else None),
        "issuers": list(situation.expectation.issuers or ()),
    }


def _named(one: object) -> JsonValue:
    return {"id": getattr(one, "id", ""), "name": getattr(one, "name", "")} if one else None
