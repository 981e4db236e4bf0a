"""The local server is not a way in. Each attack names its number in the catalogue of attacks (WEB-nn)."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest

from forwhom.cli import main
from tests.workbench.running import PAGE, SCRIPT, Running, running

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """One server for all questions that leave it as it was."""
    with running() as one:
        yield one


def test_it_serves_the_page(server: Running) -> None:
    """The page is asked anew each time; HEAD tells the same without it."""
    answer = server.ask()
    assert (answer.status, answer.body) == (200, PAGE)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert server.ask(method="HEAD").body == b""


def test_a_file_whose_name_changes_is_kept_for_ever(server: Running) -> None:
    """What has a digest in its name is immutable."""
    answer = server.ask("/page/0123/main.js")
    assert (answer.status, answer.body) == (200, SCRIPT)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        "localhost.attacker.example",
        "127.0.0.1.nip.io",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "[::1]:{port}",
        "127.0.0.1:{port}@attacker.example",
        "127.1:{port}",
        "2130706433:{port}",
        "",
    ],
)
def test_another_host_is_refused(server: Running, host: str) -> None:
    """WEB-01: only the server's own name with its own port is answered, whatever name was pointed here."""
    assert server.ask(headers={"Host": host.format(port=server.port)}).status in {400, 421}


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_its_own_host_is_answered(server: Running, name: str) -> None:
    """WEB-01: both names of this machine are the server's own."""
    assert server.ask(headers={"Host": f"{name}:{server.port}"}).status == 200


def test_no_host_and_two_hosts_are_refused(server: Running) -> None:
    """WEB-01: a request says once for whom it is."""
    own = f"Host: 127.0.0.1:{server.port}"
    assert b" 400 " in raw(server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")[:20]
    assert raw(server, f"GET / HTTP/1.1\r\n{own}\r\n{own}\r\nConnection: close\r\n\r\n").split()[1] in {b"400", b"421"}
    assert b" 421 " in raw(server, "GET / HTTP/1.0\r\n\r\n")[:20]


@pytest.mark.parametrize("option", ["--host", "--bind", "--address"])
def test_it_cannot_be_told_to_listen_elsewhere(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """WEB-02: no option binds another address than loopback."""
    assert main(["serve", option, "0.0.0.0"]) == 2  # noqa: S104 - that is what must not be
    assert "unrecognized arguments" in capsys.readouterr().err


def test_it_listens_on_loopback_alone(server: Running) -> None:
    """WEB-02: the other addresses of this machine are not listened on."""
    for address in other_addresses():
        with pytest.raises(OSError, match=r".+"), socket.create_connection((address, server.port), timeout=2):
            pass


def other_addresses() -> list[str]:
    """The addresses of this machine that are not loopback."""
    found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    return ["127.0.0.2", *{str(entry[4][0]) for entry in found if not str(entry[4][0]).startswith("127.")}]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://attacker.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://localhost.attacker.example:{port}"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"},
    ],
)
def test_another_origin_is_refused(server: Running, headers: dict[str, str]) -> None:
    """WEB-04: neither fetch nor script nor frame of another site is answered."""
    sent = {name: value.format(port=server.port) for name, value in headers.items()}
    assert server.ask(headers=sent).status == 403


def test_a_link_may_lead_here(server: Running) -> None:
    """WEB-04: somebody who follows a link from another site gets the page."""
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert server.ask(headers=followed).status == 200


@pytest.mark.parametrize("path", ["/", "/page/0123/main.js", "/nothing"])
def test_every_answer_is_closed_to_other_sites(server: Running, path: str) -> None:
    """WEB-04: no CORS, no sniffing, its own browsing context group, its own resources, on errors too."""
    headers = server.ask(path).headers
    assert not [name for name in headers if name.lower().startswith("access-control-")]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_refusal_is_closed_as_well(server: Running) -> None:
    """WEB-04: who is refused gets the same headers."""
    headers = server.ask(headers={"Origin": "https://attacker.example"}).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Access-Control-Allow-Origin"] is None


def test_a_websocket_is_refused(server: Running) -> None:
    """WEB-04: an upgrade leads nowhere."""
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "x"}
    assert server.ask(headers={**upgrade, "Origin": "https://attacker.example"}).status == 403
    assert server.ask(headers=upgrade).status == 200


def test_framing_is_denied(server: Running) -> None:
    """WEB-08: no site can lay its own page over ours."""
    headers = server.ask().headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("holes", ["'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"])
def test_the_policy_has_no_holes(server: Running, holes: str) -> None:
    """WEB-07: scripts, images and connections come from this server alone, and no text is evaluated."""
    assert holes not in server.ask().headers["Content-Security-Policy"].split()
    assert "default-src 'none'" in server.ask().headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/..%2fpyproject.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page/0123/../../../server.py",
        "/page/0123/..%5c..%5cserver.py",
        "//etc/passwd",
        "/page/0123/main.js/",
        "/page/0123/main.js%00.html",
        "/page/0123/",
        "/page",
        "/C:%5cWindows%5cwin.ini",
        "/index.html/..",
    ],
)
def test_no_path_leads_out(server: Running, path: str) -> None:
    """No path, however it is written, reads a file that is not of the site."""
    assert server.ask(path).status == 404


@pytest.mark.parametrize(
    "path", ["//evil.example", "/callback?next=//evil.example", "/login?return=https:evil.example", "/\\evil.example"]
)
def test_nothing_redirects(server: Running, path: str) -> None:
    """WEB-16: no part of a request becomes the target of a redirect."""
    answer = server.ask(path)
    assert answer.status == 404
    assert answer.headers["Location"] is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(server: Running, method: str) -> None:
    """Only GET and HEAD are answered."""
    answer = server.ask(method=method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_no_cookie_is_set_and_the_server_does_not_name_itself(server: Running) -> None:
    """Nothing identifies a visitor, nor the software."""
    headers = server.ask().headers
    assert headers["Set-Cookie"] is None
    assert headers["Server"] is None


def test_what_stands_in_an_address_is_not_logged() -> None:
    """WEB-20: no referrer is sent, and the log holds no query."""
    with running() as one:
        answer = one.ask("/?token=eyJhbGciOiJub25lIn0.e30.secret")
        one.process.terminate()
        assert one.process.stdout
        assert "secret" not in one.process.stdout.read()
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_many_connections_leave_it_up(server: Running) -> None:
    """WEB-22: two hundred half requests at once do not take it down, and it answers afterwards."""
    waiting = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    for one in waiting:
        one.sendall(b"GET / HT")
    for one in waiting:
        one.close()
    assert eventually_answers(server)


def eventually_answers(server: Running) -> bool:
    """Whether the page comes within five seconds."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if server.ask().status == 200:
            return True
        time.sleep(0.05)
    return False


def test_half_a_request_is_cut_off() -> None:
    """WEB-22: a connection on which no whole request arrives is closed when the time is over."""
    with running(deadline=0.3) as one, socket.create_connection(("127.0.0.1", one.port), timeout=5) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert slow.recv(100) == b""


def test_a_long_head_is_refused(server: Running) -> None:
    """WEB-22: headers without end are not collected."""
    head = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nX: {'x' * 20_000}"
    assert b" 400 " in raw(server, head)[:20]


def test_an_upload_is_refused_unread(server: Running) -> None:
    """WEB-22: a body is refused by its announced length, and one without a length too."""
    assert server.ask(headers={"Content-Length": str(2**30)}).status == 413
    assert server.ask(headers={"Transfer-Encoding": "chunked"}).status == 413


def test_it_stops_when_nobody_asks() -> None:
    """WEB-25: a server that is left behind ends by itself."""
    with running(idle=0.5) as one:
        assert one.ask().status == 200
        assert one.process.wait(10) == 0


def raw(server: Running, text: str) -> bytes:
    """What the server answers to these bytes until it closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(text.encode())
        answer = b""
        while more := connection.recv(4096):
            answer += more
        return answer
