"""Rules of the audience that are written once, and what they mean written out."""

from __future__ import annotations

from dataclasses import fields

from forwhom.verifier import ACCEPT, COMPARE, EVERY_SHAPE, AudienceRules, alike
from tests.entries import MISMATCH, MISSING


def test_one_answer_to_every_other_claim() -> None:
    """Every shape that names no expected audience has it, configured or not."""
    written = AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    )
    assert alike(MISMATCH) == written


def test_another_answer_where_none_is_configured_and_to_some_shapes() -> None:
    """What is named has an answer of its own."""
    rules = alike(MISMATCH, unset=ACCEPT, unset_malformed=MISMATCH, absent=MISSING)
    assert (rules.unset, rules.unset_blank, rules.unset_malformed) == (ACCEPT, ACCEPT, MISMATCH)
    assert (rules.absent, rules.null) == (MISSING, MISMATCH)


def test_the_shapes_are_the_names_of_rules() -> None:
    """So nothing can be marked as not checked under another name."""
    assert set(EVERY_SHAPE) < {one.name for one in fields(AudienceRules)}
