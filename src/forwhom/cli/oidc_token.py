"""`forwhom oidc token`: a token without a browser, by client credentials, refresh or token exchange."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from forwhom.cli import oidc_options
from forwhom.cli.input_error import InputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.oidc.relation import Relation
    from forwhom.oidc.token_request import Grant
    from forwhom.oidc.walk import Walk

_EXAMPLES = """\
  forwhom oidc token https://auth.example.com --client-id job --client-secret-file job.secret --resource https://api.example.com
  forwhom oidc token https://auth.example.com --client-id web --grant refresh --refresh-token-file refresh.txt
  forwhom oidc token https://auth.example.com --client-id bff --client-key key.pem --grant token-exchange \\
      --subject-token-file token.txt --audience https://api.example.com

Secrets are read from a file, standard input (-), the environment or a prompt, never from the command line.
"""
_GRANTS = ("client-credentials", "refresh", "token-exchange")
_TYPES = "urn:ietf:params:oauth:token-type:"
REFRESH_VARIABLE = "FORWHOM_REFRESH_TOKEN"
SUBJECT_VARIABLE = "FORWHOM_SUBJECT_TOKEN"


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("issuer", metavar="ISSUER", help="the issuer, or the address of its metadata")
    parser.add_argument("--grant", choices=_GRANTS, default=_GRANTS[0], help="the grant (client-credentials)")
    oidc_options.client_options(parser, required=True)
    parser.add_argument("--refresh-token-file", metavar="FILE", help=f"else {REFRESH_VARIABLE}, or a prompt")
    parser.add_argument("--subject-token-file", metavar="FILE", help=f"else {SUBJECT_VARIABLE}, or a prompt")
    parser.add_argument(
        "--subject-token-type", metavar="TYPE", default="access_token", help="a name or URN of RFC 8693 (access_token)"
    )
    parser.add_argument("--actor-token-file", metavar="FILE", help="the token of who acts for the subject")
    parser.add_argument("--requested-token-type", metavar="TYPE", help="the type of token that is wanted")
    parser.add_argument("--introspect", action="store_true", help="then ask the server for whom the token is")
    oidc_options.world(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Shows the request and what came; 1 when something is wrong with it."""
    from forwhom.cli.oidc_walk import Terminal
    from forwhom.cli.oidc_walk import run as drive
    from forwhom.oidc.follow_up import Deed, Wish, follow_up
    from forwhom.oidc.metadata import issuer_of
    from forwhom.oidc.relation import meet
    from forwhom.oidc.token_request import ask

    purpose = oidc_options.purpose(options)
    client = oidc_options.client(options)
    grant = _grant(options)
    asked = oidc_options.asked(options, options.scope, "token request")
    issuer = issuer_of(options.issuer)
    terminal = Terminal(options, (issuer,))
    terminal.redaction.learn(client.secret, *(value for name, value in grant.pairs if name.endswith("_token")))

    def then(at: Relation) -> Walk[None]:
        response = yield from ask(at, grant, asked)
        yield from follow_up(response, (Wish(Deed.INTROSPECT),) if options.introspect else (), at, asked)

    return drive(meet(issuer, client, purpose, then, both=options.introspect), options, terminal, purpose)


def _grant(options: Namespace) -> Grant:
    from forwhom.oidc import token_request

    match options.grant:
        case "refresh":
            return token_request.refresh(_token(options.refresh_token_file, "refresh token", REFRESH_VARIABLE))
        case "token-exchange":
            subject = _token(options.subject_token_file, "subject token", SUBJECT_VARIABLE)
            actor = (
                oidc_options.secret(options.actor_token_file, "an actor token") if options.actor_token_file else None
            )
            wanted = options.requested_token_type
            return token_request.exchange(
                subject, _type(options.subject_token_type), actor, _type(wanted) if wanted else None
            )
        case _:
            if not oidc_options.is_guarded(options):
                raise InputError(
                    "client credentials need a credential: --client-secret-file, --client-key, or the environment "
                    f"variable {options.client_secret_env}; --auth basic asks for it"
                )
            return token_request.client_credentials()


def _token(source: str | None, what: str, variable: str) -> str:
    if source:
        return oidc_options.secret(source, f"a {what}")
    if found := os.environ.get(variable):
        return found
    return oidc_options.prompted(what, f"--{what.replace(' ', '-')}-file, or the environment variable {variable}")


def _type(name: str) -> str:
    return name if ":" in name else f"{_TYPES}{name}"
