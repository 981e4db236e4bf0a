"""The parser of the command line. Only the command that is asked for loads its options."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from forwhom.cli import COMMANDS
from forwhom.cli.input_error import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOUT = "For whom is this token? Explains why a JWT is refused for its audience, and who changes what."
_EXAMPLES = """\
examples:
  forwhom                                     paste what you have: an error, a token, a curl command, a setting
  pbpaste | forwhom                           the same from the clipboard
  forwhom diagnose incident.txt               the same from a file
  forwhom explain "Audiences in Jwt are not allowed"
  forwhom decode < token.txt
  forwhom fix envoy --audience https://api.example.com

Nothing leaves the machine but what oidc and --jwks ask of servers that you name; a file is written only where you
name it. Exit status: 0 nothing wrong, 1 a problem was found, 2 wrong use.
"""


class Parser(argparse.ArgumentParser):
    """An argparse parser that answers wrong use with one line."""

    def error(self, message: str) -> NoReturn:
        """Raises `InputError` in place of printing the whole usage."""
        raise InputError(f"{message} (see {self.prog} --help)")


def _formatter(prog: str) -> argparse.HelpFormatter:
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=28, width=100)


class _Version(argparse.Action):
    """Prints the version; it is looked up only when it is asked for."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002 - argparse's signature
        values: str | Sequence[object] | None,  # noqa: ARG002
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        from importlib.metadata import version

        print(f"forwhom {version('forwhom')}")
        parser.exit()


def build(command: str | None, *, every: bool = False) -> Parser:
    """The parser with the options of one command, of all, or, without a command, of none."""
    parser = Parser(
        prog="forwhom", description=_ABOUT, epilog=_EXAMPLES, formatter_class=_formatter, allow_abbrev=False
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", required=True)
    for name, summary in COMMANDS.items():
        if command and name != command:
            continue
        one = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            formatter_class=_formatter,
            allow_abbrev=False,
        )
        if every or name == command:
            import_module(f"forwhom.cli.{name}").arguments(one)
    return parser


def common(parser: argparse.ArgumentParser, examples: str = "") -> None:
    """The options that every command has."""
    parser.add_argument("--json", action="store_true", help="answer in JSON (schema 1, see docs/json.md)")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours; auto minds NO_COLOR"
    )
    parser.epilog = f"examples:\n{examples}" if examples else None


def repeated(parser: argparse.ArgumentParser, name: str, metavar: str, text: str) -> None:
    """An option that may stand several times; its value is a list, `None` when it was not given."""
    parser.add_argument(name, action="append", metavar=metavar, help=text)
