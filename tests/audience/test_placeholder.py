"""Values that were never filled in, and values that somebody blacked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.placeholder import is_redacted, is_unresolved


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "${API_AUDIENCE}",
        "$(audience)",
        "{{ .Values.audience }}",
        "<no value>",
        "[object Object]",
        "%AUDIENCE%",
        "$AUDIENCE",
        "process.env.AUDIENCE",
        "https://${HOST}/api",
        "https://undefined/api",
        "https://undefined.auth.example/",
        "undefined",
        "None",
        "https://",
        "your-api-identifier",
        "https://your-domain.example",
        "TODO",
        "CHANGEME",
        "change-me",
    ],
)
def test_a_value_that_was_never_filled_in(value: str) -> None:
    """Empty values, templates, variables, `undefined` and sample values are unresolved."""
    assert is_unresolved(value)


@pytest.mark.parametrize(
    "value",
    [
        "todo",
        "https://api.example.com",
        "https://api.example.com/v1",
        "my-api",
        "account",
        "https://dev-env.example.com",
        "6e74172b-be56-4843-9ff4-e66a39bb12e3",
        "undefinedness",
        "caf%C3%A9",
        "price$5",
        "your",
    ],
)
def test_a_real_value(value: str) -> None:
    """Ordinary identifiers are resolved, also where they hold a piece of such a word."""
    assert not is_unresolved(value)


@pytest.mark.parametrize(
    "value",
    [
        "xxxx-xxxx",
        "6e74172b-...",
        "api://***",
        "<client-id>",
        "{clientId}",
        "[my app]",
        "REDACTED",
        "https://\u2026",
        "####",
        "____",
    ],
)
def test_a_value_that_somebody_blacked_out(value: str) -> None:
    """Runs of x, dots and stars, and names in brackets stand for something that is not shown."""
    assert is_redacted(value)


@pytest.mark.parametrize(
    "value",
    ["https://api.example.com", "https://*.example.com", "https://[::1]:8080", "{{ value }}", "${VALUE}", "xx", "a_b"],
)
def test_a_value_that_is_shown(value: str) -> None:
    """A wildcard, an IPv6 address and a template are what they are."""
    assert not is_redacted(value)


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    """Both answers come for any text."""
    assert is_unresolved(text) in {True, False}
    assert is_redacted(text) in {True, False}


@pytest.mark.parametrize("piece", ["${", "{{", "$(", "%A", "$A", "<", "[", "{", "your-", "x", "undefined"])
def test_long_values_are_answered(piece: str) -> None:
    """A value of 64 KiB that begins a placeholder and never ends it is none; only a row of "x" is blacked out."""
    value = piece * (65536 // len(piece))
    assert (is_unresolved(value), is_redacted(value)) == (False, piece == "x")
