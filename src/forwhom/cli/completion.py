"""`forwhom completion`: a completion script for a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.cli.input_error import InputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_EXAMPLES = """\
examples:
  forwhom completion bash > ~/.local/share/bash-completion/completions/forwhom
  forwhom completion zsh > "${fpath[1]}/_forwhom"
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell")
    parser.epilog = _EXAMPLES


def run(options: Namespace) -> int:
    """Prints the script; always 0. Raises `InputError` when shtab is not installed."""
    try:
        from shtab import complete
    except ImportError:
        raise InputError("completion scripts are made by shtab, which is not installed: pip install shtab") from None
    from forwhom.cli.parser import build

    print(complete(build(None, every=True), options.shell))
    return 0
