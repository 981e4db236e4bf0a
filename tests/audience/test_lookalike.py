"""Characters that a reader does not see or takes for others, and a value as a person reads it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.lookalike import cleaned, is_invisible, name, skeleton


@pytest.mark.parametrize(
    "character", ["\t", "\0", "\u00a0", "\u200b", "\u200e", "\u2028", "\ufeff", "\u3164", "\ufe0f"]
)
def test_an_invisible_character(character: str) -> None:
    """Control and format characters, odd blanks, fillers and variation selectors leave no ink."""
    assert is_invisible(character)


@pytest.mark.parametrize("character", [" ", "a", "/", "\u0430", "\u0301"])
def test_a_visible_character(character: str) -> None:
    """Letters, marks and the plain space are seen."""
    assert not is_invisible(character)


@given(st.text())
def test_a_skeleton_holds_nothing_invisible_of_the_text(text: str) -> None:
    """What leaves no ink is not in the skeleton, unless composing brings a blank back."""
    assert not any(is_invisible(character) for character in skeleton(text) if character != "\u00a0")


@given(st.text())
def test_normalisation_forms_have_one_skeleton(text: str) -> None:
    """Composed and decomposed letters become the same."""
    assert skeleton(unicodedata.normalize("NFD", text)) == skeleton(unicodedata.normalize("NFC", text))


def test_letters_of_other_scripts_become_latin() -> None:
    """Cyrillic and Greek letters become those that they look like."""
    assert skeleton("\u0430\u0440\u0456-\u03bf") == "api-o"


@given(st.text())
def test_cleaning_never_raises(text: str) -> None:
    """Any text can be cleaned, and no blank is left in it."""
    assert not set(cleaned(text)) & set(" \t\r\n")


@given(st.text(alphabet="abc./:-", min_size=1))
def test_an_ordinary_value_is_clean(value: str) -> None:
    """A value of letters, dots, slashes, colons and hyphens stays as it is."""
    assert cleaned(value) == value


@pytest.mark.parametrize(
    ("value", "clean"),
    [
        ('"api"', "api"),
        (" api\r\n", "api"),
        ("a%70i", "api"),
        ("a%2", "a%2"),
        ("%", "%"),
        ("a%zzb", "a%zzb"),
        ("%ff", "%ff"),
        ("https:\\/\\/api", "https://api"),
        ("api\\", "api/"),
        ("\ud800%41", "\ud800A"),
    ],
)
def test_a_value_is_cleaned(value: str, clean: str) -> None:
    """Blanks, quotes around, percent-encoding and backslashes are undone; what is no encoding stays."""
    assert cleaned(value) == clean


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\t", "U+0009 TAB"),
        ("a", "U+0061 LATIN SMALL LETTER A"),
        ("\x01", "U+0001"),
    ],
)
def test_a_character_has_a_name(character: str, expected: str) -> None:
    """The code point and, where there is one, the name."""
    assert name(character) == expected
