"""Answers the requests that a verifier makes for its keys, over HTTP on the loopback interface.

Whatever the host, a request goes to a server of this process, which serves the key of the trial as a JWK Set, as
Google's certificates or in a discovery document.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KID = "observed"


class Keys:
    """The key that is served, and the server; `key` is a public key in PEM and `issuer` what discovery names."""

    def __init__(self, *, certified: bool = False) -> None:
        """Start the server, which ends with the process; with `certified`, a key stands in a certificate as well."""
        self.key = ""
        self._certified = certified
        self.issuer = ""
        keys = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps(keys.answer(self.path)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing: a verifier's own words are what counts."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def jwks(self) -> dict[str, list[dict[str, object]]]:
        """The key as a JWK Set."""
        certificates = {"x5c": [certificate(self.key)]} if self._certified else {}
        return {"keys": [{**one, **certificates} for one in jwks(self.key)["keys"]]}

    def answer(self, path: str) -> object:
        """What is served at this path."""
        if "/.well-known/" in path and "jwks" not in path:
            at = self.issuer.rstrip("/")
            entra = {"end_session_endpoint": f"{at}/logout", "msgraph_host": "graph.microsoft.com"}
            endpoints = {"authorization_endpoint": f"{at}/authorize", "token_endpoint": f"{at}/token", **entra}
            return {"issuer": self.issuer, "jwks_uri": f"{at}/jwks.json", **endpoints}
        # Keycloak's path ends as Google's, but what it serves is a JWK Set.
        if "x509" in path or (path.endswith("/certs") and "openid-connect" not in path):
            return {KID: self.key}
        return self.jwks()


def jwks(pem: str) -> dict[str, list[dict[str, str]]]:
    """A public key in PEM as a JWK Set."""
    from joserfc.jwk import RSAKey

    key = RSAKey.import_key(pem).as_dict(private=False)
    return {"keys": [{**{name: str(value) for name, value in key.items()}, "kid": KID, "use": "sig", "alg": "RS256"}]}


def certificate(pem: str) -> str:
    """A certificate of this public key in Base64, which nobody's key signed."""
    from base64 import b64encode
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "observed")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, serialization.load_pem_public_key(pem.encode()), 1)
    dated = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = dated.sign(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())
    return b64encode(signed.public_bytes(serialization.Encoding.DER)).decode()


def redirect_requests(keys: Keys) -> None:
    """Send what goes through the package requests to this server."""
    from requests.adapters import HTTPAdapter

    send = HTTPAdapter.send

    def redirected(self: HTTPAdapter, request: object, *rest: object, **options: object) -> object:
        request.url = f"http://{keys.address}{request.path_url}"
        return send(self, request, *rest, **options)

    HTTPAdapter.send = redirected


def redirect_httpx(keys: Keys, package: str = "httpx") -> None:
    """Send what goes through httpx, or its successor, to this server."""
    import importlib

    httpx = importlib.import_module(package)
    handle = httpx.AsyncHTTPTransport.handle_async_request

    async def redirected(self: object, request: Any) -> object:
        host, port = keys.address.split(":")
        request.url = request.url.copy_with(scheme="http", host=host, port=int(port))
        return await handle(self, request)

    httpx.AsyncHTTPTransport.handle_async_request = redirected
