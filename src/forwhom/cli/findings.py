"""`forwhom findings`: what each finding means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.cli import named
from forwhom.cli.parser import common
from forwhom.cli.writing import width, write_json, write_segments
from forwhom.report import entry
from forwhom.report.entry_json import finding_kind as as_json
from forwhom.report.json import SCHEMA

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_EXAMPLES = """\
  forwhom findings
  forwhom findings aud-trailing-slash
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="the code of one")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints the list, or one explanation; always 0."""
    kinds = catalogue().kinds
    chosen = list(kinds.values())
    if options.code is not None:
        if options.code not in kinds:
            raise named.unknown("finding", options.code, kinds)
        chosen = [kinds[options.code]]
    if options.json:
        write_json({"schema": SCHEMA, "findings": [as_json(one) for one in chosen]})
    elif options.code is not None:
        write_segments(entry.finding_kind(chosen[0], width()), options.color)
    else:
        write_segments(entry.listing((one.code, one.title) for one in chosen), options.color)
    return 0
