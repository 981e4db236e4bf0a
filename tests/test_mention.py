"""Libraries that a text names by their package."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.example import case
from forwhom.finding import Confidence
from forwhom.mention import mentioned
from forwhom.phrasebook import build
from tests.entries import GATEKEEPER


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "java.lang.IllegalStateException\n\tat com.auth0.jwt.JWTVerifier.verify(JWTVerifier.java:1)",
            "auth0-java-jwt",
        ),
        (r"Undefined index in C:\\app\\vendor\\laravel\\passport\\src\\Guards\\TokenGuard.php", "league-oauth2-server"),
        ("TypeError in /app/node_modules/jsonwebtoken/verify.js:3:1", "jsonwebtoken"),
        ('File "/usr/lib/python3/site-packages/jwt/api_jwt.py", line 1', "pyjwt"),
        ("Uncaught TypeError in /app/vendor/firebase/php-jwt/src/JWT.php", "firebase-php-jwt"),
    ],
)
def test_a_package_in_a_trace_names_the_library(text: str, first: str) -> None:
    """Whatever the message says, the place from which it comes tells the library."""
    assert mentioned(text, catalogue().phrasebook)[0] == first


@pytest.mark.parametrize(
    "text", ["", "the vault is closed", "GET https://shop.example/vendor/laravel/passport 404", "the kafka broker"]
)
def test_what_is_no_package_names_nobody(text: str) -> None:
    """A product's plain name and an address name no library."""
    assert mentioned(text, catalogue().phrasebook) == ()


def test_the_libraries_come_in_the_order_of_the_text() -> None:
    """Who stands first is nearest to the trouble; products and services are no libraries."""
    library = replace(GATEKEEPER, kind="library", messages=())
    known = build(
        [
            replace(library, id="one", hints=("org.one",)),
            replace(library, id="two", hints=("two", "org.two")),
            replace(library, id="gate", kind="gateway", hints=("org.gate",)),
        ]
    )
    assert mentioned("at org.gate.A\nat org.two.B\nat org.one.C", known) == ("two", "one")


def test_a_library_that_only_its_package_names_is_possible() -> None:
    """The diagnosis names it, and nobody where the verifier is known."""
    error = "java.lang.IllegalStateException: closed\n\tat com.auth0.jwt.JWTVerifier.verify(JWTVerifier.java:1)"
    (named, *_) = diagnose(case(error=error)).verifiers
    assert (named.id, named.confidence) == ("auth0-java-jwt", Confidence.POSSIBLE)
    assert [one.id for one in diagnose(case(error=error, verifier="jjwt")).verifiers] == ["jjwt"]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """No text raises."""
    assert len(mentioned(text, catalogue().phrasebook)) <= 3
