"""One JWK as a key that verifies, or the reason why it must not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256K1,
    SECP256R1,
    SECP384R1,
    SECP521R1,
    EllipticCurve,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

from forwhom.jwt import jwks
from forwhom.resource_server.algorithms import ALGORITHMS, Verify, verification
from forwhom.resource_server.compact import decoded
from forwhom.resource_server.weakness import rsa_weakness, secret_weakness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.algorithms import Material

_CURVES: dict[str, EllipticCurve] = {
    "P-256": SECP256R1(),
    "P-384": SECP384R1(),
    "P-521": SECP521R1(),
    "secp256k1": SECP256K1(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationKey:
    """A key that verifies: its key ID, and how, by the name of each algorithm that it fits."""

    kid: str | None
    secret: bool
    verifications: Mapping[str, Verify] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why an entry is no key for us; `harmless` when it is only for something else, such as encryption."""

    reason: str
    harmless: bool = False


def load(entry: JsonValue) -> VerificationKey | Unfit:
    """The key that a JWK describes. Never raises.

    Source: RFC 7517 section 4, RFC 7518 sections 3 and 6, RFC 8037 section 2
    """
    if not isinstance(entry, dict):
        return Unfit("an entry is not a JSON object")
    description = jwks.read({"keys": [entry]}).keys[0]
    purpose = _purpose(entry)
    if purpose is not None:
        return purpose
    secret = description.kty == "oct"
    flaws = [defect.text for defect in description.defects if not (secret and defect.code == "private-key")]
    if flaws:
        return Unfit(flaws[0])
    material = _material(entry, description)
    if isinstance(material, Unfit):
        return material
    fitting = {
        # What material it is decides how it verifies: a public key is never the secret of an HMAC.
        alg: verification(alg, material)
        for alg in ALGORITHMS
        if jwks.fits(description, alg)
    }
    if not fitting:
        return Unfit(f"no signature algorithm fits the {description.kty} key", harmless=True)
    return VerificationKey(kid=description.kid, secret=secret, verifications=fitting)


def _purpose(entry: dict[str, JsonValue]) -> Unfit | None:
    """Why a key is not meant for verifying signatures; `None` where it is, or says nothing.

    Source: RFC 7517 sections 4.2 and 4.3
    """
    use = entry.get("use")
    if isinstance(use, str) and use != "sig":
        return Unfit("the key is not for signatures", harmless=True)
    operations = entry.get("key_ops", ["verify"])
    if not isinstance(operations, list):
        return Unfit("the key's key_ops is not an array")
    return None if "verify" in operations else Unfit("the key's key_ops do not include verify", harmless=True)


def _material(entry: dict[str, JsonValue], description: jwks.Key) -> Material | Unfit:
    """The key itself."""
    try:
        match description.kty:
            case "RSA":
                return _rsa(entry)
            case "EC":
                return _ec(entry, description.crv)
            case "OKP" if description.crv == "Ed25519":
                return Ed25519PublicKey.from_public_bytes(_bytes(entry, "x"))
            case "oct":
                secret = _bytes(entry, "k")
                weakness = secret_weakness(secret)
                return Unfit(weakness) if weakness else secret
            case _:
                return Unfit("the key is of a type or curve that is not used here", harmless=True)
    except (ValueError, UnsupportedAlgorithm):
        # Their texts may hold the numbers of the key.
        return Unfit(f"the {description.kty} key has values that are no key")


def _rsa(entry: dict[str, JsonValue]) -> Material | Unfit:
    modulus, exponent = _number(entry, "n"), _number(entry, "e")
    weakness = rsa_weakness(modulus, exponent)
    return Unfit(weakness) if weakness else RSAPublicNumbers(exponent, modulus).public_key()


def _ec(entry: dict[str, JsonValue], crv: str | None) -> Material | Unfit:
    curve = _CURVES.get(crv or "")
    if curve is None:
        return Unfit("the key is on a curve that is not used here", harmless=True)
    # A point that is not on the curve is refused by cryptography.
    return EllipticCurvePublicNumbers(_number(entry, "x"), _number(entry, "y"), curve).public_key()


def _bytes(entry: dict[str, JsonValue], name: str) -> bytes:
    value = entry[name]
    data = decoded(value.encode("ascii")) if isinstance(value, str) else None
    if data is None:
        raise ValueError(name)
    return data


def _number(entry: dict[str, JsonValue], name: str) -> int:
    return int.from_bytes(_bytes(entry, name), "big")
