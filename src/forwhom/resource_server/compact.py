"""The compact serialization, read strictly and fast: three parts, each in the one canonical spelling."""

from __future__ import annotations

from binascii import Error, a2b_base64
from json import JSONDecodeError, JSONDecoder
from json.scanner import make_scanner
from typing import TYPE_CHECKING, Any, cast

from forwhom.jwt.defect import Where
from forwhom.jwt.json import MAX_DEPTH, parse_strict
from forwhom.jwt.json_notes import MAX_DIGITS
from forwhom.jwt.token import MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.jwt.defect import Defect
    from forwhom.jwt.json import JsonValue

_DOT = ord(".")
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# To the standard alphabet, which is what the decoder of the standard library reads; every other byte, also the "+",
# "/" and "=" that it would read, becomes one that it refuses.
_TO_STANDARD = bytes(
    {ord("-"): ord("+"), ord("_"): ord("/")}.get(byte, byte) if byte in _ALPHABET else ord("!") for byte in range(256)
)
# By the length modulo 4: the padding that is left out, and the last characters without unused bits.
_PADDING = (b"", b"", b"==", b"=")
_LAST = (frozenset(_ALPHABET), frozenset[int](), frozenset(_ALPHABET[::16]), frozenset(_ALPHABET[::4]))


def split(token: str) -> tuple[bytes, bytes, bytes, bytes] | None:
    """Signing input, header, payload and signature, still encoded; `None` where the text is not three parts of ASCII.

    Source: RFC 7515 section 7.1
    """
    try:
        # The length comes first: nothing is done with ten million dots.
        raw = token.encode("ascii") if len(token) <= MAX_LENGTH else b""
    except (AttributeError, TypeError, UnicodeEncodeError):
        return None
    signing_input, _, signature = raw.rpartition(b".")
    header, second, payload = signing_input.partition(b".")
    # An integer: one byte is found ten times as fast as a text of one.
    if not second or _DOT in payload:
        return None
    return signing_input, header, payload, signature


def decoded(segment: bytes) -> bytes | None:
    """The bytes of a segment, or `None` where it is not exactly what encoding those bytes gives.

    Source: RFC 7515 section 2, RFC 4648 section 3.5
    """
    rest = len(segment) & 3
    if rest and segment[-1] not in _LAST[rest]:
        return None
    try:
        return a2b_base64(segment.translate(_TO_STANDARD) + _PADDING[rest], strict_mode=True)
    except Error:
        return None


def members(data: bytes, where: Where) -> dict[str, JsonValue] | tuple[Defect, ...]:
    """The members of the JSON object that the bytes are, or why they are not one that a token may have.

    What is usual is read by the scanner of the standard library alone, anything else by `forwhom.jwt.json`.

    Source: RFC 8259 sections 2, 4 and 8, RFC 7519 section 7.2
    """
    try:
        text = data.decode()
        # Half of a surrogate pair can only come from an escape, too deep nesting only from many brackets.
        if not ("\\" in text and "\\u" in text) and text.count("[") + text.count("{") <= MAX_DEPTH:
            value, end = _SCAN(text, 0)
            if end == len(text) and type(value) is dict:
                return value
    except (UnicodeDecodeError, StopIteration, JSONDecodeError, _Unusual):
        pass
    reading = parse_strict(data, where)
    if not reading.defects and isinstance(reading.value, dict):
        return reading.value
    return reading.defects


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


# The scanner itself, without the method of the decoder around it, which takes as long again for a small text.
_SCAN = cast(
    "Callable[[str, int], tuple[JsonValue, int]]",
    make_scanner(
        cast(
            "Any",
            JSONDecoder(object_pairs_hook=_members, parse_int=_integer, parse_float=_real, parse_constant=_constant),
        )
    ),
)
