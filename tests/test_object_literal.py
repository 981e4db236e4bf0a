"""Objects as programs print them are read like JSON; what is code is left alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.embedded_json import objects
from forwhom.jwt.json import JsonValue
from forwhom.object_literal import read

CLAIMS: dict[str, JsonValue] = {"aud": ["orders"], "exp": 1.5, "admin": True}


@pytest.mark.parametrize(
    "text",
    [
        "{'aud': ['orders'], 'exp': 1.5, 'admin': True}",
        "{ aud: [ 'orders' ], exp: 1.5, admin: true, }",
        '{"aud"=>["orders"], :exp=>1.5, "admin"=>true}',
        "{\n  aud: [\n    'orders',\n  ],\n  exp: 15e-1,\n  sub: undefined,\n  admin: true\n} and more",
    ],
    ids=["Python", "JavaScript", "Ruby", "JavaScript, over lines"],
)
def test_the_same_object_in_other_languages(text: str) -> None:
    """Each notation gives the members that JSON would; what is undefined is absent."""
    found, end = read(text)
    assert found == CLAIMS
    assert text[end - 1] == "}"


@pytest.mark.parametrize("nothing", ["None", "null", "nil"])
def test_nothing_is_null(nothing: str) -> None:
    """A member without a value is null, which is not the same as absent."""
    assert read(f"{{'aud': {nothing}}}") == ({"aud": None}, len(nothing) + 9)


def test_quotes_inside_a_string_are_kept() -> None:
    """A string holds the other quotation mark, and its own behind a backslash."""
    assert read("""{'a': 'it\\'s "x"'}""") == ({"a": 'it\'s "x"'}, 18)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{ audience: process.env.AUDIENCE }",
        "{ audience: `${host}/api` }",
        "{ audience: 'a' + b }",
        "{ 'a' }",
        "['a']",
        "{ return true }",
        "{'aud': 'never closed",
    ],
)
def test_code_is_no_object(text: str) -> None:
    """An expression, a block or something without an end is not read as values."""
    assert read(text)[0] is None


def test_it_is_found_within_a_text() -> None:
    """The objects of a text are found in either notation, in order."""
    text = "claims: {'aud': 'a'} settings: {\"aud\": \"b\"} code: { if (x) } and { aud: 'c' }"
    assert [one.value for one in objects(text)] == [{"aud": "a"}, {"aud": "b"}, {"aud": "c"}]


def test_a_text_full_of_beginnings_is_given_up() -> None:
    """Where the outer objects never close, the inner ones are not all tried; a few are."""
    closed = '{"b": 1}'
    assert [one.value for one in objects('{"a":' * 50 + closed)] == [{"b": 1}]
    assert list(objects('{"a":' * 20_000 + closed)) == []


def test_only_so_many_places_are_tried() -> None:
    """A text full of beginnings is not searched to its end."""
    text = "{'a'; " * 150 + "{'aud': 'c'}"
    assert list(objects(text)) == []
    assert [one.value for one in objects("{'a'; " * 50 + "{'aud': 'c'}")] == [{"aud": "c"}]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="ascii", exclude_categories=["C"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet="abc", min_size=1), inner),
)


@given(st.dictionaries(st.text(alphabet="abcdef", min_size=1), _VALUES))
def test_what_python_prints_is_what_json_says(value: dict[str, JsonValue]) -> None:
    """The repr of a dictionary of plain values reads as the dictionary itself."""
    assert json.dumps(read(repr(value))[0]) == json.dumps(value)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """Whatever is read ends inside the text."""
    found, end = read(text)
    assert end <= len(text)
    assert found is None or end >= 2
