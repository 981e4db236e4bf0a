"""Refusals counted from a log: found in any wrapping, kept apart, and never more of them than memory allows."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.refusal_event import RefusalEvent, as_json
from forwhom.refusal_summary import MAX_GROUPS, MAX_LINE, Group, RefusalSummary, find

EVENT = RefusalEvent(
    time="2026-11-26T00:00:00Z",
    enforced=False,
    status=401,
    code="aud-mismatch",
    verified=True,
    issuer="https://auth.example.com",
    audience=("orders",),
    client="web",
    path="/a",
)


def line(event: RefusalEvent = EVENT) -> str:
    """The event as the shipped formatter writes it."""
    return json.dumps(as_json(event))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(line(), id="alone"),
        pytest.param(line() + "\r\n", id="with a line end"),
        pytest.param("2026-11-26T00:00:00.1Z stdout F " + line(), id="CRI"),
        pytest.param('api-1  | WARNING {"other": 1} ' + line(), id="a prefix with an object"),
        pytest.param(json.dumps(as_json(EVENT), separators=(",", ":")), id="without blanks"),
        pytest.param(json.dumps({"log": line() + "\n", "stream": "stderr"}), id="Docker"),
        pytest.param(json.dumps({"level": "warning", "forwhom": as_json(EVENT)}), id="another JSON formatter"),
        pytest.param("x " + json.dumps({"jsonPayload": {"forwhom": as_json(EVENT)}}), id="nested twice"),
    ],
)
def test_an_event_is_found_in_every_wrapping(text: str) -> None:
    """By its first member or inside of another object."""
    assert find(text) == EVENT


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("GET /orders 200", id="another line"),
        pytest.param("the word forwhom.refusal", id="the name alone"),
        pytest.param('{"a": "forwhom.refusal"}', id="another object"),
        pytest.param('{"a": ["forwhom.refusal"], "b": {"c": 1}}', id="deep in another object"),
        pytest.param(line()[:-5], id="broken off"),
        pytest.param(f'GET / "{line()}" 200', id="quoted inside of an access log"),
        pytest.param(json.dumps({"user_agent": line()}), id="a header in a JSON access log"),
        pytest.param(json.dumps({"log": "x " + line()[:-1]}), id="broken off inside of Docker's"),
        pytest.param(json.dumps({"log": line()[:-1]}), id="broken off in Docker's"),
        pytest.param(line() + line(), id="two in a line"),
        pytest.param("[" * 50_000 + "forwhom.refusal", id="brackets"),
        pytest.param('{"forwhom.refusal":' * 3000, id="depth"),
        pytest.param(line() + " " * MAX_LINE, id="longer than a line may be"),
        pytest.param('{"a":' * 6 + line() + "}" * 6, id="nested too deep to be one"),
    ],
)
def test_other_lines_are_passed_over(text: str) -> None:
    """Above all those in which a caller could have written an event."""
    assert find(text) is None


@given(st.text(max_size=200))
def test_any_line_may_come(text: str) -> None:
    """Nothing raises."""
    summary = RefusalSummary()
    summary.add(text)
    summary.add(f'{{"event": "forwhom.refusal"{text}')
    summary.add(f'{{"forwhom.refusal": {text}')
    assert summary.lines == 3
    assert summary.unread <= 3


def test_a_line_that_is_too_long_is_counted_as_unread() -> None:
    """Whoever holds it, and where nobody does."""
    summary = RefusalSummary()
    summary.add("x" * (MAX_LINE + 1))
    summary.skip()
    assert (summary.lines, summary.unread) == (2, 2)


def test_equal_events_are_one_group() -> None:
    """With the first and last moment, and up to three paths."""
    summary = RefusalSummary()
    for minute, path in ((5, "/a"), (3, "/b"), (9, "/a"), (4, "/c"), (4, "/d"), (4, "")):
        summary.add(line(replace(EVENT, time=f"2026-11-26T00:0{minute}:00Z", path=path)))
    ((group, tally),) = summary.groups.items()
    assert (group.code, group.client, group.audience) == ("aud-mismatch", "web", ("orders",))
    assert (tally.count, tally.first, tally.last) == (6, "2026-11-26T00:03:00Z", "2026-11-26T00:09:00Z")
    assert tally.paths == ("/a", "/b", "/c")


@pytest.mark.parametrize(
    "other",
    [
        replace(EVENT, code="token-expired"),
        replace(EVENT, client="cron"),
        replace(EVENT, issuer=None),
        replace(EVENT, audience=("orders", "x")),
        replace(EVENT, expected_audiences=("y",)),
        replace(EVENT, verified=False),
        replace(EVENT, enforced=True),
    ],
)
def test_what_differs_is_counted_apart(other: RefusalEvent) -> None:
    """By finding, client, issuer, audience, expectation, and how far it is to be trusted."""
    summary = RefusalSummary()
    summary.add(line())
    summary.add(line(other))
    assert len(summary.groups) == 2
    assert (summary.events, summary.enforced) == (2, int(other.enforced))


def test_a_flood_of_invented_values_pushes_out_nobody() -> None:
    """Groups stay bounded; those of verified tokens and the large ones are kept, every event is counted."""
    summary = RefusalSummary()
    summary.add(line())
    for _ in range(3):
        summary.add(line(replace(EVENT, verified=False, client="busy")))
    flood = 2 * MAX_GROUPS + 500
    for number in range(flood):
        summary.add(line(replace(EVENT, verified=False, client=f"c{number}", code=f"code-{number % 3}")))
    assert len(summary.groups) <= 2 * MAX_GROUPS
    assert summary.events == flood + 4
    assert {group.client for group in summary.groups} >= {"web", "busy"}
    assert sorted(summary.folded) == ["code-0", "code-1", "code-2"]
    assert sum(one.groups for one in summary.folded.values()) == 2 * MAX_GROUPS + 1 - MAX_GROUPS


def test_invented_codes_are_bounded_too() -> None:
    """Beyond so many they are counted under no code."""
    summary = RefusalSummary()
    for number in range(7 * MAX_GROUPS):
        summary.add(line(replace(EVENT, code=f"code-{number}", client=f"c{number}")))
    assert len(summary.folded) == MAX_GROUPS + 1
    assert summary.folded[""].count > 0
    assert summary.events == 7 * MAX_GROUPS


def test_a_group_can_be_compared() -> None:
    """By its values alone."""
    assert Group(code="x") == Group(code="x", client=None)
