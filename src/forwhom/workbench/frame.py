"""The frame around a page of the catalogue: its head, the ways to the other pages, and the form beside it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from forwhom.page import place
from forwhom.page.document import Paragraph, Section, plain
from forwhom.page.html import anchor, blocks, inline
from forwhom.workbench.policy import PAGE, meta

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forwhom.page.document import Page

SEARCH = "search"
SHELVES = {
    SEARCH: "Search",
    place.MESSAGES: "Error texts",
    place.VERIFIERS: "Verifiers",
    place.PROVIDERS: "Providers",
    place.FINDINGS: "Findings",
    place.MATRIX: "Who accepts what",
}
_KINDS = {
    place.VERIFIERS: "How it compares the audience of a JWT, its error messages, and where the audience is set.",
    place.PROVIDERS: "Where the audience of its tokens comes from, and how to get the one that is needed.",
    place.FINDINGS: "What it means, how it happens, and who changes what.",
    place.MESSAGES: "What this error message of a JWT verifier means, who prints it, and how to fix it.",
}
_ENDINGS = {
    place.VERIFIERS: "JWT audience, error messages and settings",
    place.PROVIDERS: "the audience of its tokens",
    place.FINDINGS: "JWT audience finding",
    place.MESSAGES: "what this error means",
}
#: What stands where the engine says how it is, before it is needed.
ASLEEP = "The engine starts when you type."
_LONGEST_TITLE = 110
_LONGEST_DESCRIPTION = 300
#: A list of sections shorter than this needs no contents.
_FEW = 4


def framed(template: str, page: Page, places: Mapping[str, str], scripts: Iterable[str], aside: str) -> bytes:
    """The page as a whole document.

    `template` is the frame, `places` are the folders that it loads from, `scripts` what its own script imports.
    """
    root = root_of(page.place.path)
    first = next((at for at, block in enumerate(page.blocks) if isinstance(block, Section)), len(page.blocks))
    sections = [block for block in page.blocks[first:] if isinstance(block, Section)]
    values = {
        "title": escape(_title(page)),
        "description": escape(_description(page)),
        "crumbs": _crumbs(page, root),
        "heading": inline(page.title, root),
        "intro": blocks(page.blocks[:first], root),
        "contents": _contents(sections, root, aside),
        "engine": ASLEEP if "<form" in aside else "",
        "body": blocks(page.blocks[first:], root),
        "aside": aside,
        "script": "catalogue.js",
        "preloads": preloads(root + places["page"], scripts),
        "layout": "two" if aside else "one",
    }
    return filled(template, page.place.folder, root, places, values)


def filled(template: str, shelf: str, root: str, places: Mapping[str, str], values: Mapping[str, str]) -> bytes:
    """The template with its places filled in, each once, so that what stands in a value is left as it is."""
    known = {
        **values,
        "policy": meta(PAGE),
        "root": root,
        "nav": _nav(shelf, root),
        **{name: root + path for name, path in places.items()},
    }
    first, *pieces = template.split("{{")
    parts = [first]
    for piece in pieces:
        name, _, rest = piece.partition("}}")
        parts += [known[name], rest]
    return "".join(parts).encode()


def root_of(path: str) -> str:
    """The way from a page to the top of the site."""
    return "../" * path.count("/")


def preloads(folder: str, scripts: Iterable[str]) -> str:
    """What has the browser fetch the modules at once, and not one after the other."""
    return "\n".join(f'<link rel="modulepreload" href="{folder}/{name}">' for name in scripts)


def _nav(shelf: str, root: str) -> str:
    """The ways to all shelves; the one that the page belongs to is marked."""
    marks = {shelf: ' aria-current="true"'}
    return "\n".join(
        f'    <a href="{root}{folder}/"{marks.get(folder, "")}>{label}</a>' for folder, label in SHELVES.items()
    )


def _crumbs(page: Page, root: str) -> str:
    if not page.place.id:
        return ""
    return f'<p class="crumb"><a href="{root}{page.place.folder}/">{SHELVES[page.place.folder]}</a></p>'


def _contents(sections: list[Section], root: str, aside: str) -> str:
    if len(sections) < _FEW:
        return ""
    links = "\n".join(f'<li><a href="#{anchor(one)}">{inline(one.title, root)}</a></li>' for one in sections)
    if aside:
        # On a narrow screen the form stands below all of the page.
        links = f'<li class="to-form"><a href="#try-title">Try it</a></li>\n{links}'
    return f'<nav class="contents" aria-label="On this page">\n<ul>\n{links}\n</ul>\n</nav>'


def _title(page: Page) -> str:
    words = plain(page.title)
    if len(words) > _LONGEST_TITLE:
        words = f"{words[:_LONGEST_TITLE].rstrip()}..."
    ending = _ENDINGS.get(page.place.folder, "") if page.place.id else ""
    return f"{words}: {ending} - forwhom" if ending else f"{words} - forwhom"


def _description(page: Page) -> str:
    """The first words of the page, and what else stands there."""
    words = [plain(block.text) for block in page.blocks if isinstance(block, Paragraph)][:1]
    if page.place.folder in _KINDS and page.place.id:
        words.append(_KINDS[page.place.folder])
    text = " ".join(
        (plain(page.title) + ".", *words) if page.place.folder == place.MESSAGES and page.place.id else words
    )
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_DESCRIPTION else f"{text[:_LONGEST_DESCRIPTION].rstrip()}..."
