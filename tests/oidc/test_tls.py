"""TLS between the debugger and a server: which certificates are taken, and why others are not."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from forwhom.oidc.exchange import Failure, NamedBy, Request, Response, Trouble
from forwhom.oidc.http import Http
from tests.oidc.hands import LOCAL
from tests.oidc.test_faults import NOT_FOUND, answering, sent
from tests.resource_server.loopback import document

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.resource_server.loopback import Answer


def certificate(folder: Path, host: str, *, days: int = 1) -> tuple[Path, Path]:
    """A certificate for this host that signs itself, good for `days` from yesterday, and the file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    begin = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    try:
        alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        alternative = x509.DNSName(host)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + dt.timedelta(days=1 + days))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


@contextmanager
def https(files: tuple[Path, Path], answer: Answer) -> Generator[int]:
    """The port of a server with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as connection:
                    connection.recv(65_536)
                    answer(connection, "")
            except OSError:
                plain.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    """A certificate that signs itself is refused, with the reason; named as a file to trust, it is taken."""
    files = certificate(tmp_path, "127.0.0.1", days=3)
    with https(files, document({"issuer": "x"})) as port:
        url = f"https://127.0.0.1:{port}/"
        answer = sent(url)
        assert isinstance(answer, Failure)
        assert answer.trouble is Trouble.TLS
        assert "self-signed" in answer.text or "self signed" in answer.text
        trusted = Http(LOCAL, 3.0, str(files[0])).send(Request(method="GET", url=url, named_by=NamedBy.USER))
    assert isinstance(trusted, Response)


@pytest.mark.parametrize(("host", "days", "told"), [("other.example", 3, "not valid for"), ("127.0.0.1", 0, "expired")])
def test_a_certificate_for_another_host_or_time(tmp_path: Path, host: str, days: int, told: str) -> None:
    """A certificate for another name, and one that has expired, are refused, each for its own reason."""
    files = certificate(tmp_path, host, days=days)
    with https(files, document({})) as port:
        url = f"https://127.0.0.1:{port}/"
        answer = Http(LOCAL, 3.0, str(files[0])).send(Request(method="GET", url=url, named_by=NamedBy.USER))
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.TLS
    assert told in answer.text or "mismatch" in answer.text


def test_http_where_tls_was_expected() -> None:
    """A server without TLS at an https address is told as a failure of TLS."""
    with answering(NOT_FOUND) as server:
        answer = sent(server.url.replace("http:", "https:"))
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.TLS
