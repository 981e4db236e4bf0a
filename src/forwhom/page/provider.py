"""The page of one provider."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from forwhom.classic import EXPECTED
from forwhom.page import place
from forwhom.page.document import Code, Fence, bullets, codes, facts, page, paragraph, said, section, table
from forwhom.page.finding import at
from forwhom.page.place import Links, Place
from forwhom.page.verifier import introduction
from forwhom.page.words import NOT_CHECKED, clause, known, prose, sentence, source
from forwhom.provider import checked
from forwhom.remedy import filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forwhom.catalogue import Catalogue
    from forwhom.page.document import Block, Page, Text
    from forwhom.provider import Provider, TokenShape

CLIENT_ID = "CLIENT_ID"


def provider_page(provider: Provider, catalogue: Catalogue) -> Page:
    """Everything that the catalogue knows of one provider."""
    links = Links(catalogue)
    return page(
        Place(place.PROVIDERS, provider.id),
        prose(provider.name),
        *introduction("forwhom.providers", provider.id),
        _facts(provider),
        section("Its issuers", *_issuers(provider)),
        section(prose("What `aud` is, by kind of token"), *_tokens(provider)),
        section(
            "Audiences that nobody asked for",
            bullets(
                said(Code(one.pattern), ": ", prose(one.text), _mark(provider, "defaults", number))
                for number, one in enumerate(provider.defaults)
            ),
        ),
        section("Audiences of its own services", bullets(_resources(provider))),
        section(
            "What goes wrong",
            bullets(
                said(links.finding(one.code), ": ", prose(one.text), _mark(provider, "mistakes", number))
                for number, one in enumerate(provider.mistakes)
            ),
        ),
        section(
            "How to get the audience that is needed",
            *(block for number in range(len(provider.fixes)) for block in _fix(provider, number)),
        ),
        section("How it is recognised without its issuer", bullets(_marks(provider))),
        section(
            "Notes",
            bullets(
                said(sentence(note), _mark(provider, "notes", number)) for number, note in enumerate(provider.notes)
            ),
        ),
        section("Sources", bullets(map(source, provider.sources))),
    )


def _facts(provider: Provider) -> Block:
    return facts(
        {
            "id": said(Code(provider.id)),
            "other names": codes((*provider.aliases, *provider.families)),
            "client ids look like": said(Code(provider.client_id_pattern)) if provider.client_id_pattern else (),
            "how this is known": said(known(provider.basis)),
        }
    )


def _issuers(provider: Provider) -> Iterator[Block]:
    yield paragraph("They match ", Code(provider.issuer_pattern), _mark(provider, "issuer_pattern"), ", for example:")
    yield bullets(said(Code(one)) for one in provider.issuer_examples)
    if not provider.issuer_specific:
        yield paragraph("Other providers' issuers may look the same, so the issuer alone does not tell.")


def _tokens(provider: Provider) -> Iterator[Block]:
    rows = (
        [shape.kind.value, said(prose(shape.audience), _mark(provider, "tokens", number, "audience"))]
        for number, shape in enumerate(provider.tokens)
    )
    yield table(["token", "audience"], rows)
    for shape in provider.tokens:
        if shape.example:
            yield from _example(shape)


def _example(shape: TokenShape) -> Iterator[Block]:
    title = said(f"Claims of such {'an' if shape.kind[0] in 'aeiouI' else 'a'} {shape.kind}")
    if shape.header:
        title = said(title, ", with the JOSE header ", Code(json.dumps(shape.header, ensure_ascii=False)))
    yield paragraph(title, ":")
    yield Fence("json", json.dumps(shape.example, indent=2, ensure_ascii=False))


def _resources(provider: Provider) -> Iterator[Text]:
    for number, one in enumerate(provider.resources):
        values = codes((*one.values, *filter(None, (one.pattern,))))
        yield said(clause(one.name), ": ", values, _mark(provider, "resources", number))


def _fix(provider: Provider, number: int) -> Iterator[Block]:
    fix = provider.fixes[number]
    yield paragraph(at(fix), prose(fix.text), _mark(provider, "fixes", number), ".")
    if fix.snippet:
        values = {"audience": EXPECTED, "client_id": CLIENT_ID, "issuer": provider.issuer_examples[0]}
        snippet = filled(fix.snippet, values)
        yield Fence(snippet.language, snippet.code)


def _marks(provider: Provider) -> Iterator[Text]:
    yield from _patterns(provider, "only_with", "without which it is not this one", provider.only_with)
    yield from _patterns(provider, "marks", "enough by itself", provider.marks)
    yield from _patterns(provider, "traits", "together with others", provider.traits)


def _patterns(provider: Provider, kind: str, weight: str, patterns: Mapping[str, str]) -> Iterator[Text]:
    for name, pattern in patterns.items():
        like = said(" like ", Code(pattern)) if pattern else ()
        yield said(Code(name), like, f" ({weight})", _mark(provider, "recognised_by", kind, name))


def _mark(provider: Provider, *path: str | int) -> Text:
    """The mark of a statement that is general knowledge."""
    return () if checked(provider, *path) else NOT_CHECKED
