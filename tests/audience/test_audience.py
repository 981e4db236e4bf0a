"""The `aud` claim as it stands in a Claims Set, and what a verifier was told to expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forwhom.audience.audience import ABSENT, Audience, Shape, of, read
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue


@pytest.mark.parametrize(
    ("raw", "shape"),
    [
        (None, Shape.NULL),
        ("", Shape.EMPTY_STRING),
        ("api", Shape.STRING),
        ([], Shape.EMPTY_ARRAY),
        (["api"], Shape.ARRAY),
        (["api", 5], Shape.MIXED_ARRAY),
        (["api", None], Shape.MIXED_ARRAY),
        (["api", ["x"]], Shape.MIXED_ARRAY),
        (["api", {"a": 1}], Shape.MIXED_ARRAY),
        (["api", True], Shape.MIXED_ARRAY),
        ([["api"]], Shape.MIXED_ARRAY),
        ({"api": True}, Shape.OTHER),
        (True, Shape.OTHER),
        (1, Shape.NUMBER),
        (1.0, Shape.NUMBER),
    ],
)
def test_the_shape_of_a_claim(raw: JsonValue, shape: Shape) -> None:
    """AUD-05, AUD-07, AUD-08: null, empty, one, many and every wrong type are told apart."""
    assert of(raw).shape is shape


def test_an_absent_claim() -> None:
    """AUD-04: an absent claim is not a null one."""
    assert read({}) == ABSENT
    assert read({"aud": None}).shape is Shape.NULL


def test_the_strings_beside_a_wrong_member_are_kept() -> None:
    """The strings of an array come in order, also those beside a member of another type."""
    assert of(["a", 5, "b"]).values == ("a", "b")


@pytest.mark.parametrize(("raw", "is_array"), [(["a"], True), ([], True), ("a", False), (None, False)])
def test_an_array_is_told_from_a_string(raw: JsonValue, *, is_array: bool) -> None:
    """An array of one is an array."""
    assert of(raw).is_array is is_array


def test_many_audiences_are_read() -> None:
    """AUD-10: a hundred thousand audiences are read as they are."""
    assert len(of([str(number) for number in range(100_000)]).values) == 100_000


def test_nothing_expected_is_no_value() -> None:
    """An unknown and an absent expectation have no values, yet are two things."""
    assert Expectation().values == Expectation(audiences=NONE_CONFIGURED).values == ()
    assert Expectation().audiences is UNKNOWN


def test_expected_values_are_kept_whole() -> None:
    """AUD-01, AUD-02: each expected value is one value, and is never split or searched."""
    assert Expectation(audiences=("api1,api2",)).values == ("api1,api2",)


def test_an_audience_is_a_value() -> None:
    """Two equal claims are equal audiences."""
    assert of("a") == Audience(Shape.STRING, ("a",), "a")


def test_an_empty_string_is_one_empty_value() -> None:
    """Which is not the same as no value."""
    assert (of("").values, of([]).values) == (("",), ())
