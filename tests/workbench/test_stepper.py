"""What the page of the OIDC debugger may ask of the local server, who else may not, and what is left of it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from forwhom.workbench.site import RUNTIME, RUNTIME_FILES, site
from forwhom.workbench.stepper.desk import Desk
from forwhom.workbench.stepper.form import Form, RefusedError
from forwhom.workbench.stepper.session import LIFE, UNSEEN, Session
from tests.workbench.running import running
from tests.workbench.stepper import Served, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oidc.conftest import Demo

NAMES = b"{}"


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    """One server for all questions."""
    with served() as one:
        yield one


def job(demo: Demo, **more: object) -> dict[str, object]:
    """What the form says for client credentials of a client of the demo."""
    return {
        "grant": "client-credentials",
        "client_id": "shop-job",
        "authentication": "client_secret_basic",
        "secret": demo.secrets["shop-job"],
        "resources": [demo.orders],
        **more,
    }


def test_the_page_is_answered(server: Served) -> None:
    """A POST of JSON by the page, with the key, is answered, and the answer is not kept."""
    status, told = server.ask("names")
    assert status == 200
    assert "pyjwt" in [one["id"] for one in told["verifiers"]]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"X-Forwhom-Key": None}, 403, id="WEB-05 no key"),
        pytest.param({"X-Forwhom-Key": "wrong"}, 403, id="WEB-05 a guess"),
        pytest.param({"X-Forwhom-Key": ""}, 403, id="WEB-05 an empty key"),
        ({"Origin": None}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://attacker.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
        ({"Host": "attacker.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": None}, 415),
        ({"Content-Length": None, "Transfer-Encoding": "chunked"}, 413),
        ({"Content-Length": "262145"}, 413),
        ({"Content-Length": "0000000262145"}, 413),
    ],
)
def test_who_is_not_the_page_is_refused(server: Served, headers: dict[str, str | None], status: int) -> None:
    """Another site, another name of this machine, another program without the key, and any other form of a request."""
    assert server.send("names", NAMES, headers)[0] == status


def test_the_key_counts_in_its_header_alone_and_for_one_run(server: Served) -> None:
    """WEB-05: in the address, a cookie or another header it opens nothing, nor does that of another run; it is long."""
    kept: dict[str, str | None] = {"X-Forwhom-Key": None}
    assert server.send(f"names?key={server.key}", NAMES, kept)[0] == 403
    for name in ("Cookie", "Authorization", "X-Key"):
        assert server.send("names", NAMES, {**kept, name: server.key})[0] == 403
    with served() as other:
        assert server.send("names", NAMES, {"X-Forwhom-Key": other.key})[0] == 403
        assert other.key != server.key
    # Of 64 characters, six bits each.
    assert len(server.key) * 6 >= 128
    assert server.send("names", NAMES)[0] == 200


_ANOTHER_USER = """
import os, sys
from http.client import HTTPConnection
port, pid = sys.argv[1:]
connection = HTTPConnection("127.0.0.1", int(port), timeout=10)
connection.connect()
# Nobody has this number; only root can become somebody else, and else it is another program of the same user.
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
origin = {"Origin": f"http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
for key in ({}, {"X-Forwhom-Key": ""}, {"X-Forwhom-Key": "0" * 32}):
    connection.request("POST", "/api/oidc/names", b"{}", {**origin, **key})
    answer = connection.getresponse()
    print(answer.status, answer.read(), answer.headers.items())
for name in ("cmdline", "environ", "status"):
    try:
        print(open(f"/proc/{pid}/{name}", "rb").read())
    except OSError as error:
        print(error)
"""


def test_another_user_of_the_machine_gets_in_nowhere(server: Served) -> None:
    """WEB-23: who can reach the port, and see what the system shows of the process, has no key and is refused."""
    command = [sys.executable, "-c", _ANOTHER_USER, str(server.port), str(server.process.pid)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    lines = done.stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines[:3]] == ["403"] * 3
    assert server.key not in done.stdout
    assert len(lines) == 6


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_another_method_is_refused(server: Served, method: str) -> None:
    """Nothing is done by a link, and no preflight of another site is granted."""
    assert server.send("names", b"", method=method)[0] == 405


def test_without_the_debugger_nothing_is_there() -> None:
    """A server without it takes no POST, whatever the key."""
    with running() as plain:
        origin = {"Origin": f"http://127.0.0.1:{plain.port}", "X-Forwhom-Key": "", "Content-Type": "application/json"}
        assert plain.ask("/api/oidc/names", "POST", origin, NAMES).status == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a": 1} b', b'{"a": 1, "a": 2}'])
def test_a_body_that_is_no_json_object_is_refused(server: Served, body: bytes) -> None:
    """What cannot be read in one way only is not read."""
    assert server.send("discover", body)[0] == 400


@pytest.mark.parametrize(
    ("question", "members", "status"),
    [
        ("nothing", {}, 404),
        ("discover", {}, 400),
        ("discover", {"address": ["https://auth.example.test"]}, 400),
        ("discover", {"address": "https://auth.example.test", "verifier": "no-such"}, 400),
        ("news", {"session": "unknown", "version": 0, "after": 0}, 410),
        ("walk", {"session": "unknown"}, 410),
        ("token", {"session": "unknown", "number": 0}, 410),
        ("forget", {}, 410),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    server: Served, question: str, members: dict[str, object], status: int
) -> None:
    """An unknown question, a form that cannot be used, a session that is not there."""
    found, told = server.ask(question, **members)
    assert found == status
    assert told["error"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": ""},
        {"secret": ""},
        {"authentication": "none"},
        {"authentication": "tls_client_auth"},
        {"authentication": "private_key_jwt", "secret": "no key"},
        {"grant": "password"},
        {"grant": "refresh"},
        {"verifier": "no-such"},
        {"resources": "https://api.example.test"},
        {"grant": "login", "redirect_uri": "https://attacker.example/callback"},
        {"grant": "login", "redirect_uri": "http://127.0.0.1:1/callback?code=1"},
    ],
)
def test_a_form_that_cannot_be_used_is_refused(server: Served, demo: Demo, wrong: dict[str, object]) -> None:
    """What is wrong with the form is said before anything is sent."""
    session = server.discovered(demo.issuer)
    status, told = server.ask("walk", session=session, **job(demo, **wrong))
    assert (status, told["error"] != "") == (400, True)
    assert not server.settled(session)["running"]


def test_what_the_page_is_told_holds_no_secret(server: Served, demo: Demo) -> None:
    """The news show the request, the response and the decoded token; secret, token and signature are cut."""
    session = server.discovered(demo.issuer)
    assert server.ask("walk", session=session, **job(demo, verifier="pyjwt"))[0] == 200
    news = server.settled(session)
    step = next(one for one in news["steps"] if one["name"] == "token")
    assert step["tokens"][0]["match"] == "as-asked"
    assert step["readings"][0]["token"]["claims"]["aud"] == demo.orders
    assert news["configuration"]["verifier"] == "pyjwt"
    status, token = server.ask("token", session=session, number=0)
    assert (status, token["token"].count(".")) == (200, 2)
    for secret in (demo.secrets["shop-job"], token["token"], token["token"].rpartition(".")[2]):
        assert secret not in json.dumps(news)


def test_a_finding_keeps_its_code(server: Served, demo: Demo) -> None:
    """Although `code` is the name of a secret elsewhere, that of a finding is shown."""
    session = server.discovered(demo.issuer)
    server.ask("walk", session=session, **job(demo, expected=["https://other.example.test"]))
    step = next(one for one in server.settled(session)["steps"] if one["name"] == "token")
    for diagnosis in (step["readings"][0]["reading"]["diagnosis"], step["tokens"][0]["diagnosis"]):
        assert diagnosis["causes"][0]["code"] == diagnosis["findings"][0]["code"] == "aud-mismatch"


def test_nothing_is_logged(demo: Demo) -> None:
    """Neither a walk with its secrets, nor a refused request, nor a defect leaves a line behind."""
    with served() as one:
        session = one.discovered(demo.issuer)
        one.ask("walk", session=session, **job(demo))
        one.settled(session)
        one.ask("token", session=session, number=0)
        one.send("names", b"{", {"X-Forwhom-Key": demo.secrets["shop-job"]})
        one.ask("walk", session=session, **job(demo, secret="wrong"))
        one.settled(session)
        one.process.terminate()
        assert one.process.stdout
        assert one.process.stdout.read() == ""


def test_another_session_ends_the_first(server: Served, demo: Demo) -> None:
    """There is one memory: who begins anew has the former forgotten."""
    first = server.discovered(demo.issuer)
    second = server.discovered(demo.issuer)
    assert server.ask("news", session=first, version=-1, after=0)[0] == 410
    assert server.ask("news", session=second, version=-1, after=0)[0] == 200


def test_a_page_that_says_nothing_is_forgotten(demo: Demo) -> None:
    """A page that no longer asks for news has gone, and its session with it."""
    with served(unseen=0.4) as one:
        session = one.discovered(demo.issuer)
        time.sleep(1)
        assert one.ask("news", session=session, version=-1, after=0)[0] == 410


def test_what_makes_a_session_stale() -> None:
    """A silent page at once; a page that asks on, when its user has done nothing for long and no walk runs."""
    session = Session(named=("https://auth.example.test",))
    now = session.used
    assert not session.is_stale(now)
    assert session.is_stale(now + UNSEEN + 1)
    session.seen = now + LIFE
    assert session.is_stale(now + LIFE + 1)
    session.running = True
    assert not session.is_stale(now + LIFE + 1)


def test_the_page_may_end_its_session(server: Served, demo: Demo) -> None:
    """Forgetting is a question of its own."""
    session = server.discovered(demo.issuer)
    assert server.ask("forget", session=session)[0] == 200
    assert server.ask("token", session=session, number=0)[0] == 410


async def _walked(desk: Desk, demo: Demo) -> Session:
    """The session after a walk to a token."""
    await desk.ask("discover", Form({"start": "issuer", "address": demo.issuer}))
    session = desk.session
    assert session
    await _settled(session)
    given: Any = job(demo, session=session.id)
    await desk.ask("walk", Form(given))
    await _settled(session)
    return session


async def _settled(session: Session) -> None:
    while session.running:  # noqa: ASYNC110 - what ends it is a thread
        await asyncio.sleep(0.02)


def test_nothing_is_left_after_the_end(demo: Demo) -> None:
    """When the server stops, steps, tokens, secrets and metadata are gone from memory."""
    desk = Desk()
    session = asyncio.run(_walked(desk, demo))
    assert session.tokens
    assert session.redaction.values
    desk.close()
    assert desk.session is None
    left = (session.steps, session.tokens, session.redaction.values, session.server, session.settings, session.world)
    assert left == ([], [], set(), None, None, None)


def test_a_forgotten_login_listens_no_more(server: Served, demo: Demo) -> None:
    """While a login waits there is one walk, at one port; ended, nobody listens there, and no step is added."""
    session = server.discovered(demo.issuer)
    status, _ = server.ask("walk", session=session, grant="login", client_id="shop-web", resources=[demo.orders])
    assert status == 200
    waiting = server.until(session, lambda news: news["waiting"])["waiting"]
    port = int(waiting["redirect_uri"].split(":")[2].split("/")[0])
    assert server.ask("walk", session=session, **job(demo))[0] == 409
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
    server.ask("stop", session=session)
    news = server.settled(session)
    assert news["trouble"] == "The walk was ended."
    with pytest.raises(OSError, match=r".+"):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()


def test_a_private_address_waits_for_a_plain_yes(server: Served) -> None:
    """A yes to another host than the one asked about is none, and a no ends in a failed step."""
    _, begun = server.ask("discover", start="issuer", address="https://10.255.255.1")
    session = str(begun["session"])
    waiting = server.until(session, lambda news: news["waiting"])["waiting"]
    assert (waiting["for"], waiting["host"]) == ("consent", "10.255.255.1")
    assert server.ask("answer", session=session, host="10.0.0.1", allow=True)[0] == 409
    assert server.ask("answer", session=session, host="10.255.255.1", allow=False)[0] == 200
    news = server.until(session, lambda news: news["steps"] or (news["waiting"] is None and not news["running"]))
    assert "only after a plain yes" in json.dumps(news["steps"][0]["checks"])
    server.ask("stop", session=session)


def test_no_walk_goes_on_without_metadata(server: Served, demo: Demo) -> None:
    """Where nothing was discovered, no secret is sent anywhere."""
    session = server.discovered(f"{demo.origin}/nothing")
    assert server.ask("walk", session=session, **job(demo))[0] == 409


def test_an_export_is_without_the_debugger() -> None:
    """Plain files can send no request: an export has neither the page nor its scripts, and says what is needed."""
    if not all((RUNTIME / name).is_file() for name in RUNTIME_FILES):
        pytest.skip("the page's Python is not built: make bundle builds it")
    exported, local = site(), site(served=True)
    assert [path for path in exported if re.match(r"oidc/|page/\w+/oidc", path)] == []
    assert any(path.startswith("page/") and path.endswith("/oidc.js") for path in local)
    assert "run <code>forwhom serve</code>" in exported["index.html"].read().decode()
    assert 'href="oidc/"' in local["index.html"].read().decode()
    page = local["oidc/index.html"].read().decode()
    assert "script-src 'self';" in page
    assert "{{" not in page


def test_a_form_reads_texts_lists_and_flags() -> None:
    """Blanks around a text are cut, an empty one is none; a list holds texts; only true is true."""
    form = Form({"a": " x ", "b": "  ", "c": [" y ", "", 3], "d": True, "e": "true", "f": 3})
    assert (form.text("a"), form.text("b"), form.texts("c"), form.flag("d"), form.flag("e")) == (
        "x",
        None,
        ("y",),
        True,
        False,
    )
    for read in (lambda: form.text("f"), lambda: form.texts("a")):
        with pytest.raises(RefusedError):
            read()
