"""Loads the entries of a folder: one file each, each with one constant, each under its own name."""

from __future__ import annotations

import importlib
from typing import TypeVar

Entry = TypeVar("Entry")


class FolderError(Exception):
    """A file of the folder holds no entry, or an entry under another id than its stem says."""


def stem(identifier: str) -> str:
    """The file stem that an id must have: `aud-trailing-slash` lives in `aud_trailing_slash`."""
    return identifier.replace("-", "_")


def names(package: str) -> list[str]:
    """The stems of the entries in `package`, sorted; nothing is imported but the package itself."""
    import pkgutil  # noqa: PLC0415 - the built catalogue needs no listing, and this is a slow import

    return sorted(module.name for module in pkgutil.iter_modules(importlib.import_module(package).__path__))


def entry(package: str, name: str, constant: str, kind: type[Entry], key: str) -> Entry:
    """The entry in the file `name` of `package`.

    `constant` is the name that the module must define, `kind` its type, `key` its attribute that holds the id.
    Raises `FolderError` when there is no such entry or its id is not the stem's.
    """
    found = getattr(importlib.import_module(f"{package}.{name}"), constant, None)
    if not isinstance(found, kind):
        msg = f"{package}.{name} defines no {constant} of type {kind.__name__}"
        raise FolderError(msg)
    if stem(getattr(found, key)) != name:
        msg = f"{package}.{name} holds the id {getattr(found, key)!r}: the file must be named {stem(getattr(found, key))}.py"
        raise FolderError(msg)
    return found


def load(package: str, constant: str, kind: type[Entry], key: str) -> dict[str, Entry]:
    """Every entry of `package` by its id, in the order of the file names. Two files cannot hold one id."""
    entries = (entry(package, name, constant, kind, key) for name in names(package))
    return {getattr(one, key): one for one in entries}


def docstring(package: str, name: str) -> str:
    """What the file `name` of `package` says of its entry; empty when there is no such file."""
    try:
        said = importlib.import_module(f"{package}.{name}").__doc__
    except ModuleNotFoundError:
        return ""
    return (said or "").strip()
