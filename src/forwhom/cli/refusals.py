"""`forwhom refusals`: who was refused, or would have been, from the log of a resource server."""

from __future__ import annotations

import os
import sys
from stat import S_ISCHR
from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.cli.input_error import InputError
from forwhom.cli.parser import common
from forwhom.cli.reading import check_unpacked
from forwhom.cli.writing import width, write_json, write_segments
from forwhom.refusal_summary import MAX_LINE, RefusalSummary
from forwhom.report.refusals import as_json, summary

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import BinaryIO

_EXAMPLES = """\
  forwhom refusals api.log api.log.1
  kubectl logs deploy/api | forwhom refusals
  zcat api.log.*.gz | forwhom refusals
  forwhom refusals --json - < api.log

It counts the events that forwhom.asgi and forwhom.wsgi log, and passes over all other lines; logs of any size will do.
What a token says of itself is marked where nobody verified its signature. See docs/resource-server.md.
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a log; - or none is standard input")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints the summary; 1 when there was a refusal, else 0."""
    found = RefusalSummary()
    for name in options.files or ["-"]:
        if name == "-":
            if sys.stdin.isatty():
                raise InputError("there is no log to read: name a file, or pipe one in")
            _count(sys.stdin.buffer, "standard input", found)
            continue
        try:
            with open(name, "rb") as file:  # noqa: PTH123 - pathlib is not worth its import
                if S_ISCHR(os.fstat(file.fileno()).st_mode):
                    raise InputError(f"cannot read {name}: it is a device, which may never end")
                _count(file, name, found)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "this is no file name"
            raise InputError(f"cannot read {name}: {reason}") from None
    kinds = catalogue().kinds
    if options.json:
        write_json(as_json(found, kinds))
    else:
        write_segments(summary(found, kinds, width()), options.color)
    return 1 if found.events else 0


def _count(file: BinaryIO, name: str, found: RefusalSummary) -> None:
    """Counts the lines of a file, of which never more than one piece is held."""
    piece = file.readline(MAX_LINE)
    check_unpacked(piece, name)
    begins = True
    while piece:
        ends = piece.endswith(b"\n")
        if begins and (ends or len(piece) < MAX_LINE):
            found.add(piece.decode("utf-8", "replace"))
        elif begins:
            found.skip()
        begins = ends
        piece = file.readline(MAX_LINE)
