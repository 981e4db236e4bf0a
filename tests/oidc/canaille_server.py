"""A real canaille on a free port of this machine. Its first line is JSON; it ends when its standard input does."""

from __future__ import annotations

import datetime as dt
import json
import logging
import secrets
import sys
import threading
from importlib import import_module
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

API = "api"
#: A client that sends wrong verifiers: with the database in memory, each later login of such a client fails as well.
MISTAKEN = "mistaken"


class _Server(ThreadingMixIn, WSGIServer):
    """Answers each request in a thread."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is of http.server
        """Nothing."""


def main() -> None:
    """Starts the server and says when it is ready."""
    logging.disable()
    server = _Server(("127.0.0.1", 0), _Quiet)
    host = f"127.0.0.1:{server.server_port}"
    password = secrets.token_urlsafe(12)
    # It comes without types.
    create_app: Any = import_module("canaille").create_app
    app = create_app(
        {
            "SECRET_KEY": secrets.token_urlsafe(32),
            "SERVER_NAME": host,
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory"},
            "CANAILLE_OIDC": {"REQUIRE_NONCE": False},
        }
    )
    with app.app_context():
        secret = _register(password, json.loads(sys.argv[1]), ["http://127.0.0.1:49152/callback", *sys.argv[2:]])
    server.set_app(app)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ready = {"issuer": f"http://{host}", "password": password, "secret": secret}
    print(json.dumps(ready), flush=True)  # noqa: T201 - what the tests read
    sys.stdin.buffer.read()


def _register(password: str, keys: list[dict[str, Any]], redirect_uris: list[str]) -> str:
    """The user and the clients: the audience of one is itself, that of another also an API; the secret of both.

    For each key there is a client that authenticates with it, and one signs with its secret.
    """
    models: Any = import_module("canaille.app").models
    save: Any = import_module("canaille.backends").Backend.instance.save
    save(
        models.User(
            user_name="ada", formatted_name="Ada", family_name="L", emails=["ada@example.test"], password=password
        )
    )
    secret = secrets.token_urlsafe(36)
    now = dt.datetime.now(dt.UTC)
    made: dict[str, Any] = {}
    for client_id in (API, "web", "both", MISTAKEN):
        made[client_id] = models.Client(
            client_id=client_id,
            client_secret=secret,
            client_name=client_id,
            client_id_issued_at=now,
            client_uri="https://client.example.test",
            redirect_uris=redirect_uris,
            grant_types=["authorization_code", "refresh_token", "client_credentials"],
            response_types=["code"],
            scope=["openid", "profile"],
            token_endpoint_auth_method="client_secret_basic",
        )
        save(made[client_id])
    proving = {f"svc-{key['kid']}": ("private_key_jwt", json.dumps({"keys": [key]})) for key in keys}
    for client_id, (method, jwks) in {**proving, "svc-hmac": ("client_secret_jwt", "")}.items():
        one = models.Client(
            client_id=client_id,
            client_secret=secret,
            client_name=client_id,
            client_id_issued_at=now,
            client_uri="https://client.example.test",
            redirect_uris=redirect_uris,
            grant_types=["authorization_code", "refresh_token", "client_credentials"],
            response_types=["code"],
            scope=["openid", "profile"],
            token_endpoint_auth_method=method,
            jwks=jwks,
        )
        save(one)
        one.audience = [one]
        save(one)
    for client_id, audience in (("web", ["web"]), (MISTAKEN, [MISTAKEN]), ("both", ["both", API]), (API, [API])):
        made[client_id].audience = [made[name] for name in audience]
        save(made[client_id])
    return secret


if __name__ == "__main__":
    main()
