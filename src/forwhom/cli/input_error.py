"""Our own trouble, as opposed to the token's: one line on standard error, exit status 2."""

from __future__ import annotations

import sys

_LIMIT = 400


class InputError(Exception):
    """Wrong use or unreadable input; its text is a whole sentence without the full stop."""


def complain(text: str) -> int:
    """Prints one line about what was wrong with the call, no secret in it, and answers with the exit status 2."""
    warn(text)
    return 2


def warn(text: str) -> None:
    """Prints one line to standard error, with secrets cut and odd characters escaped."""
    from forwhom.redact import escape, mask, shorten

    line = shorten(escape(mask(" ".join(text.split()))), _LIMIT)
    print(f"forwhom: {line}".encode("ascii", "backslashreplace").decode("ascii"), file=sys.stderr)
