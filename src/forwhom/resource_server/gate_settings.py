"""What an operator configures around a validator, checked when it is configured."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import cast

from forwhom.jwt.defect import quoted
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.key_fetch import address_trouble

_REALM = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]{1,200}")
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,200}")
_PATH = re.compile(r"/[A-Za-z0-9\-._~!$&'()+,;=:@/]*")


def realm(given: object) -> str | None:
    """The realm of the challenges; raises `ConfigurationError` for what would have to be escaped in a header.

    Source: RFC 9110 section 11.5
    """
    if given is None or (isinstance(given, str) and _REALM.fullmatch(given)):
        return given
    raise ConfigurationError("realm: a short text of ASCII without quotes and backslashes is needed")


def resource_metadata(given: object) -> str | None:
    """The address of the protected resource's metadata: https, or http on this very machine.

    Source: RFC 9728 sections 3 and 5.1
    """
    if given is None:
        return None
    trouble = address_trouble(given, insecure_http_loopback=True)
    if not isinstance(given, str) or trouble or not re.fullmatch(r"[^\"\\]*", given):
        raise ConfigurationError("resource_metadata: an https URL is needed")
    return given


def scopes(given: object) -> tuple[str, ...]:
    """The scopes that every token must grant; raises `ConfigurationError` for one string and for no scope at all.

    Source: RFC 6749 section 3.3
    """
    names = _list("scopes", given, "('orders:read',)")
    for name in names:
        if not _SCOPE.fullmatch(name):
            raise ConfigurationError(f"scopes: {quoted(name)} is no scope; each is one word of ASCII without quotes")
    return tuple(dict.fromkeys(names))


def exempt(given: object) -> frozenset[str]:
    """The paths that are open to everybody; raises `ConfigurationError` for what is no path or more than one."""
    paths = _list("exempt", given, "('/health',)")
    for path in paths:
        if not _PATH.fullmatch(path):
            raise ConfigurationError(
                f"exempt: {quoted(path)} is not one path; each stands for itself, begins with a slash, and holds "
                "neither pattern, query nor percent-encoding"
            )
    return frozenset(paths)


def _list(name: str, given: object, example: str) -> list[str]:
    # A string is a collection of its letters, which is never what is meant.
    if isinstance(given, str) or not isinstance(given, Collection):
        raise ConfigurationError(f"{name}: a tuple of texts is needed, such as {example}")
    values = list(cast("Collection[object]", given))
    texts = [one for one in values if isinstance(one, str)]
    if len(texts) != len(values):
        raise ConfigurationError(f"{name}: every value must be a string")
    return texts
