"""The options that the commands below `forwhom oidc` share, and what they mean."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from forwhom.cli import named, reading
from forwhom.cli.input_error import InputError
from forwhom.cli.parser import common, repeated

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.oidc.client import Client, Prover
    from forwhom.oidc.client_assertion import AssertionKey
    from forwhom.oidc.purpose import Purpose
    from forwhom.oidc.step import Asked

#: The environment variable that holds the client secret, unless another is named.
SECRET_VARIABLE = "FORWHOM_CLIENT_SECRET"
_METHODS = ("none", "basic", "post", "private-key", "secret-jwt")
_MAX_SECRET = 65_536
_MAX_CERTIFICATES = 4_194_304
#: Seconds.
_LONGEST = 300


def world(parser: ArgumentParser, examples: str) -> None:
    """What is shown, and how far requests may go."""
    repeated(parser, "--expect", "A", "an audience that the API expects; may be repeated")
    parser.add_argument("--verifier", metavar="V", help="who validates at the API; forwhom verifiers lists them")
    parser.add_argument("--provider", metavar="P", help="which product the authorization server is, when you know")
    parser.add_argument("--verbose", action="store_true", help="show all headers, and bodies")
    parser.add_argument("--har", metavar="FILE", help="write the requests as an HTTP Archive, secrets removed")
    parser.add_argument("--timeout", type=float, default=10, metavar="SECONDS", help="for one request as a whole")
    parser.add_argument("--ca-file", metavar="FILE", help="certificates to trust in place of the machine's, PEM")
    repeated(parser, "--allow-private", "HOST", "ask this host although it leads to a private or link-local address")
    parser.add_argument("--same-host", action="store_true", help="ask no host that only metadata names")
    common(parser, examples)


def client_options(parser: ArgumentParser, *, required: bool) -> None:
    """Who asks."""
    parser.add_argument("--client-id", metavar="ID", required=required, help="the registered client")
    parser.add_argument("--auth", choices=_METHODS, help="how the client authenticates; found out from what is given")
    parser.add_argument("--client-secret-file", metavar="FILE", help="a file that holds the client secret; - is stdin")
    parser.add_argument(
        "--client-secret-env",
        metavar="NAME",
        default=SECRET_VARIABLE,
        help=f"the environment variable that holds it ({SECRET_VARIABLE})",
    )
    parser.add_argument("--client-key", metavar="FILE", help="the private key for client assertions, PEM")
    parser.add_argument("--client-key-id", metavar="KID", help="the key ID of that key")
    parser.add_argument(
        "--assertion-alg", metavar="ALG", help="how assertions are signed, such as PS256 (what fits the key)"
    )
    parser.add_argument(
        "--assertion-audience", metavar="A", help="for whom they are, where the server refuses its issuer"
    )
    repeated(parser, "--resource", "URI", "ask for this API (RFC 8707); may be repeated")
    parser.add_argument("--audience", metavar="A", help="ask for this audience, as Auth0 and others want it")
    parser.add_argument("--scope", metavar="S", help="ask for these scopes, separated by blanks")


def asked(options: Namespace, scope: str | None, where: str, *, named_here: bool = True) -> Asked:
    """What a request asks for; `named_here` is false for a request that is not to name the API."""
    from forwhom.oidc.step import Asked

    return Asked(
        resources=tuple(options.resource or ()) if named_here else (),
        audience=options.audience if named_here else None,
        scope=scope,
        where=where,
    )


def purpose(options: Namespace) -> Purpose:
    """What the user wants to know. Raises `InputError` for a verifier or provider that is not known, or a bad limit."""
    from time import time

    from forwhom.catalogue import catalogue
    from forwhom.oidc.purpose import Purpose

    if not 0 < options.timeout <= _LONGEST:
        raise InputError(f"--timeout is more than 0 and at most {_LONGEST} seconds")
    if options.ca_file:
        _trusted(options.ca_file)
    known = catalogue()
    if options.verifier:
        named.verifier(known, options.verifier)
    if options.provider:
        named.provider(known, options.provider)
    return Purpose(
        known=known,
        clock=time,
        expected=tuple(options.expect or ()),
        verifier=options.verifier,
        provider=options.provider,
    )


def client(options: Namespace) -> Client:
    """The client and its credential, from a file, the environment or a prompt; never from the command line."""
    from forwhom.oidc.client import Authentication, Client

    match options.auth or _found_out(options):
        case "none":
            return Client(id=options.client_id)
        case "private-key":
            prover = _prover(options, _key(options))
            return Client(id=options.client_id, authentication=Authentication.PRIVATE_KEY, prover=prover)
        case "secret-jwt":
            held = client_secret(options)
            prover = _prover(options, _of_secret(options, held))
            return Client(id=options.client_id, authentication=Authentication.SECRET_JWT, secret=held, prover=prover)
        case method:
            kind = Authentication.POST if method == "post" else Authentication.BASIC
            return Client(id=options.client_id, authentication=kind, secret=client_secret(options))


def is_guarded(options: Namespace) -> bool:
    """Whether a request for a token carries a credential of the client."""
    return (options.auth or _found_out(options)) != "none"


def client_secret(options: Namespace) -> str:
    """The client secret. Raises `InputError` where there is none."""
    if options.client_secret_file:
        return secret(options.client_secret_file, "a client secret")
    if found := os.environ.get(options.client_secret_env):
        return found
    return prompted("client secret", f"--client-secret-file, or the environment variable {options.client_secret_env}")


def secret(source: str, what: str) -> str:
    """A secret in a file or on standard input, its line end cut. Raises `InputError` where there is none."""
    found = reading.read(source, limit=_MAX_SECRET, what=what).strip()
    if not found:
        raise InputError(f"{source} is empty where {what} was expected")
    return found


def prompted(what: str, otherwise: str) -> str:
    """A secret typed on the terminal, not shown. Raises `InputError` where there is no terminal."""
    if not sys.stdin.isatty():
        raise InputError(f"there is no {what}: give it with {otherwise}")
    from getpass import getpass

    found = getpass(f"{what}: ")
    if not found:
        raise InputError(f"no {what} was given")
    return found


def _trusted(path: str) -> None:
    """Raises `InputError` unless the file holds certificates."""
    import ssl

    reading.read_bytes(path, _MAX_CERTIFICATES, "certificates")
    try:
        ssl.create_default_context(cafile=path)
    except (ssl.SSLError, ValueError):
        raise InputError(f"{path} holds no certificates in PEM") from None


def _found_out(options: Namespace) -> str:
    if options.client_key:
        return "private-key"
    if options.client_secret_file or os.environ.get(options.client_secret_env):
        return "basic"
    return "none"


def _prover(options: Namespace, key: AssertionKey) -> Prover:
    from time import time

    from forwhom.oidc.client_assertion import prover

    return prover(key, options.client_id, time, options.assertion_audience)


def _key(options: Namespace) -> AssertionKey:
    """The private key of the client. Raises `InputError` where there is none that can be used."""
    from forwhom.oidc import client_assertion

    if not options.client_key:
        raise InputError("--auth private-key needs --client-key FILE")
    pem = reading.read_bytes(options.client_key, _MAX_SECRET, "a private key")
    try:
        return client_assertion.load(pem, options.client_key_id, algorithm=options.assertion_alg)
    except client_assertion.AlgorithmError as error:
        raise InputError(f"--assertion-alg {error}") from None
    except (ValueError, TypeError) as error:
        told = str(error) if "assertions" in str(error) or "curve" in str(error) else "it is no PEM without a password"
        raise InputError(f"{options.client_key} holds no private key that can be used: {told}") from None


def _of_secret(options: Namespace, held: str) -> AssertionKey:
    from forwhom.oidc import client_assertion

    try:
        return client_assertion.of_secret(held, options.assertion_alg)
    except client_assertion.AlgorithmError as error:
        raise InputError(f"--assertion-alg {error}") from None
