"""What stands around a token when it is pasted."""

import pytest

from forwhom.jwt.defect import DefectCode
from forwhom.jwt.token import TokenForm, decode
from forwhom.jwt.wrapping import unwrap
from tests.jwt.compact import codes, compact

_TOKEN = compact()
_PERCENT = _TOKEN.replace(".", "%2E")
_OTHER = compact(payload='{"aud":"other"}')


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"Bearer {_TOKEN}", ["scheme-word"], id="STR-10-Bearer"),
        pytest.param(f"bearer\t{_TOKEN}", ["scheme-word"], id="STR-10-tab"),
        pytest.param(f"BEARER  {_TOKEN}", ["scheme-word"], id="STR-10-two-blanks"),
        pytest.param(f"Token {_TOKEN}", ["scheme-word"], id="STR-10-Token"),
        pytest.param(f"DPoP {_TOKEN}", ["scheme-word"], id="STR-10-DPoP"),
        pytest.param(f"Authorization: Bearer {_TOKEN}", ["scheme-word"], id="STR-10-header"),
        pytest.param(f"authorization:bearer {_TOKEN}", ["scheme-word"], id="STR-10-header-lower-case"),
        pytest.param(f'"{_TOKEN}"', ["quotes"], id="STR-11-double"),
        pytest.param(f"'{_TOKEN}'", ["quotes"], id="STR-11-single"),
        pytest.param(f"`{_TOKEN}`", ["quotes"], id="STR-11-back-ticks"),
        pytest.param(f"<{_TOKEN}>", ["quotes"], id="STR-11-angle-brackets"),
        pytest.param(f"\u201c{_TOKEN}\u201d", ["quotes"], id="STR-11-typographic"),
        pytest.param(f'\\"{_TOKEN}\\"', ["quotes"], id="STR-11-escaped"),
        pytest.param(f"{_TOKEN},", ["quotes"], id="STR-11-comma"),
        pytest.param(f"'{_TOKEN}';", ["quotes"], id="STR-11-semicolon"),
        pytest.param(f' "Authorization: Bearer {_TOKEN}" ', ["white-space", "quotes", "scheme-word"], id="STR-11-all"),
        pytest.param(f" {_TOKEN}", ["white-space"], id="B64-02-around"),
        pytest.param(f"{_TOKEN[:30]}\r\n  {_TOKEN[30:]}", ["white-space"], id="B64-02-wrapped"),
        pytest.param(f"{_TOKEN[:30]}\u200b{_TOKEN[30:]}", ["white-space"], id="B64-02-invisible"),
        pytest.param(_PERCENT, ["percent-encoding"], id="B64-07-dots"),
        pytest.param(f"Bearer%20{_TOKEN}", ["percent-encoding", "scheme-word"], id="B64-07-scheme"),
        pytest.param(f"{_TOKEN}%3D", ["percent-encoding", "base64-padding"], id="B64-07-padding"),
        pytest.param(_PERCENT.replace("%", "%25"), ["percent-encoding"], id="B64-07-twice"),
        pytest.param(_TOKEN.replace(".", "\\u002e"), ["string-escape"], id="B64-08-escape"),
        pytest.param(f"{_TOKEN[:30]}\\n{_TOKEN[30:]}", ["string-escape", "white-space"], id="B64-08-line-break"),
        pytest.param(_TOKEN.replace(".", "&#46;"), ["html-entity"], id="B64-08-decimal"),
        pytest.param(_TOKEN.replace(".", "&#x2E;"), ["html-entity"], id="B64-08-hexadecimal"),
        pytest.param(f"&quot;{_TOKEN}&quot;", ["html-entity", "quotes"], id="B64-08-named"),
        pytest.param(f"{_TOKEN} {_OTHER}", ["several-tokens"], id="STR-14-blank"),
        pytest.param(f"{_TOKEN},{_OTHER}", ["several-tokens"], id="STR-14-comma"),
        pytest.param(f"Bearer {_TOKEN}, Bearer {_OTHER}", ["scheme-word", "several-tokens"], id="STR-14-header"),
    ],
)
def test_what_surrounds_a_token_is_taken_away_and_named(text: str, found: list[str]) -> None:
    """The token inside is read, and each thing taken away is one defect."""
    token = decode(text)
    assert (token.form, token.claims) == (TokenForm.JWS, {"aud": "api"})
    assert sorted(codes(token.defects)) == sorted(found)


def test_two_scheme_words_are_counted() -> None:
    """STR-10: a client that adds the word to a value that has it already is a frequent mistake."""
    token = decode(f"Bearer bearer {_TOKEN}")
    assert [defect.text for defect in token.defects] == ['the scheme word "Bearer" stands before the token 2 times']


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_end_of_a_line_is_no_defect(end: str) -> None:
    """Files and pipes end with a line break."""
    assert decode(_TOKEN + end).defects == ()


def test_a_scheme_word_alone_is_an_empty_token() -> None:
    """STR-10: nothing follows the word."""
    token = decode("Bearer ")
    assert (token.form, DefectCode.SCHEME_WORD in codes(token.defects)) == (TokenForm.EMPTY, True)


@pytest.mark.parametrize(("word", "kind"), [("Basic", "HTTP Basic credentials"), ("Negotiate", "HTTP Negotiate")])
def test_credentials_of_another_scheme_are_named(word: str, kind: str) -> None:
    """A header of another scheme is not taken for a token."""
    token = decode(f"{word} dXNlcjpwYXNz")
    assert (token.form, str(token.opaque_kind).startswith(kind)) == (TokenForm.OPAQUE, True)


@pytest.mark.parametrize(
    "text",
    [".AspNetCore.CookiesC1=eyJhbGci; .AspNetCore.CookiesC2=OiJIUzI1NiJ9.e30.x", "appSession.0=eyJ; appSession.1=x"],
)
def test_pieces_in_cookies_are_not_joined(text: str) -> None:
    """STR-13: a token split over cookies is not put together by guessing."""
    token = decode(text)
    assert (token.header, token.claims) == (None, None)


def test_other_escapes_stay() -> None:
    """B64-08: what is no escape of a plain character is left as it is."""
    assert unwrap("a\\x%zz&nosuch;b").text == "a\\x%zz&nosuch;b"


def test_the_text_is_not_shown() -> None:
    """LEAK-04: what was unwrapped is a token and does not show in a trace."""
    assert _TOKEN not in repr(unwrap(f"Bearer {_TOKEN}"))
