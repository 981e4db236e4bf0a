"""The ways in which verifiers compare two audience values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.match import ENVOY, EXACT, ONE_SLASH, Comparison

API = "https://api.example.com"

each_comparison = pytest.mark.parametrize("comparison", [EXACT, ENVOY, ONE_SLASH], ids=lambda one: one.id)


@each_comparison
@given(st.text())
def test_a_value_equals_itself(comparison: Comparison, value: str) -> None:
    """Every comparison takes equal values as equal."""
    assert comparison.equal(value, value)


@each_comparison
@given(st.text(alphabet="htps:/a", max_size=12), st.text(alphabet="htps:/a", max_size=12))
def test_a_comparison_is_symmetric(comparison: Comparison, one: str, other: str) -> None:
    """It does not matter which of the two is the token's."""
    assert comparison.equal(one, other) == comparison.equal(other, one)


@pytest.mark.parametrize(
    ("found", "exact", "envoy", "one_slash"),
    [
        (API, True, True, True),
        (f"{API}/", False, True, True),
        (f"{API}//", False, False, False),
        ("http://api.example.com", False, True, False),
        ("api.example.com/", False, True, False),
        ("HTTPS://api.example.com", False, False, False),
        ("https://http://api.example.com", False, False, False),
        (f"{API}/v1", False, False, False),
    ],
)
def test_what_each_comparison_forgives(found: str, *, exact: bool, envoy: bool, one_slash: bool) -> None:
    """AUD-20, AUD-22: on either side Envoy forgives a scheme and a slash, IdentityModel a slash, the others nothing."""
    for pair in ((found, API), (API, found)):
        assert [one.equal(*pair) for one in (EXACT, ENVOY, ONE_SLASH)] == [exact, envoy, one_slash]


def test_the_ids_stay() -> None:
    """Other programs read them in the exported catalogue."""
    assert [one.id for one in (EXACT, ENVOY, ONE_SLASH)] == ["exact", "envoy", "one-slash"]
