"""The pages that list the others."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from forwhom.finding_kind import Topic
from forwhom.page import place
from forwhom.page.document import Code, Link, bullets, listed, page, paragraph, said, section, table
from forwhom.page.place import Links, Place
from forwhom.page.words import clause, known, prose

if TYPE_CHECKING:
    from forwhom.catalogue import Catalogue
    from forwhom.page.document import Page, Text


def catalogue_page(catalogue: Catalogue) -> Page:
    """The index above all others."""
    texts = {message.template for verifier in catalogue.verifiers.values() for message in verifier.messages}
    return page(
        Place(place.CATALOGUE),
        "Reference",
        paragraph("Written from the catalogue that forwhom itself decides with."),
        bullets(
            (
                _entry("Findings", place.FINDINGS, f"{len(catalogue.kinds)} kinds of trouble, each with its cure"),
                _entry(
                    "Verifiers",
                    place.VERIFIERS,
                    f"how {len(catalogue.verifiers)} programs and libraries decide",
                ),
                _entry("Providers", place.PROVIDERS, f"how {len(catalogue.providers)} issuers fill in the audience"),
                _entry("Who accepts what", place.MATRIX, "all verifiers in the same situations"),
                _entry("Every error text", place.MESSAGES, f"{len(texts)} texts, in alphabetical order"),
            )
        ),
    )


def _entry(label: str, folder: str, text: str) -> Text:
    return said(Link(said(label), Place(folder)), f": {text}")


def findings_page(catalogue: Catalogue) -> Page:
    """All findings, by the line of the checklist."""
    links = Links(catalogue)
    kinds = catalogue.kinds.values()
    return page(
        Place(place.FINDINGS),
        "Findings",
        paragraph(
            "Each finding has a code that never changes its meaning. They are grouped by the line of the checklist on which "
            "they stand."
        ),
        *(
            section(
                topic.value.capitalize(),
                bullets(
                    said(links.finding(kind.code), ": ", prose(kind.title)) for kind in kinds if kind.topic is topic
                ),
            )
            for topic in Topic
        ),
    )


def verifiers_page(catalogue: Catalogue) -> Page:
    """All verifiers, by kind and language."""
    links = Links(catalogue)
    ordered = sorted(catalogue.verifiers.values(), key=lambda one: (one.kind, one.language.lower(), one.name.lower()))
    return page(
        Place(place.VERIFIERS),
        "Verifiers",
        paragraph(
            "What each does in the same situations stands in ", Link(said("one table"), Place(place.MATRIX)), "."
        ),
        *(
            section(
                kind.capitalize(),
                table(
                    ["verifier", "id", "language", "version described", "how it is known"],
                    (
                        [
                            links.verifier(one.id),
                            said(Code(one.id)),
                            prose(one.language),
                            prose(one.versions),
                            known(one.basis),
                        ]
                        for one in group
                    ),
                ),
            )
            for kind, group in groupby(ordered, key=lambda one: one.kind)
        ),
    )


def providers_page(catalogue: Catalogue) -> Page:
    """All providers, by name."""
    links = Links(catalogue)
    ordered = sorted(catalogue.providers.values(), key=lambda one: one.name.lower())
    return page(
        Place(place.PROVIDERS),
        "Providers",
        paragraph("Where the audience of a token comes from, and how to get the one that is needed."),
        table(
            ["provider", "id", "an issuer", "tokens described", "how it is known"],
            (
                [
                    links.provider(one.id),
                    said(Code(one.id)),
                    said(Code(one.issuer_examples[0])) if one.issuer_examples else "",
                    _kinds(tuple(shape.kind.value for shape in one.tokens)),
                    known(one.basis),
                ]
                for one in ordered
            ),
        ),
    )


def _kinds(kinds: tuple[str, ...]) -> Text:
    return listed(clause(kind) for kind in dict.fromkeys(kinds))
