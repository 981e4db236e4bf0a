"""`forwhom oidc device`: a login on another device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.cli import oidc_options
from forwhom.cli.oidc_login import follow_up_options, wishes

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.oidc.relation import Relation
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Walk

_EXAMPLES = """\
  forwhom oidc device https://auth.example.com --client-id tv --scope openid --resource https://api.example.com
"""
_PLACES = ("both", "device", "token")


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("issuer", metavar="ISSUER", help="the issuer, or the address of its metadata")
    oidc_options.client_options(parser, required=True)
    parser.add_argument("--device-endpoint", metavar="URL", help="the endpoint, where the metadata names none")
    parser.add_argument("--ask-at", choices=_PLACES, default="both", help="which requests name resource and audience")
    follow_up_options(parser)
    oidc_options.world(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Shows the login; 1 when something is wrong with it."""
    from forwhom.cli.oidc_walk import Terminal
    from forwhom.cli.oidc_walk import run as drive
    from forwhom.oidc.device import device
    from forwhom.oidc.metadata import issuer_of
    from forwhom.oidc.relation import meet

    purpose = oidc_options.purpose(options)
    client = oidc_options.client(options)
    issuer = issuer_of(options.issuer)
    named = (issuer, *filter(None, [options.device_endpoint]))
    terminal = Terminal(options, named)
    terminal.redaction.learn(client.secret)
    first = oidc_options.asked(options, options.scope, "device request", named_here=options.ask_at != "token")
    second = oidc_options.asked(options, None, "token request", named_here=options.ask_at != "device")

    def then(at: Relation) -> Walk[TokenResponse | None]:
        return device(at, first, second, wishes(options), endpoint=options.device_endpoint)

    return drive(meet(issuer, client, purpose, then, both=True), options, terminal, purpose)
