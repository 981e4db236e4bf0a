"""Which addresses are asked: what the user named, what that metadata names, and nothing inside a network unasked."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from forwhom.oidc.address import Permission, Reach, is_loopback_name, malformed, reach, refused
from forwhom.oidc.discovery import discover
from forwhom.oidc.exchange import Failure, NamedBy, Request, Response, Trouble
from forwhom.oidc.http import Http
from tests.oidc.hands import LOCAL, Hands, failures, purpose
from tests.resource_server.loopback import document, serving

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.jwt.json import JsonValue

PUBLIC = Permission(named=frozenset({"auth.example.com"}))


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("93.184.216.34", Reach.PUBLIC),
        ("2606:2800:220:1:248:1893:25c8:1946", Reach.PUBLIC),
        ("127.0.0.1", Reach.LOOPBACK),
        ("127.255.255.254", Reach.LOOPBACK),
        ("::1", Reach.LOOPBACK),
        ("::ffff:127.0.0.1", Reach.LOOPBACK),
        ("64:ff9b::7f00:1", Reach.LOOPBACK),
        ("2002:7f00:1::", Reach.LOOPBACK),
        ("169.254.169.254", Reach.LINK_LOCAL),
        ("::ffff:169.254.169.254", Reach.LINK_LOCAL),
        ("64:ff9b::a9fe:a9fe", Reach.LINK_LOCAL),
        ("fe80::1", Reach.LINK_LOCAL),
        ("fe80::1%eth0", Reach.LINK_LOCAL),
        ("10.0.0.1", Reach.PRIVATE),
        ("172.16.0.1", Reach.PRIVATE),
        ("192.168.1.1", Reach.PRIVATE),
        ("100.64.0.1", Reach.PRIVATE),
        ("fd00::1", Reach.PRIVATE),
        ("::ffff:10.0.0.1", Reach.PRIVATE),
        ("0.0.0.0", Reach.UNUSABLE),  # noqa: S104 - an address to be refused
        ("::", Reach.UNUSABLE),
        ("224.0.0.1", Reach.UNUSABLE),
        ("ff02::1", Reach.UNUSABLE),
    ],
)
def test_where_an_address_leads(address: str, where: Reach) -> None:
    """Each kind of address is known for what it is, also inside another notation."""
    assert reach(address) is where


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("localhost", True),
        ("a.localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost.evil.example", False),
        ("127.0.0.1.nip.io", False),
    ],
)
def test_names_that_say_that_they_are_this_machine(host: str, *, is_local: bool) -> None:
    """Only localhost and loopback addresses name this machine; names that look so do not."""
    assert is_loopback_name(host) is is_local


@pytest.mark.parametrize(
    ("permission", "url", "address", "opens"),
    [
        (PUBLIC, "https://auth.example.com/", "93.184.216.34", None),
        (PUBLIC, "https://keys.example.net/", "93.184.216.34", None),
        (PUBLIC, "http://auth.example.com/", "93.184.216.34", False),
        (PUBLIC, "https://auth.example.com/", "10.0.0.1", True),
        (PUBLIC, "https://auth.example.com/", "169.254.169.254", True),
        (PUBLIC, "http://localhost/", "127.0.0.1", True),
        (PUBLIC, "https://auth.example.com/", "127.0.0.1", True),
        (PUBLIC, "https://auth.example.com/", "0.0.0.0", False),  # noqa: S104 - an address to be refused
        (LOCAL, "http://localhost:8000/", "127.0.0.1", None),
        (LOCAL, "http://[::1]:8000/", "::1", None),
        (LOCAL, "https://rebound.example/", "127.0.0.1", True),
        (LOCAL, "http://10.0.0.1/", "10.0.0.1", True),
        (Permission(inside=frozenset({"idp.corp.example"})), "https://idp.corp.example/", "10.0.0.1", None),
        (Permission(inside=frozenset({"idp.corp.example"})), "http://idp.corp.example/", "10.0.0.1", None),
        (Permission(inside=frozenset({"idp.corp.example"})), "https://other.corp.example/", "10.0.0.1", True),
        (Permission(named=frozenset({"a.example"}), same_host=True), "https://b.example/", "93.184.216.34", False),
        (Permission(named=frozenset({"a.example"}), same_host=True), "https://a.example/", "93.184.216.34", None),
    ],
)
def test_what_is_asked(permission: Permission, url: str, address: str, *, opens: bool | None) -> None:
    """Public addresses are asked over https; others when named or after a yes for that very host; some never."""
    trouble = refused(permission, urlsplit(url), address)
    assert (trouble and trouble[1]) is opens


@pytest.mark.parametrize(
    "url",
    [
        "",
        "auth.example.com",
        "//auth.example.com",
        "https://",
        "https:///path",
        "https://user:secret@auth.example.com",
        "https://auth.example.com:0",
        "https://auth.example.com:port",
        "https://auth.example.com/#fragment",
        "https://auth.example.com/a b",
        "https://auth.example.com/a\r\nHost: evil",
        "https:\\\\auth.example.com",
        "https://ex\u0430mple.com",
        "file:///etc/passwd",
        "https://auth.example.com/" + "a" * 3000,
    ],
)
def test_what_is_no_address(url: str) -> None:
    """What is no plain http or https URL is not asked at all."""
    assert malformed(url)
    answer = Http(LOCAL).send(Request(method="GET", url=url, named_by=NamedBy.USER))
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.ADDRESS


def leading_to(*addresses: str) -> Callable[..., Any]:
    """A resolver that gives one address after the other, the last for ever."""
    left, real = list(addresses), socket.getaddrinfo

    def resolve(host: str, port: int, *more: int, **named: int) -> list[Any]:
        if host[0].isdigit():
            return real(host, port, *more, **named)
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return resolve


def test_a_name_is_resolved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere when asked again is asked at the address that was checked (no rebinding)."""
    with serving(document({"checked": True})) as server:
        port = urlsplit(server.url).port
        monkeypatch.setattr(socket, "getaddrinfo", leading_to("127.0.0.1", "169.254.169.254"))
        permission = Permission(inside=frozenset({"rebinding.example"}))
        url = f"http://rebinding.example:{port}/"
        answer = Http(permission).send(Request(method="GET", url=url, named_by=NamedBy.USER))
    assert isinstance(answer, Response)
    assert (answer.address, answer.members()) == ("127.0.0.1", {"checked": True})


def test_a_name_that_leads_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name that leads to a private address is refused before anything is sent, naming the way to allow it."""
    monkeypatch.setattr(socket, "getaddrinfo", leading_to("10.1.2.3"))
    request = Request(method="GET", url="https://auth.example.com/", named_by=NamedBy.USER)
    answer = Http(PUBLIC).send(request)
    assert isinstance(answer, Failure)
    assert (answer.trouble, answer.consent) == (Trouble.ADDRESS, "auth.example.com")
    assert "10.1.2.3" in answer.text


def served(described: dict[str, JsonValue]) -> tuple[list[str], list[str]]:
    """The texts of the failures, and the paths asked, of a discovery at a server with this metadata."""
    with serving(document({})) as server:
        server.answer = document({"issuer": server.url, **described})
        steps = Hands(http=Http(LOCAL, 2.0)).walk(discover(server.url, purpose()))
        return failures(steps), server.paths


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest", "https://10.0.0.1/keys", "http://[fe80::1]/keys"])
def test_metadata_does_not_lead_inside(target: str) -> None:
    """A jwks_uri at a private or link-local address is refused, whoever names it."""
    told, paths = served({"jwks_uri": target})
    assert len(paths) == 1
    assert any("only after a plain yes" in text for text in told)


def test_metadata_of_elsewhere_does_not_lead_to_this_machine() -> None:
    """Metadata of another host that names this machine is told as an attack, and this machine is not asked."""
    from forwhom.oidc.metadata import Form, Metadata, review  # noqa: PLC0415 - used here only

    described: dict[str, JsonValue] = {"issuer": "https://auth.example.com", "jwks_uri": "https://localhost/keys"}
    checks = review(Metadata("https://auth.example.com", "", Form.OPENID, described))
    assert any("leads to this machine" in check.text for check in checks)
    request = Request(method="GET", url="https://localhost/keys", named_by=NamedBy.METADATA)
    answer = Http(PUBLIC, 2.0).send(request)
    assert isinstance(answer, Failure)
    assert answer.trouble is Trouble.ADDRESS


def test_jwks_20_another_host_is_told() -> None:
    """JWKS-20: keys on another host are asked for, with a note that names both; with same_host they are not."""
    with serving(document({"keys": []})) as keys, serving(document({})) as server:
        other = keys.url.replace("127.0.0.1", "localhost")
        server.answer = document({"issuer": server.url, "jwks_uri": f"{other}/keys"})
        steps = Hands().walk(discover(server.url, purpose()))
        assert keys.paths == ["/keys"]
        notes = [check.text for step in steps for check in step.checks if check.outcome == "note"]
        assert any("localhost, another host than 127.0.0.1" in text for text in notes)
        strict = Permission(named=frozenset({"127.0.0.1"}), same_host=True)
        steps = Hands(http=Http(strict)).walk(discover(server.url, purpose()))
        assert keys.paths == ["/keys"]
    assert any("another host" in text for text in failures(steps))


def test_no_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the environment would see the requests, and ask whom it likes: it is not used."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with serving(document({"direct": True})) as server:
        answer = Http(LOCAL).send(Request(method="GET", url=server.url, named_by=NamedBy.USER))
    assert isinstance(answer, Response)
