"""The catalogue predicts what the further verifiers do and say, as far as each can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, note
from hypothesis import settings as examples

from forwhom.catalogue import catalogue
from forwhom.prediction import Circumstances, predict
from tests.observed.further import FURTHER, PYTHON, Observe, observing
from tests.observed.situations import SITUATIONS
from tests.observed.trial import Observation, Trial
from tests.observed.trials import NOW, trials

pytestmark = pytest.mark.observed
#: What a message holds beside the values of the case: moments, whole tokens, lines of a program.
_HOLE = re.compile(r"\\\{[a-z_]+\\\}")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(verifier, marks=pytest.mark.observed_more) if verifier in PYTHON else verifier
        for verifier in FURTHER
    ],
)
def verifier(request: pytest.FixtureRequest) -> str:
    """The id of each further verifier."""
    return str(request.param)


@pytest.fixture(scope="module")
def observe(verifier: str) -> Iterator[Observe]:
    """What puts a trial before the real verifier."""
    with observing(verifier) as observe:
        yield observe


def agrees(verifier: str, observe: Observe, trial: Trial) -> None:
    """The outcome, the text and the status are those that the catalogue predicts."""
    circumstances = Circumstances(now=NOW, signature_valid=trial.signature_valid)
    prediction = predict(catalogue().verifiers[verifier], trial.claims, trial.expectation, circumstances)
    seen = observe(trial)
    if prediction.message is not None and seen.message is not None:
        pattern = _HOLE.sub(".*", re.escape(prediction.message.strip()))
        if re.fullmatch(pattern, seen.message.strip(), re.DOTALL):
            seen = Observation(seen.accepted, prediction.message, seen.status)
    assert seen == Observation(prediction.outcome == "accepted", prediction.message, prediction.status)


@examples(
    derandomize=True,
    max_examples=300,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(trial=trials())
def test_a_further_prediction_comes_true(verifier: str, observe: Observe, trial: Trial) -> None:
    """Whatever the audience and the setting, the outcome and the text are those of the real verifier."""
    fitted = FURTHER[verifier].fit(trial)
    assume(fitted is not None)
    assert fitted is not None
    note(f"{fitted.claims} {fitted.audiences} {fitted.issuers} {fitted.signature_valid}")
    agrees(verifier, observe, fitted)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_further_prediction_comes_true_in_a_known_situation(verifier: str, observe: Observe, situation: str) -> None:
    """The situations that tell verifiers apart are predicted as the real verifier behaves."""
    trial = FURTHER[verifier].fit(SITUATIONS[situation])
    if trial is None:
        pytest.skip(f"{verifier} has no such setting")
    agrees(verifier, observe, trial)
