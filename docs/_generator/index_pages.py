"""The pages that list the others."""

from __future__ import annotations

from itertools import groupby

from docs._generator import basis, target
from docs._generator.markdown import bullets, code, page, prose, section, sentence, table
from docs._generator.target import Links
from forwhom.catalogue import Catalogue
from forwhom.finding_kind import Topic


def index_pages(catalogue: Catalogue) -> dict[str, str]:
    """The index of each folder and the one above them, by path."""
    return {
        target.REFERENCE: _reference(catalogue),
        target.FINDINGS: _findings(catalogue),
        target.VERIFIERS: _verifiers(catalogue),
        target.PROVIDERS: _providers(catalogue),
    }


def _reference(catalogue: Catalogue) -> str:
    links = Links(target.REFERENCE, catalogue)
    texts = {message.template for verifier in catalogue.verifiers.values() for message in verifier.messages}
    return page(
        "Reference",
        "Written from the catalogue that forwhom itself decides with.",
        bullets(
            (
                f"{links.to('Findings', target.FINDINGS)}: {len(catalogue.kinds)} kinds of trouble, each with its cure",
                f"{links.to('Verifiers', target.VERIFIERS)}: how {len(catalogue.verifiers)} programs and libraries decide",
                f"{links.to('Providers', target.PROVIDERS)}: how {len(catalogue.providers)} issuers fill in the audience",
                f"{links.to('Who accepts what', target.MATRIX)}: all verifiers in the same situations",
                f"{links.to('Every error text', target.ERRORS)}: {len(texts)} texts, in alphabetical order",
            )
        ),
    )


def _findings(catalogue: Catalogue) -> str:
    links = Links(target.FINDINGS, catalogue)
    kinds = catalogue.kinds.values()
    return page(
        "Findings",
        "Each finding has a code that never changes its meaning. They are grouped by the line of the checklist on which "
        "they stand.",
        *(
            section(
                topic.value.capitalize(),
                bullets(f"{links.finding(kind.code)}: {prose(kind.title)}" for kind in kinds if kind.topic is topic),
            )
            for topic in Topic
        ),
    )


def _verifiers(catalogue: Catalogue) -> str:
    links = Links(target.VERIFIERS, catalogue)
    ordered = sorted(catalogue.verifiers.values(), key=lambda one: (one.kind, one.language.lower(), one.name.lower()))
    return page(
        "Verifiers",
        f"What each does in the same situations stands in {links.to('one table', target.MATRIX)}.",
        *(
            section(
                kind.capitalize(),
                table(
                    ["verifier", "id", "language", "version described", "how it is known"],
                    (
                        [
                            links.verifier(one.id),
                            code(one.id),
                            prose(one.language),
                            prose(one.versions),
                            basis.words(one.basis),
                        ]
                        for one in group
                    ),
                ),
            )
            for kind, group in groupby(ordered, key=lambda one: one.kind)
        ),
    )


def _providers(catalogue: Catalogue) -> str:
    links = Links(target.PROVIDERS, catalogue)
    ordered = sorted(catalogue.providers.values(), key=lambda one: one.name.lower())
    return page(
        "Providers",
        "Where the audience of a token comes from, and how to get the one that is needed.",
        table(
            ["provider", "id", "an issuer", "tokens described", "how it is known"],
            (
                [
                    links.provider(one.id),
                    code(one.id),
                    code(one.issuer_examples[0]) if one.issuer_examples else "",
                    ", ".join(dict.fromkeys(sentence(shape.kind).rstrip(".") for shape in one.tokens)),
                    basis.words(one.basis),
                ]
                for one in ordered
            ),
        ),
    )
