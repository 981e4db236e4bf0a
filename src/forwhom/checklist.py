"""The whole checklist of a situation, in the order in which this verifier checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED
from forwhom.diagnosis import CheckLine, CheckOutcome
from forwhom.finding import Confidence, Severity
from forwhom.finding_kind import Topic
from forwhom.jwt import numeric_date
from forwhom.token_kind import TokenKind
from forwhom.verifier import Check

if TYPE_CHECKING:
    from forwhom.catalogue import Catalogue
    from forwhom.finding import Finding
    from forwhom.situation import Situation

#: The check of a verifier that decides about each line, and the other way round.
_CHECKS = {
    Topic.AUDIENCE: Check.AUDIENCE,
    Topic.ISSUER: Check.ISSUER,
    Topic.TIME: Check.EXPIRY,
    Topic.SIGNATURE: Check.SIGNATURE,
}
_TOPICS = {check: topic for topic, check in _CHECKS.items()}


def lines(situation: Situation, findings: tuple[Finding, ...], catalogue: Catalogue) -> tuple[CheckLine, ...]:
    """One line for each topic: failed where a finding says so, passed where the evidence shows it."""
    failed: dict[Topic, Finding] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.confidence is not Confidence.POSSIBLE:
            failed.setdefault(catalogue.kinds[finding.code].topic, finding)
    if situation.met is False and failed:
        failed.setdefault(Topic.AUDIENCE, next(iter(failed.values())))
    return tuple(
        CheckLine(topic, CheckOutcome.FAILED, failed[topic].code, failed[topic].title)
        if topic in failed
        else _line(topic, situation)
        for topic in _order(situation)
    )


def _order(situation: Situation) -> list[Topic]:
    """The topics, those that this verifier checks in its own order."""
    order = situation.verifier.order if situation.verifier else ()
    own = [_TOPICS[check] for check in order if check in _TOPICS]
    return [Topic.STRUCTURE, Topic.TOKEN, *own, *(topic for topic in _CHECKS if topic not in own)]


def _line(topic: Topic, situation: Situation) -> CheckLine:
    check = _CHECKS.get(topic)
    if check in situation.passed:
        return CheckLine(topic, CheckOutcome.PASSED, note="it is checked before what the message is about")
    outcome, note = _seen(topic, situation)
    return CheckLine(topic, outcome, note=note)


def _seen(topic: Topic, situation: Situation) -> tuple[CheckOutcome, str]:
    """What the evidence shows of a topic that no finding is about."""
    match topic:
        case Topic.STRUCTURE:
            if situation.case.token and situation.case.token.claims:
                return CheckOutcome.PASSED, ""
            return CheckOutcome.UNKNOWN, "the token's claims are not known"
        case Topic.TOKEN:
            kind = situation.kind
            if kind.kind is TokenKind.UNKNOWN:
                return CheckOutcome.UNKNOWN, "nothing tells which kind of token it is"
            return CheckOutcome.PASSED, f"{kind.confidence} {kind.kind}: {kind.because}"
        case Topic.AUDIENCE:
            return _audience(situation)
        case Topic.ISSUER:
            return _issuer(situation)
        case Topic.TIME:
            return _time(situation)
        case Topic.SIGNATURE:
            if situation.case.signature_valid:
                return CheckOutcome.PASSED, ""
            return CheckOutcome.NOT_CHECKED, "nobody verified the signature here"


def _audience(situation: Situation) -> tuple[CheckOutcome, str]:
    if situation.met is not None:
        return CheckOutcome.PASSED if situation.met else CheckOutcome.FAILED, situation.compares
    if not situation.audience:
        return CheckOutcome.UNKNOWN, "the token's audience is not known"
    if situation.expectation.audiences is NONE_CONFIGURED:
        return CheckOutcome.NOT_CHECKED, "no audience is configured"
    return CheckOutcome.UNKNOWN, "the expected audience is not known"


def _issuer(situation: Situation) -> tuple[CheckOutcome, str]:
    issuers = situation.expectation.issuers
    if issuers and situation.claims.get("iss") in issuers:
        return CheckOutcome.PASSED, ""
    return (
        CheckOutcome.UNKNOWN,
        "the expected issuer is not known" if "iss" in situation.claims else "the token's issuer is not known",
    )


def _time(situation: Situation) -> tuple[CheckOutcome, str]:
    expiry = numeric_date.read(situation.claims.get("exp"))
    if expiry is None or situation.case.now is None:
        return (
            CheckOutcome.UNKNOWN,
            "the token's exp is not known" if expiry is None else "the time of the check is not known",
        )
    moment = f"{numeric_date.iso(expiry)}, {numeric_date.relative(expiry, situation.case.now)}"
    if expiry + situation.expectation.leeway <= situation.case.now:
        return CheckOutcome.UNKNOWN, f"it has expired since: {moment}"
    return CheckOutcome.PASSED, f"it expires {moment}"
