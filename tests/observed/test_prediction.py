"""The catalogue predicts what the real verifiers do and say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import settings as examples

from forwhom.catalogue import catalogue
from forwhom.prediction import Circumstances, predict
from forwhom.verifier import Verifier
from tests.observed.situations import SITUATIONS
from tests.observed.trial import Observation, Trial
from tests.observed.trials import NOW, trials

pytestmark = pytest.mark.observed


def predicted(verifier: Verifier, trial: Trial) -> Observation:
    """What the catalogue says that the verifier does."""
    circumstances = Circumstances(now=NOW, signature_valid=trial.signature_valid)
    prediction = predict(verifier, trial.claims, trial.expectation, circumstances)
    return Observation(prediction.outcome == "accepted", prediction.message, prediction.status)


@examples(
    derandomize=True,
    max_examples=1000,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(trial=trials())
def test_a_prediction_comes_true(verifier: str, observe: Callable[[Trial], Observation], trial: Trial) -> None:
    """Whatever the token and the setting, the outcome and the text are those of the real verifier."""
    note(trial.token)
    assert observe(trial) == predicted(catalogue().verifiers[verifier], trial)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_prediction_comes_true_in_a_known_situation(
    verifier: str, observe: Callable[[Trial], Observation], situation: str
) -> None:
    """The situations that tell verifiers apart are predicted as the real verifier behaves."""
    trial = SITUATIONS[situation]
    assert observe(trial) == predicted(catalogue().verifiers[verifier], trial)
