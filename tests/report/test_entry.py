"""Every entry of the catalogue can be shown, as text and as JSON, and every sample of a message explained."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from forwhom.catalogue import catalogue
from forwhom.recognise import recognise
from forwhom.report import entry, entry_json, verifier_json
from forwhom.report.explanation import explanation
from forwhom.report.segment import Segment
from forwhom.snippet import render
from forwhom.wording import read

KNOWN = catalogue()


def text(segments: Iterable[Segment]) -> str:
    """The words of a report."""
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize("identifier", KNOWN.verifiers)
def test_every_verifier_can_be_shown(identifier: str) -> None:
    """Page, recipe and JSON of each verifier hold its name, and the switch only as what not to do."""
    one = KNOWN.verifiers[identifier]
    page = text(entry.verifier(one))
    assert page.startswith(f"{one.name} ({one.id})")
    recipe = text(entry.recipe(one, render(one.recipe, ("https://api.example.com",), None)))
    assert ("not to be used: " in recipe) == bool(one.switch)
    assert json.loads(json.dumps(verifier_json.verifier(one)))["id"] == identifier


@pytest.mark.parametrize("identifier", KNOWN.providers)
def test_every_provider_can_be_shown(identifier: str) -> None:
    """Page and JSON of each provider hold its name."""
    one = KNOWN.providers[identifier]
    assert text(entry.provider(one)).startswith(f"{one.name} ({one.id})")
    assert json.loads(json.dumps(entry_json.provider(one)))["id"] == identifier


@pytest.mark.parametrize("code", KNOWN.kinds)
def test_every_finding_can_be_shown(code: str) -> None:
    """Each explanation says what it means and how to fix it."""
    page = text(entry.finding_kind(KNOWN.kinds[code]))
    assert "What it means" in page
    assert json.loads(json.dumps(entry_json.finding_kind(KNOWN.kinds[code])))["code"] == code


@pytest.mark.parametrize("identifier", KNOWN.verifiers)
def test_every_sample_is_explained(identifier: str) -> None:
    """Each text that the catalogue knows leads to whoever prints it."""
    for message in KNOWN.verifiers[identifier].messages:
        answer = text(explanation(recognise(message.sample, KNOWN.phrasebook), read(message.sample), KNOWN, 80))
        assert "what may be behind it" in answer


def test_an_unknown_text_is_explained_by_its_words() -> None:
    """What nobody is known to print still says what it is about."""
    said = "the audience is wrong: got x, expected y"
    assert "by its words alone it is likely about\n  aud-mismatch" in text(explanation((), read(said), KNOWN))
    assert "name none of the checks" in text(explanation((), read("the moon is full"), KNOWN))
