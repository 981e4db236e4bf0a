"""One token and one setting, put before a real verifier and before its entry in the catalogue."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b32encode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue

#: Signs HS256; 32 bytes, as RFC 7518 section 3.2 asks. It protects nothing.
SECRET = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The claims of a token, how it is signed, and what the verifier is told to expect; `None` is nothing configured.

    `payload` is the JSON text of the claims where it is not the plain one. With `plain`, characters
    beyond ASCII stand in it as they are. `header` are further header parameters.
    """

    claims: Mapping[str, JsonValue]
    audiences: tuple[str, ...] | None = None
    issuers: tuple[str, ...] | None = None
    algorithm: str = "HS256"
    signature_valid: bool = True
    payload: str | None = None
    plain: bool = False
    header: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def expectation(self) -> Expectation:
        """What the catalogue is told about the setting."""
        audiences = NONE_CONFIGURED if self.audiences is None else self.audiences
        return Expectation(audiences=audiences, issuers=self.issuers)

    @property
    def token(self) -> str:
        """The token in JWS Compact Serialization. Source: RFC 7515 section 3.1."""
        header = _part(json.dumps({"alg": self.algorithm, "typ": "JWT", **self.header}).encode())
        claims = json.dumps(self.claims, ensure_ascii=not self.plain) if self.payload is None else self.payload
        payload = _part(claims.encode())
        signature = _signature(self.algorithm, f"{header}.{payload}".encode())
        if not self.signature_valid:
            signature = bytes([signature[0] ^ 1]) + signature[1:]
        return f"{header}.{payload}.{_part(signature)}"

    @property
    def key(self) -> str:
        """The key that verifies the signature: the shared secret, or the public key in PEM."""
        return SECRET if self.algorithm == "HS256" else public_key()


@dataclass(frozen=True, slots=True)
class Observation:
    """What a real verifier did: `message` is its text when it refused, `status` the HTTP status that it asks for."""

    accepted: bool
    message: str | None = None
    status: int | None = None


ACCEPTED = Observation(accepted=True)


def one_or_list(values: tuple[str, ...]) -> str | list[str]:
    """The setting as people write it: one value as a string, several or none as a list."""
    return values[0] if len(values) == 1 else list(values)


def public_key() -> str:
    """The public key of this run in PEM."""
    return (
        _private_key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


@cache
def fingerprint() -> str:
    """The key ID that Docker's programs compute of the public key of this run.

    Source: distribution/distribution, docs/spec/auth/jwt.md: 240 bits of SHA-256 in base32, four signs and a colon.
    """
    key = _private_key().public_key()
    encoded = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    text = b32encode(hashlib.sha256(encoded).digest()[:30]).decode()
    return ":".join(text[start : start + 4] for start in range(0, len(text), 4))


@cache
def _private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _signature(algorithm: str, message: bytes) -> bytes:
    if algorithm == "HS256":
        return hmac.digest(SECRET.encode(), message, hashlib.sha256)
    return _private_key().sign(message, padding.PKCS1v15(), hashes.SHA256())


def _part(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
