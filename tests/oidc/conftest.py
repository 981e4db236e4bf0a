"""The real providers, each started once for all tests of a worker that use it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.oidc.provider_process import node_provider, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue


@dataclass(frozen=True, slots=True)
class Provider:
    """A running provider: its issuer, the secret of its confidential clients, the private key of one of them."""

    issuer: str
    secret: str = ""
    pem: bytes = b""


def _number(value: int) -> str:
    import base64  # noqa: PLC0415 - used here only

    return base64.urlsafe_b64encode(value.to_bytes(32, "big")).rstrip(b"=").decode()


def _node(settings: dict[str, JsonValue]) -> Iterator[Provider]:
    secret = secrets.token_urlsafe(24)
    key = ec.generate_private_key(ec.SECP256R1())
    numbers = key.public_key().public_numbers()
    jwk: JsonValue = {
        "kty": "EC",
        "crv": "P-256",
        "x": _number(numbers.x),
        "y": _number(numbers.y),
        "kid": "client-1",
    }
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with running(node_provider({"secret": secret, "keys": [jwk], **settings})) as ready:
        yield Provider(str(ready["issuer"]), secret, pem)


@pytest.fixture(scope="session")
def op() -> Iterator[Provider]:
    """Npm's oidc-provider as it comes: a token request has to name its resource."""
    yield from _node({})


@pytest.fixture(scope="session")
def op_granted() -> Iterator[Provider]:
    """oidc-provider with useGrantedResource: a token request may leave out the resource."""
    yield from _node({"granted": True})


@pytest.fixture(scope="session")
def op_audience() -> Iterator[Provider]:
    """oidc-provider in the style of Auth0: the audience parameter names the resource."""
    yield from _node({"audience": True, "granted": True})
