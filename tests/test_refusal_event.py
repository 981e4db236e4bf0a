"""Events of refusals read from logs: whatever stands there, nothing comes out that is not one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.finding import Party
from forwhom.refusal_event import RefusalEvent, as_json, moment, read, sentence, shown

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

TIME = "2026-11-26T00:00:00Z"
LEAST: dict[str, JsonValue] = {"event": "forwhom.refusal", "time": TIME, "code": "aud-mismatch"}
_TEXT = st.text(max_size=40).map(shown)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.builds(
        RefusalEvent,
        time=st.just(TIME),
        enforced=st.booleans(),
        status=st.sampled_from((400, 401, 403, 503)),
        code=st.just("aud-mismatch"),
        also=st.just(("token-expired",)),
        title=_TEXT,
        because=_TEXT,
        fixes=st.tuples(st.tuples(st.sampled_from(Party), _TEXT)),
        expected_audiences=st.none() | st.tuples(_TEXT),
        expected_issuers=st.tuples(_TEXT),
        expected_scopes=st.tuples(_TEXT),
        verified=st.booleans(),
        issuer=st.none() | _TEXT,
        audience=st.none() | st.tuples(_TEXT, _TEXT),
        client=st.none() | _TEXT,
        method=_TEXT,
        path=_TEXT,
    )
)
def test_an_event_reads_back_as_it_was_written(event: RefusalEvent) -> None:
    """The JSON object holds all of it."""
    assert read(as_json(event)) == event
    assert sentence(event).isascii()
    assert "\n" not in sentence(event)


@given(_JSON, st.sampled_from(sorted({*LEAST, "status", "also", "fixes", "expected", "token", "request", "enforced"})))
def test_any_value_may_stand_anywhere(value: JsonValue, name: str) -> None:
    """A member of the wrong type is left out or spoils the event, and never raises."""
    found = read({**LEAST, name: value})
    assert found is None or found.time == TIME
    assert read(value) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"event": "other"},
        {"time": "yesterday"},
        {"time": 5},
        {"time": TIME + "\n"},
        pytest.param({"time": "2026-11-26T00:00:00"}, id="AUDIT-11 no zone"),
        pytest.param({"time": "2026-11-26T00:00:00+01:00"}, id="AUDIT-11 another zone"),
        pytest.param({"time": "2026-10-25T02:30:00 CEST"}, id="AUDIT-11 an hour that a zone has twice"),
        pytest.param({"time": "1969-12-31T23:59:59Z"}, id="AUDIT-11 before 1970"),
        pytest.param({"time": "10000-01-01T00:00:00Z"}, id="AUDIT-11 after 9999"),
        pytest.param({"time": "2026-13-01T00:00:00Z"}, id="AUDIT-11 month 13"),
        pytest.param({"time": "2026-00-01T00:00:00Z"}, id="AUDIT-11 month 0"),
        pytest.param({"time": "2026-11-32T00:00:00Z"}, id="AUDIT-11 day 32"),
        pytest.param({"time": "2026-11-26T24:00:00Z"}, id="AUDIT-11 hour 24"),
        pytest.param({"time": "2026-11-26T00:60:00Z"}, id="AUDIT-11 minute 60"),
        pytest.param({"time": "2026-11-26T00:00:61Z"}, id="AUDIT-11 second 61"),
        {"code": "Aud Mismatch"},
        {"code": "a" * 65},
        {"code": None},
    ],
)
def test_an_event_needs_its_name_its_time_and_its_code(changes: dict[str, JsonValue]) -> None:
    """Nothing else is one."""
    assert read({**LEAST, **changes}) is None


@pytest.mark.parametrize("time", ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2016-12-31T23:59:60Z"])
def test_the_first_and_the_last_moment_and_a_leap_second_are_times(time: str) -> None:
    """AUDIT-11: what a clock can show is taken as it is."""
    found = read({**LEAST, "time": time})
    assert found
    assert found.time == time


def test_what_is_not_told_is_absent() -> None:
    """Of an event without details the rest is empty, and it counts as not enforced and not verified."""
    found = read(LEAST)
    assert found
    assert found == RefusalEvent(time=TIME, enforced=False, status=0, code="aud-mismatch", kind="")
    assert as_json(found)["fixes"] == []
    assert sentence(found) == "would be refused with 0: aud-mismatch: "


def test_values_read_are_cut_again() -> None:
    """A log may hold what no formatter of ours wrote."""
    audience: list[JsonValue] = ["a\x1b[2J"] * 500
    token: dict[str, JsonValue] = {"iss": "i" * 5000, "aud": audience, "client": ["c"]}
    fixes: JsonValue = [{"party": "client", "text": "f" * 5000}, {"party": "nobody", "text": "x"}, {"party": "client"}]
    found = read({**LEAST, "token": token, "status": 10**400, "fixes": fixes})
    assert found
    assert found.issuer is not None
    assert len(found.issuer) < 400
    assert found.audience == ("a\\u001b[2J",) * 11
    assert (found.client, found.status) == (None, 0)
    ((party, text),) = found.fixes
    assert party is Party.CLIENT
    assert len(text) < 400


def test_a_piece_of_the_token_is_taken_out_of_a_text() -> None:
    """Its parts amid other letters, and words that are cut from its parts; what is common to both by chance is not."""
    token = "abcdefghijklmnop.QRSTUVWXYZ0123456789"
    assert shown("see XabcdefghijklmnopX and UVWXYZ012345, short abc", token) == "see X[cut]X and [cut], short abc"


def test_a_long_text_is_cut_before_it_is_searched() -> None:
    """What is left says how long it was."""
    assert shown("x" * 5000).startswith("xxx")
    assert shown("x" * 5000).endswith("and 3000 characters more")


def test_a_moment_is_written_to_the_second() -> None:
    """In UTC, so that moments compare as texts."""
    assert moment(1795651200.9) == TIME
