"""`forwhom oidc`: walks an authorization server step by step and shows which audience it really grants."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from forwhom.cli.input_error import InputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_ABOUT = """\
examples:
  forwhom oidc demo                                                        a provider to try it on
  forwhom oidc discover https://auth.example.com
  forwhom oidc login https://auth.example.com --client-id web --resource https://api.example.com
  forwhom oidc token https://auth.example.com --client-id job --client-secret-file job.secret --audience api
  forwhom oidc device https://auth.example.com --client-id tv --scope openid
  forwhom oidc probe https://api.example.com/mcp

Every request and response is shown, secrets and signatures cut. Only hosts that you name, or that their metadata
names, are asked; private addresses only with --allow-private HOST. No redirect is followed, no token is stored.
"""
#: What each does. The module of its name adds the options and runs it.
COMMANDS = {
    "discover": "what the metadata and keys of an issuer say, and which audience to expect from it",
    "login": "a login in the browser: authorization code with PKCE on a loopback redirect",
    "token": "a token without a browser: client credentials, refresh, token exchange",
    "device": "a login on another device",
    "probe": "from a protected resource to a token that it takes, and where the audience goes wrong",
    "demo": "start a real provider on this machine to try it on",
}
_EXTRA = "the OIDC debugger needs two packages more: pip install 'forwhom[oidc]'"


def arguments(parser: ArgumentParser) -> None:
    """The commands below this one, each with its options."""
    parser.epilog = _ABOUT
    commands = parser.add_subparsers(dest="oidc", metavar="WHAT", title="what", required=True)
    for name, summary in COMMANDS.items():
        one = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            formatter_class=parser.formatter_class,
            allow_abbrev=False,
        )
        import_module(f"forwhom.cli.oidc_{name}").arguments(one)


def run(options: Namespace) -> int:
    """Runs one of the commands. Raises `InputError` when the packages that it needs are missing."""
    try:
        status: int = import_module(f"forwhom.cli.oidc_{options.oidc}").run(options)
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("forwhom"):
            raise
        raise InputError(_EXTRA) from None
    return status
