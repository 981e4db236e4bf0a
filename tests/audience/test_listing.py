"""How verifiers write several audiences into one message, and how such a text is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.listing import Listing, read_any, unquoted

audiences = st.lists(st.text(alphabet="abcxyz0189:/.-_", min_size=1), min_size=1, max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("listing", "text"),
    [
        (Listing.ONE, "a"),
        (Listing.COMMA, "a,b"),
        (Listing.COMMA_BLANK, "a, b"),
        (Listing.OR, "a or b"),
        (Listing.BLANK, "a b"),
        (Listing.JSON, '["a", "b"]'),
        (Listing.GO_QUOTED, '["a" "b"]'),
        (Listing.GO_PLAIN, "[a b]"),
        (Listing.GO_SET, "map[a:{} b:{}]"),
        (Listing.BRACKETS, "[a, b]"),
        (Listing.PYTHON, "['a', 'b']"),
    ],
)
def test_how_a_list_is_written(listing: Listing, text: str) -> None:
    """Each way of writing two values."""
    assert listing.write(("a", "b")) == text


def test_one_of_none() -> None:
    """With no value there is nothing to write."""
    assert Listing.ONE.write(()) == ""


@given(audiences, st.sampled_from(list(Listing)))
def test_what_is_written_is_read_back(values: tuple[str, ...], listing: Listing) -> None:
    """Reading undoes writing; of several values, ONE keeps the first."""
    assert listing.read(listing.write(values)) == (values[:1] if listing is Listing.ONE else values)


@pytest.mark.parametrize("listing", [Listing.JSON, Listing.GO_QUOTED, Listing.PYTHON, Listing.GO_SET])
def test_a_value_without_brackets_is_itself(listing: Listing) -> None:
    """Where brackets were expected and none stand, the text is one value."""
    assert listing.read("a b") == ("a b",)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("api", ("api",)),
        ('"api"', ("api",)),
        ("'api'", ("api",)),
        ("", ()),
        ("[]", ()),
        ('["a", "b c"]', ("a", "b c")),
        ('[\\"a\\"]', ("a",)),
        ('["a', ('["a',)),
        ('["a" "b]', ("a", "b")),
        ("map[a:{}", ("map[a:{}",)),
        ("map[a:{} b:{}] rest", ("a", "b")),
        ("[a, b]", ("a", "b")),
    ],
)
def test_a_text_of_unknown_origin(text: str, values: tuple[str, ...]) -> None:
    """A list in some brackets is read as one, anything else as one value without its quotes."""
    assert read_any(text) == values


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """No text raises, in any way of reading."""
    assert all(isinstance(listing.read(text), tuple) for listing in Listing)


@pytest.mark.parametrize(("text", "value"), [('"a"', "a"), ("`a`", "a"), ('"a', '"a'), ('"', '"'), ("\"a'", "\"a'")])
def test_quotes_come_in_pairs(text: str, value: str) -> None:
    """Only a pair of equal quotes is taken away."""
    assert unquoted(text) == value
