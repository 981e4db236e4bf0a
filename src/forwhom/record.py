"""`dataclass`, `field` and `replace` for the engine: those of the standard library, without what they cost at start-up.

`dataclasses` writes the source of six functions for each class, compiles it, and imports `inspect`: that was a third of
what `forwhom diagnose` took. Here the classes share functions that were compiled before. Type checkers see the standard
library's own, and its `fields`, `asdict`, `replace` and `is_dataclass` take these classes for dataclasses.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar, cast

__all__ = ["dataclass", "field", "replace"]

Kind = TypeVar("Kind")

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass, field, replace

    Setter = Callable[[object, object], None]
    Values = Callable[[object], tuple[object, ...]]

_NONE = object()


class _Field:
    """What `field` says: the value when none is given, and whether it is shown."""

    __slots__ = ("factory", "shown", "value")

    def __init__(
        self,
        *,
        default: object = _NONE,
        default_factory: Callable[[], object] | None = None,
        repr: bool = True,  # noqa: A002 - its name in the standard library
    ) -> None:
        self.value = default
        self.factory = default_factory
        self.shown = repr

    @property
    def has_default(self) -> bool:
        """Whether the field may be left out."""
        return self.factory is not None or self.value is not _NONE

    def default(self) -> object:
        """The value of the field where it is left out."""
        return self.factory() if self.factory else self.value


class _Fields:
    """`__dataclass_fields__`, which the standard library makes when somebody asks for it."""

    def __init__(self, said: Mapping[str, _Field], *, kw_only: bool) -> None:
        self._said = said
        self._kw_only = kw_only
        self._made: Mapping[str, object] = {}

    def __get__(self, _one: object, kind: type) -> object:
        self._made = self._made or self._make(kind)
        return self._made

    def _make(self, kind: type) -> Mapping[str, object]:
        import dataclasses  # noqa: PLC0415 - what is to be spared

        inside: dict[str, object] = {"__annotations__": kind.__annotations__, "__module__": kind.__module__}
        for name, said in self._said.items():
            if said.factory:
                inside[name] = dataclasses.field(default_factory=said.factory, repr=said.shown)
            elif said.has_default:
                inside[name] = dataclasses.field(default=said.value, repr=said.shown)
            else:
                inside[name] = dataclasses.field(repr=said.shown)
        twin: type = dataclasses.dataclass(kw_only=self._kw_only)(type(kind.__name__, (), inside))
        return cast("Mapping[str, object]", vars(twin)["__dataclass_fields__"])


def _dataclass(
    *, frozen: bool = False, slots: bool = True, kw_only: bool = False, eq: bool = True
) -> Callable[[type[Kind]], type[Kind]]:
    """What makes a class with annotations a dataclass; it has slots in any case."""
    assert slots  # noqa: S101

    def made(kind: type[Kind]) -> type[Kind]:
        return _made(kind, frozen=frozen, kw_only=kw_only, eq=eq)

    return made


def _made(kind: type[Kind], *, frozen: bool, kw_only: bool, eq: bool) -> type[Kind]:
    inside = dict(kind.__dict__)
    names = tuple(kind.__annotations__)
    said = {name: _said(inside.pop(name)) for name in names if name in inside}
    for unslotted in ("__dict__", "__weakref__"):
        inside.pop(unslotted, None)
    values = _reader(names)
    setters: dict[str, Setter] = {}
    shared: dict[str, object] = {
        "__repr__": _repr_of(tuple(name for name in names if name not in said or said[name].shown)),
        "__getstate__": _getstate_of(values),
        "__setstate__": _setstate_of(setters),
        "__replace__": _replace,
    }
    if eq:
        shared["__eq__"] = _eq_of(values)
        shared["__hash__"] = _hash_of(values) if frozen else None
    if frozen:
        shared |= {"__setattr__": _no_assignment, "__delattr__": _no_deletion}
    # What the class defines itself stays, as with the standard library.
    inside = {
        **shared,
        **inside,
        "__slots__": names,
        "__match_args__": () if kw_only else names,
        "__dataclass_fields__": _Fields(said, kw_only=kw_only),
        "__init__": _init_of(setters, said, kw_only=kw_only),
    }
    made = cast("type[Kind]", type(kind.__name__, kind.__bases__, inside))
    made.__qualname__ = kind.__qualname__
    # Through its slot a field is set also where assignment is forbidden.
    setters.update((name, getattr(made, name).__set__) for name in names)
    return made


def _said(value: object) -> _Field:
    return value if isinstance(value, _Field) else _Field(default=value)


def _reader(names: tuple[str, ...]) -> Values:
    """What reads the values of these fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _init_of(setters: Mapping[str, Setter], said: Mapping[str, _Field], *, kw_only: bool) -> Callable[..., None]:
    def __init__(self: object, *values: object, **named: object) -> None:  # noqa: N807
        if values and (kw_only or len(values) > len(setters)):
            raise TypeError(f"{type(self).__name__} takes {0 if kw_only else len(setters)} values by their place")
        place = 0
        for name, put in setters.items():
            if place < len(values):
                put(self, values[place])
                place += 1
            elif name in named:
                put(self, named.pop(name))
            elif name in said and said[name].has_default:
                put(self, said[name].default())
            else:
                raise TypeError(f"{type(self).__name__} needs a value for {name!r}")
        if named:
            raise TypeError(f"{type(self).__name__} has no place for {', '.join(map(repr, named))}")

    return __init__


def _setstate_of(setters: Mapping[str, Setter]) -> Callable[[object, list[object]], None]:
    def __setstate__(self: object, state: list[object]) -> None:  # noqa: N807
        for put, value in zip(setters.values(), state, strict=True):
            put(self, value)

    return __setstate__


def _getstate_of(values: Values) -> Callable[[object], list[object]]:
    def __getstate__(self: object) -> list[object]:  # noqa: N807
        return list(values(self))

    return __getstate__


def _hash_of(values: Values) -> Callable[[object], int]:
    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    return __hash__


def _eq_of(values: Values) -> Callable[[object, object], bool]:
    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _repr_of(shown: tuple[str, ...]) -> Callable[[object], str]:
    def __repr__(self: object) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return __repr__


def _no_assignment(_one: object, name: str, _value: object) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - what is to be spared

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deletion(_one: object, name: str) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - what is to be spared

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _replace(one: Kind, /, **changes: object) -> Kind:
    """A copy in which these fields have other values."""
    names = cast("tuple[str, ...]", getattr(one, "__slots__"))  # noqa: B009
    return type(one)(**{name: getattr(one, name) for name in names if name not in changes}, **changes)


if not TYPE_CHECKING:  # pragma: no branch
    dataclass, field, replace = _dataclass, _Field, _replace
