"""One part of a token: the object that its base64url and JSON stand for, or what is left of it."""

from forwhom.jwt import base64url
from forwhom.jwt.defect import Defect, DefectCode, Where
from forwhom.jwt.header import type_name
from forwhom.jwt.json import JsonReading, JsonValue, parse_strict, salvage
from forwhom.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """The members of the object in a part, or its text where that is no JSON."""

    members: dict[str, JsonValue] | None = field(default=None, repr=False)
    text: str | None = field(default=None, repr=False)


def read_part(segment: str, where: Where, defects: list[Defect], header: dict[str, JsonValue] | None = None) -> Part:
    """What a part holds; with the header given, a payload that b64 leaves unencoded is not decoded."""
    if not segment:
        defects.append(Defect(code=DefectCode.EMPTY_SEGMENT, where=where, text=f"the {where} is empty"))
        return Part()
    if header is not None and header.get("b64") is False:
        return Part()
    decoded = base64url.decode(segment, where)
    defects.extend(decoded.defects)
    reading = parse_strict(decoded.data, where)
    if reading.complete and isinstance(reading.value, dict):
        # By far the most frequent case.
        defects.extend(reading.defects)
        return Part(reading.value)
    return object_of(reading, decoded.data.decode("utf-8", "replace"), where, defects)


def object_of(reading: JsonReading, text: str, where: Where, defects: list[Defect]) -> Part:
    """The object that was read, or the members that stand whole before the damage."""
    value = reading.value
    if isinstance(value, dict):
        defects.extend(reading.defects)
        return Part(value)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        # An undecodable byte ends what can be trusted.
        rescued = salvage(text.lstrip("\ufeff").partition("\ufffd")[0], where)
        codes = {DefectCode.JSON_SYNTAX, DefectCode.JSON_TRUNCATED}
        defects.extend(defect for defect in reading.defects if defect.code not in codes)
        defects.extend(rescued.defects)
        # No members is not the same as an object without members.
        return Part(rescued.value if rescued.value and isinstance(rescued.value, dict) else None)
    if text.startswith("ey") and text.count(".") > 1:
        line = f"the {where} is itself a token"
        defects.append(Defect(code=DefectCode.NESTED, where=where, text=line))
        return Part()
    defects.extend(reading.defects)
    if reading.complete:
        line = f"the {where} is {type_name(value)}, not a JSON object"
        defects.append(Defect(code=DefectCode.JSON_NOT_AN_OBJECT, where=where, text=line))
        return Part()
    return Part(None, text if "\ufffd" not in text else None)
