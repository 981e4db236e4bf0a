"""Keys that are fetched from a server on this machine: what the tests of fetching share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from forwhom.jwt import base64url
from forwhom.resource_server.remote_keys import RemoteKeys
from tests.resource_server.tokens import ED_KEY, HEADER, NOW, signed_with_key, validator

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.key_cache import KeyCache
    from forwhom.resource_server.validator import Validator
    from tests.resource_server.loopback import Server

X = base64url.encode(ED_KEY.public_key().public_bytes_raw())
TOKEN = signed_with_key("EdDSA")


def key_set(*kids: str) -> dict[str, JsonValue]:
    """A set in which one key has these names."""
    return {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": X, "kid": kid} for kid in kids]}


def judge_of(server: Server, path: str = "/jwks") -> Validator:
    """A validator that fetches its keys there."""
    return validator("EdDSA", keys=RemoteKeys(server.url + path, insecure_http_loopback=True))


def token_of(kid: str) -> str:
    """A good token that names this key."""
    return signed_with_key("EdDSA", header={**HEADER, "kid": kid})


def never(_: RemoteKeys, flight: object) -> None:
    """In place of a fetch: one that does not come back."""
    del flight


async def cancelled(judge: Validator) -> None:
    """A task that begins a fetch, and is cancelled before it waits for long."""
    task = asyncio.create_task(judge.validate_async(TOKEN, NOW))
    await asyncio.sleep(0)
    task.cancel()


def cache_of(judge: Validator) -> KeyCache:
    """The state of its keys."""
    keys: RemoteKeys = vars(judge)["_keys"]
    cache: KeyCache = vars(keys)["_cache"]
    return cache
