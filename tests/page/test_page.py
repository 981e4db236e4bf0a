"""A page of the catalogue: its text is escaped for HTML, its address made of words, and what is odd is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forwhom.catalogue import catalogue, of
from forwhom.finding import Fix, Party, Snippet
from forwhom.page import html
from forwhom.page.document import Address, Code, Emphasis, Fence, Link, Strong, paragraph, plain, said, section, table
from forwhom.page.finding import finding_page
from forwhom.page.place import Links, Place, slug
from forwhom.page.verifier import verifier_page
from forwhom.verifier import ACCEPT

EVERYTHING = said(
    "a<b ",
    Code("<i>"),
    " ",
    Strong(said("not ", Code("x"))),
    " ",
    Emphasis("so"),
    " ",
    Address("https://example.com/?a=1&b=2"),
    " ",
    Link(said("there"), Place("verifiers", "pyjwt", "audience")),
)


def test_markup_in_a_text_is_shown() -> None:
    """Nothing that the catalogue says becomes an element of the page."""
    assert html.inline(EVERYTHING, "../") == (
        "a&lt;b <code>&lt;i&gt;</code> <strong>not <code>x</code></strong> <em>so</em> "
        '<a href="https://example.com/?a=1&amp;b=2" rel="noreferrer">https://example.com/?a=1&amp;b=2</a> '
        '<a href="../verifiers/pyjwt/#audience">there</a>'
    )


def test_the_words_alone_are_for_titles() -> None:
    """A title has no markup, and loses no word."""
    assert plain(EVERYTHING) == "a<b <i> not x so https://example.com/?a=1&b=2 there"


def test_what_cannot_be_seen_is_written_as_an_escape() -> None:
    """A bidirectional override in a sample does not turn the page around; its line ends stay."""
    assert "a\\u202eb\nc" in html.blocks([Fence("text", "a\u202eb\nc")], "")


def test_an_empty_text_is_shown_as_one() -> None:
    """Code without a character would be invisible."""
    assert html.inline(said(Code("")), "") == "<code>&quot;&quot;</code>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Invalid audience", "invalid-audience"),
        ("invalid audience.", "invalid-audience"),
        ("IDX10214: Audiences: '{found}'", "idx10214-audiences-found"),
        ("...", "signs"),
        ("word " * 40, "-".join(["word"] * 19)),
    ],
)
def test_an_address_is_made_of_words(text: str, expected: str) -> None:
    """Letter case and punctuation do not count; what is long ends after a word."""
    assert slug(text) == expected


def test_a_section_without_content_is_left_out() -> None:
    """A heading never stands alone."""
    assert section("Notes", None, paragraph()) is None


def test_a_table_names_its_rows() -> None:
    """The first cell of a row is its heading, also to a screen reader."""
    shown = html.blocks([table(["when", "then"], [["now", "soon"]])], "")
    assert '<th scope="col">when</th>' in shown
    assert '<tr><th scope="row">now</th><td>soon</td></tr>' in shown


def test_what_has_no_page_is_named_without_a_link() -> None:
    """An entry may name one that the catalogue does not hold."""
    links = Links(of({}, {}, {}))
    assert links.verifier("gone") == links.provider("gone") == links.finding("gone") == said(Code("gone"))


def test_a_fix_shows_its_snippet() -> None:
    """What is there to paste stands below the sentence."""
    known = catalogue()
    fix = Fix(Party.CLIENT, "ask for it", Snippet("shell", "ask --audience it"))
    kind = replace(known.kinds["aud-missing"], fixes=(fix,))
    assert ">ask --audience it</code>" in html.blocks(finding_page(kind, known).blocks, "")


def test_an_odd_acceptance_is_called_by_its_name() -> None:
    """A verifier that takes any token once two audiences are configured is said to."""
    known = catalogue()
    jsonwebtoken = known.verifiers["jsonwebtoken"]
    odd = replace(jsonwebtoken, audience=replace(jsonwebtoken.audience, several=ACCEPT))
    assert "is not supported: accepted." in html.blocks(verifier_page(odd, known).blocks, "")
