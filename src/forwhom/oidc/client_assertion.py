"""A client assertion: a short JWT by which a client proves that it holds its private key.

Source: RFC 7523 section 3, OIDC Core section 9
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

#: Seconds for which an assertion is valid.
LIFETIME = 60
_CURVES: dict[str, tuple[str, HashAlgorithm]] = {
    "secp256r1": ("ES256", SHA256()),
    "secp384r1": ("ES384", SHA384()),
    "secp521r1": ("ES512", SHA512()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionKey:
    """The private key of a client and the `kid` under which the authorization server knows it."""

    key: RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey = field(repr=False)
    kid: str | None = None

    @property
    def algorithm(self) -> str:
        """The algorithm that fits the key."""
        match self.key:
            case RSAPrivateKey():
                return "RS256"
            case EllipticCurvePrivateKey():
                return _CURVES[self.key.curve.name][0]
            case Ed25519PrivateKey():
                return "EdDSA"


def load(pem: bytes, kid: str | None = None, password: bytes | None = None) -> AssertionKey:
    """The key in a PEM file. Raises `ValueError` or `TypeError` when it holds no private key that signs assertions."""
    key = serialization.load_pem_private_key(pem, password)
    if isinstance(key, EllipticCurvePrivateKey) and key.curve.name not in _CURVES:
        raise ValueError(f"no algorithm is known for the curve {key.curve.name}")
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey):
        raise ValueError("the key is of a type that signs no assertions")  # noqa: TRY004 - a value from a file
    return AssertionKey(key=key, kid=kid)


def assertion(signer: AssertionKey, client_id: str, audience: str, now: int) -> str:
    """An assertion of the client for one audience, valid from `now`, in seconds since the epoch, for a minute.

    Source: RFC 7523 section 3
    """
    header: dict[str, JsonValue] = {"alg": signer.algorithm, "typ": "JWT"}
    if signer.kid is not None:
        header["kid"] = signer.kid
    claims: dict[str, JsonValue] = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "iat": now,
        "exp": now + LIFETIME,
        "jti": secrets.token_urlsafe(16),
    }
    signing_input = f"{_segment(header)}.{_segment(claims)}"
    return f"{signing_input}.{_encoded(_signature(signer, signing_input.encode('ascii')))}"


def _signature(signer: AssertionKey, data: bytes) -> bytes:
    match signer.key:
        case RSAPrivateKey():
            return signer.key.sign(data, PKCS1v15(), SHA256())
        case EllipticCurvePrivateKey():
            size = (signer.key.curve.key_size + 7) // 8
            r, s = decode_dss_signature(signer.key.sign(data, ECDSA(_CURVES[signer.key.curve.name][1])))
            return r.to_bytes(size, "big") + s.to_bytes(size, "big")
        case Ed25519PrivateKey():
            return signer.key.sign(data)


def _segment(value: JsonValue) -> str:
    return _encoded(json.dumps(value, separators=(",", ":")).encode("utf-8"))


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
