"""Where two audience values part, and what kind of difference it is.

`relate` answers for one pair. The kinds are symmetric: what is true of (found, expected) is true of (expected, found).
"""

from __future__ import annotations

from enum import StrEnum

from forwhom.audience.environment import is_other_environment
from forwhom.audience.identifier import is_same_identifier
from forwhom.audience.lookalike import cleaned
from forwhom.audience.service import is_same_host, is_same_service
from forwhom.audience.uri import Uri, split
from forwhom.record import dataclass


class Kind(StrEnum):
    """How two values differ, nearest first."""

    STRAY = "stray characters"
    SLASH = "trailing slash"
    CASE = "letter case"
    SCHEME = "scheme"
    GUID = "GUID or URI"
    LIST = "list written as one value"
    PORT = "port"
    HOST = "host"
    ENVIRONMENT = "environment"
    PATH = "path"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Difference:
    """The kinds of difference between two unequal values, and the index of the first code point where they part."""

    kinds: tuple[Kind, ...]
    at: int

    @property
    def nearness(self) -> int:
        """0 for the nearest kind; larger is farther."""
        return _ORDER[self.kinds[0]]

    @property
    def is_trifle(self) -> bool:
        """Whether a person would overlook the difference: two spellings of one value, and nothing else."""
        return set(self.kinds) <= _TRIFLES


_ORDER = {kind: rank for rank, kind in enumerate(Kind)}
_TRIFLES = frozenset({Kind.STRAY, Kind.SLASH, Kind.CASE, Kind.SCHEME})


def differs_at(found: str, expected: str) -> int:
    """The index of the first code point where two unequal values part."""
    for at, (one, other) in enumerate(zip(found, expected, strict=False)):
        if one != other:
            return at
    return min(len(found), len(expected))


def relate(found: str, expected: str) -> Difference | None:
    """How two values differ; `None` when they are equal."""
    if found == expected:
        return None
    return Difference(
        _plain(found, expected) or _as_lists(found, expected) or _as_names(found, expected), differs_at(found, expected)
    )


def _plain(found: str, expected: str) -> tuple[Kind, ...]:
    """The differences that a person would overlook: each step undoes one, until the two are equal."""
    raw, clean = (found, expected), (cleaned(found), cleaned(expected))
    end = _undone(clean)
    if end[0] != end[1] or not end[0]:
        return ()
    # Equal with all steps taken: name only those without which they are not.
    kinds = [Kind.STRAY] if _differ(_undone(raw)) else []
    kinds += [kind for kind in _STEPS if _differ(_undone(clean, skipped=kind))]
    return tuple(kinds) or (Kind.STRAY,)


def _undone(pair: tuple[str, str], skipped: Kind | None = None) -> tuple[str, str]:
    """The two with every step but the skipped one undone."""
    one, other = pair
    if skipped is not Kind.SCHEME:
        one, other = _schemeless(one), _schemeless(other)
    if skipped is not Kind.SLASH:
        one, other = one.rstrip("/"), other.rstrip("/")
    if skipped is not Kind.CASE:
        one, other = one.casefold(), other.casefold()
    return one, other


_STEPS = (Kind.SLASH, Kind.CASE, Kind.SCHEME)


def _differ(pair: tuple[str, str]) -> bool:
    return pair[0] != pair[1]


def _schemeless(value: str) -> str:
    lower = value[:8].lower()
    for scheme in ("https://", "http://"):
        if lower.startswith(scheme):
            return value[len(scheme) :]
    return value


def _as_lists(found: str, expected: str) -> tuple[Kind, ...]:
    """Whether one is a list, written as text, that holds the other or a member of it."""
    if not (_members(found) or _members(expected)):
        return ()
    one, other = set(_members(found) or (found,)) - {""}, set(_members(expected) or (expected,)) - {""}
    # Two phrases (`Project ID`, `Client ID`) have words in common, and neither is a list.
    lists = one <= other or other <= one or any(sign in found + expected for sign in ",;[")
    return (Kind.LIST,) if lists and one & other else ()


def _members(text: str) -> list[str]:
    """The values of a list that is written as text; empty when it is one value."""
    parts = text.strip().strip("[]").replace(",", " ").replace(";", " ").split()
    return [part.strip("\"'\\") for part in parts] if len(parts) > 1 or text.startswith("[") else []


def _as_names(found: str, expected: str) -> tuple[Kind, ...]:
    """The differences between two names of things: identifiers, environments, hosts, paths."""
    if is_same_identifier(found, expected):
        return (Kind.GUID,)
    if is_other_environment(found, expected):
        return (Kind.ENVIRONMENT,)
    one, other = split(found), split(expected)
    if one is None or other is None or one.userinfo != other.userinfo:
        return (Kind.PATH,) if _is_below(found, expected) or _is_below(expected, found) else (Kind.OTHER,)
    return _as_uris(one, other)


def _is_below(one: str, other: str) -> bool:
    """Whether one name stands below the other: `orders/read` below `orders`."""
    upper = other.rstrip("/")
    return bool(upper) and one.startswith(f"{upper}/")


def _as_uris(one: Uri, other: Uri) -> tuple[Kind, ...]:
    scheme = (Kind.SCHEME,) if one.scheme != other.scheme else ()
    path = () if one.rest.rstrip("/") == other.rest.rstrip("/") else (Kind.PATH,)
    port = (Kind.PORT,) if one.port != other.port else ()
    web = one.scheme.startswith("http") and other.scheme.startswith("http")
    if path and one.scheme == other.scheme == "spiffe":
        # The host is a trust domain; the path names the workload (SPIFFE ID, section 2.2).
        return (Kind.OTHER,)
    if one.host == other.host:
        # What is left are trifles of several kinds, such as a letter case in the host beside another scheme.
        return (*port, *path, *scheme) or (Kind.CASE,)
    if is_same_host(one.host, other.host):
        return (*port, Kind.HOST, *path, *scheme)
    if web and not path and not one.userinfo and is_same_service(one, other):
        return (*port, Kind.HOST, *scheme)
    return (Kind.OTHER,)
