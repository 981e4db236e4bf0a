"""Accepting a token, beside the bare signature check and beside the libraries of Python and Node, in one run."""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import jwt as pyjwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwk, jwt

from benchmarks._node import Node
from benchmarks._timing import added, functions, repeated, report, timed
from forwhom.jwt import base64url
from forwhom.resource_server.compact import decoded, split
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Callable

with warnings.catch_warnings():
    # It says itself that joserfc comes after it.
    warnings.simplefilter("ignore")
    authlib_jose: Any = import_module("authlib.jose")
jwcrypto_jwk: Any = import_module("jwcrypto.jwk")
jwcrypto_jwt: Any = import_module("jwcrypto.jwt")

AUDIENCE, ISSUER = "https://api.example.com", "https://auth.example.com/"
SECRET = b"0123456789abcdef0123456789abcdef"
DIGEST = SHA256()
BARE = "cryptography alone (yardstick)"
BARE_NODE = "node:crypto (Node)"


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
    octets = {"kty": "oct", "k": base64url.encode(SECRET)}
    peers = Peers(SECRET, jwk.OctKey.import_key(SECRET), SECRET, jwcrypto_jwk.JWK(**octets), SECRET.decode())
    with Node("validation.mjs") as node:
        measure("HS256", token, keys, peers, node)
        for alg, (private, joserfc_type) in pairs.items():
            public = private.public_key()
            pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            token = pyjwt.encode(claims, private, algorithm=alg, headers={"kid": "k1"})
            peers = Peers(public, joserfc_type.import_key(pem), pem, jwcrypto_jwk.JWK.from_pem(pem), pem.decode())
            measure(alg, token, StaticKeys.from_pem(pem, "k1"), peers, node)
    measure_refusals(claims)


@dataclass(frozen=True, slots=True)
class Peers:
    """One key as each library wants it."""

    pyjwt: Any
    joserfc: Any
    authlib: Any
    jwcrypto: Any
    node: str


def measure(alg: str, token: str, keys: StaticKeys, peers: Peers, node: Node) -> None:
    """Prints the time of an accepted token of one algorithm, and what each adds to the bare check."""
    validator = Validator(audience=AUDIENCE, issuer=ISSUER, keys=keys, algorithms=(alg,))
    verify = keyed if alg == "HS256" else keys.lookup(alg, "k1")
    parts = split(token)
    signature = decoded(parts[3]) if parts else None
    assert parts
    assert signature
    signing_input = parts[0]
    registry = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": ISSUER}, aud={"essential": True, "value": AUDIENCE}, exp={"essential": True}
    )
    authlib = authlib_jose.JsonWebToken([alg])
    options = {
        "iss": {"essential": True, "value": ISSUER},
        "aud": {"essential": True, "value": AUDIENCE},
        "exp": {"essential": True},
    }
    rules = {"iss": ISSUER, "aud": AUDIENCE, "exp": None}
    assert verify(signing_input, signature)
    subjects = {
        BARE: repeated(lambda: verify(signing_input, signature)),
        "forwhom": repeated(lambda: validator.validate(token)),
        "joserfc": repeated(
            lambda: registry.validate(jwt.decode(token, peers.joserfc, algorithms=[alg]).claims),
        ),
        "PyJWT": repeated(
            lambda: pyjwt.decode(token, peers.pyjwt, algorithms=[alg], audience=AUDIENCE, issuer=ISSUER),
        ),
        "Authlib": repeated(lambda: authlib.decode(token, peers.authlib, claims_options=options).validate()),
        "jwcrypto": repeated(lambda: jwcrypto_jwt.JWT(jwt=token, key=peers.jwcrypto, algs=[alg], check_claims=rules)),
    }
    names = node.ask(alg=alg, token=token, key=peers.node, audience=AUDIENCE, issuer=ISSUER)
    # Node compiles what runs often: it is measured as it is after that.
    for name in names:
        node.seconds(name, 3000)
    subjects |= {f"{name} (Node)": partial(node.seconds, name) for name in names}
    medians = timed(subjects)
    report(f"{alg}, accepted", medians, BARE)
    for name, subject in subjects.items():
        bare = BARE_NODE if name.endswith("(Node)") else BARE
        if name != bare:
            more = added(subject, subjects[bare]) * 1e6
            print(
                f"  {name} adds {more:.1f} µs to the bare check of its platform: {medians[name] / medians[bare]:.2f} x"
            )


def keyed(signing_input: bytes, signature: bytes) -> bool:
    """The check of an HMAC as everybody writes it; raises where it fails. forwhom prepares the key beforehand."""
    mac = HMAC(SECRET, DIGEST)
    mac.update(signing_input)
    mac.verify(signature)
    return True


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
        "forwhom refuses the audience and says why": lambda: _refuses(validator, other, str),
        "forwhom refuses the signature": lambda: _refuses(validator, forged),
        "forwhom refuses ten million dots": lambda: _refuses(validator, DOTS),
        "forwhom refuses 64 KiB of letters": lambda: _refuses(validator, LETTERS),
        "forwhom refuses 64 KiB of letters and says why": lambda: _refuses(validator, LETTERS, str),
    }
    report("HS256, refused", functions(subjects), name)


DOTS = "." * 10_000_000
LETTERS = "A" * 65536


def _refuses(validator: Validator, token: str, ask: Callable[[TokenRejected], object] | None = None) -> None:
    try:
        validator.validate(token)
    except TokenRejected as cause:
        if ask:
            ask(cause)
        return
    raise AssertionError


def _pyjwt_refuses(token: str) -> None:
    try:
        pyjwt.decode(token, SECRET, algorithms=["HS256"], audience=AUDIENCE, issuer=ISSUER)
    except pyjwt.InvalidAudienceError as error:
        # Its text is ready by then; a refusal of ours is worked out when somebody asks.
        str(error)
        return
    raise AssertionError


if __name__ == "__main__":
    # That names of the standards are out of date is not what is measured here.
    warnings.simplefilter("ignore")
    main()
