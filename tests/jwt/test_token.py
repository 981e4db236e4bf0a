"""Tokens as texts: what form they have, what can be read, and what is wrong with them."""

import copy
import dataclasses
import json
import pickle
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.jwt import base64url
from forwhom.jwt.defect import MALFORMED, DefectCode, Where
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import MAX_LENGTH, TokenForm, decode, from_parts
from tests.jwt.compact import HS256, SIGNATURE, codes, compact, compact_claims

_TOKEN = compact()
_H, _P, _S = _TOKEN.split(".")
_JWE_HEADER = base64url.encode(b'{"alg":"RSA-OAEP-256","enc":"A256GCM"}')
_PIECES = st.sampled_from(
    [_H, _P, _S, ".", "..", "...", "~", "{", '"', " ", "\n", "%2E", "\\u002e", "Bearer ", "ey", ","]
)


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")) | st.lists(_PIECES).map("".join))
def test_any_text_is_decoded_without_raising(text: str) -> None:
    """Whatever the text, a token comes back that knows its length."""
    assert decode(text).length == len(text)


@given(st.binary(), st.binary())
def test_any_bytes_in_the_parts_are_decoded_without_raising(header: bytes, payload: bytes) -> None:
    """Whatever the parts hold, their token has no claims that are not an object."""
    token = decode(compact(header, payload))
    assert token.claims is None or isinstance(token.claims, dict)


def test_a_sound_token_has_no_defect() -> None:
    """Header, claims and the length of the signature are read."""
    token = decode(_TOKEN)
    assert (token.form, token.header, token.claims) == (TokenForm.JWS, {"alg": "HS256", "typ": "JWT"}, {"aud": "api"})
    assert (token.length, token.signature_length, token.defects) == (len(_TOKEN), 32, ())


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        pytest.param("", TokenForm.EMPTY, [], id="STR-07-empty"),
        pytest.param(".", TokenForm.OPAQUE, ["segments", "empty-segment", "empty-segment"], id="STR-07-one-dot"),
        pytest.param("..", TokenForm.OPAQUE, ["empty-segment"] * 3, id="STR-07-two-dots"),
        pytest.param("...", TokenForm.OPAQUE, ["segments", *["empty-segment"] * 3], id="STR-07-three-dots"),
        pytest.param("....", TokenForm.OPAQUE, ["empty-segment"], id="STR-07-four-dots"),
        pytest.param(f"{_H}.{_P}", TokenForm.FRAGMENT, ["segments"], id="STR-07-two-parts"),
        pytest.param(f"{_H}.{_P}.{_S}.{_S}", TokenForm.FRAGMENT, ["segments"], id="STR-07-four-parts"),
        pytest.param(f"{_H}..{_S}", TokenForm.JWS, ["empty-segment"], id="STR-07-empty-payload"),
        pytest.param(f"{_H}.{_P}.", TokenForm.JWS, ["empty-segment"], id="STR-07-empty-signature"),
        pytest.param(_H, TokenForm.FRAGMENT, ["segments"], id="STR-07-header-only"),
        pytest.param(_P, TokenForm.FRAGMENT, ["segments"], id="payload-only"),
        pytest.param("www.example.com", TokenForm.OPAQUE, None, id="host-name"),
        pytest.param("0123456789abcdef", TokenForm.OPAQUE, [], id="random"),
    ],
)
def test_the_form_and_the_reason_are_told(text: str, form: TokenForm, found: list[str] | None) -> None:
    """Each broken shape has a form and its own stable list of reasons."""
    token = decode(text)
    assert token.form is form
    assert found is None or codes(token.defects) == found


def test_a_truncated_header_alone_is_still_a_fragment() -> None:
    """What begins like a token and breaks off is a piece of one, not an opaque token."""
    token = decode(_H[:9])
    assert (token.form, token.header, token.claims) == (TokenForm.FRAGMENT, None, None)


@pytest.mark.parametrize(
    ("text", "header", "claims"),
    [
        (_H, {"alg": "HS256", "typ": "JWT"}, None),
        (_P, None, {"aud": "api"}),
        (f"{_H}.{_P}", {"alg": "HS256", "typ": "JWT"}, {"aud": "api"}),
        (f"{_P}.{_S}", None, {"aud": "api"}),
    ],
)
def test_a_fragment_shows_what_it_holds(
    text: str, header: dict[str, JsonValue] | None, claims: dict[str, JsonValue] | None
) -> None:
    """Header or claims alone, in front of or behind the cut, are recognised."""
    token = decode(text)
    assert (token.form, token.header, token.claims) == (TokenForm.FRAGMENT, header, claims)


def test_a_cut_payload_gives_its_whole_members() -> None:
    """A token that breaks off inside the payload shows the claims before the cut, and no number that may go on."""
    text = compact_claims({"iss": "https://a", "aud": ["x", "y"], "exp": 17})
    token = decode(text[: text.rindex(".") - 3])
    assert (token.form, token.claims) == (TokenForm.FRAGMENT, {"iss": "https://a", "aud": ["x", "y"]})
    assert DefectCode.JSON_TRUNCATED in codes(token.defects)


def test_no_claim_is_not_an_empty_claims_set() -> None:
    """Where no member could be read the claims are unknown, not empty."""
    assert decode(compact(payload='{"aud')).claims is None
    assert decode(compact(payload="{}")).claims == {}


@pytest.mark.parametrize("dots", [pytest.param(10_000_000, id="STR-08"), pytest.param(MAX_LENGTH, id="STR-08-allowed")])
def test_a_text_of_dots_is_refused_at_once(dots: int) -> None:
    """Many separators cost no memory; `benchmarks/hostile.py` shows that they cost no time."""
    text = "." * dots
    tracemalloc.start()
    token = decode(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert token.form is TokenForm.OPAQUE
    assert peak < 1 << 20


def test_a_text_that_is_too_long_is_not_decoded() -> None:
    """JSON-28: one character over the limit, and only the size is told."""
    token = decode(_TOKEN + "A" * (MAX_LENGTH + 1 - len(_TOKEN)))
    assert (codes(token.defects), token.header) == ([DefectCode.TOO_LONG], None)
    assert "65537 characters" in token.defects[0].text


@pytest.mark.parametrize(
    "text",
    [
        "{" + '"a":{' * 13000,
        compact(payload="[" * 40000),
        compact(payload='{"a":"' + '\\"' * 20000),
        compact(payload='{"exp":' + "9" * 40000 + "}"),
        "eyJ " * 16000,
        "Bearer " * 9000,
        "authorization " * 4000,
        "&#" * 30000,
        "%2" * 30000,
        "\\" * 60000,
        "~" * 60000,
    ],
    ids=range(11),
)
def test_texts_made_to_be_slow_have_defects(text: str) -> None:
    """None is taken for a token in order; `benchmarks/hostile.py` shows how long each takes."""
    token = decode(text)
    assert token.defects or token.form is not TokenForm.JWS


def test_an_encrypted_token_is_not_split_as_a_signed_one() -> None:
    """STR-01: of five parts only the header is read."""
    token = decode(f"{_JWE_HEADER}.{_P}.{_P}.{_P}.{_P}")
    assert (token.form, token.claims, token.defects) == (TokenForm.JWE, None, ())
    assert token.header == {"alg": "RSA-OAEP-256", "enc": "A256GCM"}


def test_compressed_content_is_named_and_left_alone() -> None:
    """STR-02: nothing is inflated or decrypted."""
    header = base64url.encode(b'{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":2147483648,"zip":"DEF"}')
    assert codes(decode(f"{header}.A.A.A.A").defects) == [DefectCode.ZIP]


@pytest.mark.parametrize("text", [f"{_JWE_HEADER}.AAAA.AAAA", f"{_H}.AAAA.AAAA.AAAA.AAAA"])
def test_encryption_and_number_of_parts_belong_together(text: str) -> None:
    """STR-01: an encrypted token with three parts, or five parts without encryption, is a defect."""
    token = decode(text)
    assert (token.form, codes(token.defects)) == (TokenForm.JWE, [DefectCode.SEGMENTS])


def test_a_json_serialization_is_recognised() -> None:
    """STR-05: the header of the first signature and the payload are shown."""
    text = json.dumps({"payload": _P, "signatures": [{"protected": _H, "signature": _S}, {"signature": "x"}]})
    token = decode(text)
    assert (token.form, token.header) == (TokenForm.JSON_SERIALIZATION, {"alg": "HS256", "typ": "JWT"})
    assert token.claims == {"aud": "api"}


def test_a_json_serialization_that_looks_compact_is_not_read_as_compact() -> None:
    """STR-04: a JSON text whose first name holds another token is read as JSON alone."""
    inner = compact_claims({"aud": "evil"}).rpartition(".")[0]
    text = json.dumps({f"  {inner}.": "", "protected": _H, "payload": _P, "signature": _S})
    token = decode(text)
    assert (token.form, token.claims) == (TokenForm.JSON_SERIALIZATION, {"aud": "api"})


@pytest.mark.parametrize("members", [{"ciphertext": "AA", "protected": 1}, {"signatures": [1]}, {"signatures": []}])
def test_an_odd_json_serialization_has_no_parts(members: dict[str, JsonValue]) -> None:
    """STR-05: members of other types are left alone."""
    token = decode(json.dumps(members))
    assert (token.form, token.header, token.claims) == (TokenForm.JSON_SERIALIZATION, None, None)


@pytest.mark.parametrize(
    ("text", "header", "claims"),
    [
        ('{"aud":"api"}', None, {"aud": "api"}),
        (HS256, {"alg": "HS256", "typ": "JWT"}, None),
        ('{"aud":"api","iss', None, {"aud": "api"}),
    ],
)
def test_pasted_json_counts_as_decoded_parts(
    text: str, header: dict[str, JsonValue] | None, claims: dict[str, JsonValue] | None
) -> None:
    """A header or claims pasted as JSON are taken for what they are."""
    token = decode(text)
    assert (token.form, token.header, token.claims) == (TokenForm.PARTS, header, claims)


def test_braces_that_are_no_json_are_opaque() -> None:
    """A placeholder is no Claims Set."""
    token = decode("{{ token }}")
    assert (token.form, token.claims, codes(token.defects)) == (TokenForm.OPAQUE, None, [DefectCode.JSON_SYNTAX])


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ('["aud","api"]', "an array"),
        ('"api"', "a string"),
        ("1", "a number"),
        ("true", "a boolean"),
        ("null", "null"),
    ],
    ids="JSON-25-{}".format,
)
def test_a_payload_that_is_no_object_is_named(payload: str, kind: str) -> None:
    """The line says what the payload is instead."""
    token = decode(compact(payload=payload))
    assert token.claims is None
    assert [defect.text for defect in token.defects] == [f"the payload is {kind}, not a JSON object"]


def test_a_payload_of_plain_text_is_kept_as_text() -> None:
    """A JWS may sign anything; what is text can be shown."""
    token = decode(compact(payload="It's a dangerous business"))
    assert (token.payload_text, codes(token.defects)) == ("It's a dangerous business", [DefectCode.JSON_SYNTAX])


def test_a_payload_of_bytes_is_not_kept() -> None:
    """Bytes that are no UTF-8 are not shown as text."""
    assert decode(compact(payload=b"\xff\x00\xfe")).payload_text is None


def test_undecodable_bytes_end_what_is_salvaged() -> None:
    """JSON-20: claims behind damaged bytes are not trusted once the JSON does not read."""
    token = decode(compact(payload=b'{"iss":"a","aud":"\xff'))
    assert (token.claims, codes(token.defects)) == ({"iss": "a"}, [DefectCode.UTF8_INVALID, DefectCode.JSON_TRUNCATED])


def test_an_unencoded_payload_is_not_decoded() -> None:
    """ALG-25: with b64 false nothing is done with the middle part."""
    token = decode(compact('{"alg":"HS256","b64":false,"crit":["b64"]}'))
    assert (token.claims, codes(token.defects)) == (None, [DefectCode.B64, DefectCode.CRIT])


def test_an_sd_jwt_is_named_and_its_token_read() -> None:
    """STR-16: the part before the first tilde is a JWS."""
    token = decode(f"{_TOKEN}~WyJhIl0~")
    assert (token.form, token.opaque_kind, token.claims) == (TokenForm.JWS, "SD-JWT", {"aud": "api"})
    assert codes(token.defects) == [DefectCode.SELECTIVE_DISCLOSURE]


@pytest.mark.parametrize("ellipsis", ["...", "\u2026"])
def test_a_shortened_token_is_read_up_to_the_ellipsis(ellipsis: str) -> None:
    """A token that somebody shortened for a report is a fragment, not a token with many parts."""
    token = decode(f"{_H}.{_P[:8]}{ellipsis}{_S[-4:]}")
    assert (token.form, token.header) == (TokenForm.FRAGMENT, {"alg": "HS256", "typ": "JWT"})
    assert codes(token.defects) == [DefectCode.SHORTENED, DefectCode.JSON_TRUNCATED]


def test_a_dpop_proof_is_an_ordinary_jws_with_its_own_key() -> None:
    """STR-16: its typ tells it, and the key in it is reported."""
    token = decode(compact('{"typ":"dpop+jwt","alg":"HS256","jwk":{"kty":"EC"}}'))
    assert (token.form, codes(token.defects)) == (TokenForm.JWS, [DefectCode.EMBEDDED_KEY])


def test_a_nested_token_is_not_kept_as_text() -> None:
    """LEAK-04: a token inside a token is named, its text is dropped."""
    token = decode(compact('{"alg":"HS256","cty":"JWT"}', _TOKEN))
    assert (token.payload_text, codes(token.defects)) == (None, [DefectCode.NESTED, DefectCode.NESTED])


def test_nothing_about_a_token_shows_its_signature() -> None:
    """LEAK-04: neither text nor pickle nor copy nor dictionary holds the signature or the whole token."""
    token = decode(f'"Bearer {_TOKEN}"')
    for text in (repr(token), str(token), json.dumps(dataclasses.asdict(token)), repr(copy.deepcopy(token))):
        assert _S not in text
    assert _S.encode() not in pickle.dumps(token)
    assert "api" not in repr(token)


@given(st.text(min_size=8), st.lists(_PIECES))
def test_no_defect_shows_the_signature(odd: str, pieces: list[str]) -> None:
    """LEAK-04: whatever is wrong, the lines do not quote the signature, and they are ASCII (LEAK-07, LEAK-08)."""
    token = decode("".join([*pieces, _TOKEN, odd]))
    lines = " ".join(defect.text for defect in token.defects)
    assert _S not in lines
    assert lines.isascii()
    assert lines.isprintable()


def test_claims_that_imitate_output_or_flood_it_are_shortened_and_escaped() -> None:
    """LEAK-07, LEAK-08: line breaks are escaped, a thousand marks are counted."""
    name = "AUD\nRESULT: VALID\u202e" + "\u0301" * 1000
    token = decode(compact(payload="{" + ",".join([f"{json.dumps(name)}:1"] * 2) + "}"))
    assert token.defects[0].text.isascii()
    assert "\n" not in token.defects[0].text
    assert "characters more" in token.defects[0].text


def test_given_parts_are_examined_but_not_missed() -> None:
    """Claims given decoded have their own defects; the header that was not given is no defect."""
    token = from_parts(None, {"exp": "1"})
    assert (token.form, token.claims, codes(token.defects)) == (
        TokenForm.PARTS,
        {"exp": "1"},
        [DefectCode.NUMERIC_DATE],
    )
    assert codes(from_parts({}, None).defects) == [DefectCode.ALG_MISSING]


def test_a_number_that_does_not_exist_is_one_defect() -> None:
    """JSON-10: exp beyond all numbers is reported as that, not again as null."""
    token = decode(compact(payload='{"exp":1e400,"iss":NaN}'))
    assert codes(token.defects) == [DefectCode.JSON_NUMBER_RANGE, DefectCode.JSON_NAN]


def test_malformed_is_a_matter_of_the_text_not_of_the_claims() -> None:
    """A wrong claim is not malformed; a missing part is."""
    assert DefectCode.SEGMENTS in MALFORMED
    assert DefectCode.NUMERIC_DATE not in MALFORMED


def test_an_absent_signature_is_told_where_it_is_missing() -> None:
    """STR-07: the defect is about the signature."""
    assert [defect.where for defect in decode(f"{_H}.{_P}.").defects] == [Where.SIGNATURE]


def test_the_signature_of_the_samples_has_the_right_length() -> None:
    """The sample signature is what HS256 makes, so that other tests see only their own defects."""
    assert len(base64url.decode(SIGNATURE).data) == 32
