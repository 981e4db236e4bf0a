"""Identifiers of applications: GUIDs, and the URI forms in which the same identifier is written."""

from __future__ import annotations

import re

_GUID = re.compile(
    r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32})"
    r"(?![0-9A-Fa-f])"
)
_PREFIXES = ("api://botid-", "api://", "spn:", "urn:", "app://", "ms-appx-web://")


def guid(value: str) -> str | None:
    """The first GUID inside a value, in lower case and without hyphens."""
    match = _GUID.search(value)
    return _plain(match[0]) if match else None


def is_same_identifier(found: str, expected: str) -> bool:
    """Whether both name one application, once bare and once as a URI (`api://GUID`, `spn:GUID`, an App ID URI).

    Two web addresses that hold one GUID are none of these: there it is mostly the tenant's.
    """
    if found.rstrip("/").lower() == expected.rstrip("/").lower():
        return False
    one, other = _bare(found), _bare(expected)
    if one == other:
        return bool(one)
    numbers = [[_plain(number) for number in _GUID.findall(value)] for value in (one, other)]
    if not numbers[0] or not numbers[1]:
        return False
    if one.startswith("http") and other.startswith("http"):
        return False
    # Where a URI holds several, the last is the application's: api://TENANT/APPLICATION.
    return numbers[0][-1] == numbers[1][-1]


def _bare(value: str) -> str:
    """The value in lower case, without the prefix of a URI form and without a slash at its end."""
    value = value.rstrip("/").lower()
    for prefix in _PREFIXES:
        if value.startswith(prefix):
            return value[len(prefix) :]
    return value


def _plain(number: str) -> str:
    return number.lower().replace("-", "")
