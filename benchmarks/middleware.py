"""The ASGI middleware: requests per second behind uvicorn, beside the bare application and two peers; and its memory.

The peers are Starlette's AuthenticationMiddleware with PyJWT, and the BearerAuthBackend of the MCP SDK with PyJWT. Each
application is a server process of its own, loaded in turn over kept-alive connections with one RS256 token.

The memory is measured in this process, by calling the middleware as a server would: with tokens of random key IDs,
whose keys are asked for at a real server on loopback. `python -m benchmarks.middleware 1000000` sends so many.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import random
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jwt as pyjwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from joserfc.jwk import RSAKey
from mcp.server.auth.middleware.bearer_auth import BearerAuthBackend, RequireAuthMiddleware
from mcp.server.auth.provider import AccessToken
from pydantic import AnyHttpUrl
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, AuthenticationError, SimpleUser, requires
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from forwhom.asgi import RequireToken
from forwhom.jwt import base64url
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.remote_keys import RemoteKeys
from forwhom.resource_server.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Generator

    from starlette.requests import HTTPConnection, Request

    from forwhom.asgi import ASGIApp, Message, Scope

AUDIENCE, ISSUER = "https://api.example.com/mcp", "https://auth.example.com"
BARE = "without authentication (yardstick)"
NAMES = (BARE, "forwhom", "Starlette + PyJWT", "MCP SDK + PyJWT")
REQUIRED = ["exp", "aud", "iss"]
CONNECTIONS = 4
ROUNDS, ROUND_SECONDS = 21, 0.5
_PEM = "FORWHOM_BENCHMARK_PUBLIC_KEY"


def main() -> None:
    """Prints the figures."""
    key = rsa.generate_private_key(65537, 2048)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "u1", "client_id": "web", "scope": "a", "iat": now}
    token = pyjwt.encode({**claims, "exp": now + 3600}, key, algorithm="RS256", headers={"kid": "k1"})
    throughput(pem.decode(), token)
    memory(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)


def throughput(pem: str, token: str) -> None:
    """Prints the requests per second of each server, and the processor time that a request costs it."""
    with contextlib.ExitStack() as stack:
        servers = {name: stack.enter_context(_process(name, pem)) for name in NAMES}
        for name, server in servers.items():
            assert _status(server.port, token) == 200
            assert name == BARE or _status(server.port, token[:-8]) in {400, 401, 403}
        rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in NAMES}
        for number in range(ROUNDS + 1):
            for name, server in servers.items():
                before = server.seconds()
                start = time.perf_counter()
                count = asyncio.run(_load(server.port, token))
                if number:
                    rounds[name].append((count / (time.perf_counter() - start), (server.seconds() - before) / count))
    rates = {name: statistics.median(rate for rate, _ in one) for name, one in rounds.items()}
    costs = {name: statistics.median(cost for _, cost in one) * 1e6 for name, one in rounds.items()}
    print("\nuvicorn, RS256")
    for name, rate in rates.items():
        print(f"  {name:<36} {rate:>7,.0f} requests/s {rate / rates[BARE]:>6.2f} x", end="")
        print(f"   {costs[name]:>6.0f} µs of processor a request, {costs[name] - costs[BARE]:>5.0f} added")


def memory(requests: int) -> None:
    """Prints the peak of the memory after a tenth of the requests, and after all."""
    with _key_server() as url:
        keys = RemoteKeys(url, insecure_http_loopback=True)
        app = RequireToken(_reached, Validator(audience=AUDIENCE, issuer=ISSUER, keys=keys))
        logger = logging.getLogger("forwhom")
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        seconds, peaks = asyncio.run(_flood(app, requests))
    print(f"\n{requests:,} requests with random key IDs, in this process")
    print(f"  a request, told to the operator {seconds / requests * 1e6:>10.1f} µs")
    print(f"  peak memory after a tenth       {peaks[0]:>10,.1f} MiB")
    print(f"  peak memory after all           {peaks[1]:>10,.1f} MiB")
    print(f"  requests for keys               {_Keys.asked:>10,}")


async def _flood(app: ASGIApp, requests: int) -> tuple[float, tuple[float, float]]:
    statuses: set[int] = set()

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        if "status" in message:
            statuses.add(message["status"])

    payload = base64url.encode(json.dumps({"iss": ISSUER, "aud": AUDIENCE, "client_id": "web"}).encode())
    start, early = time.perf_counter(), 0.0
    for number in range(requests):
        header = base64url.encode(b'{"alg":"RS256","kid":"%s"}' % random.randbytes(16).hex().encode())
        scope: Scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "query_string": b"",
            "headers": [(b"authorization", f"Bearer {header}.{payload}.{'A' * 342}".encode())],
        }
        await app(scope, receive, send)
        if number == requests // 10:
            early = _peak()
    assert statuses == {401}
    return time.perf_counter() - start, (early, _peak())


def _peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def _reached(scope: Scope, receive: Any, send: Any) -> None:  # noqa: ANN401 - an ASGI application
    raise AssertionError(scope, receive, send)


class _Keys(BaseHTTPRequestHandler):
    """Answers with a JWK Set."""

    body = json.dumps({"keys": [{**RSAKey.generate_key(2048, {"kid": "k1"}).as_dict(private=False)}]}).encode()
    asked = 0

    def do_GET(self) -> None:
        """Answers."""
        type(self).asked += 1
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it overrides
        """Keeps quiet."""


@contextlib.contextmanager
def _key_server() -> Generator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


async def _load(port: int, token: str) -> int:
    """How many requests one server answers in a round."""
    request = f"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    deadline = time.perf_counter() + ROUND_SECONDS
    return sum(await asyncio.gather(*(_ask(port, request, deadline) for _ in range(CONNECTIONS))))


async def _ask(port: int, request: bytes, deadline: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < deadline:
        writer.write(request)
        answer = await reader.readuntil(b"hello")
        assert answer.startswith(b"HTTP/1.1 200")
        count += 1
    writer.close()
    return count


def _status(port: int, token: str) -> int:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        text = f"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n"
        connection.sendall(text.encode())
        return int(connection.recv(4096).split(b" ")[1])


@dataclass(frozen=True)
class _Server:
    """A server process."""

    port: int
    process: int

    def seconds(self) -> float:
        """The processor time that it has used so far, as Linux counts it."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def _process(name: str, pem: str) -> Generator[_Server]:
    """A server process that ends with the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    command = [sys.executable, "-m", "benchmarks.middleware", "serve", name, str(port)]
    process = subprocess.Popen(command, env={**os.environ, _PEM: pem})  # noqa: S603 - this file
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield _Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def serve(name: str, port: int) -> None:
    """Serves the application of this name."""
    logging.getLogger("forwhom").addHandler(logging.NullHandler())
    uvicorn.run(_application(name, os.environ[_PEM]), port=port, log_level="warning", access_log=False)


async def _hello(request: Request) -> PlainTextResponse:
    del request
    return PlainTextResponse("hello")


def _application(name: str, pem: str) -> ASGIApp:
    if name == "forwhom":
        validator = Validator(audience=AUDIENCE, issuer=ISSUER, keys=StaticKeys.from_pem(pem, "k1"))
        return Starlette(routes=[Route("/", _hello)], middleware=[Middleware(RequireToken, validator)])
    if name == "Starlette + PyJWT":
        return Starlette(
            routes=[Route("/", requires("authenticated")(_hello))],
            middleware=[Middleware(AuthenticationMiddleware, backend=_PyJWTBackend(pem))],
        )
    if name == "MCP SDK + PyJWT":
        backend = BearerAuthBackend(_PyJWTVerifier(pem), resource_server_url=AnyHttpUrl(AUDIENCE))
        middleware = [Middleware(AuthenticationMiddleware, backend=backend), Middleware(RequireAuthMiddleware, [])]
        return Starlette(routes=[Route("/", _hello)], middleware=middleware)
    return Starlette(routes=[Route("/", _hello)])


class _PyJWT:
    """Decodes with everything checked that forwhom checks by default."""

    def __init__(self, pem: str) -> None:
        self._key: Any = load_pem_public_key(pem.encode())

    def claims(self, token: str) -> dict[str, Any]:
        """The claims of a good token; raises otherwise."""
        return pyjwt.decode(
            token, self._key, algorithms=["RS256"], audience=AUDIENCE, issuer=ISSUER, options={"require": REQUIRED}
        )


class _PyJWTBackend(_PyJWT, AuthenticationBackend):
    """What Starlette's documentation shows for bearer tokens."""

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, SimpleUser] | None:
        """The user of a good token."""
        scheme, _, token = conn.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            claims = self.claims(token)
        except pyjwt.InvalidTokenError as error:
            raise AuthenticationError("invalid token") from error
        return AuthCredentials(["authenticated"]), SimpleUser(claims["sub"])


class _PyJWTVerifier(_PyJWT):
    """What the MCP SDK asks for."""

    async def verify_token(self, token: str) -> AccessToken | None:
        """The token, if it is good."""
        try:
            claims = self.claims(token)
        except pyjwt.InvalidTokenError:
            return None
        return AccessToken(
            token=token,
            client_id=claims["client_id"],
            scopes=claims["scope"].split(),
            expires_at=claims["exp"],
            resource=claims["aud"],
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(sys.argv[2], int(sys.argv[3]))
    else:
        main()
