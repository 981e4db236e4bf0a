"""Colours of a terminal and tags of a page, taken out of a pasted text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.markup import without_markup


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mrefused\x1b[0m",
        "\x1b[1;31mrefused\x1b[K",
        "\\u001b[31mrefused\\u001b[0m",
        "\\x1b[31mrefused\\033[0m",
        "[31mrefused[0m",
        "[38;5;196mrefused[39m",
    ],
)
def test_colours_are_taken_out(text: str) -> None:
    """As the terminal gets them, as a program prints them in a string, and with the escape character lost."""
    assert without_markup(text) == "refused"


@pytest.mark.parametrize(
    "text", ["audience [31] is refused", "aud=[a, b]", "<client-id>", "<Error><Code>Denied</Code></Error>", "[1x]"]
)
def test_what_is_no_markup_stays(text: str) -> None:
    """Lists, placeholders and XML are evidence."""
    assert without_markup(text) == text


def test_tags_of_a_page_part_its_lines() -> None:
    """A page is read as it is seen; a placeholder on it stays."""
    page = "<!DOCTYPE html><html><body><pre>refused: &lt;id&gt;<br> &nbsp;at <b>main</b> for <client-id></pre></body></html>"
    assert " ".join(without_markup(page).split()) == "refused: &lt;id&gt; at main for <client-id>"


@given(st.text(alphabet="<>[]/m31;brhtml \x1b", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    """Nothing raises, and nothing is added but line ends and blanks."""
    assert len(without_markup(text)) <= len(text)
