"""Asks the user to paste, on a terminal. What is pasted goes into no shell history and no process list."""

from __future__ import annotations

import os
import sys

from forwhom.cli.input_error import InputError

_ASK = """\
Paste what you have: an error, a token, a curl command, a log excerpt, a setting.
It is not shown. End with Enter and Ctrl-D.
"""
_END = 4
_ERASE = 127


def pasted(limit: int) -> str:
    """What the user pastes until Ctrl-D. Raises `InputError` when that is nothing or too much."""
    print(_ASK, end="", file=sys.stderr, flush=True)
    data = _characters(limit)
    print(file=sys.stderr)
    if not data.strip():
        raise InputError("nothing was given")
    if len(data) > limit:
        raise InputError(f"more than {limit // 1024} KiB were pasted: cut it to the lines that matter")
    return data.decode("utf-8", "replace")


def _characters(limit: int) -> bytes:
    try:
        import termios
    except ImportError:
        return sys.stdin.buffer.read(limit + 1)
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    # A terminal that edits lines keeps at most 4095 characters of one, and tokens are longer than that.
    attributes = termios.tcgetattr(terminal)
    attributes[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(terminal, termios.TCSADRAIN, attributes)
    data = bytearray()
    try:
        while len(data) <= limit:
            chunk = os.read(terminal, 65_536)
            if not chunk or _END in chunk:
                data += chunk.partition(bytes([_END]))[0]
                break
            _append(data, chunk)
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
    return bytes(data)


def _append(data: bytearray, chunk: bytes) -> None:
    """Adds what was typed, and tells how much there is; the erase key takes back one character of the line."""
    for byte in chunk:
        if byte != _ERASE:
            data.append(byte)
        elif data and not data.endswith(b"\n"):
            data.pop()
    print(f"\r{len(data)} characters ", end="", file=sys.stderr, flush=True)
