"""Keys that cryptography would take and nobody should trust."""

from __future__ import annotations

import json

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key

_RSA_LEAST, _RSA_MOST = 2048, 8192
# OpenSSL refuses larger ones with most keys.
_MAX_EXPONENT_BITS = 64
_MIN_EXPONENT = 3
# Primes for which the residues of keys made by the weak generator of CVE-2017-15361 are few.
_ROCA_PRIMES = (11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157)
_ROCA_GENERATOR = 65537
_HMAC_LEAST = 32
_TEXT_KEYS = (b"-----BEGIN", b"ssh-", b"ecdsa-sha2-", b"sk-ssh-", b"sk-ecdsa-")
_DER_SEQUENCE = 0x30


def rsa_weakness(modulus: int, exponent: int) -> str | None:
    """Why an RSA key must not be used, or `None`.

    Source: RFC 7518 section 3.3, CVE-2017-15361
    """
    bits = modulus.bit_length()
    if not _RSA_LEAST <= bits <= _RSA_MOST:
        return f"the RSA key has {bits} bits, where {_RSA_LEAST} to {_RSA_MOST} are allowed"
    if modulus % 2 == 0:
        return "the RSA key has an even modulus"
    if exponent < _MIN_EXPONENT or exponent % 2 == 0 or exponent.bit_length() > _MAX_EXPONENT_BITS:
        return "the RSA key has an exponent that is no exponent"
    if all(modulus % prime in _powers(prime) for prime in _ROCA_PRIMES):
        return "the RSA key was made by the weak generator of CVE-2017-15361"
    return None


def secret_weakness(secret: bytes) -> str | None:
    """Why these bytes must not be the secret of an HMAC, or `None`.

    Source: RFC 7518 section 3.2, RFC 8725 section 2.1
    """
    if len(secret) < _HMAC_LEAST:
        return f"the secret has {8 * len(secret)} bits, fewer than the {8 * _HMAC_LEAST} that HS256 needs"
    if secret.lstrip().startswith(_TEXT_KEYS) or _is_jwk(secret) or _is_der(secret):
        return "the secret is the text of a key, which anybody may know if it is the public one"
    return None


def _powers(prime: int) -> set[int]:
    return {pow(_ROCA_GENERATOR, power, prime) for power in range(prime)}


def _is_jwk(secret: bytes) -> bool:
    try:
        value = json.loads(secret)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and ("kty" in value or "keys" in value)


def _is_der(secret: bytes) -> bool:
    if secret[0] != _DER_SEQUENCE:
        return False
    for load in (load_der_public_key, x509.load_der_x509_certificate):
        try:
            load(secret)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        return True
    return False
