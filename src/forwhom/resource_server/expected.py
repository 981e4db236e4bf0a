"""What the operator expects of a token, checked when it is configured."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import Final, TypeAlias, cast

from forwhom.audience.placeholder import is_unresolved
from forwhom.jwt.defect import quoted
from forwhom.resource_server.algorithms import ALGORITHMS, HMACS
from forwhom.resource_server.configuration_error import ConfigurationError

MAX_LEEWAY = 300


class _Unchecked(Enum):
    AUDIENCE = "unchecked audience"


#: Says that tokens for any service are accepted. Debugging only: it lets a token for another service in.
UNCHECKED_AUDIENCE: Final = _Unchecked.AUDIENCE
Unchecked: TypeAlias = _Unchecked

# A placeholder in most places, and yet a name that services have.
_NAME = "audience"


def audiences(given: object) -> frozenset[str] | Unchecked:
    """The expected audiences, or `UNCHECKED_AUDIENCE`; raises `ConfigurationError` for what cannot be meant.

    Source: RFC 7519 section 4.1.3, RFC 8725 section 3.9
    """
    return given if isinstance(given, _Unchecked) else _values("audience", given)


def issuers(given: object) -> frozenset[str]:
    """The expected issuers; raises `ConfigurationError` for what cannot be meant.

    Source: RFC 7519 section 4.1.1, RFC 8725 section 3.8
    """
    return _values("issuer", given)


def algorithms(given: object, fitting: frozenset[str] | None) -> frozenset[str]:
    """The accepted algorithms: those given, or else the asymmetric ones that fit the keys.

    `fitting` are those that the keys fit, `None` where the keys are not known yet. Raises `ConfigurationError`.

    Source: RFC 8725 sections 3.1 and 3.2
    """
    if given is None:
        default = frozenset(ALGORITHMS).difference(HMACS) & (fitting or frozenset(ALGORITHMS))
        if not default:
            raise ConfigurationError("algorithms: the keys are HMAC secrets, so name the algorithm, such as HS256")
        return default
    if isinstance(given, str) or not isinstance(given, Collection):
        raise ConfigurationError("algorithms: a tuple of names is needed, such as ('RS256',)")
    names = frozenset(_texts("algorithms", cast("Collection[object]", given)))
    unknown = sorted(names.difference(ALGORITHMS))
    if unknown:
        raise ConfigurationError(f"algorithms: {quoted(unknown[0])} is not accepted; known are {', '.join(ALGORITHMS)}")
    if not names.isdisjoint(HMACS) and not names <= frozenset(HMACS):
        raise ConfigurationError("algorithms: HMAC does not stand beside public keys; use two validators")
    if fitting is None and not names.isdisjoint(HMACS):
        raise ConfigurationError("algorithms: the secrets of HMAC are never fetched; use StaticKeys")
    if fitting is not None and names.isdisjoint(fitting):
        raise ConfigurationError(f"algorithms: no key fits {', '.join(sorted(names))}")
    return names


def leeway(given: object) -> float:
    """The leeway in seconds; raises `ConfigurationError` outside of 0 to 300."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= MAX_LEEWAY:
        raise ConfigurationError(f"leeway: a number of seconds from 0 to {MAX_LEEWAY} is needed")
    return given


def client(given: object) -> str:
    """A client ID; raises `ConfigurationError` where it is no value."""
    if not isinstance(given, str):
        raise ConfigurationError("client_id: the profile id-token needs the client ID of this relying party")
    return _checked("client_id", given, alone=False)


def _values(name: str, given: object) -> frozenset[str]:
    if isinstance(given, str):
        return frozenset((_checked(name, given, alone=True),))
    if not isinstance(given, list | tuple | set | frozenset):
        raise ConfigurationError(f"{name}: a value or a list of values is needed, not {type(given).__name__}")
    values = _texts(name, cast("Collection[object]", given))
    return frozenset(_checked(name, value, alone=False) for value in values)


def _texts(name: str, given: Collection[object]) -> list[str]:
    if not given:
        raise ConfigurationError(f"{name}: the list is empty, and there is no default")
    texts = [one for one in given if isinstance(one, str)]
    if len(texts) != len(given):
        raise ConfigurationError(f"{name}: every value must be a string")
    return texts


def _checked(name: str, value: str, *, alone: bool) -> str:
    """The value; raises where it is empty, a pattern, a template, or several in one."""
    if is_unresolved(value) and value != _NAME:
        raise ConfigurationError(
            f"{name}: {quoted(value)} is no value, it looks like a setting that was never filled in"
        )
    if value != value.strip() or not value.isprintable():
        raise ConfigurationError(f"{name}: {quoted(value)} holds blanks at its ends or invisible characters")
    if "*" in value or value.startswith("^") or value.endswith("$"):
        raise ConfigurationError(f"{name}: {quoted(value)} is a pattern; values are compared exactly, so name each")
    if alone and ("," in value or " " in value):
        raise ConfigurationError(f"{name}: {quoted(value)} looks like several values; pass a list, of one if it is one")
    return value
