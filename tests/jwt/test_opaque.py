"""Tokens that are no JWT but can be told by their beginning."""

import base64

import pytest

from forwhom.jwt.opaque import opaque_kind
from forwhom.jwt.token import TokenForm, decode


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("v4.public.eyJhdWQiOiJhIn0", "PASETO", id="STR-16-paseto"),
        pytest.param("v2.local.AAAA.AAAA", "PASETO", id="STR-16-paseto-local"),
        pytest.param("ya29.a0AbCdEf", "Google access token", id="STR-16-google"),
        pytest.param("gho_16C7e42F292c6912E7", "GitHub OAuth access token", id="STR-16-github"),
        pytest.param("0b0f1c9e-6a52-4cd7-a0ba-8a2f0c1d3e4f", "UUID, perhaps a reference token", id="STR-16-uuid"),
    ],
)
def test_a_kind_that_is_sure_is_named(text: str, kind: str) -> None:
    """The decoder says what it is instead of a token with wrong parts."""
    token = decode(text)
    assert (token.form, token.opaque_kind, token.defects) == (TokenForm.OPAQUE, kind, ())


@pytest.mark.parametrize(
    "text",
    [
        "5tbmb49kZiTt3JDbSqAPQhP8me2sW8eXdY2RQWkOBjQ",
        "3tkN6e5kSpewF5E5oycKrgTIL5fI1e53fgCUW_ewBxU",
        "evkzIx-3rwa6g4qmKIyao0dmFlI8cPYGW1YCeXAjnYU",
    ],
)
def test_random_bytes_are_no_piece_of_a_token(text: str) -> None:
    """What decodes to no beginning of an object is opaque, whatever its first byte is."""
    token = decode(text)
    assert (token.form, token.claims) == (TokenForm.OPAQUE, None)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"0019location https://a\n", id="STR-16-version-1"),
        pytest.param(b"\x02\x01\x09https://a\x02\x01x", id="STR-16-version-2"),
    ],
)
def test_a_macaroon_is_told_by_its_first_packet(data: bytes) -> None:
    """Both binary forms begin with the location."""
    assert opaque_kind(base64.urlsafe_b64encode(data).decode()) == "macaroon"


@pytest.mark.parametrize(
    "data", [b"\x02\x01\x00abc", b"\x02\x01\x03\xff\xff\xff", b"\x02\x01\x03\x00\x01\x02", b"0019abcdefgh"]
)
def test_what_only_begins_like_a_macaroon_is_not_named(data: bytes) -> None:
    """Nothing is named that is not sure."""
    assert opaque_kind(base64.urlsafe_b64encode(data).decode()) is None


@pytest.mark.parametrize("text", ["AgE", "MDA", "AgEC", "hello", ""])
def test_short_or_plain_text_is_of_no_kind(text: str) -> None:
    """Too little to be sure of anything."""
    assert opaque_kind(text) is None
