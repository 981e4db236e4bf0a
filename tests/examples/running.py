"""Real servers in threads of this process, and an authorization server that publishes its keys and signs tokens."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import uvicorn
from joserfc import jwk, jwt
from werkzeug.serving import make_server

from forwhom.resource_server.remote_keys import RemoteKeys
from forwhom.resource_server.validator import Validator
from tests.resource_server.loopback import document, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from wsgiref.types import WSGIApplication

    from forwhom.asgi import ASGIApp

_KEY = jwk.RSAKey.generate_key(2048, {"kid": "k1", "alg": "RS256", "use": "sig"})
_OTHER = jwk.RSAKey.generate_key(2048, {"kid": "k1"})


class Issuer:
    """An authorization server on loopback."""

    def __init__(self, url: str) -> None:
        """The one at this URL."""
        self.url = url

    def token(self, audience: str, *, typ: str = "at+jwt", forged: bool = False, **changes: Any) -> str:  # noqa: ANN401
        """A token for this audience, with some claims changed."""
        now = int(time.time())
        claims = {"iss": self.url, "aud": audience, "sub": "u1", "iat": now, "exp": now + 60, "jti": "t", **changes}
        return jwt.encode(
            {"alg": "RS256", "kid": "k1", "typ": typ}, {"client_id": "web", **claims}, _OTHER if forged else _KEY
        )

    def validator(self, audience: str, **options: Any) -> Validator:  # noqa: ANN401 - options of the validator
        """A validator that fetches this server's keys by its metadata."""
        keys = RemoteKeys.from_issuer(self.url, insecure_http_loopback=True)
        return Validator(audience=audience, issuer=self.url, keys=keys, algorithms=("RS256",), **options)


@contextlib.contextmanager
def issuing() -> Generator[Issuer]:
    """An issuer that is shut down at the end."""
    with serving(document({})) as server:
        metadata = document({"issuer": server.url, "jwks_uri": f"{server.url}/jwks"})
        public: dict[str, Any] = {**_KEY.as_dict(private=False)}
        keys = document({"keys": [public]})

        def answer(connection: socket.socket, path: str) -> None:
            (keys if path == "/jwks" else metadata)(connection, path)

        server.answer = answer
        yield Issuer(server.url)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def uvicorn_serving(app: ASGIApp, port: int | None = None) -> Generator[str]:
    """The URL at which a real uvicorn serves the application."""
    port = port or free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextlib.contextmanager
def werkzeug_serving(app: WSGIApplication) -> Generator[str]:
    """The URL at which a real werkzeug serves the application."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
