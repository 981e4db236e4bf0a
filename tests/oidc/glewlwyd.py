"""A real glewlwyd, set up over its own administration API, in a folder of its own."""

from __future__ import annotations

import gzip
import secrets
import shutil
import sqlite3
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.oidc.client_keys import client_keys, public_jwk
from tests.oidc.provider_process import absent, free_port
from tests.oidc.user_agent import Arrival, UserAgent

if TYPE_CHECKING:
    from collections.abc import Generator

    from forwhom.jwt.json import JsonValue

DOCUMENTS, PAGES = Path("/usr/share/doc/glewlwyd"), Path("/usr/share/glewlwyd/webapp")
API = "https://api.example.test/"
OTHER = "https://other.example.test/"
URN = "urn:example:things"
_GRANTS = ("code", "token", "client_credentials", "refresh_token", "device_authorization")


@dataclass(frozen=True, slots=True)
class Glewlwyd:
    """A running server: its issuer, the secret of its confidential clients, and the password of its user.

    `redirect_uri` is that of the client `tablet`; its port is free. To this one and `watch` nobody has consented yet.
    """

    issuer: str
    base: str
    secret: str = field(repr=False)
    password: str = field(repr=False)
    redirect_uri: str

    def agent(self) -> UserAgent:
        """Ada, logged in; she has granted her scopes, so that the consent page can be passed."""
        agent = _Agent({})
        _sent(agent.client.post(f"{self.base}/api/auth/", json={"username": "ada", "password": self.password}))
        return agent


class _Agent(UserAgent):
    """A browser whose user goes on from the pages of glewlwyd, which are made by scripts."""

    def visit(self, url: str, redirect_uri: str | None = None) -> Arrival:
        """Goes to the address as the page does once the user has consented."""
        return super().visit(f"{url}&g_continue", redirect_uri)


@contextmanager
def running(folder: Path) -> Generator[Glewlwyd]:
    """A server in this folder; skips, or in CI fails, where glewlwyd is not installed."""
    program = shutil.which("glewlwyd")
    if program is None or not DOCUMENTS.is_dir():
        absent("glewlwyd is not installed; make test installs it on Debian")
    port, callback = free_port(), f"http://127.0.0.1:{free_port()}/callback"
    base = f"http://127.0.0.1:{port}"
    server = Glewlwyd(f"{base}/api/oidc", base, secrets.token_urlsafe(18), secrets.token_urlsafe(12), callback)
    with subprocess.Popen(
        [program, f"--config-file={_configuration(folder, port)}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _await(base)
            _set_up(server)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=10)


def _configuration(folder: Path, port: int) -> Path:
    """The packaged example with the settings of a test."""
    database = folder / "g.db"
    with sqlite3.connect(database) as connection:
        script = gzip.decompress((DOCUMENTS / "database" / "init.sqlite3.sql.gz").read_bytes()).decode()
        connection.executescript(script)
    connection.close()
    text = gzip.decompress((DOCUMENTS / "glewlwyd.conf.sample.gz").read_bytes()).decode()
    for found, wanted in (
        ("port=4593", f"port={port}"),
        ('#bind_address="127.0.0.1"', 'bind_address="127.0.0.1"'),
        ("http://localhost:4593", f"http://127.0.0.1:{port}"),
        ('cookie_domain="localhost"', 'cookie_domain="127.0.0.1"'),
        ("cookie_secure=1", "cookie_secure=0"),
        ('log_level="INFO"', 'log_level="NONE"'),
        ("/var/cache/glewlwyd/glewlwyd.db", str(database)),
        (f"{PAGES}/", f"{_pages(folder)}/"),
    ):
        assert found in text, found
        text = text.replace(found, wanted)
    path = folder / "g.conf"
    path.write_text(text, encoding="utf-8")
    return path


def _pages(folder: Path) -> Path:
    """The pages for login and consent. As packaged they do not load: it serves no file behind a link, and no folder."""
    copy = folder / "webapp"
    shutil.copytree(PAGES, copy)
    shutil.rmtree(copy / "config.json")
    shutil.copy(PAGES.parent / "templates" / "config.json", copy / "config.json")
    return copy


def _await(base: str) -> None:
    """Waits until the server answers."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            httpx2.get(f"{base}/config", trust_env=False, timeout=2)
        except httpx2.HTTPError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("glewlwyd does not answer")


def _set_up(server: Glewlwyd) -> None:
    """The plugin, the scopes, the user and the clients."""
    key, certificate = _key_pair()
    plugin: dict[str, JsonValue] = {
        "iss": server.issuer,
        "jwt-type": "rsa",
        "jwt-key-size": "256",
        "key": key,
        "cert": certificate,
        "code-duration": 600,
        "access-token-duration": 3600,
        "refresh-token-duration": 86400,
        "refresh-token-rolling": True,
        "allow-non-oidc": True,
        "pkce-allowed": True,
        "pkce-method-plain-allowed": False,
        "request-parameter-allow": True,
        "client-pubkey-parameter": "pubkey",
        "client-jwks-parameter": "jwks",
        "client-jwks_uri-parameter": "jwks_uri",
        "introspection-revocation-allowed": True,
        "introspection-revocation-allow-target-client": True,
        "resource-allowed": True,
        "resource-scope": {"read:things": [API, OTHER, URN]},
        "device-authorization-expiration": 600,
        "device-authorization-interval": 1,
        **{f"auth-type-{name.replace('_', '-')}-enabled": False for name in ("password",)},
        "auth-type-code-enabled": True,
        "auth-type-token-enabled": True,
        "auth-type-id-token-enabled": True,
        "auth-type-client-enabled": True,
        "auth-type-refresh-enabled": True,
        "auth-type-device-enabled": True,
    }
    with httpx2.Client(base_url=server.base, trust_env=False, timeout=10) as admin:
        _sent(admin.post("/api/auth/", json={"username": "admin", "password": "password"}))
        body = {"module": "oidc", "name": "oidc", "display_name": "OIDC", "enabled": True, "parameters": plugin}
        _sent(admin.post("/api/mod/plugin/", json=body))
        scope: dict[str, JsonValue] = {
            "name": "read:things",
            "display_name": "things",
            "password_required": False,
            "scheme": {},
        }
        _sent(admin.post("/api/scope/", json=scope))
        user = {"username": "ada", "password": server.password, "scope": ["g_profile", "openid", "read:things"]}
        _sent(admin.post("/api/user/", json={**user, "name": "Ada", "enabled": True}))
        client = {"name": "Client", "enabled": True, "scope": ["openid", "read:things"]}
        web = {
            "client_id": "spa",
            "confidential": False,
            "redirect_uri": ["http://127.0.0.1:49152/callback"],
            "authorization_type": list(_GRANTS),
            "token_endpoint_auth_method": ["none"],
        }
        job = {
            "client_id": "svc",
            "confidential": True,
            "client_secret": server.secret,
            "redirect_uri": [],
            "authorization_type": list(_GRANTS),
            "token_endpoint_auth_method": ["client_secret_basic", "client_secret_post"],
        }
        # A client for each key, which is named by its algorithm, and one that signs with its secret.
        proving = [
            {
                "client_id": f"svc-{name}",
                "confidential": True,
                "jwks": {"keys": [public_jwk(pem, name)]},
                "authorization_type": list(_GRANTS),
                "token_endpoint_auth_method": ["private_key_jwt"],
            }
            for name, pem in client_keys().items()
        ]
        tablet = {**web, "client_id": "tablet", "name": "Tablet", "redirect_uri": [server.redirect_uri]}
        watch = {**tablet, "client_id": "watch", "name": "Watch"}
        hmac = {**job, "client_id": "svc-hmac", "token_endpoint_auth_method": ["client_secret_jwt"]}
        for one in (web, tablet, watch, job, hmac, *proving):
            _sent(admin.post("/api/client/", json=client | one))
    with httpx2.Client(base_url=server.base, trust_env=False, timeout=10) as ada:
        _sent(ada.post("/api/auth/", json={"username": "ada", "password": server.password}))
        _sent(ada.put("/api/auth/grant/spa", json={"scope": "openid read:things"}))


def _sent(response: httpx2.Response) -> None:
    assert response.status_code < 300, (response.request.url.path, response.status_code, response.text)


def _key_pair() -> tuple[str, str]:
    """A private key and a certificate of its own for it, in PEM."""
    import datetime as dt  # noqa: PLC0415 - used here only

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()
