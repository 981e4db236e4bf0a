"""What the JSON decoder of the standard library lets through and a token must not have."""

import json
from collections import Counter
from typing import Any, cast

from forwhom.jwt.defect import Defect, DefectCode, Where, escape_pointer, quoted, subject
from forwhom.record import dataclass, field

# As many as the largest double has; beyond that other readers see infinity, and reading gets slow.
MAX_DIGITS = 309
MAX_DEFECTS = 20


@dataclass(frozen=True, slots=True)
class Unreal:
    """Stands for a number that cannot be represented until its place in the value is known."""

    code: DefectCode
    text: str


@dataclass(slots=True)
class Notes:
    """What the decoder's hooks saw; the objects themselves, because a hook does not know where in the value it is."""

    repeated: list[tuple[dict[str, Any], list[str]]] = field(default_factory=list[tuple[dict[str, Any], list[str]]])
    unreal: bool = False

    def decoder(self) -> json.JSONDecoder:
        """A decoder that writes into these notes; of a repeated member it keeps the last value, as most verifiers."""
        return json.JSONDecoder(
            object_pairs_hook=self._members,
            parse_int=self._integer,
            parse_float=self._real,
            parse_constant=self._constant,
        )

    def _members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            counts = Counter(name for name, _ in pairs)
            self.repeated.append((found, [name for name, count in counts.items() if count > 1]))
        return found

    def _integer(self, text: str) -> int | Unreal:
        if len(text) <= MAX_DIGITS:
            return int(text)
        self.unreal = True
        return Unreal(DefectCode.JSON_NUMBER_RANGE, f"an integer of {len(text)} digits")

    def _real(self, text: str) -> float | Unreal:
        number = float(text)
        if number - number == 0:
            return number
        self.unreal = True
        return Unreal(DefectCode.JSON_NUMBER_RANGE, "a number beyond the range of a double")

    def _constant(self, text: str) -> Unreal:
        self.unreal = True
        return Unreal(DefectCode.JSON_NAN, f"{text}, which is not JSON")


def settled(value: Any, text: str, notes: Notes, where: Where, defects: list[Defect]) -> Any:  # noqa: ANN401
    """The value read from the text, `None` in place of unreal numbers; appends each thing noted, with its place."""
    if notes.repeated or notes.unreal or _may_hold_surrogate(text):
        return _Settling(notes, where, defects).settle(value, "")
    return value


class _Settling:
    """One walk through a value; its depth is bounded by the reader."""

    def __init__(self, notes: Notes, where: Where, defects: list[Defect]) -> None:
        self._repeated = {id(found): names for found, names in notes.repeated}
        self._where = where
        self._defects = defects

    def settle(self, value: Any, pointer: str) -> Any:  # noqa: ANN401
        """The value without unreal numbers; appends the defects found in it."""
        if isinstance(value, Unreal):
            self._add(value.code, f"holds {value.text}", pointer)
            return None
        if isinstance(value, str):
            self._check(value, pointer)
        elif isinstance(value, list):
            self._settle_items(cast("list[object]", value), pointer)
        elif isinstance(value, dict):
            self._settle_members(cast("dict[str, object]", value), pointer)
        return value  # pyright: ignore[reportUnknownVariableType]

    def _settle_items(self, items: list[object], pointer: str) -> None:
        for index, item in enumerate(items):
            items[index] = self.settle(item, f"{pointer}/{index}")

    def _settle_members(self, members: dict[str, object], pointer: str) -> None:
        for name in self._repeated.get(id(members), ()):
            line = f"has the member {quoted(name)} more than once"
            self._add(DefectCode.JSON_DUPLICATE_NAME, line, f"{pointer}/{escape_pointer(name)}")
        for name, item in members.items():
            place = f"{pointer}/{escape_pointer(name)}"
            self._check(name, place)
            members[name] = self.settle(item, place)

    def _check(self, text: str, pointer: str) -> None:
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            self._add(DefectCode.LONE_SURROGATE, f"holds half of a surrogate pair in {quoted(text)}", pointer)

    def _add(self, code: DefectCode, line: str, pointer: str) -> None:
        if len(self._defects) < MAX_DEFECTS:
            text = f"{subject(self._where)} {line}"
            self._defects.append(Defect(code=code, where=self._where, text=text, pointer=pointer))


def _may_hold_surrogate(text: str) -> bool:
    return "\\ud" in text or "\\uD" in text or not (text.isascii() or text.isprintable())
