"""`forwhom oidc probe`: from a protected resource to a token that it takes, and where the audience goes wrong."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from forwhom.cli import oidc_login, oidc_options
from forwhom.cli.input_error import InputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.oidc.callback_listener import CallbackListener
    from forwhom.oidc.client import Client
    from forwhom.oidc.discovery import AuthorizationServer
    from forwhom.oidc.probe import Acquire
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Walk

_EXAMPLES = """\
  forwhom oidc probe https://api.example.com/mcp
  forwhom oidc probe https://api.example.com/mcp --client-id web --open
  forwhom oidc probe https://api.example.com/orders --issuer https://auth.example.com --client-id job \\
      --client-secret-file job.secret --grant client-credentials

A credential of the client goes only to an authorization server that you name with --issuer: the resource could name
one of its own to harvest it.
"""
_GRANTS = ("login", "client-credentials")


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("url", metavar="URL", help="the address of the protected resource")
    parser.add_argument("--issuer", metavar="I", help="the authorization server that you trust for it")
    parser.add_argument("--method", default="GET", choices=("GET", "POST", "HEAD"), help="of the request (GET)")
    parser.add_argument("--grant", choices=_GRANTS, default=_GRANTS[0], help="how the token is had (login)")
    oidc_options.client_options(parser, required=False)
    oidc_login.browser_options(parser)
    oidc_options.world(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Shows the way; 1 when something is wrong on it."""
    from forwhom.cli.oidc_walk import Terminal
    from forwhom.cli.oidc_walk import run as drive
    from forwhom.oidc.probe import Probe, probe

    if len(options.resource or ()) > 1:
        raise InputError("a probe asks for one --resource")
    purpose = oidc_options.purpose(options)
    client = oidc_options.client(options) if options.client_id else None
    with ExitStack() as stack:
        listener = None
        if client and options.grant == "login":
            listener = stack.enter_context(oidc_login.listening(options))
        terminal = Terminal(options, tuple(filter(None, (options.url, options.issuer))), listener=listener)
        terminal.redaction.learn(client.secret if client else None)
        what = Probe(
            url=options.url,
            method=options.method,
            issuer=options.issuer,
            resource=next(iter(options.resource or ()), None),
            acquire=_acquire(options, client, listener) if client else None,
            guarded=client is not None and oidc_options.is_guarded(options),
        )
        return drive(probe(what, purpose), options, terminal, purpose)


def _acquire(options: Namespace, client: Client, listener: CallbackListener | None) -> Acquire:
    """How a token is had for a resource."""
    from forwhom.oidc.login import login
    from forwhom.oidc.pkce import fresh
    from forwhom.oidc.relation import Relation
    from forwhom.oidc.token_request import ask, client_credentials

    def acquire(
        server: AuthorizationServer, resource: str, scope: str | None, purpose: Purpose
    ) -> Walk[TokenResponse | None]:
        at = Relation(server, client, purpose)
        options.resource = [resource]
        if listener is None:
            asked = oidc_options.asked(options, options.scope if options.scope is not None else scope, "token request")
            return ask(at, client_credentials(), asked)
        return login(at, oidc_login.how(options, listener, scope), fresh())

    return acquire
