"""What the documentation shows is so: pages are fresh, links lead somewhere, commands and paths exist, examples run."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from docs._generator.markdown import code, inline, render
from docs._generator.pages import pages, stale
from forwhom import folder
from forwhom.catalogue import catalogue
from forwhom.page import document
from forwhom.page.document import Code, said, table
from forwhom.page.place import CATALOGUE, Place
from forwhom.page.words import prose, sentence
from tests.cli.calling import call

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FRONT = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
GUIDES = sorted(DOCS.glob("*.md"))
EVERY = [*FRONT, *sorted(DOCS.rglob("*.md"))]

_FENCE = re.compile(r"^(?P<quote>`{3,})(?P<language>[\w+-]*)\n(?P<body>.*?)^(?P=quote)$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+/?|[\w-]+\.(?:md|py|toml|txt|json)")


class Shown(NamedTuple):
    """A command that a page shows, the page's line, and the output shown below it."""

    place: str
    command: str
    output: str


def read(path: Path) -> str:
    """The text of a page."""
    return path.read_text(encoding="utf-8")


def spans(text: str) -> list[str]:
    """What stands as code in the lines of a page, outside of its fences."""
    return [match[2].strip() for match in _INLINE.finditer(_FENCE.sub("", text))]


def anchors(path: Path) -> set[str]:
    """The anchors that a page's headings get."""
    headings = _HEADING.findall(_FENCE.sub("", read(path)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def named(path: Path) -> str:
    """The path of a page, from the root."""
    return path.relative_to(ROOT).as_posix()


def shown() -> Iterator[Shown]:
    """Every call of forwhom in a console fence of the README and the guides."""
    for path in [ROOT / "README.md", *GUIDES]:
        text = read(path)
        for fence in _FENCE.finditer(text):
            if fence["language"] != "console":
                continue
            line = text.count("\n", 0, fence.start()) + 2
            for part in re.split(r"^\$ ", fence["body"], flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                if command.startswith("forwhom"):
                    yield Shown(f"{named(path)}:{line}", command, output)


def agrees(expected: str, found: str) -> bool:
    """Whether the output is as shown; a shown line `...` stands for any number of lines."""
    parts = [re.escape(line.rstrip()) for line in expected.strip().splitlines()]
    pattern = "\n".join(parts).replace("\\.\\.\\.", ".*")
    output = "\n".join(line.rstrip() for line in found.strip().splitlines())
    return re.fullmatch(pattern, output, re.DOTALL) is not None


def test_generated_pages_are_fresh() -> None:
    """What stands in docs/ is what the catalogue would be written as today."""
    fresh = pages(catalogue())
    old = [name for name, text in fresh.items() if not (DOCS / name).is_file() or read(DOCS / name) != text]
    assert old == [], "these pages are stale: run `make docs`"


def test_no_page_outlives_its_entry() -> None:
    """A page whose finding, verifier or provider is gone is gone too."""
    assert stale(DOCS, pages(catalogue())) == [], "pages without an entry: run `make docs`"


def test_a_page_without_entry_is_noticed(tmp_path: Path) -> None:
    """A file below docs/reference that nothing generates counts as stale, one that is generated does not."""
    for name in ("kept.md", "left.md"):
        (tmp_path / "reference").mkdir(exist_ok=True)
        (tmp_path / "reference" / name).touch()
    assert stale(tmp_path, {"reference/kept.md": ""}) == [tmp_path / "reference" / "left.md"]


@pytest.mark.parametrize("kind", ["findings", "verifiers", "providers"])
def test_every_entry_has_its_page(kind: str) -> None:
    """Each file of the catalogue has a page under the id of its entry, and nothing else has one."""
    entries = {name.replace("_", "-") for name in folder.names(f"forwhom.{kind}")}
    assert {path.stem for path in (DOCS / "reference" / kind).glob("*.md")} - {"README"} == entries


def test_every_message_can_be_searched_for() -> None:
    """docs/errors.md holds the exact words of every message, with a link to the verifier that prints it."""
    lines = read(DOCS / "errors.md").splitlines()
    lost = [
        (verifier.id, message.template)
        for verifier in catalogue().verifiers.values()
        for message in verifier.messages
        if not any(
            code(message.template) in line and f"(reference/verifiers/{verifier.id}.md)" in line for line in lines
        )
    ]
    assert lost == []


def test_every_relative_link_leads_somewhere() -> None:
    """A link to a file names one that exists, and its anchor a heading there."""
    broken: list[tuple[str, str]] = []
    for page in EVERY:
        for target in _LINK.findall(_INLINE.sub("`code`", _FENCE.sub("", read(page)))):
            name, _, anchor = target.partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            file = (page.parent / name).resolve() if name else page
            if not file.exists() or (anchor and anchor not in anchors(file)):
                broken.append((named(page), target))
    assert broken == []


def test_every_make_target_exists() -> None:
    """Each `make X` that a page shows as code is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    text = {page: read(page) for page in EVERY}
    called = {
        (named(page), name)
        for page in EVERY
        for snippet in [*spans(text[page]), *(fence["body"] for fence in _FENCE.finditer(text[page]))]
        for name in re.findall(r"^(?:\$ )?make ([a-z]+)\b", snippet, re.MULTILINE)
    }
    assert called
    assert {(page, name) for page, name in called if name not in targets} == set()


@pytest.mark.parametrize("page", FRONT, ids=named)
def test_every_path_exists(page: Path) -> None:
    """Each path that a page at the root shows as code is there."""
    paths = [span for span in spans(read(page)) if _PATH.fullmatch(span) and not span.startswith(".venv")]
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("example", list(shown()), ids=lambda one: one.place)
def test_shown_commands_do_what_is_shown(example: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call in a console fence runs without misuse, and prints what stands below it, `...` being anything."""
    words = shlex.split(example.command, comments=True)
    given = ""
    if "<" in words:
        given = read(ROOT / words[words.index("<") + 1])
        words = words[: words.index("<")]
    monkeypatch.chdir(ROOT)
    for name in [name for name in os.environ if name.endswith("COLOR") or name == "COLUMNS"]:
        monkeypatch.delenv(name)
    answer = call(monkeypatch, *words[1:], given=given)
    assert answer.status in {0, 1}, answer.err
    assert not example.output.strip() or agrees(example.output, answer.out), answer.out


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        ("one\ntwo\n", "one\ntwo", True),
        ("one\n...\nfour", "one\ntwo\nthree\nfour", True),
        ("one\n...\nfour", "one\ntwo\nthree\nfive", False),
        ("one", "one\ntwo", False),
        ("a.c", "abc", False),
    ],
)
def test_outputs_are_compared_line_by_line(expected: str, found: str, *, same: bool) -> None:
    """Only `...` lets a shown output be shorter than the real one."""
    assert agrees(expected, found) is same


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a*b <c> [d](e)", "a\\*b \\<c\\> \\[d\\](e)"),
        ("verify_aud and _private_", "verify_aud and \\_private\\_"),
        ("the value `a*b` of\n  two lines", "the value `a*b` of two lines"),
        ("one leading http:// or https://.", "one leading `http://` or `https://`."),
        ("see https://api.example.com/a_b*, then", "see `https://api.example.com/a_b*`, then"),
    ],
)
def test_prose_is_not_taken_for_markup(text: str, markdown: str) -> None:
    """What is said in the catalogue is shown as it was said."""
    assert inline(prose(text), "") == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("it is so", "It is so."),
        ("auth_oauth2.verify_aud is on", "auth_oauth2.verify_aud is on."),
        ("Done.", "Done."),
        ("", ""),
    ],
)
def test_a_clause_becomes_a_sentence(text: str, markdown: str) -> None:
    """A clause gets its capital and its full stop, a name at its start keeps its letters."""
    assert inline(sentence(text), "") == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [("plain", "`plain`"), ("has `ticks`", "`` has `ticks` ``"), ("two\n  lines", "`two lines`")],
)
def test_code_may_hold_backticks_and_line_ends(text: str, markdown: str) -> None:
    """Any text can stand as code in a line."""
    assert code(text) == markdown


def test_a_cell_may_hold_a_pipe() -> None:
    """A pipe in a cell does not end the cell."""
    shown = render(document.page(Place(CATALOGUE), "Pipes", table(["a"], [[said(Code("x|y"))]])), "")
    assert shown.splitlines()[-1] == "| `x\\|y` |"
