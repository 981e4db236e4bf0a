"""A verifier is found by the names that people use for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forwhom.catalogue import catalogue, of, slug
from tests.entries import GATEKEEPER, LENIENT, PORTER, made_up


@pytest.mark.parametrize("name", ["gatekeeper", "GateKeeper", "gate-keeper-lib", "gate_keeper_lib", "gate.keeper lib"])
def test_a_verifier_is_found_by_id_and_alias(name: str) -> None:
    """Letter case, hyphens, underscores, dots and blanks do not matter."""
    assert made_up().verifier(name) is GATEKEEPER


def test_a_verifier_is_found_by_its_product_name() -> None:
    """The name of the product leads to it too."""
    assert made_up().verifier("Lenient Gate") is LENIENT


def test_an_id_wins_over_an_alias() -> None:
    """Porter is an alias of another, and yet an id."""
    assert made_up().verifier("porter") is PORTER


def test_an_alias_wins_over_a_product_name() -> None:
    """What one verifier is called by alias is not another's by its product name."""
    other = replace(LENIENT, id="other", aliases=("Lenient Gate",))
    assert of({"lenient": LENIENT, "other": other}, {}, {}).verifier("lenient gate") is other


@pytest.mark.parametrize("name", [None, "", "nobody"])
def test_nobody_is_found_by_another_name(name: str | None) -> None:
    """No name and an unknown name lead to nobody."""
    assert made_up().verifier(name) is None


def test_a_name_as_a_slug() -> None:
    """Names are compared in lower case, their words joined by hyphens."""
    assert slug(" Spring_Security 6.x ") == "spring-security-6-x"


def test_the_shipped_catalogue_is_loaded_once() -> None:
    """Everything is there, and is the same the second time."""
    assert catalogue() is catalogue()
    assert catalogue().verifiers
    assert catalogue().providers
    assert "aud-mismatch" in catalogue().kinds
