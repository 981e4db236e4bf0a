"""The command line: reads what the user gives, asks the engine once, prints the answer. One file a command."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


#: Each command lives in the module of its name, which is imported only when the command is asked for.
COMMANDS = {
    "diagnose": "why a token is refused, from any evidence",
    "explain": "which verifier prints an error text, and what it means",
    "decode": "show a token or what is left of one",
    "fix": "how a verifier is told which audience to expect",
    "matrix": "which verifiers accept a pair of found and expected audience",
    "refusals": "who was refused, or would have been, from a resource server's log",
    "verifiers": "what is known of each verifier",
    "providers": "what is known of each authorization server",
    "findings": "what each finding means",
    "catalogue": "all of it, for other programs",
    "serve": "the workbench in a browser, from this machine alone",
    "oidc": "walk an authorization server: its metadata, a real token, the audience asked for beside the one granted",
    "completion": "print a completion script for a shell",
}
_OWN = frozenset({"-h", "--help", "--version"})


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and answers with the exit status: 0 nothing wrong, 1 a problem was found, 2 wrong use."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever reads has seen enough; Python must not complain about it at its end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def _run(arguments: list[str]) -> int:
    from forwhom.cli.input_error import InputError, complain

    try:
        return _command(arguments)
    except InputError as error:
        return complain(str(error))
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - a trace could show a token, so none is printed
        return complain(_defect(error))


def _command(arguments: list[str]) -> int:
    from forwhom.cli.input_error import InputError
    from forwhom.cli.parser import build
    from forwhom.cli.reading import looks_like_token

    first = arguments[0] if arguments else "-"
    if (first.startswith("-") and first not in _OWN) or looks_like_token(first):
        # Evidence alone, in a pipe or to be pasted, is there to be diagnosed.
        arguments = ["diagnose", *arguments]
    elif first not in COMMANDS and first not in _OWN:
        hint = "to read a file: forwhom diagnose FILE; all commands: forwhom --help"
        raise InputError(f"there is no command {first[:80]!r}; {hint}")
    options = build(arguments[0] if arguments[0] in COMMANDS else None).parse_args(arguments)
    module = import_module(f"forwhom.cli.{options.command}")
    status: int = module.run(options)
    return status


def _defect(error: Exception) -> str:
    """Where forwhom itself went wrong, without any value in it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" in {trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}" if trace else ""
    return f"this is a defect of forwhom: {type(error).__name__}{place}. Please report it; nothing was sent anywhere"
