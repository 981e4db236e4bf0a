"""Client identifiers, told from identifiers of APIs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.client_id import client_id_form, is_opaque_identifier, own_client
from forwhom.jwt.json import JsonValue
from tests.entries import ACME

PROVIDERS = {"acme": ACME}


def test_the_claims_that_name_the_client() -> None:
    """Every claim that names the client counts, if it is a string and not empty."""
    claims: dict[str, JsonValue] = {"azp": "web", "client_id": "", "cid": 7, "appid": "app", "sub": "alice"}
    assert list(own_client(claims)) == ["web", "app"]


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("com.example.shop", "reverse domain name"),
        ("6e74172b-be56-4843-9ff4-e66a39bb12e3", "GUID"),
        ("6e74172bbe5648439ff4e66a39bb12e3", "GUID"),
        ("acme-123456", "acme"),
        ("https://api.example.com", None),
        ("api://6e74172b-be56-4843-9ff4-e66a39bb12e3", None),
        ("com.example", None),
        ("orders", None),
    ],
)
def test_the_form_of_a_client_id(value: str, form: str | None) -> None:
    """A form is told by the value alone."""
    assert client_id_form(value, PROVIDERS) == form


def test_the_form_of_the_known_provider_comes_first() -> None:
    """With the provider known, its form is named."""
    assert client_id_form("acme-123456", {}, ACME) == "acme"
    assert client_id_form("com.example.shop", {}, ACME) == "reverse domain name"


@pytest.mark.parametrize(
    ("value", "is_opaque"),
    [
        ("n3JkLwq8ZxT5vBm2RfYc7HdPs0GaUeXo", True),
        ("6e74172b-be56-4843-9ff4-e66a39bb12e3", True),
        ("orders-and-billing-service", False),
        ("a1", False),
        ("https://api.example.com/v1", False),
    ],
)
def test_an_opaque_identifier(value: str, *, is_opaque: bool) -> None:
    """Sixteen letters and digits without structure, or a GUID, look random."""
    assert is_opaque_identifier(value) is is_opaque


@given(st.text())
def test_any_value_can_be_asked(value: str) -> None:
    """No value raises."""
    client_id_form(value, PROVIDERS, ACME)
    assert is_opaque_identifier(value) in {True, False}
