"""The tests of one real verifier run in one worker, and no others with them."""

from __future__ import annotations

import pytest

from tests.observed.grouping import group

_FOLDER = "tests/observed"


@pytest.mark.parametrize(
    "test",
    [
        f"{_FOLDER}/test_prediction.py::test_a_prediction_comes_true[jose-node]",
        f"{_FOLDER}/test_prediction.py::test_a_prediction_comes_true_in_a_known_situation[jose-node-null]",
        f"{_FOLDER}/test_recipe.py::test_a_recipe_holds_a_hostile_value[jose-node]",
    ],
)
def test_the_tests_of_a_verifier_are_one_group(test: str) -> None:
    """Whatever the file and the situation, a test goes to the group of its verifier."""
    assert group(test) == "jose-node"


def test_the_longest_name_counts() -> None:
    """A verifier whose name begins with that of another is another group."""
    test = f"{_FOLDER}/test_prediction.py::test_a_prediction_comes_true"
    assert group(f"{test}[aws-jwt-verify-cognito]") == "aws-jwt-verify-cognito"
    assert group(f"{test}[aws-jwt-verify]") == "aws-jwt-verify"


@pytest.mark.parametrize(
    "test",
    ["tests/test_layers.py::test_order", f"{_FOLDER}/test_adapter.py::test_an_adapter_names_its_packages[jose-node]"],
)
def test_another_test_is_a_group_of_its_own(test: str) -> None:
    """What starts no verifier is handed to whichever worker is free."""
    assert group(test) == test
