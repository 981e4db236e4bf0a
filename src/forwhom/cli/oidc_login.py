"""`forwhom oidc login`: the authorization code flow with PKCE, on a redirect URI of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.cli import oidc_options
from forwhom.cli.input_error import InputError
from forwhom.cli.parser import repeated

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.oidc.callback_listener import CallbackListener
    from forwhom.oidc.follow_up import Wish
    from forwhom.oidc.login import Login
    from forwhom.oidc.relation import Relation
    from forwhom.oidc.token_request import TokenResponse
    from forwhom.oidc.walk import Walk

_EXAMPLES = """\
  forwhom oidc login https://auth.example.com --client-id web --resource https://api.example.com --open
  forwhom oidc login https://auth.example.com --client-id web --audience https://api.example.com \\
      --expect https://api.example.com --verifier express-jwt
  forwhom oidc login https://auth.example.com --client-id web --resource https://a.example --resource https://b.example \\
      --refresh-for https://b.example
"""
_PLACES = ("both", "authorization", "token")
_LONGEST = 600.0


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("issuer", metavar="ISSUER", help="the issuer, or the address of its metadata")
    oidc_options.client_options(parser, required=True)
    browser_options(parser)
    follow_up_options(parser)
    oidc_options.world(parser, _EXAMPLES)


def browser_options(parser: ArgumentParser) -> None:
    """How the browser comes in."""
    parser.add_argument(
        "--redirect-uri",
        metavar="URI",
        default="http://127.0.0.1/callback",
        help="as it is registered; on this machine; without a port any free one (http://127.0.0.1/callback)",
    )
    parser.add_argument("--open", action="store_true", help="open the browser; else the address is printed")
    parser.add_argument("--prompt", metavar="P", help="the prompt parameter, such as login or consent")
    parser.add_argument("--wait", type=float, default=300, metavar="SECONDS", help="for the user, at most 600")
    parser.add_argument(
        "--ask-at",
        choices=_PLACES,
        default="both",
        help="which requests name the resource and audience; both is what RFC 8707 and MCP want",
    )


def follow_up_options(parser: ArgumentParser) -> None:
    """What is done with the tokens."""
    parser.add_argument("--refresh", action="store_true", help="then refresh the tokens")
    repeated(parser, "--refresh-for", "URI", "then refresh for this resource; may be repeated")
    parser.add_argument("--introspect", action="store_true", help="then ask the server for whom the token is")
    parser.add_argument("--userinfo", action="store_true", help="then ask UserInfo, and compare the subject")


def run(options: Namespace) -> int:
    """Shows the login; 1 when something is wrong with it."""
    from forwhom.cli.oidc_walk import Terminal
    from forwhom.cli.oidc_walk import run as drive
    from forwhom.oidc.login import login
    from forwhom.oidc.metadata import issuer_of
    from forwhom.oidc.pkce import fresh
    from forwhom.oidc.relation import meet

    purpose = oidc_options.purpose(options)
    client = oidc_options.client(options)
    issuer = issuer_of(options.issuer)
    with listening(options) as listener:
        terminal = Terminal(options, (issuer,), listener=listener)
        terminal.redaction.learn(client.secret)

        def then(at: Relation) -> Walk[TokenResponse | None]:
            return login(at, how(options, listener), fresh(), wishes(options))

        return drive(meet(issuer, client, purpose, then, both=options.introspect), options, terminal, purpose)


def listening(options: Namespace) -> CallbackListener:
    """Who listens at the redirect URI. Raises `InputError` where nobody can."""
    from forwhom.oidc.callback_listener import CallbackListener

    if not 0 < options.wait <= _LONGEST:
        raise InputError(f"--wait is more than 0 and at most {_LONGEST:.0f} seconds, for which a state is good")
    try:
        return CallbackListener(options.redirect_uri)
    except ValueError as error:
        raise InputError(f"{options.redirect_uri} cannot be used: {error}") from None
    except OSError as error:
        raise InputError(f"cannot listen at {options.redirect_uri}: {error.strerror}") from None


def how(options: Namespace, listener: CallbackListener, scope: str | None = None) -> Login:
    """How to log in, as the options say; `scope` is what is asked for where they name none."""
    from forwhom.oidc.login import Login

    wanted = options.scope if options.scope is not None else scope or "openid"
    first = oidc_options.asked(options, wanted, "authorization request", named_here=options.ask_at != "token")
    second = oidc_options.asked(options, None, "token request", named_here=options.ask_at != "authorization")
    extra = (("prompt", options.prompt),) if options.prompt else ()
    return Login(redirect_uri=listener.redirect_uri, at_authorization=first, at_token=second, extra=extra)


def wishes(options: Namespace) -> tuple[Wish, ...]:
    """What is to be done with the tokens, in a fixed order."""
    from forwhom.oidc.follow_up import Deed, Wish

    return (
        *([Wish(Deed.INTROSPECT)] if options.introspect else []),
        *([Wish(Deed.USERINFO)] if options.userinfo else []),
        *([Wish(Deed.REFRESH)] if options.refresh else []),
        *(Wish(Deed.REFRESH, resource) for resource in options.refresh_for or ()),
    )
