"""Every finding kind is whole: its examples fire and stay silent as they say, and its words can be shown to anybody."""

from __future__ import annotations

import re

import pytest

from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.example import Example
from forwhom.finding import Finding, Fix
from forwhom.finding_kind import FindingKind

KINDS = catalogue().kinds
HEADINGS = ("What it means: ", "How it happens: ", "How to fix it: ")
BAD_ADVICE = re.compile(
    r"\b(?:disabl|turn(?:ing)? off|switch(?:ing)? off|skip|ignor|wildcard|any audience|verify_aud|insecure)",
    re.IGNORECASE,
)
BAD_WORDS = re.compile(r"\b(?:illegal|simply|obviously|just|we|our|actual(?:ly)?|got)\b|!", re.IGNORECASE)
EXAMPLES = [(kind, example) for kind in KINDS.values() for example in kind.examples()]

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
each_example = pytest.mark.parametrize(
    ("kind", "example"), EXAMPLES, ids=[f"{kind.code}: {example.note}" for kind, example in EXAMPLES]
)


def findings(example: Example) -> tuple[Finding, ...]:
    """All findings of the example's case."""
    return diagnose(example.case).findings


def fixes(kind: FindingKind) -> list[Fix]:
    """The fixes that the kind gives without knowing the values, and in its examples."""
    known = [
        fix
        for example in kind.examples()
        for finding in findings(example)
        if finding.code == kind.code
        for fix in finding.fixes
    ]
    return [*kind.fixes, *known]


@each_example
def test_an_example_fires_as_it_says(kind: FindingKind, example: Example) -> None:
    """The code is among the findings of the case exactly where the example says so."""
    assert (kind.code in [finding.code for finding in findings(example)]) is example.fires


@each_example
def test_a_finding_is_told_well(kind: FindingKind, example: Example) -> None:
    """A title is one line without a full stop, a reason is given, and at most three fixes and one primary place."""
    for finding in findings(example):
        if finding.code == kind.code:
            assert_one_line(finding.title)
            assert finding.because
            assert not finding.because.endswith(".")
            assert len(finding.fixes) <= 3
            assert len(finding.evidence) == 1
            assert finding.references


@each_example
def test_a_marker_stands_where_the_values_part(kind: FindingKind, example: Example) -> None:
    """Where a place is named, both values are text and differ there."""
    for finding in findings(example):
        if finding.code == kind.code and finding.differs_at is not None:
            at = finding.differs_at
            assert isinstance(finding.found, str)
            assert isinstance(finding.expected, str)
            assert finding.found[:at] == finding.expected[:at]
            assert finding.found[at : at + 1] != finding.expected[at : at + 1]
            assert finding.marker


def assert_one_line(title: str) -> None:
    """The title begins in lower case or with a name, has no full stop at its end, and stands on one line."""
    assert title
    first = title.split(maxsplit=1)[0]
    assert first == first.lower() or first[0] == '"' or first != first.capitalize() or first == "Envoy"
    assert not title.endswith(".")
    assert "\n" not in title
    assert not BAD_WORDS.search(title)


@each_kind
def test_a_kind_has_examples_of_both_sorts(kind: FindingKind) -> None:
    """At least one example fires, at least one near miss stays silent, and no note stands twice."""
    examples = kind.examples()
    assert {example.fires for example in examples} == {True, False}
    notes = [example.note for example in examples]
    assert len(set(notes)) == len(notes)
    assert not any(note.endswith(".") for note in notes)


@each_kind
def test_an_explanation_has_its_three_parts(kind: FindingKind) -> None:
    """After its first line an explanation says what it means, how it happens and how to fix it, in this order."""
    first, *parts = kind.explanation.strip().split("\n\n")
    assert first.endswith(".")
    assert [part.partition(": ")[0] + ": " for part in parts] == list(HEADINGS)
    assert not BAD_WORDS.search(kind.explanation)


@each_kind
def test_a_title_is_one_line(kind: FindingKind) -> None:
    """The title of a kind is lower case, one line, without a full stop."""
    assert_one_line(kind.title)
    assert kind.title == kind.title[0].lower() + kind.title[1:]


@each_kind
def test_a_kind_silences_only_others_that_exist(kind: FindingKind) -> None:
    """Every silenced code is another kind's, and stands once."""
    assert set(kind.silences) <= KINDS.keys() - {kind.code}
    assert len(set(kind.silences)) == len(kind.silences)


@each_kind
def test_no_two_kinds_silence_each_other(kind: FindingKind) -> None:
    """Of two kinds at most one silences the other, or both could vanish."""
    assert [code for code in kind.silences if kind.code in KINDS[code].silences] == []


@each_kind
def test_a_fix_weakens_nothing(kind: FindingKind) -> None:
    """No fix disables a check, widens it or lets services share an audience."""
    for fix in fixes(kind):
        assert not BAD_ADVICE.search(fix.text), fix.text
        assert fix.text == fix.text[0].lower() + fix.text[1:]
        assert not fix.text.endswith(".")
        assert not BAD_WORDS.search(fix.text)


@each_kind
def test_a_kind_is_referred_to_a_document(kind: FindingKind) -> None:
    """Every kind names a document and the place in it, and reads as such."""
    assert kind.references
    assert all(reference.document and reference.section for reference in kind.references)
    assert all(str(reference) == f"{reference.document} {reference.section}" for reference in kind.references)


@each_kind
def test_every_kind_offers_a_fix(kind: FindingKind) -> None:
    """At least one party can do something, in the kind itself or in the findings of its examples."""
    assert fixes(kind)


@each_kind
def test_what_is_settled_can_be_asked_of_every_case(kind: FindingKind) -> None:
    """Each kind tells of every example of its own whether the evidence decides."""
    assert {kind.settled(diagnose(example.case).situation) for example in kind.examples()} <= {True, False}
