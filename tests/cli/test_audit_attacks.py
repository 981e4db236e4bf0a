"""Attacks by logs, files and what is exported from them, named as in the list of attacks that the project keeps."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import threading
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from forwhom.diagnose import diagnose
from forwhom.example import case
from forwhom.gather import gather
from forwhom.report.markdown import report
from tests.cli.calling import call
from tests.cli.test_refusals import MISSING, SLASH, log
from tests.sample_token import CLAIMS, SIGNATURE, shows_signature, token
from tests.steps import steps

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = "https://api.example.com"
ERROR = f"jwt audience invalid. expected: {EXPECTED}"
TOKEN = token()
HEADER, PAYLOAD = TOKEN.split(".")[:2]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        pytest.param(
            f"Authorization: Bearer {TOKEN[:-300][:120]}", "token-malformed", id="AUDIT-02 cut in the payload"
        ),
        pytest.param(f"Authorization: Bearer {HEADER}.{PAYLOAD[:40]}...", "token-malformed", id="AUDIT-02 shortened"),
        pytest.param(f"GET /callback?access_token={TOKEN}&x=1 {ERROR}", "aud-trailing-slash", id="AUDIT-02 in a URL"),
        pytest.param(
            json.dumps({"log": json.dumps({"msg": ERROR, "token": TOKEN})}),
            "aud-trailing-slash",
            id="AUDIT-02 JSON twice",
        ),
        pytest.param(
            json.dumps({"msg": ERROR, "token": TOKEN}).replace(".", "\\u002e"),
            "aud-mismatch",
            id="AUDIT-02 dots as escapes",
        ),
        pytest.param(f"{ERROR} token={HEADER}.****.****", "aud-mismatch", id="AUDIT-02 masked parts"),
        pytest.param(f"{ERROR} token=****", "aud-mismatch", id="AUDIT-02 masked whole"),
        pytest.param(f"{ERROR} token=eyJhbG****dHVyZQ", "aud-mismatch", id="AUDIT-02 masked within"),
    ],
)
def test_a_damaged_token_in_a_log_is_never_good(monkeypatch: pytest.MonkeyPatch, line: str, cause: str) -> None:
    """What can be read of it counts, what is missing is not guessed, and it is not said that it would be accepted."""
    answer = call(monkeypatch, "diagnose", "--json", "--audience", EXPECTED, given=line)
    told = json.loads(answer.out)
    assert (answer.status, told["cause"]) == (1, cause)
    assert told["verdict"] == "rejected"
    assert not shows_signature(answer.out)


HOSTILE = "a,b\"c'd;e|f\n- [g](h)<img src=x>\u2028\0&amp;`i`"


def test_a_value_is_the_same_after_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """AUDIT-04: whatever separates values elsewhere comes back from JSON as it was, and a line holds one of them."""
    answer = call(monkeypatch, "diagnose", "--json", "--audience", "b", given=token({**CLAIMS, "aud": HOSTILE}))
    (found,) = {one["found"] for one in json.loads(answer.out)["findings"] if one["found"] is not None}
    assert found == HOSTILE
    assert "\u2028" not in answer.out
    event = replace(SLASH, client=HOSTILE)
    (row,) = json.loads(call(monkeypatch, "refusals", "--json", given=log(event)).out)["findings"]
    assert row["groups"][0]["client"] == HOSTILE.replace("\n", "\\u000a").replace("\u2028", "\\u2028").replace(
        "\0", "\\u0000"
    )


def test_a_value_ends_no_cell_and_no_line_of_markdown() -> None:
    """AUDIT-04: read by a Markdown parser, the report has its own table and headings, and no link, image or HTML."""
    hostile = diagnose(case(aud=HOSTILE, expected="https://api.example.com", error=f"audience {HOSTILE} refused"))
    parser = MarkdownIt("commonmark").enable("table")
    kinds = [one.type for token in parser.parse(report(hostile)) for one in (token, *(token.children or ()))]
    assert not {"link_open", "image", "html_block", "html_inline"} & set(kinds)
    cells = sum(kind in {"th_open", "td_open"} for kind in kinds)
    assert cells == 3 * kinds.count("tr_open") > 0


@pytest.mark.parametrize("command", ["refusals", "diagnose", "decode"])
@pytest.mark.parametrize("kind", ["gz", "xz", "zip"])
def test_nothing_is_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, kind: str) -> None:
    """AUDIT-05: a compressed file, small or a bomb, is told as such, and not as one in which nothing was found."""
    path = tmp_path / f"log.{kind}"
    data = log(SLASH).encode() + bytes(2_000_000)
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("api.log", data)
    else:
        path.write_bytes(gzip.compress(data) if kind == "gz" else lzma.compress(data))
    for answer in (
        call(monkeypatch, command, str(path)),
        call(monkeypatch, command, "-", given=path.read_bytes()),
    ):
        assert (answer.status, answer.out) == (2, "")
        assert "is compressed: unpack it first" in answer.err


@pytest.mark.parametrize("command", ["refusals", "diagnose", "decode"])
def test_what_is_no_file_ends_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str) -> None:
    """AUDIT-07: a folder, a link that leads to itself, a device without an end: one line on standard error."""
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path, tmp_path / "loop", "/dev/zero"):
        answer = call(monkeypatch, command, str(path))
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.count("\n") == 1


def test_a_log_may_grow_and_go_while_it_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """AUDIT-07: through a pipe with a name, as a shell makes one; what was written until its end is counted."""
    pipe = tmp_path / "log"
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("w", encoding="utf-8") as file:
            file.write(log(SLASH))
            file.flush()
            pipe.unlink()
            file.write(log(MISSING))

    writer = threading.Thread(target=write)
    writer.start()
    answer = call(monkeypatch, "refusals", str(pipe))
    writer.join()
    assert answer.out.startswith("2 refusals in 4 lines")


def test_a_report_holds_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """AUDIT-08: wherever a log has one, in an event that somebody else wrote too."""
    odd = replace(SLASH, client=TOKEN, issuer=f"Bearer {TOKEN}", audience=(TOKEN,), path=f"/x?access_token={TOKEN}")
    given = log(odd) + f"GET /?access_token={TOKEN}\n"
    for form in ((), ("--json",)):
        answer = call(monkeypatch, "refusals", *form, given=given)
        assert answer.status == 1
        assert SIGNATURE[:16] not in answer.out
        assert not shows_signature(answer.out)


ALIASES = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
GROWING = {
    "YAML": f"a: &a [lol]\n{ALIASES}audience: *i\n",
    "TOML": "".join(f"[t{number}]\n" for number in range(1500)) + f'audience = "{EXPECTED}"\n',
    "XML": '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><aud>&b;</aud>',
}


@pytest.mark.parametrize("name", GROWING)
def test_a_configuration_does_not_grow(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """AUDIT-13: there is none of our own, and one among the evidence is read as text in which nothing is expanded."""
    text = GROWING[name]
    answer = call(monkeypatch, "diagnose", "--json", given=f"{ERROR}\n{text}")
    assert answer.status == 1
    assert len(answer.out) < 100_000
    assert json.loads(answer.out)["verdict"] == "rejected"
    assert steps(lambda: gather(text * 2)) < 3 * steps(lambda: gather(text)) + 30_000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(json.dumps({"error": "x" * 1_100_000}), "holds more than 1024 KiB", id="AUDIT-13 too large"),
        pytest.param("error: *a", "is not readable", id="AUDIT-13 YAML"),
        pytest.param('{"verifier": 5}', "verifier", id="AUDIT-13 a number as verifier"),
        pytest.param('{"expected_audiences": {"a": 1}}', "expected_audiences", id="AUDIT-13 an object of audiences"),
        pytest.param('{"audience": "a"}', "not known", id="AUDIT-13 an unknown member"),
    ],
)
def test_a_case_file_is_read_strictly(monkeypatch: pytest.MonkeyPatch, text: str, told: str) -> None:
    """It is JSON of a bounded size; a member of the wrong type is refused, and one that is not known is told."""
    answer = call(monkeypatch, "diagnose", "--case", "-", given=text)
    assert told in answer.err
