"""The built form of the catalogue: one file in the wheel, made from the entries' modules when the wheel is built.

Importing a module for each entry is most of what starting costs, so the wheel carries what those imports come to. The
functions of an entry stay in its module, which is imported when one of them is called. A checkout has no such file.
"""

from __future__ import annotations

import pickle
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Protocol

    Items = Mapping[object, object]

    class Loader(Protocol):
        """What every loader of packages can do, those of zip files included."""

        def get_data(self, path: str) -> bytes:
            """The bytes of a file beside the modules; `OSError` when there is none."""
            ...


Kind = TypeVar("Kind")
#: A step from a value into it: the name of an attribute, or the place or key of an item, in a tuple of its own.
Step: TypeAlias = "str | tuple[object]"

#: Where the file stands in the package.
FILE = "catalogue.pickle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What the file holds: each entry by its id, pickled by itself, and what is made from all of them.

    `phrases` are the arguments of each phrase; `hints`, `bases` and `names` those of the phrasebook and the catalogue.
    """

    verifiers: Mapping[str, bytes]
    providers: Mapping[str, bytes]
    kinds: tuple[str, ...]
    names: Mapping[str, str]
    phrases: tuple[tuple[str, tuple[str, ...], tuple[str, ...], int, str, int, str], ...]
    hints: Mapping[str, tuple[str, ...]]
    bases: Mapping[str, str]


class Deferred:
    """A function of an entry, by a module and the path to it from there; the module is imported at the first call.

    It equals the function that it stands for.
    """

    __slots__ = ("_function", "module", "path")

    def __init__(self, module: str, path: tuple[Step, ...]) -> None:
        """The function at the end of `path`, which begins at the module."""
        self.module = module
        self.path = path
        self._function: Callable[..., object] | None = None

    @property
    def function(self) -> Callable[..., object]:
        """The function itself."""
        if self._function is None:
            found: object = import_module(self.module)
            for step in self.path:
                found = getattr(found, step) if isinstance(step, str) else cast("Items", found)[step[0]]
            self._function = cast("Callable[..., object]", found)
        return self._function

    def __call__(self, *arguments: object) -> object:
        """What the function answers."""
        return self.function(*arguments)

    def __eq__(self, other: object) -> bool:
        return self.function == (other.function if isinstance(other, Deferred) else other)

    def __hash__(self) -> int:
        return hash(self.function)

    def __reduce__(self) -> tuple[type[Deferred], tuple[str, tuple[Step, ...]]]:
        return Deferred, (self.module, self.path)


def restored(kind: type[Kind], *values: object) -> Kind:
    """An instance of a slotted dataclass with these values of its fields, in order."""
    made = object.__new__(kind)
    for name, value in zip(cast("tuple[str, ...]", getattr(kind, "__slots__", ())), values, strict=True):
        object.__setattr__(made, name, value)
    return made


def read(package: str = "forwhom") -> Built | None:
    """The built form that a package came with; `None` where it came without, as a checkout does."""
    module = import_module(package)
    try:
        data = cast("Loader", module.__loader__).get_data(f"{module.__path__[0]}/{FILE}")
    except OSError:
        return None
    return unpickled(data, Built)


def unpickled(data: bytes, kind: type[Kind]) -> Kind:
    """The one value of this type that `data`, a part of this package, holds."""
    value = pickle.loads(data)  # noqa: S301 - it comes with the package, as its code does
    if not isinstance(value, kind):
        msg = f"the built catalogue holds a {type(value).__name__} in place of a {kind.__name__}"
        raise TypeError(msg)
    return value
