"""Libraries that a text names by their package, as a stack trace or a path does, whatever the message says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forwhom.phrasebook import Phrasebook

_MAX_TEXT = 32_768
_MOST = 3
#: Addresses name services, not libraries.
_ADDRESS = re.compile(r"https?://[^\s\"'<>]{1,2000}")
_BACKSLASHES = re.compile(r"\\{1,4}")
#: A package or a file in one: `com.auth0.jwt`, `firebase/php-jwt`, `JWT::Decode`, `api_jwt.py`.
_PACKAGE = re.compile(r"@?[a-z0-9_-]+(?:(?:\.|/|::)[a-z0-9_.-]+)+")
_KINDS = frozenset({"library", "framework"})


def mentioned(text: str, phrasebook: Phrasebook) -> tuple[str, ...]:
    """The ids of up to three libraries whose package stands in the text, in the order in which it names them.

    Never raises. Takes time proportional to the length of the text times the number of verifiers.
    """
    plain = _plain(_ADDRESS.sub(" ", text[:_MAX_TEXT]))
    places: dict[str, int] = {}
    for name, packages in _packages(phrasebook).items():
        found = [at for package in packages if (at := plain.find(package)) >= 0]
        if found:
            places[name] = min(found)
    return tuple(sorted(places, key=lambda name: (places[name], name in phrasebook.bases)))[:_MOST]


@cache
def _packages(phrasebook: Phrasebook) -> Mapping[str, Sequence[str]]:
    """The packages of each library, as they stand in a plain text."""
    return {
        name: [package for package in map(_plain, hints) if _PACKAGE.fullmatch(package)]
        for name, hints in phrasebook.hints.items()
        if phrasebook.verifiers[name].kind in _KINDS
    }


def _plain(text: str) -> str:
    """In lower case and with `/` between the parts of a path."""
    return _BACKSLASHES.sub("/", text.lower())
