"""base64url as it is in tokens, and as it is pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.jwt import base64url
from forwhom.jwt.defect import DefectCode, Where
from tests.jwt.compact import codes


@given(st.binary())
def test_what_is_encoded_decodes_to_itself(data: bytes) -> None:
    """Encoding and decoding gives the same bytes and no defect."""
    assert base64url.decode(base64url.encode(data)) == base64url.Decoded(data)


@given(st.text())
def test_any_text_has_a_reading(text: str) -> None:
    """Decoding never raises, and what it read encodes to a text that is in order."""
    assert base64url.decode(base64url.encode(base64url.decode(text).data)).defects == ()


def test_encoding_has_no_padding_and_the_url_alphabet() -> None:
    """The two last letters of the alphabet are those of base64url."""
    assert base64url.encode(b"\xfb\xff\xfe\x00") == "-__-AA"


@pytest.mark.parametrize(
    ("segment", "data", "code"),
    [
        pytest.param("YWI=", b"ab", DefectCode.BASE64_PADDING, id="B64-01"),
        pytest.param("YQ==", b"a", DefectCode.BASE64_PADDING, id="B64-01-two"),
        pytest.param("YW I", b"ab", DefectCode.BASE64_ALPHABET, id="B64-02-blank"),
        pytest.param("YW\r\nI", b"ab", DefectCode.BASE64_ALPHABET, id="B64-02-line-break"),
        pytest.param("YW?I", b"ab", DefectCode.BASE64_ALPHABET, id="B64-02-question-mark"),
        pytest.param("YW\u00e9I", b"ab", DefectCode.BASE64_ALPHABET, id="B64-02-not-ascii"),
        pytest.param("YW~I", b"ab", DefectCode.BASE64_ALPHABET, id="B64-02-tilde"),
        pytest.param("YWI~", b"ab", DefectCode.BASE64_ALPHABET, id="B64-02-tilde-last"),
        pytest.param("+/+/", b"\xfb\xff\xbf", DefectCode.BASE64_ALPHABET_STANDARD, id="B64-04"),
        pytest.param("++++", b"\xfb\xef\xbe", DefectCode.BASE64_ALPHABET_STANDARD, id="B64-04-plus"),
        pytest.param("////", b"\xff\xff\xff", DefectCode.BASE64_ALPHABET_STANDARD, id="B64-04-slash"),
        pytest.param("A", b"", DefectCode.BASE64_LENGTH, id="B64-05"),
        pytest.param("YWJjZ", b"abc", DefectCode.BASE64_LENGTH, id="B64-05-longer"),
        pytest.param("YWJ", b"ab", DefectCode.BASE64_NOT_CANONICAL, id="unused-bits-of-three"),
        pytest.param("YR", b"a", DefectCode.BASE64_NOT_CANONICAL, id="unused-bits-of-two"),
    ],
)
def test_a_departure_is_read_as_meant_and_named(segment: str, data: bytes, code: DefectCode) -> None:
    """A damaged segment gives its bytes and exactly the defect that it has."""
    decoded = base64url.decode(segment, Where.PAYLOAD)
    assert (decoded.data, codes(decoded.defects)) == (data, [code])


def test_the_line_shows_the_first_foreign_character_escaped() -> None:
    """An escape character does not reach the line; the count and the part do."""
    (defect,) = base64url.decode("YW\x1b{}I", Where.PAYLOAD).defects
    assert defect.text == (
        'the payload holds 3 characters that are not in the base64url alphabet, the first is "\\u001b"'
    )


def test_a_foreign_brace_does_not_disturb_the_line() -> None:
    """A brace is an ordinary character of a line."""
    (defect,) = base64url.decode("YW{I", Where.HEADER).defects
    assert defect.text.endswith('the first is "{"')


def test_no_character_of_a_signature_is_shown() -> None:
    """LEAK-04: the line about a signature says how many characters are wrong, not which."""
    (defect,) = base64url.decode("YW*I", Where.SIGNATURE).defects
    assert defect.text == "the signature holds 1 character that is not in the base64url alphabet"
    (defect,) = base64url.decode("Y*W*I", Where.SIGNATURE).defects
    assert defect.text == "the signature holds 2 characters that are not in the base64url alphabet"
