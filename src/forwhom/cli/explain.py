"""`forwhom explain`: an error text to the verifier that prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.cli import reading
from forwhom.cli.input_error import InputError
from forwhom.cli.parser import common
from forwhom.cli.writing import width, write_json, write_segments
from forwhom.recognise import recognise
from forwhom.redact import mask
from forwhom.wording import read as read_wording

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_EXAMPLES = """\
  forwhom explain "Audiences in Jwt are not allowed"
  journalctl -u gateway -n 20 | forwhom explain

Exit status: 0 when the text is recognised, 1 when no verifier of the catalogue is known to print it.
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("text", nargs="?", metavar="TEXT", help="the error text; - or nothing is standard input")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints who says it, what it means and what may hide behind it; 1 when it is not recognised."""
    text = reading.read(None, what="an error text") if options.text in {None, "-"} else options.text
    text = mask(text[: reading.LIMIT])
    if not text.strip():
        raise InputError("nothing was given: name, pipe or paste the error text")
    known = catalogue()
    matches = recognise(text, known.phrasebook)
    wording = read_wording(text)
    if options.json:
        from forwhom.report.json import explanation

        write_json(explanation(matches, wording))
    else:
        from forwhom.report.explanation import explanation as explained

        write_segments(explained(matches, wording, known, width()), options.color)
    return int(not matches)
