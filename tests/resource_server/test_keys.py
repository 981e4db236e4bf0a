"""Keys that the operator gives."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256K1, SECP384R1, SECP521R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from forwhom.jwt import base64url
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.keys import StaticKeys
from tests.resource_server.tokens import (
    CLAIMS,
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
)

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

_ENTRY: dict[str, JsonValue] = {"kty": "oct", "kid": "k1", "k": base64url.encode(SECRET)}


@pytest.mark.parametrize(
    "given", [_ENTRY, {"keys": [_ENTRY]}, json.dumps(_ENTRY), json.dumps({"keys": [_ENTRY]}).encode()]
)
def test_a_set_may_be_a_mapping_or_text(given: dict[str, JsonValue] | str | bytes) -> None:
    """So may a single key."""
    assert validator(keys=StaticKeys(given)).validate(signed(), NOW) == CLAIMS


@pytest.mark.parametrize("given", ["", "{", '{"keys":[],"keys":[]}', b"\xff", "\ud800", 5, None, ["x"]])
def test_what_is_no_set_is_refused(given: str) -> None:
    """As a mistake of the operator."""
    with pytest.raises(ConfigurationError, match="keys: "):
        StaticKeys(given)


@pytest.mark.parametrize(
    ("text", "algorithms"),
    [
        (PUBLIC["RS256"], {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}),
        (PUBLIC["ES256"].decode(), {"ES256"}),
        (pem(generate_private_key(SECP384R1()).public_key()), {"ES384"}),
        (pem(generate_private_key(SECP521R1()).public_key()), {"ES512"}),
        (pem(generate_private_key(SECP256K1()).public_key()), {"ES256K"}),
        (PUBLIC["EdDSA"], {"EdDSA", "Ed25519"}),
    ],
)
def test_each_type_of_key_fits_its_algorithms(text: str | bytes, algorithms: set[str]) -> None:
    """And no others; the secrets of HMAC are never in PEM."""
    assert StaticKeys.from_pem(text).algorithms == algorithms


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-----BEGIN PUBLIC KEY-----",
        RSA_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        pem(X25519PrivateKey.generate().public_key()),
        pem(Ed448PrivateKey.generate().public_key()),
    ],
)
def test_other_pem_texts_are_refused(text: str | bytes) -> None:
    """A private key most of all, and the error does not carry what was tried."""
    with pytest.raises(ConfigurationError, match="no public key") as caught:
        StaticKeys.from_pem(text)
    assert caught.value.__context__ is None


def test_a_der_key_is_no_secret() -> None:
    """ALG-07: the binary form of a public key is as public as its text; other bytes that begin alike are a secret."""
    der = RSA_KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(ConfigurationError, match="secret"):
        StaticKeys.from_secret(der)
    assert StaticKeys.from_secret(b"0" * 32).algorithms == {"HS256"}


def test_a_key_serves_the_algorithms_of_its_type() -> None:
    """ALG-13: a token for another algorithm of the allowed ones is refused, and told which the key is for."""
    keys = StaticKeys.from_pem(PUBLIC["RS256"], "k1")
    judge = validator("RS256", keys=keys, algorithms=("RS256", "ES256"))
    assert refusal(signed_with_key("ES256"), judge).findings[0].code == "alg-not-allowed"
    assert judge.validate(signed_with_key("RS256"), NOW) == CLAIMS


def test_a_pem_text_may_have_a_key_id() -> None:
    """Then a token that names another is not verified with it; without one it serves whatever a token names."""
    token = signed_with_key("RS256", header={**HEADER, "kid": "k2"})
    assert refusal(token, validator("RS256", keys=StaticKeys.from_pem(PUBLIC["RS256"], "k1"))).code == "key-not-found"
    assert validator("RS256", keys=StaticKeys.from_pem(PUBLIC["RS256"])).validate(token, NOW) == CLAIMS


def test_a_coroutine_need_not_wait_for_them() -> None:
    """What is known from the start is there at once."""
    assert asyncio.run(validator().validate_async(signed(), NOW)) == CLAIMS


def test_a_text_that_can_be_read_in_two_ways_is_no_set() -> None:
    """JSON-01: with a member twice, the operator and forwhom might take different ones."""
    text = json.dumps({"keys": [_ENTRY]})
    with pytest.raises(ConfigurationError, match="no JWK Set"):
        StaticKeys('{"keys":[],' + text[1:])
