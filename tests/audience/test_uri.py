"""An audience taken apart as a URI."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.uri import Uri, split


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("https://API.example.com/V1", Uri("https", "", "api.example.com", "", "/V1")),
        ("HTTPS://api.example.com:8443", Uri("https", "", "api.example.com", "8443", "")),
        ("https://u:p@evil.example/x", Uri("https", "u:p", "evil.example", "", "/x")),
        ("https://api.example.com@evil.example", Uri("https", "api.example.com", "evil.example", "", "")),
        ("http://[::1]:8080/", Uri("http", "", "[::1]", "8080", "/")),
        ("http://[::1]", Uri("http", "", "[::1]", "", "")),
        ("https://api?x=1", Uri("https", "", "api", "", "?x=1")),
        ("https://api#x", Uri("https", "", "api", "", "#x")),
        ("https://api:x", Uri("https", "", "api:x", "", "")),
        ("api://orders/read", Uri("api", "", "orders", "", "/read")),
        ("api.example.com:8080/v1", Uri("", "", "api.example.com", "8080", "/v1")),
        ("localhost:8080", Uri("", "", "localhost", "8080", "")),
    ],
)
def test_the_parts_of_a_uri(value: str, parts: Uri) -> None:
    """Scheme and host come in lower case, the port as it is written, the rest untouched."""
    assert split(value) == parts


@pytest.mark.parametrize(
    "value", ["", "orders", "urn:example:orders", "://host", "1x://host", "a b.c", "user@example.com"]
)
def test_what_is_no_such_uri(value: str) -> None:
    """A name, a URN, or a text without a scheme that begins with a letter has no such parts."""
    assert split(value) is None


@given(st.text())
def test_any_text_can_be_split(text: str) -> None:
    """No text raises, and what is behind the host is found in the text."""
    uri = split(text)
    assert uri is None or text.endswith(uri.rest)


@pytest.mark.parametrize(
    ("value", "is_default"),
    [
        ("https://api:443", True),
        ("http://api:80", True),
        ("https://api:80", False),
        ("https://api", False),
        ("api://a:443", False),
    ],
)
def test_the_default_port(value: str, *, is_default: bool) -> None:
    """A port is the default when it is written although the scheme implies it."""
    uri = split(value)
    assert uri
    assert uri.has_default_port is is_default
