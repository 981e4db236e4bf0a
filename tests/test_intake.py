"""A text is read with the setting names of the verifier that is named, or that speaks in it."""

from __future__ import annotations

from forwhom.audience.expectation import UNKNOWN
from forwhom.catalogue import catalogue
from forwhom.intake import intake

KNOWN = catalogue()


def test_a_named_verifier_tells_what_its_setting_is_called() -> None:
    """Under the name that the verifier gives its setting the expected audience is found."""
    text = "resource_server_id: my-api\n"
    assert intake(text, KNOWN).expectation.audiences is UNKNOWN
    assert intake(text, KNOWN, KNOWN.verifiers["rabbitmq-oauth2"]).expectation.values == ("my-api",)


def test_the_one_who_speaks_tells_it_as_well() -> None:
    """The verifier that prints the message is recognised first."""
    text = "jwt audience invalid. expected: a\n"
    assert intake(text, KNOWN).error == text.strip()
