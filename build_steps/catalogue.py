"""The built form of the catalogue, from the modules of its entries; `forwhom.built` reads it.

The same modules give the same bytes: strings are shared by value and dataclasses as the modules share them, so nothing
depends on how the interpreter happened to lay out its memory.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import cast

from forwhom.built import FILE, Built, Deferred, Step, restored
from forwhom.catalogue import Catalogue, from_modules
from forwhom.folder import stem

_PROTOCOL = 5
#: Modules of the engine whose functions stand in entries by name; they are loaded with the catalogue anyway.
_SHARED = frozenset({"forwhom.audience.match"})


def build(made: Path) -> dict[Path, str]:
    """Writes the file into the folder `made`, and says where it stands in the wheel."""
    file = made / FILE
    file.write_bytes(packed(from_modules()))
    return {file: f"forwhom/{FILE}"}


def packed(known: Catalogue) -> bytes:
    """The bytes of the file for these entries."""
    phrasebook = known.phrasebook
    return _pickled(
        Built(
            verifiers={
                name: _pickled(one, f"forwhom.verifiers.{stem(name)}", "VERIFIER")
                for name, one in known.verifiers.items()
            },
            providers={
                name: _pickled(one, f"forwhom.providers.{stem(name)}", "PROVIDER")
                for name, one in known.providers.items()
            },
            kinds=tuple(known.kinds),
            names=known.names,
            phrases=tuple(
                (one.needle, one.pieces, one.holes, one.weight, one.verifier, one.place, one.anchor)
                for one in phrasebook.phrases
            ),
            hints=phrasebook.hints,
            bases=phrasebook.bases,
        )
    )


def _pickled(value: object, module: str = "", constant: str = "") -> bytes:
    """A value by itself; of an entry, its module and the name that it has there say where its functions are."""
    stream = io.BytesIO()
    _Pickler(stream, _PROTOCOL).dump(_Copier(module).copy(value, (constant,)))
    return stream.getvalue()


class _Copier:
    """Copies an entry so that its functions become references and its strings are shared wherever they are equal."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._strings: dict[str, str] = {}
        self._records: dict[int, object] = {}

    def copy(self, value: object, path: tuple[Step, ...]) -> object:
        """The copy of what stands at `path`. Raises `TypeError` for what the file cannot hold."""
        if value is None or isinstance(value, Enum | type | int | float | bytes):
            return value
        if isinstance(value, str):
            return self._strings.setdefault(value, value)
        if isinstance(value, tuple | list):
            members = cast("tuple[object, ...] | list[object]", value)
            copies = [self.copy(member, (*path, (place,))) for place, member in enumerate(members)]
            return copies if isinstance(value, list) else tuple(copies)
        if isinstance(value, Mapping):
            items = cast("Mapping[object, object]", value).items()
            return {self.copy(key, path): self.copy(member, (*path, (key,))) for key, member in items}
        if is_dataclass(value):
            return self._record(value, path)
        if callable(value):
            return value if value.__module__ in _SHARED else self._deferred(value, path)
        msg = f"{self._module} holds a {type(value).__name__}, which the built catalogue cannot hold"
        raise TypeError(msg)

    def _deferred(self, function: Callable[..., object], path: tuple[Step, ...]) -> Deferred:
        """The function by its own name, or where it has none at the top of its module, by its path from the entry."""
        module, name = function.__module__, getattr(function, "__qualname__", "")
        if getattr(import_module(module), name, None) is function:
            return Deferred(module, (name,))
        return Deferred(self._module, path)

    def _record(self, value: object, path: tuple[Step, ...]) -> object:
        """The copy of a dataclass; what the entry holds in several places is one object in the copy too."""
        if id(value) not in self._records:
            copies = [self.copy(member, (*path, name)) for name, member in _members(value)]
            self._records[id(value)] = restored(type(value), *copies)
        return self._records[id(value)]


class _Pickler(pickle.Pickler):
    """Writes a dataclass as its type and the values of its fields."""

    def reducer_override(self, value: object) -> tuple[Callable[..., object], tuple[object, ...]]:
        """How to write what is no plain value; left to pickle where it is no dataclass."""
        if is_dataclass(value) and not isinstance(value, type):
            return restored, (type(value), *(member for _, member in _members(value)))
        return NotImplemented  # type: ignore[no-any-return]  # how pickle is told to go on


def _members(value: object) -> list[tuple[str, object]]:
    """The fields of a dataclass and their values, in order."""
    return [(field.name, getattr(value, field.name)) for field in fields(cast("Built", value))]
