"""The engine's dataclasses behave as those of the standard library do, for every class that the engine has."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from forwhom.record import dataclass, field
from forwhom.record import replace as replaced
from tests.test_layers import ENGINE_MODULES


@dataclass(frozen=True, slots=True)
class Point:
    """Two coordinates and a label."""

    x: int
    y: int = 0
    label: str = field(default="secret", repr=False)
    tags: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """By name only."""

    name: str
    hidden: str = field(repr=False)


@dataclass(slots=True)
class Pile:
    """One that changes."""

    count: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """One with a text of its own."""

    text: str

    def __repr__(self) -> str:
        return "hush"


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """One that equals nothing but itself."""

    text: str


def classes() -> list[type[Any]]:
    """Every class of the engine that is one of ours."""
    found: list[type[Any]] = []
    for name in ENGINE_MODULES:
        module = importlib.import_module(name)
        found += [
            one
            for one in vars(module).values()
            if isinstance(one, type) and one.__module__ == name and "__replace__" in vars(one)
        ]
    return found


CLASSES = classes()


def twin(kind: type[Any]) -> Any:  # noqa: ANN401 - any class
    """The class that the standard library makes of the same fields."""
    inside: dict[str, object] = {"__annotations__": kind.__annotations__, "__qualname__": kind.__qualname__}
    inside |= {
        one.name: dataclasses.field(default=one.default, repr=one.repr)
        if one.default is not dataclasses.MISSING
        else dataclasses.field(default_factory=one.default_factory, repr=one.repr)
        if one.default_factory is not dataclasses.MISSING
        else dataclasses.field(repr=one.repr)
        for one in dataclasses.fields(kind)
    }
    kw_only = any(one.kw_only for one in dataclasses.fields(kind))
    return dataclasses.dataclass(frozen=True, kw_only=kw_only)(type(kind.__name__, (), inside))


def test_there_are_many() -> None:
    """An empty list would let the others pass; the standard library takes all of them for dataclasses."""
    assert len(CLASSES) > 40
    assert all(map(dataclasses.is_dataclass, CLASSES))


@pytest.mark.parametrize("kind", CLASSES, ids=[one.__qualname__ for one in CLASSES])
def test_a_class_is_the_standard_librarys(kind: Any) -> None:  # noqa: ANN401 - any class
    """Fields, defaults, shown fields and places in patterns are the same, and so is what an instance is shown as."""
    same = twin(kind)
    assert [one.name for one in dataclasses.fields(kind)] == [one.name for one in dataclasses.fields(same)]
    assert kind.__match_args__ == same.__match_args__
    assert kind.__slots__ == tuple(one.name for one in dataclasses.fields(kind))
    values = {name: f"<{name}>" for name in kind.__slots__}
    if has_our_text(kind):
        assert repr(kind(**values)) == repr(same(**values))
    needed = {one: values[one] for one in values if not _may_be_left_out(kind, one)}
    ours, theirs = kind(**needed), same(**needed)
    assert all(getattr(ours, one) == getattr(theirs, one) for one in values)


def has_our_text(kind: type[object]) -> bool:
    """Whether the class leaves it to us how its instances are shown."""
    return "_repr_of." in repr(kind.__repr__)


def _may_be_left_out(kind: type[Any], name: str) -> bool:
    (one,) = (each for each in dataclasses.fields(kind) if each.name == name)
    return one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING


def test_equal_fields_make_equal_instances() -> None:
    """Instances of one class with equal fields are equal and have one hash; of two classes never."""
    assert Point(1) == Point(1, 0)
    assert Point(1) != Point(2)
    assert hash(Spoken("a")) == hash(Spoken("a"))
    assert Spoken("a").__eq__(Alone("a")) is NotImplemented
    assert Alone("a") != Alone("a")
    assert len({Alone("a"), Alone("a")}) == 2


def test_what_changes_has_no_hash() -> None:
    """An instance that can change is no key."""
    pile = Pile()
    pile.count += 1
    assert pile == Pile(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(pile)


def test_a_frozen_instance_does_not_change() -> None:
    """Neither assignment nor deletion, with the standard library's own exception."""
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 2  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x  # pyright: ignore[reportAttributeAccessIssue]
    assert point.x == 1


def test_a_hidden_field_is_not_shown() -> None:
    """A field that may hold a secret stays out of the text; a class may have a text of its own."""
    assert repr(Point(1)) == "Point(x=1, y=0, tags={})"
    assert repr(Named(name="a", hidden="b")) == "Named(name='a')"
    assert repr(Spoken("a")) == "hush"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (Point, "Point needs a value for 'x'"),
        (lambda: Named(name="a"), "Named needs a value for 'hidden'"),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        (lambda: Named("a", hidden="b"), "Named takes 0 values by their place"),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        (lambda: Point(1, 2, "", {}, 5), "Point takes 4 values by their place"),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        (lambda: Point(1, z=2), "Point has no place for 'z'"),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        (lambda: Point(1, x=2), "Point has no place for 'x'"),  # type: ignore[misc]  # pyright: ignore[reportCallIssue]
    ],
)
def test_wrong_arguments_are_refused(call: Callable[[], object], told: str) -> None:
    """What is missing, too much or unknown raises `TypeError`."""
    with pytest.raises(TypeError, match=told):
        call()


def test_each_instance_has_its_own_mutable_default() -> None:
    """A factory is called for each instance."""
    Point(1).tags["a"] = 1
    assert Point(1).tags == {}


def test_instances_can_be_copied() -> None:
    """Copies, deep copies and pickles are equal; `replace` changes fields, ours and the standard library's."""
    point = Point(1, tags={"a": 1})
    assert copy.copy(point) == copy.deepcopy(point) == point
    assert copy.deepcopy(point).tags is not point.tags
    assert pickle.loads(pickle.dumps(point)) == point  # noqa: S301 - our own
    assert replaced(point, y=2) == dataclasses.replace(point, y=2) == Point(1, 2, tags={"a": 1})
    assert dataclasses.asdict(point) == {"x": 1, "y": 0, "label": "secret", "tags": {"a": 1}}


def test_a_pattern_takes_an_instance_apart() -> None:
    """The fields stand in a pattern by their place."""
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_a_command_imports_no_dataclasses() -> None:
    """Neither the standard library's dataclasses nor what they import is loaded to decode a token."""
    code = "import sys; from forwhom.cli import main; main(['decode', '-']); sys.exit('dataclasses' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], input="a.b.c", text=True, capture_output=True, check=False)  # noqa: S603 - ourselves
    assert done.returncode == 0, done.stderr
