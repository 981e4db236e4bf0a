"""Attacks on the text of a token: its parts, their encoding, and the JSON in them; named as in tests/attacks.json."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any

import pytest

from forwhom.jwt import base64url
from tests.resource_server.tokens import (
    AUDIENCE,
    CLAIMS,
    ISSUER,
    NOW,
    SECRET,
    refusal,
    signed,
    validator,
    with_claim,
    with_header,
)

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

_GOOD = signed()
_HEAD, _BODY, _SIGNATURE = _GOOD.split(".")
_NAMES = f'"iss":"{ISSUER}","aud":"{AUDIENCE}","exp":{NOW + 600}'

#: The same without an expiry, for texts that bring one of their own.
_NO_EXP = f'"iss":"{ISSUER}","aud":"{AUDIENCE}"'

_NO_DATES: list[JsonValue] = ["99999999999", True, [], None]
#: Texts with equal hashes in a table of sixteen places, as in one of more.
_COLLIDING = ",".join(f'"{number << 20}":0' for number in range(3000))


def _signed_text(signing_input: str) -> str:
    return f"{signing_input}.{base64url.encode(hmac.digest(SECRET, signing_input.encode(), 'sha256'))}"


def _encoded_header(**members: Any) -> str:  # noqa: ANN401 - as in `with_header`
    return with_header(**members).partition(".")[0]


#: A payload as b64 leaves it, if it had no dots.
_UNENCODED = '{"aud":"api"}'
_STANDARD = (
    base64url.encode(json.dumps({**CLAIMS, "x": "\u00fb\u00ff~~~???>>>"}).encode()).replace("-", "+").replace("_", "/")
)
_ONE = {"protected": _HEAD, "signature": _SIGNATURE}


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(header={"alg": "none"}).rpartition(".")[0] + ".", id="ALG-01"),
        *(
            pytest.param(with_header(alg=alg), id=f"ALG-02-{number}")
            for number, alg in enumerate(["None", "NONE", "nOnE", "none ", "none\0"])
        ),
        pytest.param(signed(header='{"alg":"\\u006eone"}'), id="ALG-02-escape"),
    ],
)
def test_unsigned_tokens_are_refused(token: str) -> None:
    """Whatever the spelling of none, and whatever follows."""
    assert refusal(token).code == "alg-not-allowed"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(header={"typ": "JWT"}), id="ALG-04-missing"),
        *(
            pytest.param(with_header(alg=alg), id=f"ALG-04-{number}")
            for number, alg in enumerate([None, 256, ["RS256"], {"0": "RS256"}])
        ),
        *(
            pytest.param(with_header(kid=kid), id=f"ALG-23-{number}")
            for number, kid in enumerate([1, None, ["k1"], {"k1": 1}, "k" * 1025, "k" * 1_000_000])
        ),
        pytest.param(with_header(b64=False, crit=["b64"]), id="ALG-25"),
        pytest.param(_signed_text(f"{_encoded_header(b64=False, crit=['b64'])}.{_UNENCODED}"), id="ALG-25-unencoded"),
        pytest.param(f"{_encoded_header(b64=False, crit=['b64'])}.{'A' * 50_000_000}.{_SIGNATURE}", id="ALG-25-large"),
        pytest.param(with_header(b64=False), id="ALG-26"),
        pytest.param(_signed_text(f"{_encoded_header(b64=False)}.{_UNENCODED}"), id="ALG-26-unencoded"),
        pytest.param(with_header(jku="http://169.254.169.254/"), id="ALG-20-jku"),
        pytest.param(with_header(x5u="file:///etc/passwd"), id="ALG-20-x5u"),
        pytest.param(with_header(jwk={"kty": "oct", "k": "AA"}), id="ALG-20-jwk"),
        pytest.param(with_header(x5c=["AA"]), id="ALG-20-x5c"),
        pytest.param(with_header(cty="JWT"), id="nested"),
        pytest.param(with_header(zip="DEF"), id="compressed"),
        pytest.param(with_header(typ=1), id="ALG-28-number"),
        pytest.param(signed(f'{{"aud":"evil",{_NAMES}}}'), id="JSON-01"),
        pytest.param(signed(header='{"alg":"none","alg":"HS256"}'), id="JSON-02-alg"),
        pytest.param(signed(header='{"alg":"HS256","kid":"a","kid":"k1"}'), id="JSON-02-kid"),
        pytest.param(signed(f'{{{_NAMES},"cnf":{{"jkt":"a","jkt":"b"}}}}'), id="JSON-04"),
        pytest.param(signed(f'{{{_NAMES},"deep":{"[" * 64}{"]" * 64}}}'), id="JSON-07-65"),
        pytest.param(signed(f'{{{_NAMES},"big":{"9" * 5000}}}'), id="JSON-08-5000"),
        pytest.param(signed(f'{{{_NAMES},"big":{"9" * 310}}}'), id="JSON-08-310"),
        pytest.param(signed(f'{{{_NO_EXP},"exp":{"9" * 5000}}}'), id="JSON-08-exp-5000"),
        pytest.param(signed(f'{{{_NO_EXP},"exp":{"9" * 4301}}}'), id="JSON-08-exp-4301"),
        pytest.param(signed(f'{{{_NAMES},"x":1e400}}'), id="JSON-10"),
        pytest.param(signed(f'{{{_NO_EXP},"exp":1e400}}'), id="JSON-10-exp"),
        pytest.param(signed(f'{{{_NO_EXP},"exp":1e309}}'), id="JSON-10-exp-309"),
        pytest.param(signed(f'{{{_NO_EXP},"exp":-1e999}}'), id="JSON-10-exp-negative"),
        *(
            pytest.param(with_claim(exp=exp), id=f"JSON-11-{exp}")
            for exp in (253402300800, 2**53 + 1, 2**63, 2**64, -1)
        ),
        *(pytest.param(with_claim(nbf=nbf), id=f"JSON-13-{number}") for number, nbf in enumerate(_NO_DATES)),
        pytest.param(with_claim(exp=True), id="JSON-14"),
        pytest.param(with_claim(exp=False), id="JSON-14-false"),
        pytest.param(with_claim(exp=None), id="JSON-16"),
        pytest.param(signed(f'{{{_NAMES},"x":"'.encode() + b'\xff"}'), id="JSON-20-ff"),
        pytest.param(signed(f'{{{_NAMES},"x":"'.encode() + b'\xc0\x80"}'), id="JSON-20-overlong"),
        pytest.param(signed(f'{{{_NAMES},"x":"'.encode() + b'\xed\xa0\x80"}'), id="JSON-20-surrogate"),
        pytest.param(signed(f"{{{_NAMES}}}".encode("utf-16")), id="JSON-22-utf-16"),
        pytest.param(signed(f"{{{_NAMES}}}".encode("utf-32")), id="JSON-22-utf-32"),
        pytest.param(signed(f"{{{_NAMES}}}".encode("utf-8-sig")), id="JSON-22-bom"),
        pytest.param(signed(f'{{{_NAMES},"x":"\\ud800"}}'), id="JSON-23"),
        pytest.param(signed(f'{{{_NAMES},"sub":"u\\uDFFF1"}}'), id="JSON-23-sub"),
        pytest.param(
            signed(f'{{"iss":"{ISSUER}","aud":["{AUDIENCE}","\\ud800"],"exp":{NOW + 600}}}'), id="JSON-23-aud"
        ),
        pytest.param(signed(f'{{{_NAMES},"\\ud800":1}}'), id="JSON-23-name"),
        pytest.param(signed(f'{{{_NAMES},"x":NaN}}'), id="NaN"),
        *(pytest.param(signed(text), id=f"JSON-25-{text}") for text in ('["aud","api"]', '"api"', "1", "true", "null")),
        *(
            pytest.param(signed(text), id=f"JSON-26-{number}")
            for number, text in enumerate(
                [f"{{{_NAMES}}} x", f"{{{_NAMES}}}{{}}", f"{{{_NAMES}}}//", f"{{{_NAMES},}}", "{'aud':'api'}"]
            )
        ),
        pytest.param(_GOOD + "=", id="B64-01-signature"),
        pytest.param(_signed_text(f"{_HEAD}.{_BODY}="), id="B64-01-payload"),
        pytest.param(f"{_HEAD}=.{_BODY}.{_SIGNATURE}", id="B64-01-header"),
        *(
            pytest.param(f"{_HEAD}.{_BODY}.{mark}{_SIGNATURE}", id=f"B64-02-{number}")
            for number, mark in enumerate([" ", "\t", "\r\n", "?", "#", "+", "/"])
        ),
        pytest.param(_signed_text(f"{_HEAD}.{_BODY} "), id="B64-02-payload"),
        pytest.param(_signed_text(f"{_HEAD}.{_BODY[:9]}\n{_BODY[9:]}"), id="B64-02-line-end"),
        pytest.param(_signed_text(f"{_HEAD}.{_STANDARD}"), id="B64-04"),
        pytest.param(f"{_HEAD}.{_BODY}.A", id="B64-05"),
        pytest.param(_signed_text(f"{_HEAD}.{_BODY}A"), id="B64-05-payload"),
        pytest.param(_GOOD.replace(".", "%2E"), id="B64-07"),
        pytest.param(f"{_GOOD}%3D", id="B64-07-padding"),
        pytest.param(_GOOD.replace(".", "\\u002e"), id="B64-08-escape"),
        pytest.param(_GOOD.replace(".", "&#46;"), id="B64-08-entity"),
        pytest.param(f'{{"  {_HEAD}.{_BODY}.":"","signature":"{_SIGNATURE}"}}', id="STR-04"),
        pytest.param(
            json.dumps({"protected": _HEAD, "payload": _BODY, "signature": _SIGNATURE}), id="STR-05-flattened"
        ),
        pytest.param(json.dumps({"payload": _BODY, "signatures": [_ONE, {**_ONE, "signature": "AA"}]}), id="STR-05"),
        *(
            pytest.param(text, id=f"STR-07-{number}")
            for number, text in enumerate(["", ".", "..", "...", _HEAD, f"{_HEAD}.{_BODY}", f"{_GOOD}.d"])
        ),
        *(
            pytest.param(text.replace("T", _GOOD), id=f"STR-10-{number}")
            for number, text in enumerate(["Bearer T", "bearer\tT", "BEARER  T", "Token T", "Authorization: Bearer T"])
        ),
        *(
            pytest.param(text.replace("T", _GOOD), id=f"STR-11-{number}")
            for number, text in enumerate(['"T"', "'T'", "`T`", "<T>", "T,", "T;", "(T)"])
        ),
        *(
            pytest.param(text, id=f"STR-13-{number}")
            for number, text in enumerate(
                [f"{_GOOD[:40]}; {_GOOD[40:]}", f"C1={_GOOD[:40]}; C2={_GOOD[40:]}", f"{_GOOD[:40]}\n{_GOOD[40:]}"]
            )
        ),
        pytest.param(f"{_GOOD} {_GOOD}", id="STR-14-blank"),
        pytest.param(f"{_GOOD},{_GOOD}", id="STR-14-comma"),
        pytest.param(f"{_GOOD}~disclosure~", id="STR-16"),
        pytest.param("x" * 65537, id="too long"),
        pytest.param(signed("{" + '"a":0,' * 1_000_000 + "}"), id="JSON-28-members"),
        pytest.param(with_claim(**{"n" * 1_000_000: 0}), id="JSON-28-name"),
        pytest.param(signed(f'{{"sub":1,{_NAMES},{_COLLIDING}}}'), id="JSON-28-hashes"),
        pytest.param(with_claim(aud=["x"] * 1000 + [AUDIENCE]), id="AUD-10"),
        pytest.param(with_claim(aud=["x"] * 100_000 + [AUDIENCE]), id="AUD-10-hundred-thousand"),
    ],
)
def test_malformed_tokens_are_refused(token: str) -> None:
    """Each says what is malformed about it."""
    cause = refusal(token)
    assert cause.code == "token-malformed"
    assert cause.findings[0].because


def test_a_depth_of_64_is_allowed() -> None:
    """JSON-07: the limit holds on its other side."""
    assert validator().validate(signed(f'{{{_NAMES},"deep":{"[" * 63}{"]" * 63}}}'), NOW)


def test_names_that_differ_are_other_names() -> None:
    """JSON-05: only aud is the audience."""
    claims: dict[str, JsonValue] = {**CLAIMS, "AUD": "evil", "caf\u00e9": 1, "cafe\u0301": 2}
    assert validator().validate(signed(claims), NOW) == claims


def test_five_parts_are_an_encrypted_token() -> None:
    """STR-01, STR-02: it is not split as if it were signed, and nothing is decrypted or inflated."""
    header: dict[str, JsonValue] = {"alg": "dir", "enc": "A256GCM", "zip": "DEF"}
    head = signed(header=header).partition(".")[0]
    assert refusal(f"{head}..AAAA.AAAA.AAAA").code == "token-encrypted"
    assert refusal(with_header(enc="A256GCM")).code == "token-encrypted"


def test_an_opaque_token_is_named() -> None:
    """STR-16: it is no JWT."""
    assert refusal("ghp_0123456789abcdefghijklmnopqrstuvwxyz").code == "token-opaque"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("." * 10_000_000, id="STR-08"),
        pytest.param("." * 65536, id="dots"),
        pytest.param("A" * 65536, id="letters"),
        pytest.param(("a" * 30 + ".") * 2100, id="many parts"),
        pytest.param(signed("[" * 40000), id="brackets"),
        pytest.param(signed('{"a":' * 8000), id="objects"),
        pytest.param(signed(f'{{{_NAMES},"x":{"9" * 45000}}}'), id="digits"),
        pytest.param(with_claim(aud=["x"] * 9000), id="audiences"),
        pytest.param(signed({**CLAIMS, **{f"{number:x}": 1 for number in range(4000)}, "sub": 1}), id="members"),
        pytest.param(signed({**CLAIMS, "aud": "/" * 45000}), id="slashes"),
        pytest.param(
            signed({**CLAIMS, "aud": [f"https://{n}.example.com/" * 2 for n in range(900)]}), id="near misses"
        ),
    ],
)
def test_texts_made_to_be_slow_are_refused(token: str) -> None:
    """Each is refused like any other token."""
    assert refusal(token, validator()).findings


def test_the_standard_alphabet_is_what_is_wrong() -> None:
    """B64-04: the payload of that case holds characters of the other alphabet, and the refusal says so."""
    assert set(_STANDARD) & set("+/")
    assert "standard base64" in refusal(f"{_STANDARD}.{_BODY}.{_SIGNATURE}").findings[0].because


def test_a_key_id_made_for_a_log_is_escaped() -> None:
    """ALG-23: line ends and terminal sequences in it do not reach the text of the refusal."""
    text = str(refusal(with_header(kid="k1\n\x1b[2J RESULT: VALID")))
    assert text.isascii()
    assert text.isprintable()


@pytest.mark.parametrize("aud", [{}, {"aud": None}, {"aud": ""}, {"aud": []}, {"aud": "x"}, {"aud": 5}])
def test_the_states_of_the_audience_have_reasons_of_their_own(aud: dict[str, JsonValue]) -> None:
    """AUD-04, AUD-05: absent, null, empty, no members, another, and of another type are told apart."""
    claims = {name: value for name, value in CLAIMS.items() if name != "aud"}
    cause = refusal(signed({**claims, **aud})).findings[0]
    reasons = {None: "aud-wrong-type", "": "aud-empty", "x": "aud-mismatch", 5: "aud-wrong-type"}
    value = aud.get("aud")
    expected = "aud-missing" if not aud else "aud-empty" if value == [] else reasons[value]  # type: ignore[index]
    assert (cause.code, cause.found) == (expected, value)


def test_an_expiry_is_required() -> None:
    """JSON-17: a token without one would serve for ever, so it is refused whatever else it says."""
    claims = {name: value for name, value in CLAIMS.items() if name != "exp"}
    assert refusal(signed(claims)).findings[0].evidence[0].pointer == "/exp"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        pytest.param({"iat": NOW + 3600, "exp": NOW + 7200}, "token-not-yet-valid", id="JSON-19 future"),
        pytest.param({"iat": NOW + 300, "exp": NOW + 200}, "token-not-yet-valid", id="JSON-19 iat after exp"),
        pytest.param({"nbf": NOW + 20, "exp": NOW + 10}, "token-not-yet-valid", id="JSON-19 nbf after exp"),
        pytest.param({"iat": 0, "exp": 1}, "token-expired", id="JSON-19 iat of the epoch"),
    ],
)
def test_dates_that_contradict_are_refused(claims: dict[str, JsonValue], code: str) -> None:
    """Whatever the clock says, each is refused for the date that is wrong."""
    assert refusal(with_claim(**claims)).code == code
