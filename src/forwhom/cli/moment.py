"""A moment as a user writes it."""

from __future__ import annotations

from forwhom.cli.input_error import InputError
from forwhom.jwt import numeric_date


def moment(text: str) -> float:
    """Seconds since the epoch, UTC, from digits or ISO 8601; without a zone it is UTC. Raises `InputError`."""
    from datetime import UTC, datetime

    try:
        seconds = float(text)
    except ValueError:
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            raise InputError(
                f"--now wants seconds since the epoch or a time such as 2026-03-04T09:12:33Z, not {text!r}"
            ) from None
        seconds = (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    if numeric_date.read(seconds) is None:
        raise InputError(f"--now {text!r} is no time from 1970 to 9999")
    return seconds
