"""`forwhom fix`: how a verifier is told which audience to expect, with the user's own values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.cli import named
from forwhom.cli.parser import common, repeated
from forwhom.cli.writing import width, write_json, write_segments
from forwhom.report.json import SCHEMA, snippet
from forwhom.snippet import render

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_EXAMPLES = """\
  forwhom fix pyjwt --audience https://api.example.com
  forwhom fix envoy --audience https://api.example.com --issuer https://auth.example.com
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("verifier", metavar="VERIFIER", help="an id or name; forwhom verifiers lists them")
    repeated(parser, "--audience", "A", "the audience to expect; may be repeated")
    parser.add_argument("--issuer", metavar="I", help="the issuer to expect")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints the setting; always 0."""
    verifier = named.verifier(catalogue(), options.verifier)
    code = render(verifier.recipe, tuple(options.audience or ()), options.issuer)
    if options.json:
        write_json(
            {
                "schema": SCHEMA,
                "verifier": verifier.id,
                "name": verifier.name,
                "setting": verifier.setting.name,
                "text": verifier.recipe.text,
                "snippet": snippet(code),
                "switch": verifier.switch or None,
                "basis": verifier.basis,
                "versions": verifier.versions,
                "sources": list(verifier.sources),
            }
        )
    else:
        from forwhom.report.entry import recipe

        write_segments(recipe(verifier, code, width()), options.color)
    return 0
