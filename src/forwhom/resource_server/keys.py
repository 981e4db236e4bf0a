"""Where a validator takes its keys from: what sources have in common, and those known from the start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from forwhom.jwt import base64url
from forwhom.jwt.json import JsonValue, parse_strict
from forwhom.resource_server import key_table
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.key_table import KeyTable
from forwhom.resource_server.token_rejected import TokenRejected

if TYPE_CHECKING:
    from forwhom.resource_server.algorithms import Verify

_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521", "secp256k1": "secp256k1"}


@runtime_checkable
class Keys(Protocol):
    """A source of keys for one issuer."""

    @property
    def algorithms(self) -> frozenset[str] | None:
        """The algorithms that the keys fit; `None` where the keys are not known yet."""
        ...

    def lookup(self, alg: str, kid: str | None) -> Verify:
        """What verifies a token of this algorithm and key ID; raises `TokenRejected` where nothing does."""
        ...

    async def lookup_async(self, alg: str, kid: str | None) -> Verify:
        """As `lookup`, and lets other tasks run where keys have to be fetched first."""
        ...


class StaticKeys:
    """Keys that the operator gives, and that stay the same."""

    def __init__(self, jwks: Mapping[str, JsonValue] | str | bytes) -> None:
        """The keys of a JWK Set or a single JWK, as a mapping or as JSON text.

        Entries for encryption are passed over; one that is weak, damaged or private raises `ConfigurationError`, as
        does a set without any key that verifies. A secret for HMAC is a JWK of type oct, or `StaticKeys.from_secret`.

        Source: RFC 7517 sections 4 and 5
        """
        keys, unfit = key_table.read(_document(jwks))
        for one in unfit:
            if not one.harmless:
                raise ConfigurationError(f"keys: {one.reason}")
        if not keys:
            raise ConfigurationError("keys: there is no key that verifies signatures")
        self._table = KeyTable(keys)

    @classmethod
    def from_pem(cls, pem: str | bytes, kid: str | None = None) -> StaticKeys:
        """The public key of a PEM text (SubjectPublicKeyInfo); raises `ConfigurationError` where it is none."""
        data = pem.encode() if isinstance(pem, str) else pem
        try:
            key = load_pem_public_key(data)
        except (ValueError, UnsupportedAlgorithm):
            # Raised below, outside of the handler, so that no trace holds what may be a private key.
            entry = None
        else:
            entry = _entry(key)
        if entry is None:
            raise ConfigurationError("keys: the PEM text holds no public key of type RSA, EC or Ed25519")
        return cls(entry if kid is None else {**entry, "kid": kid})

    @classmethod
    def from_secret(cls, secret: bytes, kid: str | None = None) -> StaticKeys:
        """The secret of an HMAC, at least as long as the hash; raises `ConfigurationError` for the text of a key.

        Source: RFC 7518 section 3.2
        """
        entry: dict[str, JsonValue] = {"kty": "oct", "k": base64url.encode(secret)}
        return cls(entry if kid is None else {**entry, "kid": kid})

    def __repr__(self) -> str:
        return f"StaticKeys({len(self._table.keys)} keys)"

    @property
    def algorithms(self) -> frozenset[str]:
        """Every algorithm that a key fits."""
        return self._table.algorithms

    def lookup(self, alg: str, kid: str | None) -> Verify:
        """What verifies a token of this algorithm and key ID; raises `TokenRejected` where nothing does."""
        found = self._table.find(alg, kid)
        if found is None:
            raise TokenRejected((self._table.why_not(alg, kid),))
        return found

    async def lookup_async(self, alg: str, kid: str | None) -> Verify:
        """As `lookup`: there is nothing to wait for."""
        return self.lookup(alg, kid)


def _document(jwks: object) -> JsonValue:
    if isinstance(jwks, Mapping):
        return dict(cast("Mapping[str, JsonValue]", jwks))
    if not isinstance(jwks, str | bytes):
        raise ConfigurationError(f"keys: a JWK Set is a mapping or JSON text, not {type(jwks).__name__}")
    reading = parse_strict(jwks.encode("utf-8", "surrogatepass") if isinstance(jwks, str) else jwks)
    if reading.defects:
        raise ConfigurationError(f"keys: the text is no JWK Set: {reading.defects[0].text}")
    return reading.value


def _entry(key: object) -> dict[str, JsonValue] | None:
    """The JWK of a public key; `None` for a type that is not used here."""
    match key:
        case RSAPublicKey():
            numbers = key.public_numbers()
            return {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
        case EllipticCurvePublicKey() if key.curve.name in _CURVES:
            point = key.public_numbers()
            return {"kty": "EC", "crv": _CURVES[key.curve.name], "x": _number(point.x), "y": _number(point.y)}
        case Ed25519PublicKey():
            raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url.encode(raw)}
        case _:
            return None


def _number(value: int) -> str:
    return base64url.encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))
