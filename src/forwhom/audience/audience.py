"""The `aud` claim as it stands in a Claims Set: absent, null, empty, one, many, or of the wrong type."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue


class Shape(Enum):
    """The nine shapes of an `aud` claim; a verifier may treat each in its own way."""

    ABSENT = auto()
    NULL = auto()
    EMPTY_STRING = auto()
    STRING = auto()
    EMPTY_ARRAY = auto()
    ARRAY = auto()
    #: An array with a member that is no string.
    MIXED_ARRAY = auto()
    NUMBER = auto()
    #: An object or a boolean.
    OTHER = auto()


#: The shapes that name at least one audience as the standard asks.
NAMED = frozenset({Shape.STRING, Shape.ARRAY})
#: The shapes that carry nothing to compare.
BLANK = frozenset({Shape.ABSENT, Shape.NULL, Shape.EMPTY_STRING, Shape.EMPTY_ARRAY})
#: The shapes that the standard does not allow.
MALFORMED = frozenset({Shape.NULL, Shape.MIXED_ARRAY, Shape.NUMBER, Shape.OTHER})


@dataclass(frozen=True, slots=True)
class Audience:
    """What a token says about whom it is for.

    `values` are the strings it names, in order, also those beside a member of the wrong type; `raw` is the JSON value
    as it was (`None` when absent: ask `shape`). Source: RFC 7519 section 4.1.3.
    """

    shape: Shape
    values: tuple[str, ...] = ()
    raw: JsonValue = None

    @property
    def is_array(self) -> bool:
        """Whether the claim is written as a JSON array."""
        return isinstance(self.raw, list)


ABSENT = Audience(Shape.ABSENT)


def read(claims: Mapping[str, JsonValue]) -> Audience:
    """The audience of a Claims Set. Never raises."""
    if "aud" not in claims:
        return ABSENT
    return of(claims["aud"])


def of(raw: JsonValue) -> Audience:
    """The audience that the JSON value of an `aud` claim stands for."""
    match raw:
        case None:
            return Audience(Shape.NULL)
        case "":
            return Audience(Shape.EMPTY_STRING, ("",), raw)
        case str():
            return Audience(Shape.STRING, (raw,), raw)
        case []:
            return Audience(Shape.EMPTY_ARRAY, (), raw)
        case list():
            values = tuple(member for member in raw if isinstance(member, str))
            return Audience(Shape.ARRAY if len(values) == len(raw) else Shape.MIXED_ARRAY, values, raw)
        case bool() | dict():
            return Audience(Shape.OTHER, (), raw)
        case int() | float():
            return Audience(Shape.NUMBER, (), raw)
