"""A client assertion: a short JWT by which a client proves that it holds its private key, or its secret.

Source: RFC 7523 section 3, OIDC Core section 9
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

from forwhom.oidc.client import Prover

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.jwt.json import JsonValue

#: Seconds for which an assertion is valid.
LIFETIME = 60
_HASHES: dict[str, HashAlgorithm] = {"256": SHA256(), "384": SHA384(), "512": SHA512()}
_RSA = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
_EDWARDS = ("EdDSA", "Ed25519")
_SECRET = ("HS256", "HS384", "HS512")
_CURVES = {"secp256r1": ("ES256",), "secp384r1": ("ES384",), "secp521r1": ("ES512",)}
#: Every algorithm with which an assertion can be signed.
ALGORITHMS = (*_RSA, *(name for names in _CURVES.values() for name in names), *_EDWARDS, *_SECRET)
_Key: TypeAlias = RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey | bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionKey:
    """The private key of a client, or the bytes of its secret, and the `kid` by which the server knows the key."""

    key: _Key = field(repr=False)
    algorithm: str
    kid: str | None = None


class AlgorithmError(ValueError):
    """The algorithm does not fit the key."""


def load(
    pem: bytes, kid: str | None = None, *, password: bytes | None = None, algorithm: str | None = None
) -> AssertionKey:
    """The key in a PEM file. Without `algorithm` the first that fits the key is taken: RS256, ES256 to ES512, EdDSA.

    Raises `ValueError` or `TypeError` when the file holds no private key that signs assertions, and `AlgorithmError`
    when the algorithm is not one of the key's.
    """
    key = serialization.load_pem_private_key(pem, password)
    match key:
        case RSAPrivateKey():
            fitting: tuple[str, ...] = _RSA
        case EllipticCurvePrivateKey():
            if key.curve.name not in _CURVES:
                raise ValueError(f"no algorithm is known for the curve {key.curve.name}")
            fitting = _CURVES[key.curve.name]
        case Ed25519PrivateKey():
            fitting = _EDWARDS
        case _:
            raise ValueError("the key is of a type that signs no assertions")
    return AssertionKey(key=key, algorithm=_chosen(algorithm, fitting, "this key"), kid=kid)


def of_secret(secret: str, algorithm: str | None = None) -> AssertionKey:
    """The client secret as the key of an HMAC. Raises `AlgorithmError` when the algorithm is none for a secret."""
    return AssertionKey(key=secret.encode("utf-8"), algorithm=_chosen(algorithm, _SECRET, "a client secret"))


def _chosen(algorithm: str | None, fitting: tuple[str, ...], what: str) -> str:
    if algorithm is not None and algorithm not in fitting:
        raise AlgorithmError(f"{algorithm} does not fit {what}, which signs with {' or '.join(fitting)}")
    return algorithm or fitting[0]


def prover(signer: AssertionKey, client_id: str, clock: Callable[[], float], audience: str | None = None) -> Prover:
    """What makes assertions of the client with this key, for the issuer, or for an audience that the user chose."""

    def make(named: str) -> str:
        return assertion(signer, client_id, named, int(clock()))

    return Prover(make=make, algorithm=signer.algorithm, audience=audience)


def assertion(signer: AssertionKey, client_id: str, audience: JsonValue, now: int) -> str:
    """An assertion of the client, valid from `now`, in seconds since the epoch, for a minute.

    `audience` becomes `aud` as it is; what the debugger sends is always one string.

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
    algorithm = signer.algorithm
    match signer.key:
        case bytes():
            return hmac.digest(signer.key, data, f"sha{algorithm[2:]}")
        case RSAPrivateKey():
            digest = _HASHES[algorithm[2:]]
            padding = PSS(MGF1(digest), PSS.DIGEST_LENGTH) if algorithm.startswith("PS") else PKCS1v15()
            return signer.key.sign(data, padding, digest)
        case EllipticCurvePrivateKey():
            size = (signer.key.curve.key_size + 7) // 8
            r, s = decode_dss_signature(signer.key.sign(data, ECDSA(_HASHES[algorithm[2:]])))
            return r.to_bytes(size, "big") + s.to_bytes(size, "big")
        case Ed25519PrivateKey():
            return signer.key.sign(data)


def _segment(value: JsonValue) -> str:
    return _encoded(json.dumps(value, separators=(",", ":")).encode("utf-8"))


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
