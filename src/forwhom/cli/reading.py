"""Reads what the user names: a file, standard input, or what is pasted at a prompt. Never more than the limit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from forwhom.cli.input_error import InputError

if TYPE_CHECKING:
    from typing import BinaryIO

#: Bytes of evidence that are read.
LIMIT = 262_144
_SHORTEST = 16
#: How gzip, xz, zstd and zip begin. None is unpacked: a small one may hold a log without end.
_PACKED = (b"\x1f\x8b\x08", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"PK\3\4")


def read(source: str | None, *, limit: int = LIMIT, what: str = "a log excerpt") -> str:
    """The text of a file, or of standard input for `-` and `None`; at a terminal, what is pasted.

    Raises `InputError` when it cannot be read or is longer than `limit` bytes.
    """
    if source in {None, "-"}:
        if sys.stdin.isatty():
            from forwhom.cli.prompt import pasted

            return pasted(limit)
        data, name = _limited(sys.stdin.buffer, "standard input", limit, what), "standard input"
    else:
        data, name = read_bytes(str(source), limit, what), str(source)
    check_unpacked(data, name)
    return text_of(data)


def read_bytes(path: str, limit: int, what: str) -> bytes:
    """The bytes of a file."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib is not worth its import
            return _limited(file, path, limit, what)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no file name"
        raise InputError(f"cannot read {path}: {reason}") from None


def check_unpacked(beginning: bytes, name: str) -> None:
    """Raises `InputError` where the file that begins so is compressed: there is no text to be found in it."""
    if beginning.startswith(_PACKED):
        raise InputError(f"{name} is compressed: unpack it first, and pipe it in, as zcat or unzip -p do")


def text_of(data: bytes) -> str:
    """The text that the bytes stand for: UTF-8, or UTF-16 with a byte order mark as PowerShell writes it."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def looks_like_token(argument: str) -> bool:
    """Whether somebody gave a token where a file or a command belongs."""
    return argument.startswith(("eyJ", "ewo", "Bearer ey", "bearer ey")) and "." in argument[_SHORTEST:]


def _limited(file: BinaryIO, name: str, limit: int, what: str) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        size = f"{limit // 1024} KiB"
        raise InputError(
            f"{name} holds more than {size}, the most that is read as {what}: cut it to the lines that matter"
        )
    return data
