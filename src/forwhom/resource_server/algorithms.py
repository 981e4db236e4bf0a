"""The signature algorithms: what each is made of, and how a signature is verified with `cryptography`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, AsymmetricPadding, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC

#: Whether a signature (second) belongs to the signing input (first).
Verify: TypeAlias = Callable[[bytes, bytes], bool]
#: What verifies: a public key, or the secret bytes of an HMAC.
Material: TypeAlias = RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey | bytes

_HASHES: dict[str, HashAlgorithm] = {"256": SHA256(), "384": SHA384(), "512": SHA512()}

HMACS = ("HS256", "HS384", "HS512")
#: EdDSA is Ed25519 alone here: who has an Ed448 key names another algorithm.
ASYMMETRIC = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "ES256K", "EdDSA", "Ed25519"),
)
ALGORITHMS = (*ASYMMETRIC, *HMACS)


def verification(alg: str, material: Material) -> Verify:
    """How signatures of this algorithm are verified with this key, which must fit it.

    Source: RFC 7518 sections 3.2 to 3.5, RFC 8037 section 3.1, RFC 8812 section 3.2
    """
    digest = _HASHES.get(alg[2:5], _HASHES["256"])
    match material:
        case bytes():
            return _hmac(material, digest)
        case RSAPublicKey():
            if alg.startswith("PS"):
                return _rsa(material, PSS(MGF1(digest), PSS.DIGEST_LENGTH), digest)
            return _rsa(material, PKCS1v15(), digest)
        case EllipticCurvePublicKey():
            return _ecdsa(material, digest)
        case Ed25519PublicKey():
            return _ed25519(material)


def _hmac(secret: bytes, digest: HashAlgorithm) -> Verify:
    # The key is prepared once; to do it for each token would take as long as the rest.
    prepared = HMAC(secret, digest)

    def verify(signing_input: bytes, signature: bytes) -> bool:
        mac = prepared.copy()
        mac.update(signing_input)
        try:
            mac.verify(signature)
        except InvalidSignature:
            return False
        return True

    return verify


def _rsa(key: RSAPublicKey, padding: AsymmetricPadding, digest: HashAlgorithm) -> Verify:
    def verify(signing_input: bytes, signature: bytes) -> bool:
        try:
            key.verify(signature, signing_input, padding, digest)
        except InvalidSignature:
            return False
        return True

    return verify


def _ecdsa(key: EllipticCurvePublicKey, digest: HashAlgorithm) -> Verify:
    size = (key.curve.key_size + 7) // 8
    scheme = ECDSA(digest)

    def verify(signing_input: bytes, signature: bytes) -> bool:
        # One length only: with leading zeros allowed, one token would have many spellings.
        if len(signature) != 2 * size:
            return False
        der = encode_dss_signature(int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big"))
        try:
            key.verify(der, signing_input, scheme)
        except InvalidSignature:
            return False
        return True

    return verify


def _ed25519(key: Ed25519PublicKey) -> Verify:
    def verify(signing_input: bytes, signature: bytes) -> bool:
        try:
            key.verify(signature, signing_input)
        except InvalidSignature:
            return False
        return True

    return verify
