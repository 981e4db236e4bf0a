"""Keys and secrets that are refused although cryptography would take them: where each limit is."""

from __future__ import annotations

import datetime as dt
import random
from math import prod

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from forwhom.resource_server.weakness import rsa_weakness, secret_weakness
from tests.resource_server.tokens import RSA_KEY

E = 65537
SOUND = RSA_KEY.public_key().public_numbers().n
#: The primes by which the weak generator is told, from the first publication about it.
PRIMES = (11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157)
PRODUCT = prod(PRIMES)
RANDOM = random.Random(15361)  # noqa: S311 - samples, no keys


@pytest.mark.parametrize("bits", [2048, 4096, 8192])
def test_the_usual_sizes_are_allowed(bits: int) -> None:
    """From 2048 bits to 8192."""
    assert rsa_weakness((1 << (bits - 1)) + 1, E) is None


@pytest.mark.parametrize("bits", [2047, 8193])
def test_a_modulus_beyond_the_limits_is_not(bits: int) -> None:
    """ALG-17: one bit less is too weak, one bit more too slow."""
    assert rsa_weakness((1 << (bits - 1)) + 1, E) == f"the RSA key has {bits} bits, where 2048 to 8192 are allowed"


def test_a_modulus_is_odd() -> None:
    """JWKS-22: two is no factor of a key."""
    assert rsa_weakness(SOUND + 1, E) == "the RSA key has an even modulus"


@pytest.mark.parametrize("exponent", [3, 5, 17, E, 2**64 - 1])
def test_a_usual_exponent_is_allowed(exponent: int) -> None:
    """Odd, from three, and short enough for every version of OpenSSL."""
    assert rsa_weakness(SOUND, exponent) is None


@pytest.mark.parametrize("exponent", [0, 1, 2, 4, E + 1, 2**64 + 1, 2**4096 + 1])
def test_any_other_exponent_is_not(exponent: int) -> None:
    """ALG-17, JWKS-22: with one a signature is its own message; an even one has no inverse."""
    assert rsa_weakness(SOUND, exponent) == "the RSA key has an exponent that is no exponent"


def modulus(residues: dict[int, int]) -> int:
    """An odd number of 2048 bits with these residues, by prime; anything in what is left open."""
    solved = sum(rest * (PRODUCT // prime) * pow(PRODUCT // prime, -1, prime) for prime, rest in residues.items())
    number = solved % PRODUCT + PRODUCT * (RANDOM.getrandbits(2046 - PRODUCT.bit_length()) + (1 << 2047) // PRODUCT)
    return number if number % 2 else number + PRODUCT


def of_the_weak_generator(power: int) -> dict[int, int]:
    """The residues of a key that it makes: those of a power of 65537."""
    return {prime: pow(E, power, prime) for prime in PRIMES}


def test_keys_of_the_weak_generator_are_known() -> None:
    """ALG-17: whatever the power, by the residues of the modulus alone."""
    for power in range(50):
        assert rsa_weakness(modulus(of_the_weak_generator(power)), E) == (
            "the RSA key was made by the weak generator of CVE-2017-15361"
        )


@pytest.mark.parametrize("prime", PRIMES)
def test_one_residue_that_it_cannot_leave_clears_a_key(prime: int) -> None:
    """A sound key is not refused for looking alike: each of the primes counts."""
    powers = {pow(E, power, prime) for power in range(prime)}
    others = [rest for rest in range(1, prime) if rest not in powers]
    for power in range(50):
        residues = {**of_the_weak_generator(power), prime: RANDOM.choice(others)}
        assert rsa_weakness(modulus(residues), E) is None


def test_a_secret_is_as_long_as_the_hash() -> None:
    """ALG-11: 256 bits and not one byte less."""
    assert secret_weakness(b"k" * 32) is None
    assert secret_weakness(b"k" * 31) == "the secret has 248 bits, fewer than the 256 that HS256 needs"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq", id="ALG-05 PEM"),
        pytest.param(b"\n -----BEGIN CERTIFICATE-----\nMIIB", id="ALG-05 PEM after a blank"),
        pytest.param(b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB", id="ALG-07 ssh"),
        pytest.param(b"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTI", id="ALG-07 ssh ecdsa"),
        pytest.param(b"sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1l", id="ALG-07 ssh on a security key"),
        pytest.param(b"sk-ecdsa-sha2-nistp256@openssh.com AAAAInNr", id="ALG-07 ssh ecdsa on a security key"),
        pytest.param(b'{"kty": "RSA", "n": "AQAB", "e": "AQAB"}', id="ALG-08 JWK"),
        pytest.param(b'{"keys": [], "of": "nobody in particular"}', id="ALG-08 JWK Set"),
    ],
)
def test_the_text_of_a_key_is_no_secret(text: bytes) -> None:
    """Whatever its format, since anybody has the public one."""
    assert secret_weakness(text) == "the secret is the text of a key, which anybody may know if it is the public one"


def test_a_certificate_is_no_secret() -> None:
    """ALG-07: in its binary form, which does not say what it is."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "auth.example.com")])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(name, name, RSA_KEY.public_key(), 1, start, start + dt.timedelta(days=1))
    assert secret_weakness(builder.sign(RSA_KEY, SHA256()).public_bytes(Encoding.DER))


@pytest.mark.parametrize(
    "secret",
    [
        b'{"password": "correct horse battery staple"}',
        b'["kty", "keys", "correct horse battery staple"]',
        b'"kty and keys: correct horse battery staple"',
        b"[" * 100_000,
        b"0" * 64,
        bytes(range(0x30, 0x70)),
    ],
    ids=lambda secret: ascii(secret[:12]),
)
def test_what_only_looks_like_a_key_is_a_secret(secret: bytes) -> None:
    """Other JSON, and other bytes that begin as the binary forms do."""
    assert secret_weakness(secret) is None
