"""`forwhom refusals`: a log becomes a list of who would break, and who has to change what."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from forwhom.finding import Party
from forwhom.refusal_event import RefusalEvent, as_json
from forwhom.refusal_summary import MAX_LINE
from tests.cli.calling import call

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SLASH = RefusalEvent(
    time="2026-11-25T08:00:00Z",
    enforced=False,
    status=401,
    code="aud-trailing-slash",
    verified=True,
    issuer="https://auth.example.com",
    audience=("https://api.example.com/",),
    expected_audiences=("https://api.example.com",),
    client="web",
    fixes=((Party.CLIENT, 'request the token with resource="https://api.example.com"'),),
    path="/orders",
)
MISSING = RefusalEvent(time="2026-11-26T09:00:00Z", enforced=True, status=401, code="token-missing", path="/health")


def log(*events: RefusalEvent) -> str:
    """Lines of a log, with others between them."""
    return "".join(f"INFO GET / 200\nWARN {json.dumps(as_json(event))}\n" for event in events)


def test_the_summary_says_who_would_break_and_who_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    """By finding, the most frequent first; clients with values and times; fixes as the events name them, or general."""
    answer = call(monkeypatch, "refusals", given=log(SLASH, replace(SLASH, time="2026-11-26T00:00:00Z"), MISSING))
    assert answer.status == 1
    lines = answer.out.splitlines()
    assert lines[0] == (
        "3 refusals in 6 lines, 2026-11-25T08:00:00Z to 2026-11-26T09:00:00Z: 1 enforced, 2 only reported."
    )
    assert lines[2].startswith("2  aud-trailing-slash  the token's audience and the expected audience differ")
    assert lines[3] == (
        '          2  client "web", issuer "https://auth.example.com", audience "https://api.example.com/", '
        'expected "https://api.example.com"'
    )
    assert lines[4].strip() == 'only reported, 2026-11-25T08:00:00Z to 2026-11-26T00:00:00Z, at "/orders"'
    assert lines[5] == '  = fix, at the client: request the token with resource="https://api.example.com"'
    assert "  = fix, at the client: send the access token in the header Authorization, after the word Bearer" in lines
    assert "1  token-missing  the request brings no bearer token" in lines
    assert "client not known, issuer not known, audience none, expected none" in answer.out


def test_what_nobody_verified_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A forged token may name any client."""
    event = replace(SLASH, code="signature-invalid", verified=False)
    assert '"https://auth.example.com" (not verified)' in call(monkeypatch, "refusals", given=log(event)).out


def test_the_json_answer_holds_every_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """With schema, totals, and each group's members."""
    answer = call(monkeypatch, "refusals", "--json", "-", given=log(SLASH, MISSING))
    value = json.loads(answer.out)
    first = value["findings"][0]
    assert (value["schema"], value["lines"], value["events"], value["enforced"]) == (1, 4, 2, 1)
    assert (value["first"], value["last"]) == (SLASH.time, MISSING.time)
    assert first["code"] == "aud-trailing-slash"
    assert first["folded"] is None
    assert {fix["party"] for fix in first["fixes"]} <= {"client", "resource-server", "authorization-server"}
    assert first["groups"] == [
        {
            "client": "web",
            "issuer": "https://auth.example.com",
            "audience": ["https://api.example.com/"],
            "expected": ["https://api.example.com"],
            "verified": True,
            "enforced": False,
            "count": 1,
            "first": SLASH.time,
            "last": SLASH.time,
            "paths": ["/orders"],
        }
    ]


def test_several_logs_are_counted_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Rotated ones, in any order."""
    for name, event in (("a.log", SLASH), ("b.log", MISSING)):
        (tmp_path / name).write_text(log(event), encoding="utf-8")
    answer = call(monkeypatch, "refusals", str(tmp_path / "b.log"), str(tmp_path / "a.log"))
    assert answer.out.startswith("2 refusals in 4 lines, 2026-11-25T08:00:00Z to 2026-11-26T09:00:00Z")


def test_a_log_without_refusals_is_good_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 0, and it is said how much was read."""
    answer = call(monkeypatch, "refusals", given="one\ntwo\n")
    assert (answer.status, answer.out) == (0, "2 lines read, no refusal among them.\n")
    assert json.loads(call(monkeypatch, "refusals", "--json", given="").out)["first"] is None


def test_a_missing_log_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line on standard error."""
    answer = call(monkeypatch, "refusals", "no/such.log")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == "forwhom: cannot read no/such.log: No such file or directory\n"


def test_endless_lines_and_odd_bytes_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """AUDIT-01: a line is never held whole but counted, an event behind it is found; the last line may lack its end."""
    lines = b"x" * (3 * MAX_LINE) + b"\n\xff\xfe\x00\n" + log(SLASH).encode().rstrip()
    answer = call(monkeypatch, "refusals", "--json", given=lines)
    value = json.loads(answer.out)
    assert (value["lines"], value["events"], value["unread"]) == (4, 1, 1)


def test_what_only_begins_like_an_event_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """AUDIT-10: a line that broke off, or one in which a caller wrote an event, counts for nobody and is not lost."""
    event = json.dumps(as_json(SLASH))
    answer = call(monkeypatch, "refusals", given=f'{event[:-9]}\nGET / 200 "{event}"\n')
    assert answer.status == 0
    assert answer.out == (
        "2 lines read, no refusal among them.\n"
        "2 lines not counted: too long, or something in it only begins like an event.\n"
    )
    assert "\n1 line not counted" in call(monkeypatch, "refusals", given=f"{event}\n{event[:-1]}").out


def test_hostile_values_are_escaped_and_long_lists_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in a log that somebody else wrote; beyond twenty clients the rest is one line."""
    events = [replace(SLASH, client=f"c{number}", audience=("a", "b")) for number in range(25)]
    odd = {**as_json(SLASH), "code": "unheard-of", "token": {"iss": "\x1b[2J\u202e", "aud": None}}
    answer = call(monkeypatch, "refusals", given=log(*events) + json.dumps(odd))
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
    assert '["a", "b"]' in answer.out
    assert "          5  in 5 more groups\n" in answer.out
    assert "1  unheard-of\n" in answer.out


def test_too_many_groups_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted all the same, in the text and in JSON."""
    events = [replace(SLASH, client=f"c{number}") for number in range(4001)]
    given = "".join(json.dumps(as_json(event)) + "\n" for event in events)
    assert "      3,981  in 3,981 more groups\n" in call(monkeypatch, "refusals", given=given).out
    (found,) = json.loads(call(monkeypatch, "refusals", "--json", given=given).out)["findings"]
    assert found["folded"] == {"groups": 2001, "count": 2001}


def test_it_needs_no_cryptography() -> None:
    """An operator's machine has the command without the validator's dependencies."""
    code = "import sys; sys.modules['cryptography'] = None; from forwhom.cli import main; sys.exit(main(['refusals']))"
    done = subprocess.run([sys.executable, "-c", code], input=log(SLASH).encode(), capture_output=True, check=False)  # noqa: S603 - ours
    assert (done.returncode, done.stderr) == (1, b"")
