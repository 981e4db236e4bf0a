"""`forwhom matrix`: which verifiers accept a pair of found and expected audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.catalogue import catalogue
from forwhom.cli import named
from forwhom.cli.input_error import InputError
from forwhom.cli.parser import common, repeated
from forwhom.cli.writing import ascii_only, width, write_json, write_segments
from forwhom.jwt.json import parse_strict
from forwhom.prediction import predict
from forwhom.report import matrix
from forwhom.report.json import SCHEMA
from forwhom.report.json import prediction as as_json

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.jwt.json import JsonValue
    from forwhom.verifier import Verifier

_EXAMPLES = """\
  forwhom matrix --found https://api.example.com/ --expected https://api.example.com
  forwhom matrix --found a --found b --expected b
  forwhom matrix --found a --expected a --expected b     two are configured
  forwhom matrix --expected a                            a token without aud
  forwhom matrix --found-json null --expected a          aud is null; also '""', [], 42, {}
  forwhom matrix --found a                               nothing is configured
  forwhom matrix --found a --expected b --verifier envoy --verifier pyjwt
  forwhom matrix --situations                            all verifiers in the classic situations

It assumes that everything but the audience is in order: signature, times, issuer.
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    repeated(parser, "--found", "A", "an audience in the token; may be repeated")
    parser.add_argument("--found-json", metavar="JSON", help="aud as a JSON value, where it is no audience")
    parser.add_argument("--array", action="store_true", help="aud is an array even when it has one member")
    repeated(parser, "--expected", "A", "an expected audience; may be repeated")
    repeated(parser, "--verifier", "V", "only this verifier; may be repeated")
    parser.add_argument(
        "--situations", action="store_true", help="a table of the classic situations in place of a pair"
    )
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints a line for each verifier; always 0."""
    known = catalogue()
    chosen = [named.verifier(known, name) for name in options.verifier or known.verifiers]
    if options.situations:
        return _situations(options, chosen)
    claims = _claims(options)
    expectation = Expectation(audiences=tuple(options.expected or ()) or NONE_CONFIGURED)
    predictions = [predict(one, claims, expectation) for one in chosen]
    if options.json:
        write_json(
            {
                "schema": SCHEMA,
                "found": claims.get("aud"),
                "absent": "aud" not in claims,
                "expected": list(expectation.values),
                "predictions": [as_json(one) for one in predictions],
            }
        )
    else:
        write_segments(matrix.matrix(predictions, width(), ascii_only=ascii_only()), options.color)
    return 0


def _situations(options: Namespace, chosen: list[Verifier]) -> int:
    if options.found or options.found_json is not None or options.array or options.expected:
        raise InputError("--situations shows situations of its own: no --found, --found-json, --array or --expected")
    if options.json:
        from forwhom.report.catalogue_json import situations
        from forwhom.report.verifier_json import in_situations

        table: dict[str, JsonValue] = {one.id: in_situations(one) for one in chosen}
        write_json({"schema": SCHEMA, "situations": situations(), "verifiers": table})
    else:
        write_segments(matrix.situations(chosen, width(), ascii_only=ascii_only()), options.color)
    return 0


def _claims(options: Namespace) -> dict[str, JsonValue]:
    """The claims of the token that is asked about."""
    found: list[str] = options.found or []
    if options.found_json is not None:
        if found or options.array:
            raise InputError("--found-json is the whole aud claim: no --found or --array beside it")
        reading = parse_strict(options.found_json.encode("utf-8", "surrogatepass"))
        if reading.defects or not reading.complete:
            raise InputError(
                "--found-json takes a JSON value, such as null, [], 42 or '[\"a\"]'; a string needs its quotes"
            )
        return {"aud": reading.value}
    if options.array or len(found) > 1:
        return {"aud": list(found)}
    return {"aud": found[0]} if found else {}
