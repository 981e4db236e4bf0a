"""The page of one kind of finding."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN
from forwhom.page import place
from forwhom.page.document import (
    Code,
    Emphasis,
    Fence,
    Paragraph,
    Strong,
    bullets,
    listed,
    page,
    paragraph,
    said,
    section,
)
from forwhom.page.place import Links, Place
from forwhom.page.words import prose, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.case import Case
    from forwhom.catalogue import Catalogue
    from forwhom.example import Example
    from forwhom.finding import Fix
    from forwhom.finding_kind import FindingKind
    from forwhom.page.document import Block, Page, Section, Text

_HEADING = re.compile(r"([A-Z][A-Za-z ]{3,40}): +(.+)", re.DOTALL)
FIRES = "Fires"
SILENT = "Stays silent"


def finding_page(kind: FindingKind, catalogue: Catalogue) -> Page:
    """What a finding means, when it fires, and which messages and providers lead to it."""
    links = Links(catalogue)
    examples = kind.examples()
    return page(
        Place(place.FINDINGS, kind.code),
        said(Code(kind.code)),
        paragraph(Strong(sentence(kind.title))),
        *_explanation(kind),
        section("Who changes what", *(block for fix in kind.fixes for block in _fix(fix))),
        section("In the checklist", paragraph(_checklist(kind, links))),
        section(FIRES, bullets(_example(one) for one in examples if one.fires)),
        section(SILENT, bullets(_example(one) for one in examples if not one.fires)),
        section("Messages that can mean it", bullets(_messages(kind, links))),
        section("Providers where it is usual", bullets(_mistakes(kind, links))),
        section("Standards", bullets(prose(str(reference)) for reference in kind.references)),
    )


def meaning(kind: FindingKind, links: Links) -> Section | None:
    """What a finding is, in short, for a page that leads to it."""
    told = next((text for heading, text in _paragraphs(kind) if heading == "What it means"), "")
    return section(
        links.finding(kind.code),
        paragraph(Strong(sentence(kind.title))),
        paragraph(sentence(told)),
        bullets(said(at(fix), prose(fix.text), ".") for fix in kind.fixes),
        level=3,
        anchor=kind.code,
    )


def at(fix: Fix) -> Text:
    """Who acts on a fix."""
    return said(f"At the {fix.party.replace('-', ' ')}: ")


def _paragraphs(kind: FindingKind) -> Iterator[tuple[str, str]]:
    """The paragraphs after the title, each with the heading that it names itself, or none."""
    for text in kind.explanation.strip().split("\n\n")[1:]:
        match = _HEADING.match(text.strip())
        yield (match[1], match[2]) if match else ("", text)


def _explanation(kind: FindingKind) -> Iterator[Block | None]:
    for heading, text in _paragraphs(kind):
        yield section(heading, Paragraph(sentence(text))) if heading else Paragraph(prose(text))


def _fix(fix: Fix) -> Iterator[Block]:
    yield paragraph(at(fix), prose(fix.text), ".")
    if fix.snippet:
        yield Fence(fix.snippet.language, fix.snippet.code)


def _checklist(kind: FindingKind, links: Links) -> Text:
    line = said("It stands on the line ", Emphasis(kind.topic.value), ".")
    if kind.silences:
        silenced = links.findings(kind.silences)
        line = said(line, " Where it is found, ", silenced, " is not reported beside it, being explained by it.")
    silencers = tuple(one.code for one in links.catalogue.kinds.values() if kind.code in one.silences)
    if silencers:
        line = said(line, " It is not reported beside ", links.findings(silencers), ", which explain it.")
    return line


def _example(example: Example) -> Text:
    evidence = listed(_evidence(example.case), "; ")
    return said(prose(example.note), *((": ", evidence) if evidence else ()))


def _evidence(case: Case) -> Iterator[Text]:
    token, audiences = case.token, case.expectation.audiences
    if token and token.header:
        yield said("JOSE header ", _json(token.header))
    if token and token.claims:
        yield said("claims ", _json(token.claims))
    if audiences is NONE_CONFIGURED:
        yield said("no audience configured")
    elif audiences is not UNKNOWN:
        yield said("expected ", listed((said(_json(value)) for value in case.expectation.values), " or "))
    if case.expectation.issuers:
        yield said("expected issuer ", listed((said(_json(value)) for value in case.expectation.issuers), " or "))
    if case.error:
        yield said("text ", Code(case.error))
    if case.verifier:
        yield said("verifier ", Code(case.verifier))
    if case.provider:
        yield said("provider ", Code(case.provider))
    if case.now is not None:
        yield said(f"at {case.now:.0f}")


def _json(value: object) -> Code:
    """The value as JSON; what cannot be printed is shown as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return Code("".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text))


def _messages(kind: FindingKind, links: Links) -> list[Text]:
    """The texts that can mean it, each once, with the verifiers that print it; those that usually do come first."""
    texts: dict[tuple[bool, str], list[str]] = {}
    for verifier in links.catalogue.verifiers.values():
        for message in verifier.messages:
            if kind.code in message.codes:
                texts.setdefault((message.codes[0] != kind.code, message.template), []).append(verifier.id)
    return [
        said(
            links.message(text),
            ", among other things" if second else "",
            ": ",
            listed(links.verifier(one) for one in dict.fromkeys(verifiers)),
        )
        for (second, text), verifiers in sorted(
            texts.items(), key=lambda item: (item[0][0], item[0][1].lower(), item[0])
        )
    ]


def _mistakes(kind: FindingKind, links: Links) -> list[Text]:
    return [
        said(links.provider(provider.id), ": ", prose(mistake.text))
        for provider in links.catalogue.providers.values()
        for mistake in provider.mistakes
        if mistake.code == kind.code
    ]
