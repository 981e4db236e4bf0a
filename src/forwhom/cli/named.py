"""Finds what the user names, and near names where there is no such thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.cli.input_error import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forwhom.catalogue import Catalogue
    from forwhom.jwt.json import JsonValue
    from forwhom.provider import Provider
    from forwhom.verifier import Verifier

_MAX_NEAR = 4


def verifier(known: Catalogue, name: str) -> Verifier:
    """The verifier of this id, alias or product name. Raises `InputError` with near names."""
    found = known.verifier(name)
    if not found:
        raise unknown("verifier", name, known.names)
    return found


def provider(known: Catalogue, name: str, claims: Mapping[str, JsonValue] | None = None) -> Provider:
    """The provider of this id or name. Raises `InputError` with near names."""
    from forwhom.provider import named

    found = named(known.providers, name, claims)
    if not found:
        names = [alias for one in known.providers.values() for alias in (one.id, *one.aliases, *one.families)]
        raise unknown("provider", name, names)
    return found


def unknown(kind: str, name: str, names: Iterable[str]) -> InputError:
    """The trouble that nothing is called so, with up to four names that are near."""
    from difflib import get_close_matches

    wanted = name[:80].lower()
    known = list(dict.fromkeys(names))
    near = [one for one in known if wanted and wanted in one][:_MAX_NEAR]
    near = list(dict.fromkeys([*get_close_matches(wanted, known, _MAX_NEAR), *near]))[:_MAX_NEAR]
    hint = f"; near names are {', '.join(near)}" if near else ""
    return InputError(f"no {kind} is called {name[:80]!r}{hint} (forwhom {kind}s lists all)")
