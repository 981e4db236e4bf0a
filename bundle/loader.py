"""Lets Python import the engine from one file in memory. Runs in the page, before the engine.

`FROZEN` is what `freeze.py` wrote: the compiled modules by name, with whether they are packages; and the regular
expressions that they compile when they are imported, compiled once. Another one is compiled as always. `FILES` are what
the engine reads beside its modules, by their paths.
"""

from __future__ import annotations

import importlib
import marshal
import re
import sys
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

FROZEN: dict[str, Any] = globals()["FROZEN"]
FILES: dict[str, bytes] = globals()["FILES"]
_PATH = "forwhom:"
_modules: dict[str, tuple[bool, bytes]] = FROZEN["modules"]
_files: dict[str, bytes] = {f"{_PATH}{name}": data for name, data in FILES.items()}
_patterns: dict[tuple[str, int], tuple[Any, ...]] = FROZEN["patterns"]


class Frozen:
    """An entry of the import path: the modules of one package, or for the bare prefix those at the top."""

    def __init__(self, path: str) -> None:
        """Takes a path of ours. Raises `ImportError` for any other, as the import system asks."""
        if not path.startswith(_PATH):
            raise ImportError(path)
        self._inside = path.removeprefix(_PATH)

    def find_spec(self, name: str, target: object = None) -> ModuleSpec | None:
        """Where the module comes from."""
        del target
        if name not in _modules:
            return None
        is_package = _modules[name][0]
        spec = ModuleSpec(name, self, origin=f"{_PATH}{name}", is_package=is_package)  # type: ignore[arg-type]
        if is_package:
            spec.submodule_search_locations = [f"{_PATH}{name}"]
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Leaves the making of the module to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Runs the module."""
        exec(marshal.loads(_modules[module.__name__][1]), module.__dict__)  # noqa: S102, S302 - our own, from the build

    def get_data(self, path: str) -> bytes:
        """A file beside the modules. Raises `OSError` when there is none."""
        if path not in _files:
            raise FileNotFoundError(path)
        return _files[path]

    def iter_modules(self, prefix: str = "") -> Iterator[tuple[str, bool]]:
        """The modules of the package, for pkgutil."""
        inside = f"{self._inside}." if self._inside else ""
        for name, (is_package, _) in _modules.items():
            rest = name.removeprefix(inside)
            if name.startswith(inside) and rest and "." not in rest:
                yield prefix + rest, is_package


_compiler: Any = importlib.import_module("re._compiler")
_machine: Any = importlib.import_module("_sre")
_compile: Any = _compiler.compile


def _pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    known = _patterns.get((pattern, int(flags)))
    compiled: re.Pattern[str] = _machine.compile(*known) if known else _compile(pattern, flags)
    return compiled


_compiler.compile = _pattern
sys.path_hooks.insert(0, Frozen)
sys.path.insert(0, _PATH)
