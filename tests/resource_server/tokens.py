"""Tokens with real signatures, also around what no library would sign, and a validator that accepts the plain one."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from forwhom.jwt import base64url
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

    from forwhom.jwt.json import JsonValue

NOW = 1_800_000_000
AUDIENCE = "https://api.example.com"
ISSUER = "https://auth.example.com"
SECRET = b"0123456789abcdef0123456789abcdef"
RSA_KEY = generate_rsa_key(65537, 2048)
EC_KEY = generate_private_key(SECP256R1())
ED_KEY = Ed25519PrivateKey.generate()
HEADER: dict[str, JsonValue] = {"alg": "HS256", "typ": "JWT", "kid": "k1"}
CLAIMS: dict[str, JsonValue] = {"iss": ISSUER, "aud": AUDIENCE, "sub": "u1", "iat": NOW - 60, "exp": NOW + 600}


def pem(key: PublicKeyTypes) -> bytes:
    """The public key as PEM text."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


PUBLIC = {"RS256": pem(RSA_KEY.public_key()), "ES256": pem(EC_KEY.public_key()), "EdDSA": pem(ED_KEY.public_key())}


def signed(
    payload: Mapping[str, JsonValue] | str | bytes = CLAIMS,
    header: Mapping[str, JsonValue] | str | bytes = HEADER,
    secret: bytes = SECRET,
) -> str:
    """A token with a good signature by HMAC with SHA-256, whatever its header says, around whatever is given."""
    signing_input = f"{_encoded(header)}.{_encoded(payload)}"
    return f"{signing_input}.{base64url.encode(hmac.digest(secret, signing_input.encode(), 'sha256'))}"


def with_header(**members: Any) -> str:  # noqa: ANN401 - values of every type are tried
    """The plain token with some header parameters changed, signed as `signed` does."""
    return signed(header={**HEADER, **members})


def with_claim(**members: Any) -> str:  # noqa: ANN401 - as above
    """The plain token with some claims changed, signed as `signed` does."""
    return signed({**CLAIMS, **members})


def signed_with_key(
    alg: str, claims: Mapping[str, JsonValue] = CLAIMS, header: Mapping[str, JsonValue] = HEADER
) -> str:
    """A token signed with RS256, ES256 or EdDSA."""
    signing_input = f"{_encoded({**header, 'alg': alg})}.{_encoded(claims)}"
    data = signing_input.encode()
    if alg == "RS256":
        signature = RSA_KEY.sign(data, PKCS1v15(), SHA256())
    elif alg == "ES256":
        r, s = decode_dss_signature(EC_KEY.sign(data, ECDSA(SHA256())))
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    else:
        signature = ED_KEY.sign(data)
    return f"{signing_input}.{base64url.encode(signature)}"


def validator(alg: str = "HS256", **changes: Any) -> Validator:  # noqa: ANN401 - also wrong arguments are tried
    """A validator for the plain token, with some arguments changed."""
    keys = StaticKeys.from_secret(SECRET, "k1") if alg == "HS256" else StaticKeys.from_pem(PUBLIC[alg], "k1")
    arguments: dict[str, Any] = {"audience": AUDIENCE, "issuer": ISSUER, "keys": keys, "algorithms": (alg,), **changes}
    return Validator(**arguments)


def refusal(token: str, by: Validator | None = None, now: float = NOW) -> TokenRejected:
    """How the token is refused; fails where it is accepted."""
    with pytest.raises(TokenRejected) as caught:
        (by or validator()).validate(token, now)
    return caught.value


def _encoded(part: Mapping[str, JsonValue] | str | bytes) -> str:
    data = part if isinstance(part, str | bytes) else json.dumps(part)
    return base64url.encode(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
