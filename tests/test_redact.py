"""Redaction: no signature leaves, and nothing that is shown can move or hide what is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.redact import CREDENTIAL_CUT, SIGNATURE_CUT, escape, mask, redact, shorten, tokens
from tests.sample_token import CLAIMS, SIGNATURE, segment, shows_signature, token

WRAPPINGS = {
    "alone": "{}",
    "header line": "Authorization: Bearer {}",
    "curl": "curl -H 'Authorization: Bearer {}' https://api.example.com",
    "cookie": "Cookie: a=1; id_token={}; b=2",
    "JSON": '{{"access_token": "{}", "expires_in": 3600}}',
    "escaped JSON": '{{\\"access_token\\":\\"{}\\"}}',
    "escaped line end": "token:\\n{}\\n",
    "URL": "https://app.example.com/cb#access_token={}&state=1",
    "percent-encoded": "access_token%3D{}%26state%3D1",
    "blank encoded": "Bearer%20{}",
    "sentence": "The token is {}.",
    "log": "2026-03-04 ERROR token={} reason=aud",
    "brackets": "[{}]",
}


@pytest.mark.parametrize("wrapping", WRAPPINGS.values(), ids=WRAPPINGS)
def test_a_signature_is_cut_in_any_wrapping(wrapping: str) -> None:
    """However a token stands in a text, its signature goes and the text around it stays."""
    text = redact(wrapping.format(token()))
    assert not shows_signature(text)
    assert SIGNATURE_CUT in text
    before, after = wrapping.format("\0").split("\0")
    assert text.startswith(before)
    assert text.endswith(after)


@pytest.mark.parametrize("columns", [40, 64, 72, 76, 100, 200])
def test_a_wrapped_token_is_one_token(columns: int) -> None:
    """Line breaks inside a token, at whatever width, hide nothing of it from the redaction."""
    whole = token()
    text = "\n".join(whole[at : at + columns] for at in range(0, len(whole), columns)) + "\nForbidden\n"
    assert not shows_signature(redact(text))
    assert [span.text for span in tokens(text)] == [whole]
    assert mask(text) == "[token]\nForbidden\n"


def test_the_line_after_a_token_is_no_part_of_it() -> None:
    """A word on the next line stays."""
    assert mask(f"{token()}\nUnauthorized") == "[token]\nUnauthorized"


def test_an_encrypted_token_keeps_its_header_only() -> None:
    """All parts of a JWE but the first are cut."""
    text = redact(f"{segment({'alg': 'RSA-OAEP', 'enc': 'A256GCM'})}.aaaa.bbbb.cccc.dddd")
    assert text.endswith(".[encrypted parts cut]")


def test_a_part_that_is_no_object_is_taken_for_a_signature() -> None:
    """Of a damaged token with two parts the second is cut unless it begins as an object."""
    assert redact(f"{segment(CLAIMS)}.{SIGNATURE}") == f"{segment(CLAIMS)}.{SIGNATURE_CUT}"


def test_an_unsigned_token_stays_whole() -> None:
    """Where there is no signature, nothing is cut."""
    text = f"{segment({'alg': 'none'})}.{segment(CLAIMS)}."
    assert redact(text) == text


def test_three_long_parts_are_a_token_even_when_their_beginning_is_damaged() -> None:
    """A token without its first characters still loses its signature."""
    assert not shows_signature(redact(token()[3:]))
    damaged = f"{'A' * 20}.{'B' * 20}.{SIGNATURE}"
    assert redact(damaged) == f"{'A' * 20}.{'B' * 20}.{SIGNATURE_CUT}"
    assert mask(damaged) == "[token]"


@pytest.mark.parametrize(
    "text",
    ["Authorization: Basic dXNlcjpwYXNzd29yZDE=", "client_secret=s3cr3t-s3cr3t-s3cr3t", "Bearer ya29.a0AfH6SMBx123"],
)
def test_other_credentials_are_cut_whole(text: str) -> None:
    """Credentials that are no JWT are cut too."""
    assert redact(text).endswith(CREDENTIAL_CUT)
    assert mask(text).endswith(CREDENTIAL_CUT)


@pytest.mark.parametrize("text", ["a bearer authentication scheme", "validationParameters.ValidAudience", "no token"])
def test_prose_is_left_alone(text: str) -> None:
    """Words about tokens are no tokens."""
    assert redact(text) == mask(text) == text


@given(st.text())
def test_what_is_escaped_is_visible(text: str) -> None:
    """LEAK-08: whatever comes in, no control or format character goes out, and no flood of marks."""
    shown = escape(text)
    assert all(unicodedata.category(one)[0] != "C" for one in shown)
    assert all(one == " " or unicodedata.category(one)[0] != "Z" for one in shown)
    marks = "".join("M" if unicodedata.category(one)[0] == "M" else " " for one in shown)
    assert "MMM" not in marks


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("\n", "\\u000a"),
        ("\u202e", "\\u202e"),
        ("\U000e0041", "\\U000e0041"),
        ("\u3164", "\\u3164"),
        ("\ufe0f", "\\ufe0f"),
        ("\u00a0", "\\u00a0"),
        ("\ud800", "\\ud800"),
    ],
)
def test_odd_characters_are_written_as_escapes(odd: str, shown: str) -> None:
    """LEAK-07, LEAK-08: a line end cannot begin a line of its own, and what is invisible can be read."""
    assert escape(f"a{odd}b") == f"a{shown}b"


def test_a_flood_of_marks_is_counted() -> None:
    """LEAK-08: a thousand combining marks become a number."""
    assert escape("a" + "\u0301" * 1000) == "a\u0301\u0301...(998 combining marks)..."


def test_a_long_text_is_cut_in_the_middle_with_the_count() -> None:
    """Both ends stay, and the number between them is that of the characters left out."""
    text = "".join(chr(97 + at % 26) for at in range(200))
    cut = shorten(text, 80)
    before, count, after = cut.replace(" ...(", "|").replace(" characters)... ", "|").split("|")
    assert len(before) + int(count) + len(after) == 200
    assert text.startswith(before)
    assert text.endswith(after)
    assert shorten("short") == "short"


def test_a_found_token_does_not_show_itself_when_it_is_printed() -> None:
    """LEAK-04: the value that marks a token's place can be logged by accident without a leak."""
    assert not shows_signature(repr(list(tokens(token()))))


def test_two_tokens_on_two_lines_stay_two() -> None:
    """A line that begins as a token is the next one, not the rest of the one before."""
    assert [span.text for span in tokens(f"{token()}\n{token()}")] == [token(), token()]


def test_a_line_of_base64_after_a_fragment_belongs_to_it() -> None:
    """A token that was cut and wrapped before its second dot goes on with a line that looks like base64url."""
    whole = token()
    assert [span.text for span in tokens(f"{whole[:30]}\n{whole[30:]}")] == [whole]
