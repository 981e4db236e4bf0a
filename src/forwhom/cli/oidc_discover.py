"""`forwhom oidc discover`: what the metadata and keys of an issuer say, and which audience to expect from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.cli import oidc_options

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.walk import Walk

_EXAMPLES = """\
  forwhom oidc discover https://login.example.com/realms/shop
  forwhom oidc discover https://login.example.com --json

Both forms of metadata are asked for: OpenID (/.well-known/openid-configuration behind the path of the issuer) and
OAuth (/.well-known/oauth-authorization-server between host and path).
"""


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("issuer", metavar="ISSUER", help="the issuer, or the address of its metadata")
    oidc_options.world(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Shows what is published; 1 when something is wrong with it."""
    from forwhom.cli.oidc_walk import Terminal
    from forwhom.cli.oidc_walk import run as drive
    from forwhom.oidc.metadata import issuer_of

    purpose = oidc_options.purpose(options)
    issuer = issuer_of(options.issuer)
    return drive(_walk(issuer, purpose), options, Terminal(options, (issuer,)), purpose)


def _walk(issuer: str, purpose: Purpose) -> Walk[None]:
    from forwhom.oidc.discovery import discover, expectations

    server = yield from discover(issuer, purpose, both=True)
    if server:
        yield expectations(server)
