"""JOSE headers that are malformed or suspicious."""

import pytest

from forwhom.jwt.defect import DefectCode
from forwhom.jwt.header import header_defects, is_none, signature_defects, type_name
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import decode
from tests.jwt.compact import codes, compact


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE", "none ", "none\0"], ids=lambda alg: f"ALG-02-{alg!r}")
def test_each_spelling_of_none_is_named(alg: str) -> None:
    """ALG-02: the value itself is shown, escaped."""
    (defect,) = header_defects({"alg": alg})
    assert (defect.code, defect.text.isprintable(), defect.pointer) == (DefectCode.ALG_NONE, True, "/alg")


def test_none_may_be_escaped_in_json() -> None:
    """ALG-02: an escaped letter is the same letter."""
    assert codes(decode(compact(r'{"alg":"\u006eone"}', signature="")).defects) == [DefectCode.ALG_NONE]


def test_an_unsigned_token_is_shown_as_unsigned() -> None:
    """ALG-01: the empty third part of an unsecured token is not reported on top."""
    token = decode(compact('{"alg":"none"}', signature=""))
    assert (token.claims, token.signature_length, codes(token.defects)) == ({"aud": "api"}, 0, [DefectCode.ALG_NONE])


@pytest.mark.parametrize(
    ("header", "code"),
    [
        pytest.param({}, DefectCode.ALG_MISSING, id="ALG-04-missing"),
        pytest.param({"alg": None}, DefectCode.ALG_WRONG_TYPE, id="ALG-04-null"),
        pytest.param({"alg": 256}, DefectCode.ALG_WRONG_TYPE, id="ALG-04-number"),
        pytest.param({"alg": ["RS256"]}, DefectCode.ALG_WRONG_TYPE, id="ALG-04-array"),
        pytest.param({"alg": {"0": "RS256"}}, DefectCode.ALG_WRONG_TYPE, id="ALG-04-object"),
        pytest.param({"alg": "RS256", "jku": "file:///etc/passwd"}, DefectCode.KEY_URL, id="ALG-20"),
        pytest.param({"alg": "RS256", "x5u": "https://a"}, DefectCode.KEY_URL, id="ALG-20-x5u"),
        pytest.param({"alg": "RS256", "x5c": ["A"]}, DefectCode.EMBEDDED_KEY, id="x5c"),
        pytest.param({"alg": "RS256", "jwk": {}}, DefectCode.EMBEDDED_KEY, id="jwk"),
        pytest.param({"alg": "RS256", "kid": 1}, DefectCode.KID_WRONG_TYPE, id="ALG-23-number"),
        pytest.param({"alg": "RS256", "kid": None}, DefectCode.KID_WRONG_TYPE, id="ALG-23-null"),
        pytest.param({"alg": "RS256", "kid": "x" * 1025}, DefectCode.KID_TOO_LONG, id="ALG-23-long"),
        pytest.param({"alg": "RS256", "b64": False}, DefectCode.B64, id="ALG-26"),
        pytest.param({"alg": "RS256", "crit": ["exp"]}, DefectCode.CRIT, id="crit"),
        pytest.param({"alg": "RS256", "cty": "application/JWT"}, DefectCode.NESTED, id="nested"),
        pytest.param({"alg": "dir", "zip": "DEF"}, DefectCode.ZIP, id="zip"),
    ],
)
def test_a_suspicious_header_is_named(header: dict[str, JsonValue], code: DefectCode) -> None:
    """Each has exactly its own defect, which points to the parameter."""
    (defect,) = header_defects(header)
    assert defect.code is code
    assert defect.pointer == "".join(f"/{name}" for name in list(header)[-1:])


def test_a_key_id_may_have_1024_characters() -> None:
    """ALG-23: and not one more."""
    assert codes(header_defects({"alg": "RS256", "kid": "x" * 1024})) == []


@pytest.mark.parametrize("alg", [None, 5, ["none"], {}])
def test_what_is_no_string_is_no_spelling_of_none(alg: JsonValue) -> None:
    """ALG-04: it is of the wrong type, and its token is not shown as an unsigned one."""
    assert not is_none(alg)


@pytest.mark.parametrize("cty", ["json", 1])
def test_another_content_type_is_no_nested_token(cty: JsonValue) -> None:
    """Only JWT says that the payload is a token, and only as cty: typ may be JWT."""
    assert codes(header_defects({"alg": "RS256", "kid": "k", "typ": "JWT", "cty": cty})) == []


@pytest.mark.parametrize(
    ("alg", "length", "line"),
    [
        ("HS256", 31, "the signature is 31 bytes long where HS256 makes 32"),
        ("ES256", 66, "the signature is 66 bytes long where ES256 makes 64"),
        ("RS256", 200, "the signature is 200 bytes long where RS256 makes at least 256"),
        ("none", 1, "the header says that the token is not signed, yet a signature follows"),
    ],
)
def test_a_signature_that_cannot_belong_to_the_algorithm_is_named(alg: str, length: int, line: str) -> None:
    """ALG-16: the length alone tells a cut or lengthened signature."""
    assert [defect.text for defect in signature_defects({"alg": alg}, length)] == [line]


@pytest.mark.parametrize(
    ("alg", "length"),
    [("PS256", 512), ("EdDSA", 114), ("none", 0), ("HS256", 0), ("RS256", 0), (1, 1)],
)
def test_a_signature_that_may_belong_to_the_algorithm_is_left_alone(alg: JsonValue, length: int) -> None:
    """No defect where the length fits, where it is zero, which is told elsewhere, or where nothing is known of it."""
    assert list(signature_defects({"alg": alg}, length)) == []


@pytest.mark.parametrize(
    ("alg", "length"),
    [
        *(("HS256", 32), ("HS384", 48), ("HS512", 64)),
        *(("ES256", 64), ("ES256K", 64), ("ES384", 96), ("ES512", 132), ("Ed25519", 64)),
        *((name, 256) for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")),
    ],
)
def test_the_length_of_a_signature_is_that_of_its_standard(alg: str, length: int) -> None:
    """Of HMAC the hash, of ECDSA two numbers of the size of the curve, of RSA the smallest key that is allowed."""
    assert list(signature_defects({"alg": alg}, length)) == []
    (defect,) = signature_defects({"alg": alg}, length - 1)
    assert defect.text == f"the signature is {length - 1} bytes long where {alg} makes " + (
        f"at least {length}" if length == 256 else str(length)
    )


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "null"),
        (True, "a boolean"),
        (1, "a number"),
        (1.5, "a number"),
        ("", "a string"),
        ([], "an array"),
        ({}, "an object"),
    ],
)
def test_types_have_their_json_names(value: JsonValue, name: str) -> None:
    """A boolean is not a number."""
    assert type_name(value) == name
