"""The further verifiers that are run, with what each can be asked."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib import import_module

from tests.observed.node_verifier import NodeVerifier
from tests.observed.reach import Reach
from tests.observed.trial import Observation, Trial

#: Those in JavaScript are quick enough for every run.
NODE: dict[str, Reach] = {
    "fast-jwt": Reach(free=True),
    "fastify-jwt": Reach(free=True),
    "passport-jwt": Reach(free=True),
    "koa-jwt": Reach(free=True),
    "express-oauth2-jwt-bearer": Reach(needs=("exp",)),
    "aws-jwt-verify": Reach(),
    "aws-jwt-verify-cognito": Reach(
        issuer="https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI", fixed=True, extra={"token_use": "id"}
    ),
    "google-auth-library-node": Reach(needs=("iat", "exp"), free=True, soon=True),
    "okta-jwt-verifier": Reach(),
    "oauth4webapi": Reach(typ="at+jwt", needs=("iss", "sub", "iat", "exp"), extra={"jti": "1", "client_id": "web"}),
    "openid-client-5": Reach(needs=("iss", "sub", "iat", "exp")),
    "hono-jwt": Reach(free=True),
    "clerk-backend": Reach(needs=("sub", "iat", "exp")),
    "cloudflare-worker-jwt": Reach(free=True),
    "jwt-simple": Reach(free=True),
}
#: Those in Python of the group observed-more.
PYTHON: dict[str, Reach] = {
    "authlib-jose": Reach(free=True, needs=("iss",)),
    "jwcrypto": Reach(free=True, needs=("iss", "exp"), never=("nbf",)),
    "google-auth-python": Reach(needs=("iat", "exp"), never=("iss",), anyone=True),
}
FURTHER = {**NODE, **PYTHON}
Observe = Callable[[Trial], Observation]


@contextmanager
def observing(verifier: str) -> Generator[Observe]:
    """What puts trials before this verifier, as long as the context lasts."""
    if verifier in PYTHON:
        adapter = import_module(f"tests.observed.adapters.more.{verifier.replace('-', '_')}")
        yield adapter.observe
        return
    with NodeVerifier(verifier) as running:
        yield running.observe
