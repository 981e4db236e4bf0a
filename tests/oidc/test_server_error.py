"""The errors of authorization servers and APIs, explained as the messages of verifiers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forwhom.catalogue import catalogue
from forwhom.oidc.server_error import read

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue


@pytest.mark.parametrize(
    ("code", "description", "verifier", "finding"),
    [
        (
            "invalid_resource",
            "AADSTS500011: The resource principal named api://orders was not found in the tenant named Corp.",
            "entra-resource",
            "resource-not-registered",
        ),
        (
            "access_denied",
            "Service not found: https://api.example.com",
            "auth0-token-endpoint",
            "resource-not-registered",
        ),
        (
            "access_denied",
            'Client is not authorized to access "https://api.example.com".',
            "auth0-token-endpoint",
            "resource-not-registered",
        ),
        (
            "invalid_scope",
            "One or more scopes are not configured for the authorization server resource.",
            "okta-token-endpoint",
            "resource-not-registered",
        ),
        (
            "invalid_target",
            "only a single resource indicator value is supported for this grant type",
            "node-oidc-provider-token-endpoint",
            "aud-many-unsupported",
        ),
        (
            "invalid_target",
            "The resource 'urn:x' is not a valid resource indicator: it must be an absolute URI with a scheme and host.",
            "django-oauth-toolkit-token-endpoint",
            "aud-not-a-uri",
        ),
    ],
)
def test_known_texts_lead_to_who_prints_them(code: str, description: str, verifier: str, finding: str) -> None:
    """A description that the catalogue knows tells the product and the finding, before what the code alone means."""
    told = read({"error": code, "error_description": description}, 400, catalogue())
    assert told
    assert told.matches[0].verifier == verifier
    assert told.codes[0] == finding


@pytest.mark.parametrize(
    "code",
    [
        "invalid_target",
        "access_denied",
        "invalid_client",
        "invalid_grant",
        "invalid_scope",
        "unauthorized_client",
        "expired_token",
        "invalid_token",
        "insufficient_scope",
        "server_error",
    ],
)
def test_codes_of_the_standards_have_a_meaning(code: str) -> None:
    """Each code of the standards is told with its meaning, without any description."""
    told = read({"error": code}, None, catalogue())
    assert told
    assert told.meaning.text
    assert told.meaning.reference


def test_an_unknown_code() -> None:
    """A code that no standard defines is told as such."""
    told = read({"error": "temporarily_confused"}, 418, catalogue())
    assert told
    assert "do not define this code" in told.meaning.text


@pytest.mark.parametrize("members", [{}, {"error": None}, {"error": 7}, {"error": {"code": 404}}, {"error": ""}])
def test_what_is_no_error(members: dict[str, JsonValue]) -> None:
    """Without an error code that is a string there is no error of OAuth."""
    assert read(members, 400, catalogue()) is None
