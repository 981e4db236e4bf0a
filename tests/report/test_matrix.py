"""The tables of all verifiers: a line for each, no wider than the terminal, every mark the simulator's."""

from __future__ import annotations

import json

import pytest

from forwhom.catalogue import catalogue
from forwhom.classic import CLASSICS
from forwhom.report.matrix import matrix, situations
from tests.cli.calling import call

VERIFIERS = list(catalogue().verifiers.values())
PREDICTIONS = [CLASSICS[4].predict(one) for one in VERIFIERS]


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_no_line_is_wider_than_the_terminal(width: int, *, ascii_only: bool) -> None:
    """A long message is cut, a long situation folded."""
    for segments in (matrix(PREDICTIONS, width, ascii_only=ascii_only), situations(VERIFIERS, width)):
        lines = "".join(segment.text for segment in segments).splitlines()
        assert len(lines) > len(VERIFIERS)
        assert [line for line in lines if len(line) > width] == []


def test_a_pipe_gets_the_whole_words() -> None:
    """Without a width no message is cut."""
    text = "".join(segment.text for segment in matrix(PREDICTIONS))
    assert all(" ".join(one.message.split()) in text for one in PREDICTIONS if one.message and one.message.isascii())


@pytest.mark.parametrize(("ascii_only", "signs"), [(True, "yn"), (False, "\u2713\u2717")])
def test_the_marks_are_the_simulators(ascii_only: bool, signs: str) -> None:  # noqa: FBT001 - a parameter of the test
    """Each verifier's marks stand in the order of the situations."""
    text = "".join(segment.text for segment in situations(VERIFIERS, ascii_only=ascii_only))
    # A mark stands in every second column; between two of them stands a blank or the sign of what was not checked.
    column = max(len(verifier.id) for verifier in VERIFIERS) + 2
    marks = {line.split()[0]: line[column::2] for line in text.splitlines() if line.strip()}
    for verifier in VERIFIERS:
        expected = [signs[classic.predict(verifier).outcome != "accepted"] for classic in CLASSICS]
        assert list(marks[verifier.id]) == expected


@pytest.mark.parametrize("value", ["null", '""', "[]", "42", '{"a": 1}', '["a", 1]', '"a"'])
def test_any_value_of_the_claim_can_be_asked_about(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """`--found-json` takes what is no audience, and the answer says which value it was."""
    answer = call(monkeypatch, "matrix", "--found-json", value, "--expected", "a", "--verifier", "pyjwt", "--json")
    told = json.loads(answer.out)
    assert told["found"] == json.loads(value)
    assert told["absent"] is False
    assert [one["verifier"] for one in told["predictions"]] == ["pyjwt"]
    assert told["predictions"][0]["outcome"] == ("accepted" if value == '"a"' else "rejected")


def test_an_absent_claim_is_told_from_null(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--found` the token has no `aud`."""
    told = json.loads(call(monkeypatch, "matrix", "--expected", "a", "--verifier", "pyjwt", "--json").out)
    assert (told["found"], told["absent"]) == (None, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--found-json", "nul"),
        ("--found-json", "1 2"),
        ("--found-json", "null", "--found", "a"),
        ("--found-json", "null", "--array"),
        ("--situations", "--found", "a"),
        ("--situations", "--expected", "a"),
        ("--verifier", "nobody"),
    ],
)
def test_wrong_use_is_told(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    """What is no JSON value, contradicts itself or is not known is answered with one line."""
    answer = call(monkeypatch, "matrix", *arguments)
    assert answer.status == 2
    assert answer.out == ""


def test_the_situations_can_be_had_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table names the situations and what each chosen verifier does in them."""
    told = json.loads(call(monkeypatch, "matrix", "--situations", "--verifier", "envoy", "--json").out)
    assert [one["id"] for one in told["situations"]] == list(told["verifiers"]["envoy-jwt-authn"])
    assert told["verifiers"]["envoy-jwt-authn"]["slash"]["outcome"] == "accepted"
