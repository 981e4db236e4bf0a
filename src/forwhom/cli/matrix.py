"""`forwhom matrix`: which verifiers accept a pair of found and expected audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.catalogue import catalogue
from forwhom.cli.parser import common
from forwhom.cli.writing import ascii_only, write_json, write_segments
from forwhom.prediction import predict
from forwhom.report.json import SCHEMA
from forwhom.report.json import prediction as as_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.jwt.json import JsonValue

_EXAMPLES = """\
  forwhom matrix --found https://api.example.com/ --expected https://api.example.com
  forwhom matrix --found a --found b --expected b
  forwhom matrix --expected a                       a token without aud
  forwhom matrix --found a                          nothing is configured

It assumes that everything but the audience is in order: signature, times, issuer.
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--found", action="append", metavar="A", help="an audience in the token; may be repeated")
    parser.add_argument("--array", action="store_true", help="aud is an array even when it has one member")
    parser.add_argument("--expected", action="append", metavar="A", help="an expected audience; may be repeated")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints a line for each verifier; always 0."""
    found: list[str] = options.found or []
    claims: dict[str, JsonValue] = {}
    if options.array or len(found) > 1:
        claims["aud"] = list(found)
    elif found:
        claims["aud"] = found[0]
    expectation = Expectation(audiences=tuple(options.expected or ()) or NONE_CONFIGURED)
    known = catalogue()
    predictions = [predict(one, claims, expectation) for one in known.verifiers.values()]
    if options.json:
        write_json(
            {
                "schema": SCHEMA,
                "found": claims.get("aud"),
                "expected": list(expectation.values),
                "predictions": [as_json(one) for one in predictions],
            }
        )
    else:
        from forwhom.report.matrix import matrix

        write_segments(matrix(predictions, ascii_only=ascii_only()), options.color)
    return 0
