"""JSON as a token must have it: one value in UTF-8, no member twice, numbers that exist, bounded depth."""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from forwhom.jwt.defect import Defect, DefectCode, Where, quoted, subject
from forwhom.jwt.encoding import text_of
from forwhom.jwt.json_notes import Notes, Unreal, settled
from forwhom.record import dataclass

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

MAX_DEPTH = 64

_BLANK = " \t\n\r"
# Possessive, and with an optional closing quote, so that no text makes it look twice at a character.
_MEMBER = re.compile(r'[\s,]{0,40}("[\x20\x21\x23-\x5b\x5d-\x7e]{1,40}")\s{0,40}:\s{0,40}')
_STRING_OR_BRACKET = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]'


@dataclass(frozen=True, slots=True)
class JsonReading:
    """What a text holds: its value, its defects, and whether the whole text is that value.

    A number that does not exist (NaN, 1e400) stands as `None` in the value and has a defect with its JSON Pointer.
    """

    value: JsonValue
    defects: tuple[Defect, ...]
    complete: bool


def parse_strict(data: bytes, where: Where = Where.TOKEN) -> JsonReading:
    """The JSON value of the bytes with everything that makes it unfit for a token; of a repeated member the last value.

    The value is `None` and the reading not complete where there is none to be had.

    Source: RFC 8259 sections 2, 4 and 8, RFC 7519 section 7.2
    """
    defects: list[Defect] = []
    text = text_of(data, where, defects)
    if text.count("[") + text.count("{") > MAX_DEPTH and _shape(text)[0] is not None:
        line = f"{subject(where)} nests arrays and objects more than {MAX_DEPTH} deep"
        defects.append(Defect(code=DefectCode.JSON_DEPTH, where=where, text=line))
        return JsonReading(None, tuple(defects), complete=False)
    notes = Notes()
    start = len(text) - len(text.lstrip(_BLANK))
    try:
        value, end = notes.decoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        defects.append(_broken(text, error.pos, where, cut=_shape(text)[1]))
        return JsonReading(None, tuple(defects), complete=False)
    complete = end == len(text) or not text[end:].strip(_BLANK)
    if not complete:
        line = f"{subject(where)} goes on after the end of its JSON value, at character {_skip_blank(text, end)}"
        defects.append(Defect(code=DefectCode.JSON_SYNTAX, where=where, text=line))
    value = settled(value, text, notes, where, defects)
    return JsonReading(value, tuple(defects), complete)


def salvage(text: str, where: Where = Where.TOKEN) -> JsonReading:
    """The members of a cut or damaged JSON object that stand whole before the damage, and a defect saying where it is.

    A number at the very end is left out, since more digits may have followed it.
    """
    too_deep, cut = _shape(text)
    readable = text if too_deep is None else text[:too_deep]
    notes = Notes()
    members: dict[str, Any] = {}
    position = _skip_blank(readable, 0)
    if readable[position : position + 1] != "{":
        return JsonReading(None, (_broken(text, position, where, cut=cut),), complete=False)
    position = _skip_blank(readable, position + 1)
    closed = readable[position : position + 1] == "}"
    if not closed:
        repeated: list[str] = []
        for name, value, end in _whole_members(readable, position, notes):
            if name in members and name not in repeated:
                repeated.append(name)
            members[name] = value
            position = _skip_blank(readable, end)
            closed = readable[position : position + 1] == "}"
        if repeated:
            notes.repeated.append((members, repeated))
    defects: list[Defect] = []
    complete = closed and not readable[position + 1 :].strip(_BLANK)
    if not complete:
        defects.append(_broken(text, position, where, cut=cut, after=next(reversed(members), None)))
    whole = settled(members, text, notes, where, defects)
    return JsonReading(whole, tuple(defects), complete)


def _whole_members(text: str, position: int, notes: Notes) -> Iterator[tuple[str, Any, int]]:
    """Name, value and end of each complete member from the position on, until one is not."""
    decoder = notes.decoder()
    while True:
        try:
            name, after = decoder.raw_decode(text, position)
            colon = _skip_blank(text, after)
            if not isinstance(name, str) or text[colon : colon + 1] != ":":
                return
            value, end = decoder.raw_decode(text, _skip_blank(text, colon + 1))
        except json.JSONDecodeError:
            return
        follows = text[end : end + 1]
        if isinstance(value, int | float | Unreal) and follows not in {",", "}", " ", "\t", "\n", "\r"}:
            return
        yield name, value, end
        position = _skip_blank(text, end)
        if text[position : position + 1] != ",":
            return
        position = _skip_blank(text, position + 1)


def _shape(text: str) -> tuple[int | None, bool]:
    """Where brackets first nest deeper than allowed, or `None`; and whether a string or bracket is open at the end."""
    depth = 0
    too_deep = None
    open_string = False
    for found in re.finditer(_STRING_OR_BRACKET, text, re.DOTALL):
        mark = found[0]
        if mark in {"[", "{"}:
            depth += 1
            if depth > MAX_DEPTH and too_deep is None:
                too_deep = found.start()
        elif mark in {"]", "}"}:
            depth -= 1
        else:
            open_string = len(mark) == 1 or mark[-1] != '"' or _ends_escaped(mark)
    return too_deep, open_string or depth > 0


def _ends_escaped(mark: str) -> bool:
    body = mark[1:-1]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 1


def _broken(text: str, position: int, where: Where, *, cut: bool, after: str | None = None) -> Defect:
    member = "" if after is None else f", after the member {quoted(after)}"
    if not text.strip(_BLANK):
        return Defect(code=DefectCode.JSON_SYNTAX, where=where, text=f"{subject(where)} is empty where JSON belongs")
    if cut:
        line = (
            f"{subject(where)} breaks off: it is whole only up to character {position}{member}{_begun(text, position)}"
        )
        return Defect(code=DefectCode.JSON_TRUNCATED, where=where, text=line)
    line = f"{subject(where)} is not JSON from character {position} on{member}"
    return Defect(code=DefectCode.JSON_SYNTAX, where=where, text=line)


def _begun(text: str, position: int) -> str:
    """What stands of the member that breaks off, its name and the beginning of its value."""
    begun = _MEMBER.match(text, position)
    if not begun:
        return ""
    value = text[begun.end() :]
    return f"; the member {begun[1]} begins with {quoted(value.removeprefix(chr(34)))}" if value else ""


def _skip_blank(text: str, position: int) -> int:
    while text[position : position + 1] in {" ", "\t", "\n", "\r"}:
        position += 1
    return position
