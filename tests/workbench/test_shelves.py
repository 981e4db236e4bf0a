"""The catalogue as pages: each entry and each error text has its own, at an address made of its id or its words."""

from __future__ import annotations

import gzip
import json
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urldefrag

import pytest

from forwhom.catalogue import catalogue
from forwhom.page import place
from forwhom.workbench import bridge
from forwhom.workbench.form import carried
from forwhom.workbench.policy import PAGE, meta
from tests.workbench.site_files import Content, exported, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forwhom.finding_kind import FindingKind

KNOWN = catalogue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One export for all."""
    with pytest.MonkeyPatch.context() as patch:
        top = tmp_path_factory.mktemp("export")
        yield exported(top / "site", top / "runtime", patch)


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Content]:
    """Every page of it by the path of its folder."""
    return {
        file.parent.relative_to(folder).as_posix(): read(file.read_text(encoding="utf-8"))
        for file in folder.rglob("index.html")
    }


def test_every_entry_has_its_page(pages: dict[str, Content]) -> None:
    """The address of a verifier, a provider and a finding is its id, below the name of the kind."""
    wanted = {f"verifiers/{one}" for one in KNOWN.verifiers}
    wanted |= {f"providers/{one}" for one in KNOWN.providers}
    wanted |= {f"findings/{one}" for one in KNOWN.kinds}
    wanted |= {"verifiers", "providers", "findings", "messages", "matrix", "catalogue", "search", "."}
    assert wanted - pages.keys() == set()


def test_every_message_has_its_page_and_its_place_on_its_verifiers(pages: dict[str, Content]) -> None:
    """The exact words stand on the page of the text, which links to each verifier that prints it."""
    for verifier in KNOWN.verifiers.values():
        for message in verifier.messages:
            slug = place.slug(message.template)
            shown = pages[f"messages/{slug}"]
            words = " ".join(message.template.split())
            assert words in " ".join(shown.text.split()), (verifier.id, words)
            assert f"../../verifiers/{verifier.id}/#{slug}" in shown.links, (verifier.id, words)
            assert slug in pages[f"verifiers/{verifier.id}"].ids, (verifier.id, words)


def test_the_title_of_a_message_begins_with_its_words(pages: dict[str, Content]) -> None:
    """So a search engine leads there, from the words alone."""
    assert pages["messages/audiences-in-jwt-are-not-allowed"].title == (
        "Audiences in Jwt are not allowed: what this error means - forwhom"
    )
    assert "Audiences in Jwt are not allowed" in pages["messages/audiences-in-jwt-are-not-allowed"].description


def test_every_page_is_in_order(pages: dict[str, Content]) -> None:
    """Elements are nested and closed, ids are there once, labels lead to one, nothing runs or styles from within."""
    for path, page in pages.items():
        assert page.faults == [], path
        assert len(page.ids) == len(set(page.ids)), path
        assert {one for label in page.labels for one in label.split()} <= set(page.ids), path
        assert page.headings.count("h1") == 1, path
        assert page.title, path
        assert 0 < len(page.description) <= 320, path
        assert page.policy == meta(PAGE), path


def test_every_link_leads_somewhere_wherever_the_export_stands(folder: Path, pages: dict[str, Content]) -> None:
    """Links are relative and stay in the export; what they name is there, the heading too."""
    broken: list[tuple[str, str]] = []
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(("https://", "data:")):
                continue
            address, fragment = urldefrag(link)
            target = posixpath.normpath(posixpath.join(path, address))
            there = (folder / target).is_file() or (
                (folder / target / "index.html").is_file() and link.endswith(("/", fragment))
            )
            known = pages.get(target)
            anchored = not fragment or "=" in fragment or (known and unquote(fragment) in known.ids)
            if link.startswith("/") or target.startswith("..") or not there or not anchored:
                broken.append((path, link))
    assert broken == []


def test_the_catalogue_stays_small(folder: Path) -> None:
    """No page is a burden: each is below 64 KB as a server sends it, the index of the search too."""
    sizes = {
        file.relative_to(folder).as_posix(): len(gzip.compress(file.read_bytes()))
        for file in (*folder.rglob("index.html"), folder / "search" / "index.json")
    }
    assert {path: size for path, size in sizes.items() if size > 64_000} == {}


def test_the_index_of_the_search_holds_every_text_and_entry(folder: Path) -> None:
    """What cannot be found there is not in the catalogue."""
    index = json.loads((folder / "search" / "index.json").read_text(encoding="utf-8"))
    texts = {message.template for verifier in KNOWN.verifiers.values() for message in verifier.messages}
    assert {text for text, *_ in index["messages"]} == texts
    assert index["verifiers"].keys() == set(KNOWN.verifiers)
    assert index["providers"].keys() == set(KNOWN.providers)
    assert index["findings"].keys() == set(KNOWN.kinds)


@pytest.mark.parametrize("kind", KNOWN.kinds.values(), ids=lambda kind: kind.code)
def test_an_example_that_a_link_carries_is_the_same_in_the_workbench(kind: FindingKind) -> None:
    """What the link puts into the box and the fields leads to the finding exactly where the example does."""
    for example in kind.examples():
        given = carried(example.case)
        if given is None:
            continue
        values = parse_qs(given, keep_blank_values=True)
        asked = {
            "ask": "read",
            "text": values["text"][0],
            "audiences": [] if "unset" in values else values.get("audience"),
            "verifier": values.get("verifier", [None])[0],
            "provider": values.get("provider", [None])[0],
        }
        answer = json.loads(bridge.answer(json.dumps(asked)))
        codes = [one["code"] for one in answer["diagnosis"]["findings"]]
        assert (kind.code in codes) == example.fires, (example.note, values)


def test_most_examples_can_be_carried_by_a_link() -> None:
    """A finding's page has something to run, unless its examples need keys, a clock or a damaged token."""
    examples = [example for kind in KNOWN.kinds.values() for example in kind.examples()]
    assert sum(carried(example.case) is not None for example in examples) > len(examples) // 2
