"""Accepting a token, beside its bare signature check by `cryptography` and beside PyJWT and joserfc."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import jwt as pyjwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwk, jwt

from benchmarks._timing import functions, report
from forwhom.resource_server.compact import decoded, split
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Callable

AUDIENCE, ISSUER = "https://api.example.com", "https://auth.example.com/"
SECRET = b"0123456789abcdef0123456789abcdef"
BARE = "cryptography alone (yardstick)"


def main() -> None:
    """Prints the figures."""
    claims = {
        "iss": ISSUER,
        "sub": "auth0|5f7c8ec7c33c6c004bbafe82",
        "aud": [AUDIENCE, "https://auth.example.com/userinfo"],
        "iat": int(time.time()),
        "exp": int(time.time()) + 3600,
        "azp": "my_client_id",
        "scope": "openid profile email",
    }
    pairs: dict[str, tuple[Any, type[Any]]] = {
        "RS256": (rsa.generate_private_key(65537, 2048), jwk.RSAKey),
        "ES256": (ec.generate_private_key(ec.SECP256R1()), jwk.ECKey),
        "EdDSA": (ed25519.Ed25519PrivateKey.generate(), jwk.OKPKey),
    }
    token = pyjwt.encode(claims, SECRET, algorithm="HS256", headers={"kid": "k1"})
    keys = StaticKeys.from_secret(SECRET, "k1")
    measure("HS256", token, keys, SECRET, jwk.OctKey.import_key(SECRET))
    for alg, (private, joserfc_type) in pairs.items():
        public = private.public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        token = pyjwt.encode(claims, private, algorithm=alg, headers={"kid": "k1"})
        measure(alg, token, StaticKeys.from_pem(pem, "k1"), public, joserfc_type.import_key(pem))
    measure_refusals(claims)


def measure(alg: str, token: str, keys: StaticKeys, key: Any, joserfc_key: Any) -> None:  # noqa: ANN401
    """Prints the time of an accepted token of one algorithm, and what each adds to the bare check."""
    validator = Validator(audience=AUDIENCE, issuer=ISSUER, keys=keys, algorithms=(alg,))
    verify = keys.lookup(alg, "k1")
    parts = split(token)
    signature = decoded(parts[3]) if parts else None
    assert parts
    assert signature
    signing_input = parts[0]
    registry = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": ISSUER}, aud={"essential": True, "value": AUDIENCE}, exp={"essential": True}
    )
    assert verify(signing_input, signature)
    medians = functions(
        {
            BARE: lambda: verify(signing_input, signature),
            "forwhom": lambda: validator.validate(token),
            "joserfc": lambda: registry.validate(jwt.decode(token, joserfc_key, algorithms=[alg]).claims),
            "PyJWT": lambda: pyjwt.decode(token, key, algorithms=[alg], audience=AUDIENCE, issuer=ISSUER),
        }
    )
    report(f"{alg}, accepted", medians, BARE)
    added = ", ".join(f"{name} {(medians[name] - medians[BARE]) * 1e6:.1f} µs" for name in list(medians)[1:])
    print(f"  added to the bare check: {added}")


def measure_refusals(claims: dict[str, Any]) -> None:
    """Prints the time of refusals, which say more than those of others and cost more."""
    validator = Validator(
        audience=AUDIENCE, issuer=ISSUER, keys=StaticKeys.from_secret(SECRET, "k1"), algorithms=("HS256",)
    )
    other = pyjwt.encode({**claims, "aud": AUDIENCE + "/"}, SECRET, algorithm="HS256", headers={"kid": "k1"})
    forged = pyjwt.encode(claims, SECRET[::-1], algorithm="HS256", headers={"kid": "k1"})
    name = "PyJWT refuses the audience (yardstick)"
    subjects: dict[str, Callable[[], object]] = {
        name: lambda: _pyjwt_refuses(other),
        "forwhom refuses the audience": lambda: _refuses(validator, other),
        "forwhom refuses the signature": lambda: _refuses(validator, forged),
        "forwhom refuses ten million dots": lambda: _refuses(validator, DOTS),
        "forwhom refuses 64 KiB of letters": lambda: _refuses(validator, "A" * 65536),
    }
    report("HS256, refused", functions(subjects), name)


DOTS = "." * 10_000_000


def _refuses(validator: Validator, token: str) -> None:
    try:
        validator.validate(token)
    except TokenRejected:
        return
    raise AssertionError


def _pyjwt_refuses(token: str) -> None:
    try:
        pyjwt.decode(token, SECRET, algorithms=["HS256"], audience=AUDIENCE, issuer=ISSUER)
    except pyjwt.InvalidAudienceError:
        return
    raise AssertionError


if __name__ == "__main__":
    main()
