"""What the parts of a name say: the environment, the identifier of an application, the host of a service."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.environment import is_other_environment
from forwhom.audience.identifier import guid, is_same_identifier
from forwhom.audience.service import is_one_typing_error, is_same_host, is_same_service
from forwhom.audience.uri import Uri

GUID = "6e74172b-be56-4843-9ff4-e66a39bb12e3"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("orders-dev", "orders-prod"),
        ("orders", "orders-staging"),
        ("https://api.dev.example.com", "https://api.example.com"),
        ("https://orders-test2.example.com", "https://orders-test1.example.com"),
        ("urn:example:QA:orders", "urn:example:orders"),
        ("test", "prod"),
    ],
)
def test_another_environment(found: str, expected: str) -> None:
    """Two names that are equal but for the words for environments in them."""
    assert is_other_environment(found, expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("orders", "billing"),
        ("orders-dev", "orders.dev"),
        ("test", ""),
        ("contest", "con"),
        ("*.dev", "dev"),
        ("a", "b-dev"),
    ],
)
def test_the_same_environment(found: str, expected: str) -> None:
    """Other names, one environment on both sides, and a word that only ends like one."""
    assert not is_other_environment(found, expected)


@given(st.text(), st.text())
def test_environments_are_symmetric(one: str, other: str) -> None:
    """It does not matter which of the two is the token's."""
    assert is_other_environment(one, other) == is_other_environment(other, one)


@pytest.mark.parametrize(
    "value", [GUID, GUID.upper(), f"api://{GUID}", GUID.replace("-", ""), f"https://host/{GUID}/x"]
)
def test_the_guid_of_a_value(value: str) -> None:
    """The GUID comes in lower case and without hyphens, wherever it stands."""
    assert guid(value) == "6e74172bbe5648439ff4e66a39bb12e3"


@pytest.mark.parametrize("value", ["", "orders", "a" * 33, "a" * 64, "6e74172b-be56-4843-9ff4"])
def test_no_guid(value: str) -> None:
    """A longer run of hexadecimal digits is no GUID."""
    assert guid(value) is None


@given(st.text(), st.text())
def test_identifiers_are_symmetric(one: str, other: str) -> None:
    """It does not matter which of the two is the token's."""
    assert is_same_identifier(one, other) == is_same_identifier(other, one)


@pytest.mark.parametrize("value", ["orders", f"api://{GUID}", GUID])
def test_a_slash_or_letter_case_makes_no_other_form(value: str) -> None:
    """Two spellings of one form are not a bare identifier and its URI."""
    assert not is_same_identifier(f"{value}/", value.upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("www.example.com", "example.com"),
        ("example.com.", "example.com"),
        ("caf\u00e9.example", "xn--caf-dma.example"),
        ("\u00e9" * 300, "\u00e9" * 300 + "."),
    ],
)
def test_two_spellings_of_one_host(one: str, other: str) -> None:
    """A leading www, a trailing dot and Punycode make no other host."""
    assert is_same_host(one, other)


@pytest.mark.parametrize(("one", "other"), [("a.example", "b.example"), ("\u00e9" * 80, "e"), ("a\u00e9..b", "a")])
def test_two_hosts(one: str, other: str) -> None:
    """Other names, also those that IDNA refuses, are other hosts."""
    assert not is_same_host(one, other)


@pytest.mark.parametrize(
    ("one", "other", "rest", "same"),
    [
        ("localhost", "api.example.com", "", True),
        ("api.example.com", "10.1.2.3", "", True),
        ("", "localhost", "", False),
        ("a.example.com", "b.example.com", "/v1", False),
        ("a.example.com", "b.example.net", "/realms/acme", True),
        ("orders", "orders.example.com", "", True),
        ("api.example.com", "api.example.net", "", True),
        ("api.example.com", "api.contoso.com", "", False),
        ("orders-abc123-ew.a.run.app", "api.contoso.com", "", True),
        ("orders-abc123-ew.a.run.app", "billing-def456-ew.a.run.app", "", False),
    ],
)
def test_one_service_behind_two_hosts(one: str, other: str, rest: str, *, same: bool) -> None:
    """Local names, a path or a label of its own tell one service; siblings under one domain are several."""
    assert is_same_service(Uri("https", "", one, "", rest), Uri("https", "", other, "", rest)) is same


@pytest.mark.parametrize(
    ("one", "other", "error"),
    [
        ("orders.example.com", "oders.example.com", False),
        ("orders.example.com", "orderss.example.com", True),
        ("orders.example.com", "orders.exmaple.com", True),
        ("orders.example.com", "orders.exanple.com", True),
        ("orders.example.com", "orders.example.co", True),
        ("orders.example.com", "orders.eu.example.com", True),
        ("orders.example.com", "orders.europe.example.com", False),
        ("orders1.example.com", "orders2.example.com", False),
        ("orders.example.com", "orders2.example.com", False),
        ("svc-a.example.com", "svc-b.example.com", False),
        ("orders.a", "orders.b", False),
        ("orders", "ordera", False),
        ("orders.example.com", "orders.axbyple.com", False),
    ],
)
def test_one_slip_of_the_fingers(one: str, other: str, *, error: bool) -> None:
    """A letter wrong, doubled, left out or swapped is a slip; another number, letter or word on its own is not."""
    assert is_one_typing_error(one, other) is error
    assert is_one_typing_error(other, one) is error
