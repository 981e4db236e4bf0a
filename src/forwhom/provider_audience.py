"""The audiences that belong to providers themselves: their own APIs, and what they fill in by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.provider import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forwhom.jwt.json import JsonValue
    from forwhom.provider import DefaultAudience, Provider, Resource


def has_audience(resource: Resource, value: str) -> bool:
    """Whether `value` is one of the audiences of this resource; a trailing slash makes no other resource of it."""
    bare = value.rstrip("/")
    if bare in resource.values or f"{bare}/" in resource.values:
        return True
    return bool(resource.pattern) and whole(resource.pattern)(value) is not None


def known_resource(providers: Mapping[str, Provider], value: str, provider: Provider | None = None) -> Resource | None:
    """The resource of a provider whose audience `value` is; that of `provider` comes first."""
    for candidate in _first(providers, provider):
        for resource in candidate.resources:
            if has_audience(resource, value):
                return resource
    return None


def default_audience(
    providers: Mapping[str, Provider],
    value: str,
    provider: Provider | None,
    claims: Mapping[str, JsonValue],
) -> DefaultAudience | None:
    """The default that `value` is; with no provider known, of any provider whose default nobody else would choose."""
    issuer = claims.get("iss")
    for candidate in (provider,) if provider else providers.values():
        for default in candidate.defaults:
            pattern = default.pattern.replace("{issuer}", re.escape(issuer) if isinstance(issuer, str) else "(?!)")
            if whole(pattern)(value) and (provider or not _is_common(pattern)):
                return default
    return None


#: Values that tell nothing of their provider: identifiers as anybody may choose them.
_COMMON = (
    "com.example.app",
    "00000000-0000-0000-0000-000000000000",
    "some-name",
    "https://api.example.com",
    "0a1B2c3D4e5F6g7H8i9J",
    "the client id",
)


def _is_common(pattern: str) -> bool:
    """Whether a pattern also fits values that anybody may have chosen."""
    return any(whole(pattern)(value) for value in _COMMON)


def _first(providers: Mapping[str, Provider], provider: Provider | None) -> Iterator[Provider]:
    if provider:
        yield provider
    yield from (other for other in providers.values() if other is not provider)
