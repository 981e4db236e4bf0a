"""What a verifier expects: values, none configured, or not known."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation, Unset


def test_configured_audiences_are_the_values() -> None:
    """The values are those that were configured, in order."""
    assert Expectation(audiences=("b", "a")).values == ("b", "a")


@pytest.mark.parametrize("unset", [NONE_CONFIGURED, UNKNOWN])
def test_without_audiences_there_are_no_values(unset: Unset) -> None:
    """An expectation without audiences has no values, whatever the reason."""
    assert Expectation(audiences=unset).values == ()


def test_nothing_is_known_by_default() -> None:
    """Not knowing is the default, and it is not the same as none being configured; no clock skew is forgiven."""
    assert Expectation().audiences is UNKNOWN
    assert Expectation().leeway == 0
    assert Expectation() != Expectation(audiences=NONE_CONFIGURED)
    assert Expectation() != Expectation(audiences=())
