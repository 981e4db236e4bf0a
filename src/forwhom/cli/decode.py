"""`forwhom decode`: shows a token or what is left of one. It never says that a token is valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.cli import reading
from forwhom.cli.input_error import InputError, warn
from forwhom.cli.parser import common
from forwhom.cli.writing import write_json, write_text
from forwhom.jwt.defect import MALFORMED
from forwhom.jwt.token import MAX_LENGTH, Token, TokenForm, decode

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


_EXAMPLES = """\
  pbpaste | forwhom decode
  forwhom decode token.txt
  forwhom decode --json < token.txt

Nothing is verified: a decoded token may be forged.
Exit status: 0 when it could be read, 1 when it is damaged or no JWT.
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="the token, also inside other text; - is standard input"
    )
    parser.add_argument("--now", metavar="TIME", help="the time against which times are told: seconds or ISO 8601")
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints header, claims and defects; 1 when a strict reader would refuse the text."""
    token = _token(options.file)
    if token.form is TokenForm.EMPTY:
        raise InputError("nothing was given: name a file, or pipe or paste the token")
    if token.length > MAX_LENGTH:
        raise InputError(f"the token is {token.length} characters long; more than {MAX_LENGTH} are not read")
    if options.json:
        from forwhom.report.json import token as as_json

        write_json(as_json(token))
    else:
        from forwhom.report.token import lines

        write_text("\n".join(lines(token, _now(options.now))) + "\n")
    readable = token.claims is not None or token.form is TokenForm.JWE
    return int(not readable or any(defect.code in MALFORMED for defect in token.defects))


def _token(source: str | None) -> Token:
    if source and reading.looks_like_token(source):
        warn("the token stands on the command line, where the process list and the shell history show it; - reads it")
        text = source
    else:
        text = reading.read(source, what="a token")
    token = decode(text)
    if token.form in {TokenForm.JWS, TokenForm.JWE, TokenForm.PARTS, TokenForm.JSON_SERIALIZATION} and not _blurred(
        token
    ):
        return token
    if len(text.split()) > 1 or token.length > MAX_LENGTH:
        # The token may stand somewhere inside: in a header line, a log, a command.
        from forwhom.gather import gather

        inside = gather(text).token
        if inside and (inside.claims is not None or token.claims is None):
            return inside
    return token


def _blurred(token: Token) -> bool:
    """Whether text that is no token may have been read as a part of it."""
    return any(defect.code in MALFORMED for defect in token.defects)


def _now(text: str | None) -> float:
    if text:
        from forwhom.cli.moment import moment

        return moment(text)
    from time import time

    return time()
