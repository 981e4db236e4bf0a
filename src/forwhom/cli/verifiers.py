"""`forwhom verifiers`: what is known of each verifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.cli import named
from forwhom.cli.parser import common
from forwhom.cli.writing import width, write_json, write_segments
from forwhom.report import entry
from forwhom.report.json import SCHEMA
from forwhom.report.verifier_json import verifier as as_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_EXAMPLES = """\
  forwhom verifiers
  forwhom verifiers envoy-jwt-authn
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the id or name of one")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints the list, or one entry; always 0."""
    known = catalogue()
    chosen = [named.verifier(known, options.id)] if options.id is not None else list(known.verifiers.values())
    if options.json:
        write_json({"schema": SCHEMA, "verifiers": [as_json(one) for one in chosen]})
    elif options.id is not None:
        write_segments(entry.verifier(chosen[0], width()), options.color)
    else:
        write_segments(
            entry.listing((one.id, f"{one.name} ({one.kind}, {one.basis})") for one in chosen), options.color
        )
    return 0
