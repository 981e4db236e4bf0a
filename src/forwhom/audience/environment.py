"""The words for environments in names of services (`dev`, `staging`, `prod`), and whether two names part only there."""

from __future__ import annotations

import re

_ENVIRONMENTS = frozenset(
    {
        "dev",
        "develop",
        "development",
        "test",
        "testing",
        "tst",
        "qa",
        "uat",
        "int",
        "integration",
        "stage",
        "staging",
        "stg",
        "preprod",
        "preview",
        "pre",
        "sandbox",
        "sbx",
        "demo",
        "beta",
        "alpha",
        "canary",
        "nonprod",
        "prod",
        "production",
        "prd",
        "live",
        "local",
    }
)
#: A word, or a character that is no usual separator and so belongs to the name.
_WORD = re.compile(r"[a-z0-9]+|[^a-z0-9\s_./:-]")


#: Identifiers of apps that host others during development, and of untouched project templates.
_DEVELOPMENT = re.compile(
    r"host\.exp\.exponent|org\.reactjs\.native\.example\..{1,200}|io\.cordova\.hellocordova|io\.ionic\.starter",
    re.IGNORECASE,
)


def is_development_identifier(value: str) -> bool:
    """Whether the value is the identifier of a development host (Expo Go) or of an untouched project template."""
    return _DEVELOPMENT.fullmatch(value) is not None


def is_other_environment(found: str, expected: str) -> bool:
    """Whether two names are the same but for the words for environments in them."""
    one, other = _parted(found), _parted(expected)
    return one != other and one[1] == other[1] and (bool(one[1]) or bool(one[0] and other[0]))


def _parted(value: str) -> tuple[list[str], list[str]]:
    """The words for environments in a value, each with its number (`dev2`), and the other words."""
    environments: list[str] = []
    others: list[str] = []
    for word in _WORD.findall(value.lower()):
        (environments if word.rstrip("0123456789") in _ENVIRONMENTS else others).append(word)
    return environments, others
