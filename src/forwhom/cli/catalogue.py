"""`forwhom catalogue`: the whole catalogue, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.cli.input_error import InputError
from forwhom.cli.parser import common
from forwhom.cli.writing import write_json
from forwhom.report.catalogue_json import catalogue as as_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_EXAMPLES = """\
  forwhom catalogue export --json > catalogue.json
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("action", choices=("export",), help="what to do with it: write all of it out")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints the catalogue; always 0. Raises `InputError` without `--json`, which keeps the place for other forms."""
    if not options.json:
        raise InputError(
            "the whole catalogue is written as JSON only: add --json; forwhom verifiers, providers and findings show it as text"
        )
    from importlib.metadata import version

    write_json(as_json(catalogue(), version("forwhom")))
    return 0
