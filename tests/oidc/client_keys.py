"""Private keys of clients, new in each run, and what a server is told of them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwcrypto import jwk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue


@cache
def client_keys() -> Mapping[str, bytes]:
    """A private key in PEM for each algorithm by which clients sign."""
    numbers = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    made: dict[str, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey] = {
        "RS256": numbers,
        "PS256": numbers,
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "EdDSA": ed25519.Ed25519PrivateKey.generate(),
    }
    return {
        name: key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        for name, key in made.items()
    }


def public_jwk(pem: bytes, algorithm: str) -> dict[str, JsonValue]:
    """The public part as a JWK, for signatures with this algorithm, which is its key ID too."""
    public: dict[str, JsonValue] = json.loads(jwk.JWK.from_pem(pem).export_public())
    return {**public, "use": "sig", "alg": algorithm, "kid": algorithm}
