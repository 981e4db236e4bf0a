"""Attacks by algorithm and key; named as in tests/attacks.json."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256K1,
    SECP256R1,
    SECP384R1,
    EllipticCurve,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from forwhom.jwt import base64url
from forwhom.resource_server import algorithms
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.keys import StaticKeys
from tests.resource_server.loopback import document, serving
from tests.resource_server.tokens import (
    CLAIMS,
    EC_KEY,
    HEADER,
    NOW,
    PUBLIC,
    RSA_KEY,
    SECRET,
    pem,
    refusal,
    signed,
    signed_with_key,
    validator,
    with_claim,
    with_header,
)

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

_ORDER_OF_P256 = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
_DER = RSA_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
_SSH = RSA_KEY.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
_JWK = b'{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"k1"}'


def _es256(r: int, s: int, size: int = 32) -> str:
    signing_input = signed_with_key("ES256").rpartition(".")[0]
    return f"{signing_input}.{base64url.encode(r.to_bytes(size, 'big') + s.to_bytes(size, 'big'))}"


def _lengthened(size: int) -> str:
    """A token with a signature that verifies, but for zeros before both of its numbers."""
    signing_input, _, signature = signed_with_key("ES256").rpartition(".")
    data = base64url.decode(signature).data
    zeros = bytes(size - 32)
    return f"{signing_input}.{base64url.encode(zeros + data[:32] + zeros + data[32:])}"


def _signed_on(curve: EllipticCurve, alg: str, digest: SHA256 | SHA512, size: int) -> tuple[str, bytes]:
    """A token that says `alg` with a good signature by a key on the curve, and the public key."""
    key = generate_private_key(curve)
    signing_input = signed(header={**HEADER, "alg": alg}).rpartition(".")[0]
    r, s = decode_dss_signature(key.sign(signing_input.encode(), ECDSA(digest)))
    signature = r.to_bytes(size, "big") + s.to_bytes(size, "big")
    return f"{signing_input}.{base64url.encode(signature)}", pem(key.public_key())


@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
@pytest.mark.parametrize(
    "secret",
    [
        pytest.param(None, id="ALG-05-pem"),
        pytest.param(_DER, id="ALG-07-der"),
        pytest.param(_SSH, id="ALG-07-ssh"),
        pytest.param(_JWK, id="ALG-08-jwk"),
        pytest.param(b'{"keys":[' + _JWK + b"]}", id="ALG-08-jwks"),
        pytest.param(b"", id="ALG-10-empty"),
    ],
)
def test_a_public_key_never_serves_as_a_secret(alg: str, secret: bytes | None) -> None:
    """A token signed by HMAC with any form of the public key is refused by its alg, before a key is looked for."""
    token = signed(secret=PUBLIC[alg] if secret is None else secret)
    assert refusal(token, validator(alg)).code == "alg-not-allowed"
    assert refusal(token, validator(alg, algorithms=None)).code == "alg-not-allowed"


def test_the_type_of_the_key_decides_and_not_its_alg() -> None:
    """ALG-10: an RSA key without alg in a JWK Set verifies no HMAC, with an empty secret least of all."""
    judge = validator("RS256", keys=StaticKeys({"keys": [{**_rsa(_N), "kid": "k1"}]}), algorithms=None)
    for secret in (b"", b"\0", _N.to_bytes(256, "big")):
        assert refusal(signed(secret=secret), judge).code == "alg-not-allowed"


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param(PUBLIC["RS256"], id="ALG-05"),
        pytest.param(_SSH, id="ALG-07-ssh-rsa"),
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


@pytest.mark.parametrize(
    ("curve", "alg", "digest", "size"),
    [
        pytest.param(SECP384R1(), "ES256", SHA256(), 48, id="ALG-13-ES256-P-384"),
        pytest.param(SECP256K1(), "ES256", SHA256(), 32, id="ALG-13-ES256-secp256k1"),
        pytest.param(SECP256R1(), "ES256K", SHA256(), 32, id="ALG-13-ES256K-P-256"),
        pytest.param(SECP256R1(), "ES512", SHA512(), 32, id="ALG-13-ES512-P-256"),
    ],
)
def test_each_ecdsa_algorithm_has_one_curve(curve: EllipticCurve, alg: str, digest: SHA256 | SHA512, size: int) -> None:
    """A signature that is good by the key, under an algorithm of another curve, is refused for its algorithm."""
    token, public = _signed_on(curve, alg, digest, size)
    keys = StaticKeys.from_pem(public, "k1")
    judge = validator("ES256", keys=keys, algorithms=("ES256", "ES384", "ES512", "ES256K"))
    assert refusal(token, judge).code == "alg-not-allowed"


def test_a_public_key_of_one_curve_fits_one_algorithm() -> None:
    """ALG-13: a P-256 key verifies ES256 alone."""
    assert StaticKeys.from_pem(PUBLIC["ES256"]).algorithms == {"ES256"}


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(_es256(0, 0), id="ALG-14-zero"),
        pytest.param(_es256(0, 1), id="ALG-14-r"),
        pytest.param(_es256(1, 0), id="ALG-14-s"),
        pytest.param(_es256(_ORDER_OF_P256, 1), id="ALG-14-r-n"),
        pytest.param(_es256(1, _ORDER_OF_P256), id="ALG-14-s-n"),
        pytest.param(_es256(_ORDER_OF_P256, _ORDER_OF_P256), id="ALG-14-n"),
        pytest.param(_lengthened(33), id="ALG-16-66"),
        pytest.param(_lengthened(98), id="ALG-16-196"),
    ],
)
def test_ecdsa_signatures_have_one_spelling(token: str) -> None:
    """Zero, the order of the curve, and other lengths are no signatures."""
    assert validator("ES256").validate(_lengthened(32), NOW)
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


def _okp(crv: str, raw: bytes) -> dict[str, JsonValue]:
    return {"kty": "OKP", "crv": crv, "x": base64url.encode(raw)}


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
        pytest.param(_rsa(_N >> 1536 | 1), id="ALG-17-512"),
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
        pytest.param(_okp("X25519", X25519PrivateKey.generate().public_key().public_bytes_raw()), id="ALG-31-X25519"),
        pytest.param(_okp("Ed448", Ed448PrivateKey.generate().public_key().public_bytes_raw()), id="ALG-31-Ed448"),
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
    """Each is refused; that none of them takes long is measured in benchmarks/hostile.py."""
    with pytest.raises(ConfigurationError, match="keys: "):
        StaticKeys(entry)


@pytest.mark.parametrize("kid", ["../../../../dev/null", "/etc/hostname", "x' UNION SELECT 1", "|/usr/bin/id", ""])
def test_a_kid_is_only_compared(kid: str) -> None:
    """ALG-22: what is no key's ID finds no key, whatever it was signed with."""
    assert refusal(with_header(kid=kid)).code == "key-not-found"
    assert refusal(signed(header={**HEADER, "kid": kid}, secret=b"")).code == "key-not-found"


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
    assert judge.validate(with_header(kid="anything"), NOW)


def test_a_mac_is_compared_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """LEAK-11: one of another length, cut or changed is refused, each time by the comparison of cryptography."""
    compared: list[bytes] = []

    class Recording:
        def __init__(self, mac: HMAC) -> None:
            self._mac = mac

        def copy(self) -> Recording:
            return Recording(self._mac.copy())

        def update(self, data: bytes) -> None:
            self._mac.update(data)

        def verify(self, signature: bytes) -> None:
            compared.append(signature)
            self._mac.verify(signature)

    def recording(secret: bytes, digest: HashAlgorithm) -> Recording:
        return Recording(HMAC(secret, digest))

    monkeypatch.setattr(algorithms, "HMAC", recording)
    signing_input = signed().rpartition(".")[0]
    mac = hmac.digest(SECRET, signing_input.encode(), "sha256")
    wrong = [mac[:31], mac + b"\0", mac[:-1] + bytes([mac[-1] ^ 1]), bytes([mac[0] ^ 1]) + mac[1:]]
    for one in (*wrong, b""):
        assert refusal(f"{signing_input}.{base64url.encode(one)}").code == "signature-invalid"
    assert compared == wrong


@pytest.mark.parametrize("name", ["jku", "x5u"])
def test_an_address_in_the_header_is_never_asked(name: str) -> None:
    """ALG-20: a server that stands ready at the address gets no request, and the token is refused."""
    with serving(document({"keys": []})) as server:
        for url in (
            f"{server.url}/jwks.json",
            "http://169.254.169.254/",
            "file:///etc/passwd",
            "gopher://a",
            "data:,x",
        ):
            token = with_header(**{name: url})
            assert refusal(token).code == "token-malformed"
            assert refusal(signed_with_key("RS256", header={**HEADER, name: url}), validator("RS256")).findings
    assert server.paths == []


@pytest.mark.parametrize(
    ("typ", "accepted"),
    [
        pytest.param("at+jwt", True, id="ALG-28 as registered"),
        pytest.param("at+JWT", True, id="ALG-28 letter case"),
        pytest.param("application/at+jwt", True, id="ALG-28 media type"),
        pytest.param("JWT", False, id="ALG-28 plain"),
        pytest.param("", False, id="ALG-28 empty"),
        pytest.param("jwt+at", False, id="ALG-28 turned round"),
        pytest.param("at+jwt ", False, id="ALG-28 blank"),
        pytest.param("application/application/at+jwt", False, id="ALG-28 prefix twice"),
        pytest.param("dpop+jwt", False, id="ALG-28 proof"),
        pytest.param("logout+jwt", False, id="ALG-28 logout"),
        pytest.param("secevent+jwt", False, id="ALG-28 event"),
    ],
)
def test_access_tokens_have_one_type(typ: str, *, accepted: bool) -> None:
    """The profile of access tokens takes no other typ."""
    judge = validator(profile="at+jwt")
    token = signed({**CLAIMS, "client_id": "c1", "jti": "t1"}, {**HEADER, "typ": typ})
    if accepted:
        assert judge.validate(token, NOW)
    else:
        assert refusal(token, judge).findings[0].evidence[0].pointer == "/typ"


def test_an_access_token_needs_a_type() -> None:
    """ALG-28: none is not the right one."""
    token = signed({**CLAIMS, "client_id": "c1", "jti": "t1"}, {"alg": "HS256", "kid": "k1"})
    assert refusal(token, validator(profile="at+jwt")).findings[0].evidence[0].pointer == "/typ"


def test_an_id_token_is_no_access_token() -> None:
    """ALG-29: an ID Token of the same issuer is refused by its audience, and by its kind where that is asked for."""
    token = with_claim(aud="my-client", nonce="n", at_hash="h", azp="my-client")
    assert "id-token-as-access-token" in [one.code for one in refusal(token).findings]
    assert refusal(token, validator(profile="at+jwt")).code == "id-token-as-access-token"
    client = validator(audience="my-client", profile="at+jwt")
    assert refusal(token, client).code == "id-token-as-access-token"
