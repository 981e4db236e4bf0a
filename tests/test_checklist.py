"""The whole checklist, in the order in which the verifier checks."""

from __future__ import annotations

import pytest

from forwhom.case import Case
from forwhom.diagnose import diagnose
from forwhom.diagnosis import CheckLine, CheckOutcome
from forwhom.example import case
from forwhom.finding_kind import Topic
from tests.entries import made_up


def line(topic: Topic, one: Case) -> CheckLine:
    """The line of the checklist about this topic."""
    return next(line for line in diagnose(one, made_up()).checklist if line.check is topic)


def test_every_topic_has_one_line() -> None:
    """All six topics stand there, also when nothing is known."""
    assert {line.check for line in diagnose(Case(), made_up()).checklist} == set(Topic)


def test_the_order_is_the_verifiers() -> None:
    """What the verifier checks first comes first; what it does not check comes last."""
    topics = [line.check for line in diagnose(case(verifier="gatekeeper"), made_up()).checklist]
    assert topics == [Topic.STRUCTURE, Topic.TOKEN, Topic.ISSUER, Topic.TIME, Topic.AUDIENCE, Topic.SIGNATURE]


@pytest.mark.parametrize(
    ("topic", "one", "outcome"),
    [
        (Topic.STRUCTURE, Case(), CheckOutcome.UNKNOWN),
        (Topic.STRUCTURE, case(aud="a"), CheckOutcome.PASSED),
        (Topic.STRUCTURE, case(token="eyJhbGciOiJIUzI1NiJ9.e30"), CheckOutcome.FAILED),
        (Topic.TOKEN, Case(), CheckOutcome.UNKNOWN),
        (Topic.TOKEN, case(aud="a", scope="b"), CheckOutcome.PASSED),
        (Topic.AUDIENCE, Case(), CheckOutcome.UNKNOWN),
        (Topic.AUDIENCE, case(aud="a"), CheckOutcome.UNKNOWN),
        (Topic.AUDIENCE, case(aud="a", expected=()), CheckOutcome.NOT_CHECKED),
        (Topic.AUDIENCE, case(aud="a", expected="a"), CheckOutcome.PASSED),
        (Topic.AUDIENCE, case(aud="a", expected="b"), CheckOutcome.FAILED),
        (Topic.AUDIENCE, case(sub="a", expected="b"), CheckOutcome.FAILED),
        (Topic.ISSUER, case(iss="a"), CheckOutcome.UNKNOWN),
        (Topic.ISSUER, case(issuer="a"), CheckOutcome.UNKNOWN),
        (Topic.ISSUER, case(iss="a", issuer="a"), CheckOutcome.PASSED),
        (Topic.ISSUER, case(iss="a", issuer="b"), CheckOutcome.FAILED),
        (Topic.TIME, case(aud="a"), CheckOutcome.UNKNOWN),
        (Topic.TIME, case(exp=1767225600), CheckOutcome.UNKNOWN),
        (Topic.TIME, case(exp=1767225600, now=1767222000), CheckOutcome.PASSED),
        (Topic.TIME, case(exp=1767225600, now=1767229200), CheckOutcome.FAILED),
        (Topic.TIME, case(exp=1767225600, now=1767229200, error="bad audience"), CheckOutcome.UNKNOWN),
        (Topic.SIGNATURE, Case(), CheckOutcome.NOT_CHECKED),
        (Topic.SIGNATURE, case(aud="a", signature_valid=True), CheckOutcome.PASSED),
        (Topic.SIGNATURE, case(aud="a", signature_valid=False), CheckOutcome.FAILED),
    ],
)
def test_what_became_of_a_check(topic: Topic, one: Case, outcome: CheckOutcome) -> None:
    """Passed, failed, not checked and unknown are four things."""
    assert line(topic, one).outcome is outcome


def test_a_failed_line_names_its_finding() -> None:
    """A line that failed leads to the finding that says why."""
    failed = line(Topic.AUDIENCE, case(aud="orders/", expected="orders"))
    assert failed.finding == "aud-trailing-slash"
    assert failed.note


def test_an_audience_that_fails_for_another_reason() -> None:
    """Where the wrong kind of token explains the audience, its line says so too."""
    one = case(aud="web", nonce="n", expected="https://orders.example")
    assert line(Topic.AUDIENCE, one).finding == "id-token-as-access-token"


def test_what_was_checked_before_has_passed() -> None:
    """A verifier that complains of the audience was content with what it checks before."""
    one = case(error="gatekeeper: audience a is none of b", verifier="gatekeeper")
    assert line(Topic.ISSUER, one).outcome is CheckOutcome.PASSED
    assert line(Topic.TIME, one).note == "it is checked before what the message is about"


def test_the_time_is_told() -> None:
    """The moment and the distance to it stand beside the outcome."""
    note = line(Topic.TIME, case(exp=1767225600, now=1767222000)).note
    assert note == "it expires 2026-01-01T00:00:00Z, in 1 hour"
