"""Keys from a real server on this machine, in good order and in every kind of bad."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from forwhom.resource_server import key_cache, key_fetch, remote_keys
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.remote_keys import RemoteKeys
from forwhom.resource_server.token_rejected import TokenRejected
from tests.resource_server.fetched import TOKEN, X, cache_of, cancelled, judge_of, key_set, never, token_of
from tests.resource_server.loopback import document, dripping, dripping_body, endless, lying, raw, serving, slowly
from tests.resource_server.tokens import CLAIMS, NOW, refusal, signed_with_key, validator

if TYPE_CHECKING:
    from pathlib import Path

    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.validator import Validator
    from tests.resource_server.loopback import Answer


def test_keys_are_fetched_once() -> None:
    """The first token fetches them, the second does not."""
    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
        assert [judge.validate(TOKEN, NOW), judge.validate(TOKEN, NOW)] == [CLAIMS, CLAIMS]
    assert server.paths == ["/jwks"]


@pytest.mark.parametrize(
    "headers",
    ["Cache-Control: no-store", "Cache-Control: public, max-age=31536000", "Expires: 0", "Cache-Control: max-age=x",
     "Date: Tue, 24 Nov 2026 10:00:00 GMT\nExpires: Tue, 24 Nov 2026 11:00:00 GMT"],
)  # fmt: skip
def test_any_caching_header_is_understood(headers: str) -> None:
    """JWKS-16: none of them prevents that the keys are kept."""
    with serving(document(key_set("k1"), headers)) as server:
        judge = judge_of(server)
        assert judge.validate(TOKEN, NOW) == judge.validate(TOKEN, NOW)
    assert len(server.paths) == 1


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        pytest.param(raw("HTTP/1.1 500 No\nContent-Length: 0"), "status 500", id="JWKS-07-500"),
        pytest.param(raw("HTTP/1.1 404 No\nContent-Length: 0"), "status 404", id="JWKS-07-404"),
        pytest.param(raw("HTTP/1.1 204 No"), "status 204", id="JWKS-07-204"),
        pytest.param(raw("HTTP/1.1 302 No\nLocation: http://127.0.0.1:1/\nContent-Length: 0"), "302", id="JWKS-04"),
        pytest.param(raw("HTTP/1.1 200 OK\nContent-Type: text/html", b"<html>"), "content type", id="JWKS-07-html"),
        pytest.param(raw("HTTP/1.1 200 OK\nContent-Length: 0"), "no JSON", id="JWKS-07-empty"),
        pytest.param(raw("HTTP/1.1 200 OK\nContent-Length: 99", b'{"keys":[]}'), "breaks off", id="truncated"),
        pytest.param(raw("HTTP/1.1 200 OK", b'{"keys":[],"keys":[]}'), "duplicate", id="twice"),
        pytest.param(raw("HTTP/1.1 200 OK\nContent-Encoding: gzip", b"x"), "compressed", id="compressed"),
        pytest.param(raw("HTTP/1.1 200 OK\nContent-Length: 52428800"), "longer", id="JWKS-01-announced"),
        pytest.param(raw("HTTP/1.1 200 OK", b" " * 600_000), "longer", id="JWKS-01-huge"),
        pytest.param(endless, "longer", id="JWKS-01-endless"),
        pytest.param(raw("nonsense"), "connection failed", id="no HTTP"),
        pytest.param(document({"keys": []}), "no key", id="JWKS-08-empty"),
        pytest.param(document({"keys": None}), "no JWK Set", id="JWKS-08-null"),
        pytest.param(document([]), "no JWK Set", id="JWKS-08-array"),
        pytest.param(document({"keys": ["x", 1]}), "no key", id="JWKS-08-members"),
        pytest.param(document({"keys": [{"kty": "new"}]}), "no key", id="JWKS-08-kty"),
        pytest.param(document({"keys": [{"kty": "oct", "k": "A" * 43}]}), "no key", id="JWKS-10-oct"),
        pytest.param(document(key_set(*map(str, range(101)))), "more than 100", id="101 keys"),
    ],
)  # fmt: skip
def test_what_is_no_key_set_is_refused_and_never_replaces_one(answer: Answer, word: str) -> None:
    """JWKS-14: at first use tokens are refused with the reason; after a good fetch the old keys go on."""
    with serving(answer) as server:
        cause = refusal(TOKEN, judge_of(server))
        assert (cause.code, word in cause.findings[0].because) == ("jwks-unavailable", True)
        server.answer = document(key_set("k1"))
        judge = judge_of(server)
        assert judge.validate(TOKEN, NOW)
        server.answer = answer
        _expire(judge)
        assert judge.validate(TOKEN, NOW)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(dripping, id="JWKS-02-header"),
        pytest.param(dripping_body, id="JWKS-02-body"),
        pytest.param(lying, id="JWKS-01-less-than-announced"),
        pytest.param(slowly(document(key_set("k1")), 2), id="slow"),
    ],
)
def test_the_time_is_limited_as_a_whole(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the server spends it, a token waits no longer than the limit."""
    monkeypatch.setattr(remote_keys, "TOTAL", 0.3)
    with serving(answer) as server:
        cause = refusal(TOKEN, judge_of(server))
    assert cause.findings[0].because == "it does not answer in time"


def test_a_refused_connection_is_told() -> None:
    """Nobody listens: the tokens are refused, and the next one does not try again at once."""
    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
    assert refusal(TOKEN, judge).code == "jwks-unavailable"
    assert "ConnectionRefusedError" in refusal(TOKEN, judge).findings[0].because
    assert server.paths == []


def test_stale_keys_survive_an_outage(caplog: pytest.LogCaptureFixture) -> None:
    """JWKS-13: they are used, with a warning each time."""
    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
        assert judge.validate(TOKEN, NOW)
    _expire(judge)
    for _ in range(3):
        assert judge.validate(TOKEN, NOW)
    assert sum("stale" in record.message for record in caplog.records) == 3


def test_rotation_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new kid fetches the set, a withdrawn one is refused from then on."""
    monkeypatch.setattr(key_cache, "COOLDOWN", 0.0)
    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
        assert judge.validate(TOKEN, NOW)
        server.answer = document(key_set("k2"))
        assert judge.validate(token_of("k2"), NOW)
        assert refusal(TOKEN, judge).code == "key-not-found"


def test_unknown_kids_fetch_nothing_in_the_cooldown() -> None:
    """A thousand random names cause no request beside the first."""
    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
        for number in range(1000):
            assert refusal(token_of(f"random-{number}"), judge).code == "key-not-found"
    assert len(server.paths) == 1


def test_a_hundred_threads_make_one_fetch() -> None:
    """JWKS-17: all of them wait for it and are served."""
    with serving(slowly(document(key_set("k1")), 0.2)) as server:
        judge = judge_of(server)
        accepted: list[object] = []
        threads = [threading.Thread(target=lambda: accepted.append(judge.validate(TOKEN, NOW))) for _ in range(100)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (len(accepted), len(server.paths)) == (100, 1)


def test_a_hundred_tasks_make_one_fetch() -> None:
    """And the loop goes on meanwhile; a task that is cancelled takes nobody with it."""

    async def run(judge: Validator) -> tuple[int, int]:
        first = asyncio.create_task(judge.validate_async(TOKEN, NOW))
        await asyncio.sleep(0)
        tasks = [asyncio.create_task(judge.validate_async(TOKEN, NOW)) for _ in range(100)]
        await asyncio.sleep(0.02)
        first.cancel()
        turns = 0
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0.01)
            turns += 1
        return sum(task.result() == CLAIMS for task in tasks), turns

    with serving(slowly(document(key_set("k1")), 0.2)) as server:
        accepted, turns = asyncio.run(run(judge_of(server)))
    assert (accepted, len(server.paths)) == (100, 1)
    assert turns


def test_a_task_waits_no_longer_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a thread does."""
    monkeypatch.setattr(remote_keys, "TOTAL", 0.2)
    with serving(dripping) as server, pytest.raises(TokenRejected) as caught:
        asyncio.run(judge_of(server).validate_async(TOKEN, NOW))
    assert caught.value.code == "jwks-unavailable"


def test_the_issuer_leads_to_its_keys() -> None:
    """By the metadata of OpenID Connect, or else by that of OAuth alone."""
    with serving(document({})) as server:
        metadata = document({"issuer": f"{server.url}/t1", "jwks_uri": f"{server.url}/keys"})
        absent = raw("HTTP/1.1 404 No\nContent-Length: 0")
        answers = {
            "/t1/.well-known/openid-configuration": absent,
            "/.well-known/oauth-authorization-server/t1": metadata,
            "/keys": document(key_set("k1")),
        }

        def by_path(connection: socket.socket, path: str) -> None:
            answers[path](connection, path)

        server.answer = by_path
        keys = RemoteKeys.from_issuer(f"{server.url}/t1", insecure_http_loopback=True)
        claims = {**CLAIMS, "iss": f"{server.url}/t1"}
        token = signed_with_key("EdDSA", claims)
        assert validator("EdDSA", keys=keys, issuer=f"{server.url}/t1").validate(token, NOW) == claims
    assert server.paths == list(answers)


@pytest.mark.parametrize(
    ("issuer", "jwks_uri", "word"),
    [
        pytest.param("/", "/keys", "issuer", id="JWKS-19-slash"),
        pytest.param(".evil", "/keys", "issuer", id="JWKS-19-host"),
        pytest.param("", "file:///etc/passwd", "jwks_uri", id="JWKS-05-file"),
        pytest.param("", "http://keys.example.com/", "jwks_uri", id="JWKS-05-http"),
        pytest.param("", None, "jwks_uri", id="no address"),
    ],
)
def test_metadata_of_another_issuer_is_refused(issuer: str, jwks_uri: str | None, word: str) -> None:
    """Also where its address for the keys is none to fetch from."""
    with serving(document({})) as server:
        address = server.url + jwks_uri if jwks_uri == "/keys" else jwks_uri
        server.answer = document({"issuer": server.url + issuer, "jwks_uri": address})
        keys = RemoteKeys.from_issuer(server.url, insecure_http_loopback=True)
        assert word in refusal(TOKEN, validator("EdDSA", keys=keys, issuer=server.url)).findings[0].because
        server.answer = raw("HTTP/1.1 500 No\nContent-Length: 0")
        keys = RemoteKeys.from_issuer(server.url, insecure_http_loopback=True)
        assert "500" in refusal(TOKEN, validator("EdDSA", keys=keys, issuer=server.url)).findings[0].because


def test_keys_on_another_host_are_told(caplog: pytest.LogCaptureFixture) -> None:
    """JWKS-20: they are fetched, and the log of the operator names both hosts; on the same host it says nothing."""
    caplog.set_level("INFO", "forwhom.resource_server")
    with serving(document({})) as server:
        elsewhere = server.url.replace("127.0.0.1", "localhost")
        answers = {"/keys": document(key_set("k1"))}

        def by_path(connection: socket.socket, path: str) -> None:
            answers.get(path, metadata)(connection, path)

        for host, lines in ((server.url, 0), (elsewhere, 1)):
            metadata = document({"issuer": server.url, "jwks_uri": f"{host}/keys"})
            server.answer = by_path
            keys = RemoteKeys.from_issuer(server.url, insecure_http_loopback=True)
            token = signed_with_key("EdDSA", {**CLAIMS, "iss": server.url})
            assert validator("EdDSA", keys=keys, issuer=server.url).validate(token, NOW)
            assert len(caplog.records) == lines
    assert caplog.records[0].args == ("127.0.0.1", "localhost")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/jwks", "http://auth.example.com/jwks", "file:///etc/passwd", "ftp://a/", "data:,x", "gopher://a",
     "javascript:x", "unix:/run/x", "https://", "https://user@a/", "https://a/#b", "https://a:99999/", "https://a b/",
     "https://[::1", "https://\u00e4/", ""],
)  # fmt: skip
def test_only_https_addresses_can_be_configured(url: str) -> None:
    """JWKS-05: http is for this machine alone, and only when that is asked for."""
    with pytest.raises(ConfigurationError, match="keys: "):
        RemoteKeys(url)


def test_keys_that_must_not_be_used_are_passed_over_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    """JWKS-10: a private key and a secret in the set are named, and the good key beside them is used."""
    secret: JsonValue = {"kty": "oct", "kid": "s", "k": "A" * 43}
    private: JsonValue = {"kty": "OKP", "crv": "Ed25519", "x": X, "d": X, "kid": "p"}
    encryption: JsonValue = {"kty": "OKP", "crv": "X25519", "x": X, "use": "enc"}
    good: JsonValue = {"kty": "OKP", "crv": "Ed25519", "x": X, "kid": "k1"}
    with serving(document({"keys": [secret, private, encryption, good]})) as server:
        judge = judge_of(server)
        assert judge.validate(TOKEN, NOW)
        assert refusal(token_of("p"), judge).code == "key-not-found"
    warnings = [record.message for record in caplog.records]
    assert ["secret members" in warnings[0], "it is a secret" in warnings[1], len(warnings)] == [True, True, 2]


@pytest.mark.parametrize(
    ("names", "days", "trusted", "accepted"),
    [
        pytest.param(["localhost"], 1, True, True, id="in order"),
        pytest.param(["localhost"], 1, False, False, id="an authority that nobody knows"),
        pytest.param(["other.example.com"], 1, True, False, id="another name"),
        pytest.param(["localhost"], -1, True, False, id="expired"),
    ],
)
def test_only_a_certificate_in_order_is_trusted(
    names: list[str], days: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, trusted: bool, accepted: bool
) -> None:
    """By a known authority, for this name, at this time: then the keys come over TLS, otherwise no token passes."""
    authority, pem = _certificates(names, dt.timedelta(days=days))
    (tmp_path / "authority.pem").write_bytes(authority)
    (tmp_path / "server.pem").write_bytes(pem)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    # It would be the trust of another test.
    key_fetch.trust.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve_once, args=(listener, context), daemon=True).start()
        judge = validator("EdDSA", keys=RemoteKeys(f"https://localhost:{listener.getsockname()[1]}/jwks"))
        if accepted:
            assert judge.validate(TOKEN, NOW)
        else:
            cause = refusal(TOKEN, judge)
            assert (cause.code, "certificate" in cause.findings[0].because) == ("jwks-unavailable", True)
    key_fetch.trust.cache_clear()


def _serve_once(listener: socket.socket, context: ssl.SSLContext) -> None:
    """One request over TLS, if the client goes on after the certificate."""
    connection, _ = listener.accept()
    with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secured:
        secured.recv(65536)
        document(key_set("k1"))(secured, "")


def _certificates(names: list[str], life: dt.timedelta) -> tuple[bytes, bytes]:
    """An authority made for the test, and the key and certificate of a server with these names, ending after `life`."""
    issuer, subject = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
    authority = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority of a test")])
    now = dt.datetime.now(dt.UTC)
    made: list[bytes] = []
    for name, key, extension, end in (
        (authority, issuer, x509.BasicConstraints(ca=True, path_length=0), now + dt.timedelta(days=2)),
        (x509.Name([]), subject, x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), now + life),
    ):
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(authority).public_key(key.public_key())
        builder = builder.serial_number(len(made) + 1).not_valid_before(now - dt.timedelta(days=3)).not_valid_after(end)
        builder = builder.add_extension(extension, critical=True)
        made.append(builder.sign(issuer, SHA256()).public_bytes(Encoding.PEM))
    private = subject.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return made[0], private + made[1]


def test_a_revoked_key_is_gone_with_the_next_fetch() -> None:
    """A withdrawn key verifies until the keys have lived their life, and never after they were fetched again."""
    with serving(document(key_set("k1", "k2"))) as server:
        judge = judge_of(server)
        assert judge.validate(TOKEN, NOW)
        server.answer = document(key_set("k2"))
        cache = cache_of(judge)
        object.__setattr__(cache, "_fresh_until", time.monotonic() - key_cache.OVERLAP - 1)
        assert refusal(TOKEN, judge).code == "key-not-found"
        assert judge.validate(token_of("k2"), NOW)
    assert len(server.paths) == 2


def test_a_fetch_that_never_ends_does_not_prevent_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun in a parent process, or hangs, is given up when its time is over."""
    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
        with monkeypatch.context() as patch:
            patch.setattr(RemoteKeys, "_begin", never)
            patch.setattr(remote_keys, "TOTAL", 0.0)
            assert refusal(TOKEN, judge).code == "jwks-unavailable"
            time.sleep(1.1)
            asyncio.run(cancelled(judge))
        time.sleep(0.3)
        assert refusal(TOKEN, judge).code == "jwks-unavailable"
        time.sleep(2.1)
        assert judge.validate(TOKEN, NOW)


def test_without_a_thread_there_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that gives no more threads causes a refusal, not an error."""

    def none_left(_: threading.Thread) -> None:
        raise RuntimeError

    with serving(document(key_set("k1"))) as server:
        judge = judge_of(server)
        with monkeypatch.context() as patch:
            patch.setattr(threading.Thread, "start", none_left)
            assert refusal(TOKEN, judge).code == "jwks-unavailable"


@pytest.mark.parametrize("host", ["auth.example.com", "10.0.0.1", "localhost.example.com"])
def test_loopback_means_this_machine(host: str) -> None:
    """Also with http to loopback allowed, other machines need https."""
    with pytest.raises(ConfigurationError):
        RemoteKeys(f"http://{host}/jwks", insecure_http_loopback=True)
    assert repr(RemoteKeys("http://localhost:1/jwks", insecure_http_loopback=True)).endswith("localhost:1/jwks')")


def _expire(judge: Validator) -> None:
    """Ends the life of the keys, as if eleven minutes had gone by and the next attempt had failed."""
    cache = cache_of(judge)
    cache.failed("down", 1.0, time.monotonic() - 30)
    object.__setattr__(cache, "_fresh_until", time.monotonic() - 60)
