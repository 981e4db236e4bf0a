"""The audiences that belong to providers themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forwhom.provider import DefaultAudience, Resource
from forwhom.provider_audience import default_audience, has_audience, known_resource
from tests.entries import ACME

MAIL = ACME.resources[0]
DRIVE = Resource(name="Other Drive", values=("https://mail.acme.example",))
OTHER = replace(ACME, id="other", resources=(DRIVE,))
DEFAULTING = replace(
    ACME,
    id="defaulting",
    defaults=(DefaultAudience(pattern="{issuer}/resources", text="own"), DefaultAudience(pattern=".+", text="any")),
)
PROVIDERS = {"acme": ACME, "other": OTHER}


@pytest.mark.parametrize(
    ("value", "has"),
    [
        ("https://mail.acme.example", True),
        ("https://mail.acme.example/", True),
        ("urn:acme:mail:7", True),
        ("urn:acme:mail:7x", False),
        ("https://mail.acme.example/v1", False),
    ],
)
def test_the_audiences_of_a_resource(value: str, *, has: bool) -> None:
    """A known value, with or without a slash, or one that fits the pattern as a whole."""
    assert has_audience(MAIL, value) is has


def test_a_resource_without_a_pattern() -> None:
    """With values alone, no other value is the resource's."""
    assert not has_audience(DRIVE, "urn:acme:mail:7")


def test_the_known_provider_comes_first() -> None:
    """Where two providers own a value, the one that issued the token is meant."""
    assert known_resource(PROVIDERS, "https://mail.acme.example") is MAIL
    assert known_resource(PROVIDERS, "https://mail.acme.example", OTHER) is DRIVE


def test_a_value_of_nobody() -> None:
    """An audience of one's own is no provider's resource."""
    assert known_resource(PROVIDERS, "orders") is None


def test_the_issuer_stands_in_a_default() -> None:
    """A default that is made of the issuer is recognised by the token's own issuer."""
    claims = {"iss": "https://id.example"}
    found = default_audience({}, "https://id.example/resources", DEFAULTING, claims)
    assert found is DEFAULTING.defaults[0]


def test_without_an_issuer_no_default_is_made_of_it() -> None:
    """An absent issuer fits nothing, also where the other half of the value would."""
    assert default_audience({}, "/resources", DEFAULTING, {}) is DEFAULTING.defaults[1]


def test_a_default_that_anybody_may_have_chosen_tells_no_provider() -> None:
    """With no provider known, a pattern that fits any name counts for nothing."""
    assert default_audience({"defaulting": DEFAULTING}, "orders", None, {}) is None
    assert default_audience({"defaulting": DEFAULTING}, "orders", DEFAULTING, {}) is DEFAULTING.defaults[1]


def test_a_provider_without_defaults() -> None:
    """Nothing is filled in by a provider that has no defaults."""
    assert default_audience({}, "orders", ACME, {}) is None
