"""What a diagnosis says: data only, worded by `forwhom.report`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from forwhom.record import dataclass

if TYPE_CHECKING:
    from forwhom.finding import Confidence, Finding, Fix
    from forwhom.finding_kind import Topic
    from forwhom.prediction import Prediction
    from forwhom.situation import Situation


class CheckOutcome(StrEnum):
    """What became of one line of the checklist."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not-checked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the checklist: the finding that failed it, and `note`, why it stands as it does."""

    check: Topic
    outcome: CheckOutcome
    finding: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """The id of a verifier or provider, or a finding code, and how sure we are of it."""

    id: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The answer to a case. `verdict` is `accepted`, `rejected` or `undetermined`.

    `causes` are at most five, best first. `findings` hold those of the causes first, then what else was noticed.
    `assumed` says what was taken for granted, `next_steps` what to look at where the cause is not settled.
    `otherwise` are the verifiers that would decide about this audience in another way.
    """

    verdict: str
    causes: tuple[Named, ...]
    verifiers: tuple[Named, ...]
    provider: Named | None
    checklist: tuple[CheckLine, ...]
    findings: tuple[Finding, ...]
    prediction: Prediction | None
    fixes: tuple[Fix, ...]
    assumed: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    otherwise: tuple[Prediction, ...] = ()
    situation: Situation
