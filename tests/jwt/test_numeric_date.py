"""NumericDate: what is one, and how it is written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.jwt import numeric_date
from forwhom.jwt.json import JsonValue


@pytest.mark.parametrize("value", [0, 1711497600, 1711497600.5, 253402300799])
def test_a_number_of_seconds_is_a_date(value: float) -> None:
    """Seconds from 1970 to 9999 come back as they are, fractions too."""
    assert numeric_date.read(value) == value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(9007199254740993, id="JSON-11-2^53"),
        pytest.param(253402300800, id="JSON-11-year-10000"),
        pytest.param(2**63, id="JSON-11-2^63"),
        pytest.param(2**64, id="JSON-11-2^64"),
        pytest.param(10**308, id="JSON-10"),
        pytest.param(float("inf"), id="JSON-10-infinity"),
        pytest.param(float("nan"), id="NaN"),
        pytest.param(-1, id="negative"),
        pytest.param("99999999999", id="JSON-13-string"),
        pytest.param([], id="JSON-13-array"),
        pytest.param({}, id="JSON-13-object"),
        pytest.param(True, id="JSON-14-true"),
        pytest.param(False, id="JSON-14-false"),
        pytest.param(None, id="JSON-16"),
    ],
)
def test_anything_else_is_no_date(value: JsonValue) -> None:
    """Wrong types and numbers beyond the year 9999 are not read as dates."""
    assert numeric_date.read(value) is None


@given(st.integers(0, numeric_date.LATEST))
def test_dates_agree_with_the_calendar(seconds: int) -> None:
    """The written form is that of the standard library for every second it can represent."""
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    assert numeric_date.iso(seconds) == moment.strftime(f"{moment.year:04}-%m-%dT%H:%M:%SZ")


def test_every_year_has_its_leap_days() -> None:
    """The days around the end of February and of the year, each at another whole hour, in every year until 9999."""
    for year in range(1970, 10000):
        for hour, (month, day) in enumerate(((1, 1), (2, 28), (3, 1), (12, 31)), year % 20):
            moment = dt.datetime(year, month, day, hour, tzinfo=dt.UTC)
            next_day = moment + dt.timedelta(days=month == 2)
            for one in {moment, next_day}:
                assert numeric_date.iso(one.timestamp()) == one.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((5, 5), (5.9, 5), (True, 1), ("5", 5), (" 5 ", 5)),
        *(("5.9", None), ("x", None), (None, None), ([], None), ({}, None), (float("inf"), None), (float("nan"), None)),
    ],
)
def test_python_makes_a_number_of_more(value: JsonValue, number: int | None) -> None:
    """As `int` does of a claim, and never with an exception."""
    assert numeric_date.as_python_int(value) == number


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1711497600, "2024-03-27T00:00:00Z"),
        (951782400.9, "2000-02-29T00:00:00Z"),
        (253402300799, "9999-12-31T23:59:59Z"),
        (253402300800, "after 9999"),
        (float("inf"), "after 9999"),
        (-1, "before 1970"),
        (float("nan"), "no date"),
    ],
)
def test_a_date_is_written_without_overflow(seconds: float, text: str) -> None:
    """JSON-11: whole seconds, in words where there is no four-digit year."""
    assert numeric_date.iso(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "now"),
        (0.5, "now"),
        (-1, "1 second ago"),
        (59, "in 59 seconds"),
        (-725, "12 minutes ago"),
        (10800, "in 3 hours"),
        (-86400, "1 day ago"),
        (3 * 365 * 86400, "in 3 years"),
    ],
)
def test_a_distance_has_the_largest_whole_unit(seconds: float, text: str) -> None:
    """A distance from now is told in whole units, the past as ago."""
    assert numeric_date.relative(1711497600 + seconds, 1711497600) == text
