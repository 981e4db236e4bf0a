"""The compact serialization, read strictly and fast: three parts, each in the one canonical spelling."""

from __future__ import annotations

import binascii
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING, Any, cast

from forwhom.jwt.defect import Where
from forwhom.jwt.json import MAX_DEPTH, parse_strict
from forwhom.jwt.json_notes import MAX_DIGITS
from forwhom.jwt.token import MAX_LENGTH

if TYPE_CHECKING:
    from forwhom.jwt.defect import Defect
    from forwhom.jwt.json import JsonValue

_DOTS = 2
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_TO_URL = bytes.maketrans(b"+/", b"-_")


def split(token: str) -> tuple[bytes, bytes, bytes, bytes] | None:
    """Signing input, header, payload and signature, still encoded; `None` where the text is not three parts of ASCII.

    Source: RFC 7515 section 7.1
    """
    try:
        # The length comes first: nothing is done with ten million dots.
        raw = token.encode("ascii") if len(token) <= MAX_LENGTH else b""
    except (AttributeError, TypeError, UnicodeEncodeError):
        return None
    if raw.count(b".") != _DOTS:
        return None
    signing_input, _, signature = raw.rpartition(b".")
    header, _, payload = signing_input.partition(b".")
    return signing_input, header, payload, signature


def decoded(segment: bytes) -> bytes | None:
    """The bytes of a segment, or `None` where it is not exactly what encoding those bytes gives.

    Source: RFC 7515 section 2, RFC 4648 section 3.5
    """
    try:
        data = binascii.a2b_base64(segment.translate(_TO_STANDARD) + b"==")
    except binascii.Error:
        return None
    # Foreign characters, padding, the standard alphabet and unused bits all end here.
    same = binascii.b2a_base64(data, newline=False).rstrip(b"=").translate(_TO_URL) == segment
    return data if same else None


def members(data: bytes, where: Where) -> dict[str, JsonValue] | tuple[Defect, ...]:
    """The members of the JSON object that the bytes are, or why they are not one that a token may have.

    What is usual is read by the decoder of the standard library alone, anything else by `forwhom.jwt.json`.

    Source: RFC 8259 sections 2, 4 and 8, RFC 7519 section 7.2
    """
    found = _usual(data)
    if found is not None:
        return found
    reading = parse_strict(data, where)
    if reading.complete and not reading.defects and isinstance(reading.value, dict):
        return reading.value
    return reading.defects


def _usual(data: bytes) -> dict[str, JsonValue] | None:
    # Half of a surrogate pair can only come from an escape, too deep nesting only from many brackets.
    if b"\\u" in data or data.count(b"[") + data.count(b"{") > MAX_DEPTH:
        return None
    try:
        text = data.decode()
        value, end = _SCAN(text)
    except (UnicodeDecodeError, JSONDecodeError, _Unusual):
        return None
    return cast("dict[str, JsonValue]", value) if end == len(text) and type(value) is dict else None


class _Unusual(Exception):  # noqa: N818 - never leaves this file
    """The value needs the other reader, to be refused with its reason."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unusual
    return found


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _Unusual
    return int(text)


def _real(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise _Unusual
    return number


def _constant(_: str) -> float:
    raise _Unusual


_SCAN = JSONDecoder(
    object_pairs_hook=_members, parse_int=_integer, parse_float=_real, parse_constant=_constant
).raw_decode
