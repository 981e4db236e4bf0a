"""How programming languages print a JSON value in a message."""

from __future__ import annotations

import pytest

from forwhom.audience.printed import compact, javascript, python, python_literal, ruby
from forwhom.jwt.json import JsonValue


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (1.0, "1"),
        (1.5, "1.5"),
        (["a", None, ["b", "c"]], "a,,b,c"),
        ({"a": 1}, "[object Object]"),
        ("a", "a"),
    ],
)
def test_javascript_prints_as_string_does(value: JsonValue, text: str) -> None:
    """`String(value)` joins lists by commas and knows no float."""
    assert javascript(value) == text


def test_compact_writes_as_json_stringify_does() -> None:
    """No blanks, and a whole number without its point, at any depth."""
    assert compact({"a": [1.0, "ä", {"b": 2.5}]}) == '{"a":[1,"ä",{"b":2.5}]}'


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("a", "a"), (["a", None], '["a", nil]'), ({"a": 1}, '{"a"=>1}'), (1, "1")],
)
def test_ruby_inspects_what_is_inside(value: JsonValue, text: str) -> None:
    """Outside, nil is nothing and a string bare; inside a list they are inspected."""
    assert ruby(value) == text


def test_python_literals_are_quoted() -> None:
    """A string stands in quotes, nothing is None, as `repr` has it."""
    values: list[JsonValue] = ["a", None, ["a"]]
    assert [python_literal(value) for value in values] == ["'a'", "None", "['a']"]


def test_python_prints_as_str_does() -> None:
    """A list of strings has single quotes."""
    assert python(["a", None]) == "['a', None]"
