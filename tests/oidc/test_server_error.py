"""The errors of authorization servers and APIs, explained as the messages of verifiers are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from forwhom.catalogue import catalogue
from forwhom.finding import Party
from forwhom.oidc.server_error import read

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.verifier import Message


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


ENDPOINTS = (
    "auth0-token-endpoint",
    "django-oauth-toolkit-token-endpoint",
    "entra-resource",
    "node-oidc-provider-token-endpoint",
    "okta-token-endpoint",
)
MESSAGES = [(name, message) for name in ENDPOINTS for message in catalogue().verifiers[name].messages]


@pytest.mark.parametrize(("name", "message"), MESSAGES)
def test_every_message_of_an_authorization_server(name: str, message: Message) -> None:
    """Whatever code it comes with, a message of the catalogue is explained by its own entry, and by nothing else."""
    sample = json.loads(message.sample) if message.sample.startswith("{") else {"error_description": message.sample}
    told = read({"error": "access_denied", **sample}, message.status, catalogue())
    assert told
    assert told.matches[0].verifier == name
    assert told.speaker == catalogue().verifiers[name].name
    assert told.codes[: len(message.codes)] == message.codes
    assert told.meaning.text == message.note
    assert told.meaning.fixes
    assert all(fix.party is not Party.RESOURCE_SERVER for fix in told.meaning.fixes)


def test_what_the_catalogue_knows_goes_before_the_code() -> None:
    """AADSTS65001 comes as invalid_grant, and is not about a code that is used up."""
    description = (
        "AADSTS65001: The user or administrator has not consented to use the application with ID '1' named 'x'."
    )
    told = read({"error": "invalid_grant", "error_description": description}, 400, catalogue())
    assert told
    assert "consented" in told.meaning.text
    assert "used up" not in told.meaning.text


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


def test_a_sentence_of_the_standards_is_nobodys_message() -> None:
    """What many servers repeat from RFC 6750 is explained by its code, and ascribed to no product that sounds alike."""
    description = "The access token provided is expired, revoked, malformed, or invalid for other reasons."
    told = read({"error": "invalid_token", "error_description": description}, 401, catalogue())
    assert told
    assert (told.matches, told.speaker) == ((), "")
    assert told.codes[0] == "aud-mismatch"


def test_an_unknown_code() -> None:
    """A code that no standard defines is told as such."""
    told = read({"error": "temporarily_confused"}, 418, catalogue())
    assert told
    assert "do not define this code" in told.meaning.text


@pytest.mark.parametrize("members", [{}, {"error": None}, {"error": 7}, {"error": {"code": 404}}, {"error": ""}])
def test_what_is_no_error(members: dict[str, JsonValue]) -> None:
    """Without an error code that is a string there is no error of OAuth."""
    assert read(members, 400, catalogue()) is None
