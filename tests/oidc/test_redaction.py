"""No secret of a walk is in anything that is shown or written: text, JSON, archive, process list."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from forwhom.oidc.exchange import NamedBy, Request, Response
from forwhom.oidc.har import archive
from forwhom.oidc.redaction import SECRETS, Redaction
from forwhom.oidc.step import Step
from forwhom.oidc.step_json import walk as as_json
from forwhom.oidc.step_text import step as as_text
from tests.cli.calling import call
from tests.oidc.hands import Hands, confidential
from tests.oidc.user_agent import UserAgent
from tests.oidc.walks import at_authorization, at_token, logged_in, requested

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oidc.conftest import Demo, Provider

CANARY = "canary+/=secret value-0123456789"


def everything(steps: list[Step], hands: Hands) -> str:
    """All that the debugger would show or write of a walk."""
    redaction = Redaction()
    text: list[str] = []
    for request, answer in hands.sent:
        redaction.learn_from(request, answer)
    for number, step in enumerate(steps, 1):
        redaction.learn(*(token.raw for token in step.tokens))
        text += [one.text for one in as_text(step, number, redaction, now=0.0, verbose=True)]
    return "".join(
        [*text, json.dumps(as_json("login", steps, redaction)), json.dumps(archive(hands.sent, redaction, "0"))]
    )


def secrets_of(steps: list[Step], hands: Hands) -> set[str]:
    """The secrets of a walk: what was sent and came back under the names of secrets, and every signature."""
    found: set[str] = set()
    for request, answer in hands.sent:
        found |= {value for name, value in request.form or () if name in SECRETS}
        members = answer.members() if isinstance(answer, Response) else None
        found |= {value for name, value in (members or {}).items() if name in SECRETS and isinstance(value, str)}
    found |= {token.raw for step in steps for token in step.tokens}
    return {one.rpartition(".")[2] if one.count(".") == 2 else one for one in found}


def test_a_login_shows_no_secret(op: Provider) -> None:
    """Code, verifier, tokens and signatures of a whole login stand nowhere; nor do they when read back."""
    hands = Hands(UserAgent({"login": "ada", "password": "any"}))
    from forwhom.oidc.client import Client  # noqa: PLC0415 - used here only
    from forwhom.oidc.follow_up import Deed, Wish  # noqa: PLC0415 - used here only

    api = "https://api.example.test/"
    asked = at_authorization(api, scope="openid offline_access read:things")
    extra = (("prompt", "consent"),)
    wishes = (Wish(Deed.REFRESH, api), Wish(Deed.USERINFO), Wish(Deed.INTROSPECT))
    steps = logged_in(op.issuer, Client(id="spa"), hands, asked, at_token(api), *wishes, extra=extra)
    shown = everything(steps, hands)
    secrets = secrets_of(steps, hands)
    assert len(secrets) >= 5
    for secret in secrets:
        assert secret not in shown
        assert quote(secret, safe="") not in shown
    assert hands.arrival
    assert dict(hands.arrival.parameters or ())["code"] not in shown


def test_a_client_secret_is_not_shown(demo: Demo) -> None:
    """The secret of a client stands nowhere, sent either way."""
    from forwhom.oidc.client import Authentication  # noqa: PLC0415 - used here only

    for how in (Authentication.BASIC, Authentication.POST):
        hands = Hands()
        job = confidential("shop-job", demo.secrets["shop-job"], how)
        steps = requested(demo.issuer, job, at_token(demo.orders), hands=hands)
        assert demo.secrets["shop-job"] not in everything(steps, hands)


def test_what_a_server_repeats_is_cut() -> None:
    """A secret that a server puts into an error text, a header, a location or a nested member is cut there too."""
    request = Request(
        method="POST",
        url="https://a.example/token",
        named_by=NamedBy.USER,
        form=(("client_secret", CANARY), ("code", "c0de-c0de-c0de")),
    )
    body = {
        "error": "invalid_client",
        "error_description": f"wrong: {CANARY}",
        "more": [{"token": "t0ken-t0ken-t0ken"}],
    }
    answer = Response(
        status=302,
        headers=(
            ("Content-Type", "application/json"),
            (
                "Location",
                f"https://a.example/cb?code=c0de-c0de-c0de&hint={quote(CANARY, safe='')}&access_token=f4agment-f4agment",
            ),
            ("Set-Cookie", "session=c00kie-c00kie-c00kie"),
            ("X-Echo", CANARY),
        ),
        body=json.dumps(body).encode(),
    )
    hands = Hands()
    hands.sent.append((request, answer))
    step = Step(name="token", title="Token request", request=request, answer=answer)
    shown = everything([step], hands)
    for secret in (CANARY, quote(CANARY, safe=""), "c0de-c0de", "t0ken-t0ken", "c00kie-c00kie", "f4agment-f4agment"):
        assert secret not in shown, secret
    assert "invalid_client" in shown


def test_a_page_is_told_by_its_size() -> None:
    """A page may hold anything: only its type and size are kept."""
    page = Response(status=200, headers=(("Content-Type", "text/html"),), body=b"<p>session t0ken-t0ken-t0ken</p>")
    assert Redaction().body(page) == "[text/html, 32 bytes, not shown]"


def test_leak_04_objects_hide_their_secrets(op: Provider) -> None:
    """LEAK-04: the printed form of requests, answers, tokens and clients holds no secret."""
    hands = Hands()
    steps = requested(op.issuer, confidential("svc", op.secret), at_token("https://api.example.test/"), hands=hands)
    for shown in (repr(steps), repr(hands.sent), repr(confidential("svc", op.secret)), str(steps)):
        for secret in {*secrets_of(steps, hands), op.secret}:
            assert secret not in shown
    assert is_dataclass(steps[0])
    assert fields(steps[0])
    assert asdict(steps[0])["name"] == "openid-metadata"


def test_the_command_line_shows_no_secret(demo: Demo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Text, verbose text, JSON and archive of the command hold no client secret, token or signature."""
    file = tmp_path / "secret"
    file.write_text(demo.secrets["shop-job"] + "\n")
    har = tmp_path / "walk.har"
    words = ["oidc", "token", demo.issuer, "--client-id", "shop-job", "--client-secret-file", str(file)]
    words += ["--resource", demo.orders, "--expect", demo.orders]
    for more in ([], ["--verbose"], ["--json"], ["--har", str(har)]):
        answer = call(monkeypatch, *words, *more)
        assert answer.status == 0, answer.err
        assert demo.secrets["shop-job"] not in answer.out + answer.err
        assert "[signature cut]" in answer.out or "[credential cut]" in answer.out
    written = har.read_text()
    assert demo.secrets["shop-job"] not in written
    assert har.stat().st_mode & 0o777 == 0o600
    assert [entry["response"]["status"] for entry in json.loads(written)["log"]["entries"]] == [200, 200, 200]


def test_leak_02_the_process_list_shows_no_secret(demo: Demo) -> None:
    """LEAK-02: a secret from the environment is in no argument of the process, nor is the token."""
    command = [sys.executable, "-m", "forwhom", "oidc", "token", demo.issuer, "--client-id", "shop-job"]
    with subprocess.Popen(
        [*command, "--client-secret-file", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        with open(f"/proc/{process.pid}/cmdline", "rb") as file:  # noqa: PTH123 - a file of the system
            arguments = file.read()
        out, err = process.communicate(demo.secrets["shop-job"].encode())
    assert demo.secrets["shop-job"].encode() not in arguments + out + err
    assert b"access token" in out


def test_an_archive_through_a_link_is_refused(demo: Demo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """LEAK-05: a planted link is not followed."""
    (tmp_path / "link").symlink_to(tmp_path / "target")
    answer = call(monkeypatch, "oidc", "discover", demo.issuer, "--har", str(tmp_path / "link"))
    assert answer.status == 2
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize("text", ["", "short", "no secret at all"])
def test_what_is_no_secret_stays(text: str) -> None:
    """Text without a secret is shown as it is, and short values are not searched for in it."""
    redaction = Redaction()
    redaction.learn("no", "s", None, "")
    assert redaction.text(text) == text
    assert redaction.pairs((("grant_type", text),)) == (("grant_type", text),)


def test_web_07_texts_of_a_server_are_text() -> None:
    """WEB-07: what a server writes into an error is shown as text, its control characters as escapes."""
    from forwhom.catalogue import catalogue  # noqa: PLC0415 - used here only
    from forwhom.oidc import server_error  # noqa: PLC0415 - used here only

    description = "<script>alert(1)</script>\x1b[31m\u202e\nok   its audience is what was asked for"
    told = server_error.read({"error": "access_denied", "error_description": description}, 400, catalogue())
    step = Step(name="callback", title="Authorization response", error=told)
    shown = "".join(one.text for one in as_text(step, 1, Redaction(), now=0.0))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\nok   its audience" not in shown
