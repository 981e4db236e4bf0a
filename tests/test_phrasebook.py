"""Templates of messages, cut so that a text can be held against all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.phrasebook import build, candidates, cut, lower, one_line, phrase
from tests.entries import GATEKEEPER, MISMATCH, PORTER


@pytest.mark.parametrize(
    ("template", "anchor"),
    [
        ("the audience was refused", "audience"),
        ("audience{found}refusal", ""),
        ("aud={found}, client={expected}", "client"),
        ("{found}audiences {expected}", ""),
        ("for {found}audiences", "for"),
        ("not{found}audiences{expected} alone", "alone"),
    ],
)
def test_the_longest_whole_word_is_the_anchor(template: str, anchor: str) -> None:
    """A word that touches a hole may go on there, and the first and the last stand at the edge of a word."""
    assert phrase("gatekeeper", replace(MISMATCH, template=template)).anchor == anchor


def test_only_phrases_whose_anchor_and_needle_stand_in_a_text_are_tried() -> None:
    """A phrase without an anchor is looked for by its needle alone; all come in the order of the phrasebook."""
    templates = ("orders are refused", "{found}refused{expected}", "orders were refused", "billing is refused")
    messages = tuple(replace(MISMATCH, template=template) for template in templates)
    book = build([replace(GATEKEEPER, messages=messages)])
    assert [one.place for one in candidates("here orders are refused", book)] == [0, 1]
    assert [one.place for one in candidates("here orders were\nrefused", book)] == [1]


@pytest.mark.parametrize(
    ("template", "pieces", "holes"),
    [
        ("plain", ("plain",), ("",)),
        ("a {found} b", ("a ", " b"), ("found", "")),
        ("{found}", ("",), ("found",)),
        ("a {found}", ("a ",), ("found",)),
        ("{found}{expected}", ("", ""), ("found", "expected")),
        ('{"aud": 1} {a b}', ('{"aud": 1} ',), ("a b",)),
        ("{Found} {", ("{Found} {",), ("",)),
        ("", ("",), ("",)),
    ],
)
def test_a_template_is_cut_at_its_holes(template: str, pieces: tuple[str, ...], holes: tuple[str, ...]) -> None:
    """Names in lower case in braces are holes, other braces are text."""
    assert cut(template) == (pieces, holes)


@given(st.text(alphabet='ab {}"_', max_size=40))
def test_nothing_of_a_template_is_lost(template: str) -> None:
    """Pieces and holes put together are the template again."""
    pieces, holes = cut(template)
    assert (
        "".join(piece + (f"{{{hole}}}" if hole else "") for piece, hole in zip(pieces, holes, strict=True)) == template
    )


def test_the_longest_piece_is_the_needle() -> None:
    """Only texts that hold the longest piece are looked at closer."""
    made = phrase("gatekeeper", MISMATCH)
    assert made.needle == "gatekeeper: audience "
    assert made.weight == len("gatekeeper: audience") + len("is none of")


def test_a_template_without_text_is_refused() -> None:
    """A template that is nothing but holes would match everything."""
    with pytest.raises(ValueError, match="gatekeeper has no literal text"):
        phrase("gatekeeper", replace(MISMATCH, template="{found} {expected}"))


def test_a_phrasebook_holds_every_message() -> None:
    """Messages, hints in lower case, and what a verifier builds on."""
    book = build([GATEKEEPER, replace(PORTER, builds_on="gatekeeper")])
    assert len(book.phrases) == 2 * len(GATEKEEPER.messages)
    assert book.hints["gatekeeper"] == ("gatekeeper.error",)
    assert book.bases == {"porter": "gatekeeper"}


@given(st.text())
def test_lower_case_keeps_every_place(text: str) -> None:
    """Each character stays where it is, also those whose lower case is longer."""
    assert len(lower(text)) == len(text)


def test_lower_case_of_odd_letters() -> None:
    """A letter with a longer lower case stays as it is."""
    assert lower("AB\u0130C") == "ab\u0130c"


@pytest.mark.parametrize(("text", "line"), [("a b", "a b"), ("a\n  b\tc", "a b c"), ("a\tb", "a\tb")])
def test_a_text_on_one_line(text: str, line: str) -> None:
    """Line ends and the blanks around them become one space."""
    assert one_line(text) == line
