"""Attacks by the ids under which they are collected: every one is refused, at once and for its own reason."""

from __future__ import annotations

import hmac
import time
from typing import TYPE_CHECKING, Any

import pytest

from forwhom.jwt import base64url
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.keys import StaticKeys
from tests.resource_server.tokens import (
    AUDIENCE,
    CLAIMS,
    EC_KEY,
    HEADER,
    ISSUER,
    NOW,
    PUBLIC,
    RSA_KEY,
    SECRET,
    refusal,
    signed,
    signed_with_key,
    validator,
)

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

_ORDER_OF_P256 = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
_GOOD = signed()
_HEAD, _BODY, _SIGNATURE = _GOOD.split(".")
_NAMES = f'"iss":"{ISSUER}","aud":"{AUDIENCE}","exp":{NOW + 600}'

_NO_DATES: list[JsonValue] = ["99999999999", True, [], None]


def _with_header(**members: Any) -> str:  # noqa: ANN401 - values of every type are tried
    return signed(header={**HEADER, **members})


def _with_claim(**members: Any) -> str:  # noqa: ANN401 - as above
    return signed({**CLAIMS, **members})


def _signed_text(signing_input: str) -> str:
    return f"{signing_input}.{base64url.encode(hmac.digest(SECRET, signing_input.encode(), 'sha256'))}"


def _es256(r: int, s: int, size: int = 32) -> str:
    signing_input = signed_with_key("ES256").rpartition(".")[0]
    return f"{signing_input}.{base64url.encode(r.to_bytes(size, 'big') + s.to_bytes(size, 'big'))}"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(header={"alg": "none"}).rpartition(".")[0] + ".", id="ALG-01"),
        *(
            pytest.param(_with_header(alg=alg), id=f"ALG-02-{number}")
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
            pytest.param(_with_header(alg=alg), id=f"ALG-04-{number}")
            for number, alg in enumerate([None, 256, ["RS256"], {"0": "RS256"}])
        ),
        *(
            pytest.param(_with_header(kid=kid), id=f"ALG-23-{number}")
            for number, kid in enumerate([1, None, ["k1"], {"k1": 1}, "k" * 1025])
        ),
        pytest.param(_with_header(b64=False, crit=["b64"]), id="ALG-25"),
        pytest.param(_with_header(b64=False), id="ALG-26"),
        pytest.param(_with_header(jku="http://169.254.169.254/"), id="ALG-20-jku"),
        pytest.param(_with_header(x5u="file:///etc/passwd"), id="ALG-20-x5u"),
        pytest.param(_with_header(jwk={"kty": "oct", "k": "AA"}), id="ALG-20-jwk"),
        pytest.param(_with_header(x5c=["AA"]), id="ALG-20-x5c"),
        pytest.param(_with_header(cty="JWT"), id="nested"),
        pytest.param(_with_header(zip="DEF"), id="compressed"),
        pytest.param(_with_header(typ=1), id="ALG-28-number"),
        pytest.param(signed(f'{{"aud":"evil",{_NAMES}}}'), id="JSON-01"),
        pytest.param(signed(header='{"alg":"none","alg":"HS256"}'), id="JSON-02-alg"),
        pytest.param(signed(header='{"alg":"HS256","kid":"a","kid":"k1"}'), id="JSON-02-kid"),
        pytest.param(signed(f'{{{_NAMES},"cnf":{{"jkt":"a","jkt":"b"}}}}'), id="JSON-04"),
        pytest.param(signed(f'{{{_NAMES},"deep":{"[" * 64}{"]" * 64}}}'), id="JSON-07-65"),
        pytest.param(signed(f'{{{_NAMES},"big":{"9" * 5000}}}'), id="JSON-08-5000"),
        pytest.param(signed(f'{{{_NAMES},"big":{"9" * 310}}}'), id="JSON-08-310"),
        pytest.param(signed(f'{{{_NAMES},"x":1e400}}'), id="JSON-10"),
        *(
            pytest.param(_with_claim(exp=exp), id=f"JSON-11-{exp}")
            for exp in (253402300800, 2**53 + 1, 2**63, 2**64, -1)
        ),
        *(pytest.param(_with_claim(nbf=nbf), id=f"JSON-13-{number}") for number, nbf in enumerate(_NO_DATES)),
        pytest.param(_with_claim(exp=True), id="JSON-14"),
        pytest.param(_with_claim(exp=None), id="JSON-16"),
        pytest.param(signed(f'{{{_NAMES},"x":"'.encode() + b'\xff"}'), id="JSON-20-ff"),
        pytest.param(signed(f'{{{_NAMES},"x":"'.encode() + b'\xc0\x80"}'), id="JSON-20-overlong"),
        pytest.param(signed(f'{{{_NAMES},"x":"'.encode() + b'\xed\xa0\x80"}'), id="JSON-20-surrogate"),
        pytest.param(signed(f"{{{_NAMES}}}".encode("utf-16")), id="JSON-22-utf-16"),
        pytest.param(signed(f"{{{_NAMES}}}".encode("utf-32")), id="JSON-22-utf-32"),
        pytest.param(signed(f"{{{_NAMES}}}".encode("utf-8-sig")), id="JSON-22-bom"),
        pytest.param(signed(f'{{{_NAMES},"x":"\\ud800"}}'), id="JSON-23"),
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
        pytest.param(f"{_HEAD}.{_BODY}.A", id="B64-05"),
        pytest.param(_GOOD.replace(".", "%2E"), id="B64-07"),
        pytest.param(_GOOD.replace(".", "\\u002e"), id="B64-08-escape"),
        pytest.param(_GOOD.replace(".", "&#46;"), id="B64-08-entity"),
        pytest.param(f'{{"  {_HEAD}.{_BODY}.":"","signature":"{_SIGNATURE}"}}', id="STR-04"),
        *(
            pytest.param(text, id=f"STR-07-{number}")
            for number, text in enumerate(["", ".", "..", "...", _HEAD, f"{_HEAD}.{_BODY}", f"{_GOOD}.d"])
        ),
        *(
            pytest.param(text.replace("T", _GOOD), id=f"STR-10-{number}")
            for number, text in enumerate(
                ["Bearer T", "bearer\tT", "BEARER  T", "Token T", "Authorization: Bearer T", '"T"', "'T'", "<T>", "T,"]
            )
        ),
        pytest.param(f"{_GOOD} {_GOOD}", id="STR-14-blank"),
        pytest.param(f"{_GOOD},{_GOOD}", id="STR-14-comma"),
        pytest.param(f"{_GOOD}~disclosure~", id="STR-16"),
        pytest.param("x" * 65537, id="JSON-28"),
        pytest.param(_with_claim(aud=["x"] * 1000 + [AUDIENCE]), id="AUD-10"),
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


@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_a_public_key_never_serves_as_a_secret(alg: str) -> None:
    """ALG-05, ALG-07, ALG-10: a token signed by HMAC with the text of the public key is refused by its alg."""
    token = signed(secret=PUBLIC[alg])
    assert refusal(token, validator(alg)).code == "alg-not-allowed"
    assert refusal(token, validator(alg, algorithms=None)).code == "alg-not-allowed"


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param(PUBLIC["RS256"], id="ALG-05"),
        pytest.param(b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB user@host", id="ALG-07-ssh"),
        pytest.param(b"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY=", id="ALG-07-ecdsa"),
        pytest.param(b'{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"k1"}', id="ALG-08-jwk"),
        pytest.param(b'{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}', id="ALG-08-jwks"),
        pytest.param(b"", id="ALG-11-empty"),
        pytest.param(b"k" * 31, id="ALG-11-short"),
    ],
)
def test_what_is_no_secret_is_refused_as_one(secret: bytes) -> None:
    """The text of a key, and what is too short, cannot be configured."""
    with pytest.raises(ConfigurationError, match="secret"):
        StaticKeys.from_secret(secret)


def test_a_secret_serves_only_hashes_as_long() -> None:
    """ALG-11: 32 bytes are too few for HS512."""
    with pytest.raises(ConfigurationError, match="no key fits"):
        validator(algorithms=("HS512",))


def test_each_ecdsa_algorithm_has_one_curve() -> None:
    """ALG-13: a P-256 key verifies ES256 alone."""
    assert StaticKeys.from_pem(PUBLIC["ES256"]).algorithms == {"ES256"}


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(_es256(0, 0), id="ALG-14-zero"),
        pytest.param(_es256(0, 1), id="ALG-14-r"),
        pytest.param(_es256(1, 0), id="ALG-14-s"),
        pytest.param(_es256(_ORDER_OF_P256, 1), id="ALG-14-n"),
        pytest.param(_es256(1, 1, 33), id="ALG-16-66"),
        pytest.param(_es256(1, 1, 98), id="ALG-16-196"),
    ],
)
def test_ecdsa_signatures_have_one_spelling(token: str) -> None:
    """Zero, the order of the curve, and other lengths are no signatures."""
    assert refusal(token, validator("ES256")).code == "signature-invalid"


@pytest.mark.parametrize("length", [63, 65])
def test_ed25519_signatures_have_one_length(length: int) -> None:
    """ALG-31: one byte more or less is no signature."""
    signing_input, _, signature = signed_with_key("EdDSA").rpartition(".")
    data = (base64url.decode(signature).data + b"\0")[:length]
    assert refusal(f"{signing_input}.{base64url.encode(data)}", validator("EdDSA")).code == "signature-invalid"


def test_ed25519_signatures_are_canonical() -> None:
    """ALG-31: the order of the group added to S gives another spelling, which is refused."""
    signing_input, _, signature = signed_with_key("EdDSA").rpartition(".")
    data = base64url.decode(signature).data
    order = 2**252 + 27742317777372353535851937790883648493
    s = (int.from_bytes(data[32:], "little") + order).to_bytes(32, "little")
    assert refusal(f"{signing_input}.{base64url.encode(data[:32] + s)}", validator("EdDSA")).code == "signature-invalid"


def _rsa(modulus: int, exponent: int = 65537) -> dict[str, JsonValue]:
    numbers = {
        name: base64url.encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))
        for name, value in (("n", modulus), ("e", exponent))
    }
    return {"kty": "RSA", **numbers}


_N = RSA_KEY.public_key().public_numbers().n
_POINT = EC_KEY.public_key().public_numbers()
_X = base64url.encode(_POINT.x.to_bytes(32, "big"))


def _roca() -> int:
    """A modulus with the residues that the weak generator leaves: one, modulo each of the primes."""
    product = 1
    for prime in (11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157):
        product *= prime
    return (1 << 2047) - (1 << 2047) % (2 * product) + 2 * product + 1


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(_rsa(_N >> 1024 | 1), id="ALG-17-1024"),
        pytest.param(_rsa(_N, 1), id="ALG-17-exponent"),
        pytest.param(_rsa(_roca()), id="ALG-17-ROCA"),
        pytest.param({**_rsa(_N), "d": "AQAB"}, id="JWKS-10"),
        pytest.param(_rsa(_N, 2**4096 + 1), id="JWKS-22-exponent"),
        pytest.param(_rsa(_N - 1), id="JWKS-22-even"),
        pytest.param(_rsa((1 << 16383) + 1), id="JWKS-22-16384"),
        pytest.param({**_rsa(_N), "n": "AQAB=="}, id="JWKS-22-padding"),
        pytest.param({"kty": "EC", "crv": "P-256", "x": _X, "y": _X}, id="JWKS-22-not-on-curve"),
        pytest.param({"kty": "EC", "crv": "P-256", "x": "AA"}, id="JWKS-22-no-y"),
        pytest.param({"kty": "EC", "crv": "P-999", "x": _X, "y": _X}, id="JWKS-22-curve"),
        pytest.param({"kty": "OKP", "crv": "X25519", "x": _X}, id="ALG-31-X25519"),
        pytest.param({"kty": "OKP", "crv": "Ed448", "x": _X}, id="ALG-31-Ed448"),
        pytest.param({"kty": "OKP", "crv": "Ed25519", "x": "AA"}, id="short Ed25519"),
        pytest.param({"kty": "new"}, id="unknown type"),
        pytest.param({"keys": ["x"]}, id="JWKS-08-member"),
        pytest.param({"keys": []}, id="JWKS-08-empty"),
        pytest.param({"keys": {}}, id="JWKS-08-object"),
        pytest.param({**_rsa(_N), "key_ops": "verify"}, id="key_ops as text"),
        pytest.param({**_rsa(_N), "key_ops": ["sign"]}, id="key_ops without verify"),
        pytest.param({**_rsa(_N), "use": "enc"}, id="use enc"),
        pytest.param({**_rsa(_N), "alg": "RSA-OAEP"}, id="alg of encryption"),
        pytest.param({**_rsa(_N), "alg": "ES256"}, id="alg of another type"),
    ],
)
def test_weak_and_damaged_keys_cannot_be_configured(entry: dict[str, JsonValue]) -> None:
    """Each is refused within a twentieth of a second; a second chance is given, for the machine may be busy."""
    taken: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        with pytest.raises(ConfigurationError, match="keys: "):
            StaticKeys(entry)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.05


@pytest.mark.parametrize("kid", ["../../../../dev/null", "/etc/hostname", "x' UNION SELECT 1", "|/usr/bin/id", ""])
def test_a_kid_is_only_compared(kid: str) -> None:
    """ALG-22: what is no key's ID finds no key."""
    assert refusal(_with_header(kid=kid)).code == "key-not-found"


def test_without_kid_no_key_is_guessed() -> None:
    """JWKS-11: one key that fits is used, of several none."""
    token = signed(header={"alg": "HS256"})
    assert validator().validate(token, NOW)
    second: dict[str, JsonValue] = {"kty": "oct", "kid": "k2", "k": base64url.encode(b"2" * 32)}
    first: dict[str, JsonValue] = {"kty": "oct", "kid": "k1", "k": base64url.encode(SECRET)}
    judge = validator(keys=StaticKeys({"keys": [first, second]}))
    assert refusal(token, judge).code == "key-not-found"
    assert judge.validate(signed(), NOW)


def test_a_key_without_kid_serves_any() -> None:
    """The operator gave one key and no name for it."""
    judge = validator(keys=StaticKeys.from_secret(SECRET))
    assert judge.validate(_with_header(kid="anything"), NOW)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param("https://", id="AUD-01-substring"),
        pytest.param("api", id="AUD-01-part"),
        *(
            pytest.param(text, id=f"AUD-11-{number}")
            for number, text in enumerate(
                [f"{AUDIENCE} ", f" {AUDIENCE}", f"{AUDIENCE}\t", f"{AUDIENCE}\n", f"\u00a0{AUDIENCE}"]
            )
        ),
        pytest.param(f"{AUDIENCE}\u200b", id="AUD-11-invisible"),
        pytest.param("https://api.ex\u0430mple.com", id="AUD-13"),
        pytest.param("https://api.example.com@evil.example", id="AUD-17"),
        pytest.param("https://api.example.com:443", id="AUD-19"),
        pytest.param("https://api.example.com/", id="AUD-20"),
        pytest.param("http://api.example.com", id="AUD-22"),
        pytest.param("api.example.com", id="AUD-22-no-scheme"),
        pytest.param("https://api.example.com./", id="AUD-23"),
        pytest.param("HTTPS://API.example.com", id="AUD-25"),
        pytest.param("https://api.example.com/a/..", id="AUD-26"),
        pytest.param("https:\\\\api.example.com", id="AUD-26-backslash"),
        pytest.param("*", id="AUD-28"),
        pytest.param("https://*.example.com", id="AUD-28-host"),
    ],
)
def test_near_misses_are_refused(found: str) -> None:
    """Audiences are compared by code points, and the refusal is about the audience."""
    assert refusal(_with_claim(aud=found)).code.startswith("aud-")


@pytest.mark.parametrize(
    ("found", "code"),
    [
        pytest.param([[AUDIENCE]], "aud-wrong-type", id="AUD-08-nested"),
        pytest.param({AUDIENCE: True}, "aud-wrong-type", id="AUD-08-object"),
        pytest.param(1.0, "aud-wrong-type", id="AUD-08-number"),
        pytest.param(True, "aud-wrong-type", id="AUD-08-boolean"),
        *(
            pytest.param([AUDIENCE, one], "aud-wrong-type", id=f"AUD-07-{number}")
            for number, one in enumerate([5, None, ["x"], {"a": 1}, True])
        ),
    ],
)
def test_one_wrong_member_spoils_the_audience(found: JsonValue, code: str) -> None:
    """Even though the expected value is among them."""
    assert refusal(_with_claim(aud=found)).code == code


@pytest.mark.parametrize("found", [f"{ISSUER}.evil", f"{ISSUER}/", "", "https://evil.example.com"])
def test_the_issuer_is_one_exact_string(found: str) -> None:
    """AUD-32: prefixes and slashes do not pass."""
    assert refusal(_with_claim(iss=found)).code == "iss-mismatch"


def test_a_list_of_issuers_is_malformed() -> None:
    """AUD-32: also with the right one in it."""
    assert refusal(_with_claim(iss=["https://evil.example.com", ISSUER])).code == "token-malformed"


def test_five_parts_are_an_encrypted_token() -> None:
    """STR-01, STR-02: it is not split as if it were signed, and nothing is decrypted or inflated."""
    header: dict[str, JsonValue] = {"alg": "dir", "enc": "A256GCM", "zip": "DEF"}
    head = signed(header=header).partition(".")[0]
    assert refusal(f"{head}..AAAA.AAAA.AAAA").code == "token-encrypted"
    assert refusal(_with_header(enc="A256GCM")).code == "token-encrypted"


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
        pytest.param(_with_claim(aud=["x"] * 9000), id="audiences"),
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


def test_a_mac_is_compared_as_a_whole() -> None:
    """LEAK-11: a MAC of another length, or cut, is refused."""
    signing_input = _GOOD.rpartition(".")[0]
    mac = hmac.digest(SECRET, signing_input.encode(), "sha256")
    for wrong in (mac[:31], mac + b"\0", mac[:-1] + bytes([mac[-1] ^ 1]), b""):
        assert refusal(f"{signing_input}.{base64url.encode(wrong)}").code == "signature-invalid"
