"""A recipe is filled with the user's values, each a literal of its language, whatever the values hold."""

from __future__ import annotations

import ast
import json
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.snippet import UNKNOWN_AUDIENCE, UNKNOWN_ISSUER, quoted, render
from forwhom.verifier import Recipe

API = "https://api.example.com"
HOSTILE = "a\"b'c\\d\n$e `f` ${g} #{h} <i>&j\x1b[0m\u2028\U0001f600"

text = st.text(st.characters(exclude_categories=["Cs"]))


def recipe(code: str, language: str = "python") -> Recipe:
    """A recipe of this code."""
    return Recipe(text="configure the audience", language=language, code=code)


def test_the_first_audience_fills_audience() -> None:
    """`$audience` is the first expected audience, quoted for the language."""
    assert render(recipe("audience=$audience"), (API, "b"), None).code == 'audience="https://api.example.com"'


def test_all_audiences_fill_audiences() -> None:
    """`$audiences` is every expected audience, separated by commas."""
    assert render(recipe("audience=[$audiences]"), ("a", "b"), None).code == 'audience=["a", "b"]'


def test_the_issuer_fills_issuer() -> None:
    """`$issuer` is the issuer, quoted for the language."""
    assert render(recipe("issuer=$issuer"), (API,), "https://login.example.com/").code == (
        'issuer="https://login.example.com/"'
    )


def test_an_unknown_issuer_is_a_word_in_capitals() -> None:
    """An issuer that is not known is never left out without a sign."""
    assert render(recipe("issuer=$issuer"), (API,), None).code == f'issuer="{UNKNOWN_ISSUER}"'


def test_an_unknown_audience_is_a_word_in_capitals() -> None:
    """So is an audience."""
    assert render(recipe("audience=$audience, $audiences"), (), None).code == (
        f'audience="{UNKNOWN_AUDIENCE}", "{UNKNOWN_AUDIENCE}"'
    )


def test_an_empty_issuer_stays_empty() -> None:
    """An issuer known to be empty is not one that is unknown."""
    assert render(recipe("issuer=$issuer"), (API,), "").code == 'issuer=""'


def test_the_language_goes_along() -> None:
    """The snippet names the language of the recipe."""
    assert render(recipe("aud: $audience", "yaml"), (API,), None).language == "yaml"


def test_a_dollar_in_a_value_is_not_filled_again() -> None:
    """A value that looks like a placeholder stays as it is."""
    assert render(recipe("$audience $issuer"), ("$issuer",), "b").code == '"$issuer" "b"'


@given(text)
def test_python_reads_back_the_value(value: str) -> None:
    """A Python literal stands for exactly the value."""
    assert ast.literal_eval(quoted(value, "python")) == value


@pytest.mark.parametrize("language", ["json", "javascript", "csharp", "java"])
@given(value=text)
def test_languages_of_utf_16_read_back_the_value(language: str, value: str) -> None:
    """A literal of a language whose strings are UTF-16 is a JSON string too."""
    assert json.loads(quoted(value, language)) == value


@given(text.filter(lambda value: value.isprintable()))
def test_a_shell_word_is_one_word(value: str) -> None:
    """A shell takes the printable value as one word."""
    assert shlex.split(quoted(value, "shell")) == [value]


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_a_shell_word_with_control_characters_is_one_word() -> None:
    """A shell takes a value with line ends and escapes as one word, and shows no control character when it is read."""
    word = quoted(HOSTILE, "shell")
    assert word.isprintable()
    command = ["bash", "-c", f"LC_ALL=C.UTF-8; printf %s {word}"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.decode() == HOSTILE  # noqa: S603 - the value is ours


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_xml_reads_back_the_value(value: str) -> None:
    """The text of an XML element stands for exactly the value, as far as XML can hold its characters."""
    value = value.translate({0xFFFE: None, 0xFFFF: None})
    assert (ET.fromstring(f"<a>{quoted(value, 'xml')}</a>").text or "") == value  # noqa: S314 - the text is ours


@pytest.mark.parametrize(
    ("language", "value", "literal"),
    [
        ("go", "a\U000e0001", r'"a\U000e0001"'),
        ("yaml", "a\x7f\n", r'"a\u007f\n"'),
        ("yaml", "yes", '"yes"'),
        ("toml", 'a"b', r'"a\"b"'),
        ("rust", "a\x1b", r'"a\u{1b}"'),
        ("c", "a\x1b\u200b1", r'"a\033\342\200\2131"'),
        ("hcl", "${a} %{b} $c", '"$${a} %%{b} $c"'),
        ("ruby", "#{a}", r'"\#{a}"'),
        ("elixir", "#{a}", r'"\#{a}"'),
        ("php", "$a", r'"\$a"'),
        ("perl", "$a @b\x1b", r'"\$a \@b\x{1b}"'),
        ("haproxy", "$a #b\x1b\u2028", r'"\$a #b\x1b\xe2\x80\xa8"'),
        ("erlang", 'a"\u2028', r'"a\"\x{2028}"'),
        ("lua", "a\u2028", r'"a\u{2028}"'),
        ("java", "a\U000e0001", r'"a\udb40\udc01"'),
        ("sql", "it's a \\", r"'it''s a \\'"),
        ("xml", "<a>&\"'\x85", "&lt;a&gt;&amp;&quot;&#39;&#x85;"),
        ("properties", 'a\\b"\n\u200b', r'a\\b"\n\u200b'),
        ("ini", 'a"b\n', r'"a\"b\n"'),
        ("text", "api://a\u202e", r"api://a\u202e"),
        ("shell", "it's", "'it'\"'\"'s'"),
        ("shell", API, API),
    ],
)
def test_a_literal_is_written_as_its_language_wants(language: str, value: str, literal: str) -> None:
    """Quotes, signs that start an expression and invisible characters are written as the language wants them."""
    assert quoted(value, language) == literal


@pytest.mark.parametrize("language", ["python", "go", "yaml", "hcl", "rust", "java", "csharp", "json", "shell", "text"])
@given(value=text)
def test_a_literal_shows_every_character(language: str, value: str) -> None:
    """No literal holds a character that cannot be seen."""
    assert quoted(value, language).isprintable()
