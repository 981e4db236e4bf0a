"""The catalogue as pages of the workbench, each made when it is first asked for, and what the search reads."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING

from forwhom.catalogue import catalogue
from forwhom.page import message, place
from forwhom.page.pages import pages
from forwhom.workbench import form
from forwhom.workbench.frame import ASLEEP, SEARCH, filled, framed, preloads, root_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from forwhom.page.document import Page
    from forwhom.page.place import Place

INDEX = f"{SEARCH}/index.json"


def shelves(
    places: Mapping[str, str], static: Path, imported: Callable[[str], list[str]]
) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path.

    `places` are the folders that a page loads from, `static` holds the frame, `imported` tells what a script imports.
    """
    scripts = imported("catalogue.js")
    made: dict[str, Callable[[], bytes]] = {
        f"{one.path}index.html": cache(partial(_page, one, make, places, static, scripts))
        for one, make in pages(catalogue()).items()
    }
    made[f"{SEARCH}/index.html"] = cache(partial(_search, places, static, imported("search.js")))
    made[INDEX] = cache(_index)
    return made


def _page(one: Place, make: Callable[[], Page], places: Mapping[str, str], static: Path, scripts: list[str]) -> bytes:
    return framed(_read(static / "frame.html"), make(), places, scripts, _form(one))


def _form(one: Place) -> str:
    """The form beside a page; empty beside those that list others."""
    known = catalogue()
    if not one.id:
        return ""
    if one.folder == place.VERIFIERS:
        return form.verifier_form(known.verifiers[one.id])
    if one.folder == place.PROVIDERS:
        return form.provider_form(known.providers[one.id])
    if one.folder == place.FINDINGS:
        return form.finding_form(known.kinds[one.id].examples())
    return form.message_form(_printed()[one.id])


@cache
def _printed() -> dict[str, list[message.Printed]]:
    return message.by_slug(catalogue())


def _search(places: Mapping[str, str], static: Path, scripts: list[str]) -> bytes:
    root = root_of(f"{SEARCH}/")
    values = {
        "title": "Search the error messages of JWT verifiers - forwhom",
        "description": "Paste an error message about a JWT as you see it: which verifier prints it, and what it means.",
        "crumbs": "",
        "heading": "Search the catalogue",
        "intro": "",
        "contents": "",
        "body": _read(static / "search.html"),
        "aside": "",
        "engine": ASLEEP,
        "script": "search.js",
        "preloads": preloads(root + places["page"], scripts)
        + '\n<link rel="preload" as="fetch" crossorigin href="index.json">',
        "layout": "one",
    }
    return filled(_read(static / "frame.html"), SEARCH, root, places, values)


def _index() -> bytes:
    """What can be found: every text with its page, who prints it and what it can mean; and the names of all entries."""
    known = catalogue()
    texts: dict[str, tuple[list[str], list[str]]] = {}
    for verifier in known.verifiers.values():
        for one in verifier.messages:
            verifiers, codes = texts.setdefault(one.template, ([], []))
            verifiers += [verifier.id] * (verifier.id not in verifiers)
            codes += [code for code in one.codes if code not in codes]
    index = {
        "messages": [[text, place.slug(text), *about] for text, about in texts.items()],
        "verifiers": {one.id: one.name for one in known.verifiers.values()},
        "providers": {one.id: one.name for one in known.providers.values()},
        "findings": {one.code: one.title for one in known.kinds.values()},
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
