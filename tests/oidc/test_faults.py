"""What goes wrong between the debugger and a server: each fault is told in one line, at the step where it happened."""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from forwhom.oidc.discovery import discover
from forwhom.oidc.exchange import Failure, NamedBy, Request, Response, Trouble
from forwhom.oidc.http import MAX_SIZE, Http
from tests.oidc.hands import LOCAL, Hands, failures, purpose
from tests.resource_server.loopback import Server, document, dripping, endless, raw, serving, slowly

if TYPE_CHECKING:
    from collections.abc import Generator

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.step import Step
    from tests.resource_server.loopback import Answer

HTML = raw("HTTP/1.1 200 OK\nContent-Type: text/html", b"<!DOCTYPE html><title>Sign in</title>")
NOT_FOUND = raw("HTTP/1.1 404 Not Found\nContent-Length: 0")


def discovered(issuer: str, *, total: float = 3.0) -> list[Step]:
    """The steps of a discovery that stops where it must not go on."""
    return Hands(http=Http(LOCAL, total)).walk(discover(issuer, purpose()))


def sent(url: str, *, total: float = 3.0) -> Response | Failure:
    """What a request to this address comes to."""
    return Http(LOCAL, total).send(Request(method="GET", url=url, named_by=NamedBy.USER))


def metadata(base: str, **more: JsonValue) -> dict[str, JsonValue]:
    """Metadata that is in order, but for what is given."""
    return {
        "issuer": base,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "jwks_uri": f"{base}/keys",
        "code_challenge_methods_supported": ["S256"],
        "id_token_signing_alg_values_supported": ["RS256"],
        **more,
    }


@contextmanager
def answering(answer: Answer) -> Generator[Server]:
    """A server that answers every request so."""
    with serving(answer) as server:
        yield server


def test_nobody_listens() -> None:
    """A port at which nobody listens is told with the words of the system."""
    with answering(NOT_FOUND) as server:
        url = server.url
    answer = sent(url)
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.CONNECTION
    assert "connection refused" in answer.text


def test_a_name_that_is_not_known() -> None:
    """A name without an address is told as such."""
    answer = sent("https://nobody.invalid/")
    assert isinstance(answer, Failure)
    assert answer.trouble in {Trouble.NAME, Trouble.TIMEOUT}


def test_a_page_in_place_of_metadata() -> None:
    """HTML where JSON was expected is told as a page, and ends the walk."""
    with answering(HTML) as server:
        steps = discovered(server.url)
    assert [step.name for step in steps] == ["openid-metadata"]
    assert "page of HTML where JSON was expected" in failures(steps)[0]


@pytest.mark.parametrize(
    ("body", "told"), [(b"", "empty body"), (b"[]", "no JSON object"), (b'{"issuer": ', "no JSON object")]
)
def test_a_body_that_is_no_object(body: bytes, told: str) -> None:
    """An empty body, an array and a broken object are each told."""
    answer = raw(f"HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: {len(body)}", body)
    with answering(answer) as server:
        assert told in failures(discovered(server.url))[0]


@pytest.mark.parametrize("status", [204, 401, 500, 503])
def test_another_status(status: int) -> None:
    """JWKS-07: a status other than 200 holds no metadata."""
    with answering(raw(f"HTTP/1.1 {status} No\nContent-Length: 0")) as server:
        assert any(f"status {status}" in text for text in failures(discovered(server.url)))


@pytest.mark.parametrize(
    "claimed", ["https://other.example", "{}/", "{}/realm", "HTTP{}"], ids=["host", "slash", "path", "case"]
)
def test_jwks_19_another_issuers_metadata(claimed: str) -> None:
    """JWKS-19: a document of another issuer, be it only by a slash or a letter's case, is not used: the walk ends."""
    with serving(NOT_FOUND) as server:
        issuer = claimed.format(server.url).replace("HTTPhttp", "HTTP")
        server.answer = document(metadata(server.url, issuer=issuer))
        steps = discovered(server.url)
    assert [step.name for step in steps] == ["openid-metadata"]
    assert any("issuer" in text for text in failures(steps))


def test_the_other_form_is_asked_where_one_is_absent() -> None:
    """Where there is no OpenID metadata, that of OAuth is asked for, between host and path."""
    with serving(NOT_FOUND) as server:
        steps = discovered(f"{server.url}/realm")
    assert server.paths == ["/realm/.well-known/openid-configuration", "/.well-known/oauth-authorization-server/realm"]
    assert [step.name for step in steps] == ["openid-metadata", "oauth-metadata"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_jwks_04_a_redirect_is_shown_not_followed(status: int) -> None:
    """JWKS-04: whatever a redirect leads to, nobody goes there; the walk says where it leads."""
    with answering(raw(f"HTTP/1.1 {status} Go\nLocation: http://169.254.169.254/\nContent-Length: 0")) as server:
        steps = discovered(server.url)
        assert len(server.paths) == 1
    assert "169.254.169.254" in failures(steps)[0]
    assert "no redirect is followed" in failures(steps)[0]


def test_a_redirect_loop() -> None:
    """A redirect to itself is one request."""
    with serving(NOT_FOUND) as server:
        server.answer = raw(f"HTTP/1.1 302 Go\nLocation: {server.url}/\nContent-Length: 0")
        discovered(server.url)
        assert len(server.paths) == 1


@pytest.mark.parametrize("answer", [dripping, endless, slowly(NOT_FOUND, 5.0)], ids=["drip", "endless", "slow"])
def test_jwks_02_time_is_bounded_as_a_whole(answer: Answer) -> None:
    """JWKS-02: a byte now and then keeps nobody waiting beyond the total; a body without an end is cut off."""
    with answering(answer) as server:
        answer_found = sent(server.url, total=0.6)
    assert isinstance(answer_found, Failure)
    assert answer_found.trouble in {Trouble.TIMEOUT, Trouble.SIZE}


@pytest.mark.parametrize("length", [MAX_SIZE + 1, 50 * 1024 * 1024])
def test_jwks_01_a_huge_body(length: int) -> None:
    """JWKS-01: more than the limit is not read, whatever Content-Length says."""

    def huge(connection: socket.socket, _: str) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode())
        for _round in range(length // 65_536 + 1):
            connection.sendall(b" " * 65_536)

    with answering(huge) as server:
        answer = sent(server.url)
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.SIZE


def test_a_body_that_breaks_off() -> None:
    """Fewer bytes than announced are no response."""
    with answering(raw("HTTP/1.1 200 OK\nContent-Length: 100", b"{}")) as server:
        assert isinstance(sent(server.url), Failure)


def test_a_compressed_body() -> None:
    """What is compressed was not asked for and could be a bomb."""
    with answering(raw("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 2", b"{}")) as server:
        answer = sent(server.url)
    assert isinstance(answer, Failure)
    assert "compressed" in answer.text


def test_no_http_at_all() -> None:
    """Something that is no HTTP is told as such."""
    with answering(lambda connection, _: connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")) as server:
        answer = sent(server.url)
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.PROTOCOL


def test_keys_that_cannot_be_had() -> None:
    """Where the JWK Set cannot be had, the metadata is still told, and the keys step says why."""
    with serving(NOT_FOUND) as server:
        found = json.dumps(metadata(server.url)).encode()

        def answer(connection: socket.socket, path: str) -> None:
            if path.endswith("openid-configuration"):
                document(json.loads(found))(connection, path)
            else:
                HTML(connection, path)

        server.answer = answer
        steps = discovered(server.url)
    assert [(step.name, step.failed) for step in steps] == [("openid-metadata", False), ("keys", True)]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"keys": []}, "no key of the set"),
        ({"keys": None}, "no key of the set"),
        ([], "no JSON object"),
        ({"keys": ["x", 1]}, "no key of the set"),
        ({"keys": [{"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA"}]}, "published"),
        ({"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB", "d": "AQAB"}]}, "secret members d"),
    ],
)
def test_jwks_08_and_10_sets_without_a_usable_key(keys: JsonValue, told: str) -> None:
    """JWKS-08, JWKS-10: empty, misshapen, symmetric and private keys are told, and none is used."""
    with serving(NOT_FOUND) as server:
        described = metadata(server.url)

        def answer(connection: socket.socket, path: str) -> None:
            document(described if path.endswith("openid-configuration") else keys)(connection, path)

        server.answer = answer
        steps = discovered(server.url)
    assert any(told in text for text in failures(steps)) or any(
        told in check.text for step in steps for check in step.checks
    )
    assert steps[-1].failed


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/keys",
        "data:,x",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "http://user:pw@127.0.0.1/",
    ],
)
def test_jwks_05_only_https_is_asked(address: str) -> None:
    """JWKS-05: an address of another scheme in the metadata is told and never asked."""
    with serving(NOT_FOUND) as server:
        server.answer = document(metadata(server.url, jwks_uri=address))
        steps = discovered(server.url)
        assert len(server.paths) == 1
    assert any("jwks_uri cannot be used" in text for text in failures(steps))
    assert isinstance(steps[-1].answer, Failure)
