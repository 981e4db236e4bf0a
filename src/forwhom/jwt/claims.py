"""The Claims Set: registered claims of the wrong type, and names that only look registered."""

from collections.abc import Iterator

from forwhom.jwt import numeric_date
from forwhom.jwt.defect import Defect, DefectCode, Where, escape_pointer, quoted
from forwhom.jwt.header import type_name
from forwhom.jwt.json import JsonValue

# The audience's own type is left to forwhom.audience, which tells its six states apart.
_DATES = frozenset({"exp", "nbf", "iat", "auth_time"})
_STRINGS = frozenset({"iss", "sub", "jti", "azp"})
_KNOWN = _DATES | _STRINGS | {"aud", "client_id", "scope", "scp", "nonce"}
# Cyrillic and Greek letters that look like the Latin ones of the claim names.
_LATIN = str.maketrans(
    "\u0430\u0435\u0456\u0455\u0440\u0445\u0441\u043e\u0458\u0501\u03b1\u03b9\u03bf\u03c5", "aeispxcojdaiou"
)
_INVISIBLE: dict[int, None] = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def claims_defects(claims: dict[str, JsonValue], unreadable: frozenset[str] = frozenset()) -> Iterator[Defect]:
    """What is wrong with the members of a Claims Set; pointers in `unreadable` already have a defect of their own.

    Source: RFC 7519 sections 2, 4 and 4.1
    """
    for name, value in claims.items():
        if name in _DATES:
            if numeric_date.read(value) is None and f"/{name}" not in unreadable:
                yield _defect(DefectCode.NUMERIC_DATE, _date_line(name, value), name)
        elif name in _STRINGS:
            if not isinstance(value, str) and f"/{name}" not in unreadable:
                line = f"the claim {name} is {type_name(value)}, not a string"
                yield _defect(DefectCode.CLAIM_WRONG_TYPE, line, name)
        elif name not in _KNOWN:
            yield from _look_alike(name, claims)


def _date_line(name: str, value: JsonValue) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"the claim {name} is {type_name(value)}, not a number of seconds"
    if value < 0:
        return f"the claim {name} is a negative number, a time before 1970"
    # Some issuers write milliseconds; that is the usual way to get here.
    return f"the claim {name} is a time after the year 9999 when read in seconds"


def _look_alike(name: str, claims: dict[str, JsonValue]) -> Iterator[Defect]:
    if name.isascii():
        meant = name.strip().lower()
        if meant in _KNOWN:
            yield _looks_like(name, meant)
        return
    from unicodedata import normalize  # noqa: PLC0415 - rarely needed, and start-up time counts

    meant = normalize("NFKC", name).translate(_INVISIBLE).strip().casefold().translate(_LATIN)
    if meant in _KNOWN:
        yield _looks_like(name, meant)
        return
    twin = normalize("NFC", name)
    if twin != name and twin in claims:
        yield _looks_like(name, twin)


def _looks_like(name: str, meant: str) -> Defect:
    line = f"the claim {quoted(name)} looks like {quoted(meant)} but is another name"
    return _defect(DefectCode.LOOK_ALIKE_NAME, line, name)


def _defect(code: DefectCode, line: str, name: str) -> Defect:
    return Defect(code=code, where=Where.PAYLOAD, text=line, pointer=f"/{escape_pointer(name)}")
