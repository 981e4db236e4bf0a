"""The catalogue predicts what the real verifiers do and say, as far as each can be asked."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, assume, given, note, seed
from hypothesis import settings as examples

from forwhom.catalogue import catalogue
from forwhom.prediction import Circumstances, predict
from tests.observed.adapter import Adapter
from tests.observed.reach import Reach
from tests.observed.running import RunningVerifier
from tests.observed.situations import SITUATIONS
from tests.observed.trial import Observation, Trial
from tests.observed.trials import NOW, trials

pytestmark = pytest.mark.observed
#: What a message holds beside the values of the case: moments, whole tokens, lines of a program.
_HOLE = re.compile(r"\\\{[a-z_]+\\\}")


def agrees(adapter: Adapter, running: RunningVerifier, trial: Trial, counted: Counter[str]) -> None:
    """The outcome, the text and the status are those that the catalogue predicts."""
    circumstances = Circumstances(now=NOW, signature_valid=trial.signature_valid)
    prediction = predict(catalogue().verifiers[adapter.verifier], trial.claims, trial.expectation, circumstances)
    counted["trials"] += 1
    seen = running.observe(trial)
    if prediction.message is not None and seen.message is not None:
        # Templates hold no blank at their ends, which some texts do.
        pattern = _HOLE.sub(".*", re.escape(prediction.message.strip()))
        if Reach.of(adapter).core:
            pattern = f".*{pattern}.*"
        if re.fullmatch(pattern, seen.message.strip(), re.DOTALL):
            seen = Observation(seen.accepted, prediction.message, seen.status)
    assert seen == Observation(prediction.outcome == "accepted", prediction.message, prediction.status)
    counted["agreed"] += 1


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Iterator[Counter[str]]:
    """How many trials were put, and in how many the verifier did what was predicted."""
    counter = Counter[str]()
    yield counter
    for name in ("trials", "agreed"):
        record_property(name, counter[name])


def test_a_prediction_comes_true(
    adapter: Adapter, running: RunningVerifier, pytestconfig: pytest.Config, counted: Counter[str]
) -> None:
    """Whatever the token and the setting, the outcome and the text are those of the real verifier."""
    reach = Reach.of(adapter)

    # The seed is the same in every run, and another for each verifier.
    @seed(zlib.crc32(adapter.verifier.encode()))
    @examples(
        max_examples=int(str(pytestconfig.getoption("trials"))),
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(trial=trials(dates=reach.dates))
    def comes_true(trial: Trial) -> None:
        fitted = reach.fit(trial)
        assume(fitted is not None)
        assert fitted is not None
        note(f"{fitted.claims} {fitted.audiences} {fitted.issuers} {fitted.algorithm} {fitted.signature_valid}")
        agrees(adapter, running, fitted, counted)

    comes_true()


def test_a_verifier_inside_another_package_is_of_the_version_that_is_told(
    adapter: Adapter, running: RunningVerifier
) -> None:
    """What the verifier says of itself is what its adapter says of it, but for the commit that it was built from."""
    if adapter.carried:
        assert running.version().partition("+")[0] == adapter.carried


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_prediction_comes_true_in_a_known_situation(
    adapter: Adapter, running: RunningVerifier, situation: str, counted: Counter[str]
) -> None:
    """The situations that tell verifiers apart are predicted as the real verifier behaves."""
    trial = Reach.of(adapter).fit(SITUATIONS[situation])
    if trial is None:
        pytest.skip("no such setting")
    agrees(adapter, running, trial, counted)
