"""The page of one provider."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator, Mapping

from docs._generator import basis, target
from docs._generator.markdown import bullets, code, fence, page, prose, section, sentence, source, table
from docs._generator.target import Links
from forwhom.catalogue import Catalogue
from forwhom.classic import EXPECTED
from forwhom.folder import stem
from forwhom.jwt.json import JsonValue
from forwhom.provider import Provider, TokenShape, checked
from forwhom.remedy import filled


def provider_page(provider: Provider, catalogue: Catalogue) -> str:
    """Everything that the catalogue knows of one provider."""
    links = Links(target.provider(provider.id), catalogue)
    return page(
        prose(provider.name),
        *_introduction(provider),
        _facts(provider),
        section("Its issuers", *_issuers(provider)),
        section("What `aud` is, by kind of token", *_tokens(provider)),
        section(
            "Audiences that nobody asked for",
            bullets(
                f"{code(one.pattern)}: {prose(one.text)}{_mark(provider, 'defaults', number)}"
                for number, one in enumerate(provider.defaults)
            ),
        ),
        section("Audiences of its own services", bullets(_resources(provider))),
        section(
            "What goes wrong",
            bullets(
                f"{links.finding(one.code)}: {prose(one.text)}{_mark(provider, 'mistakes', number)}"
                for number, one in enumerate(provider.mistakes)
            ),
        ),
        section(
            "How to get the audience that is needed",
            *(_fix(provider, number) for number in range(len(provider.fixes))),
        ),
        section("How it is recognised without its issuer", bullets(_marks(provider))),
        section(
            "Notes",
            bullets(sentence(note) + _mark(provider, "notes", number) for number, note in enumerate(provider.notes)),
        ),
        section("Sources", bullets(map(source, provider.sources))),
    )


def _introduction(provider: Provider) -> list[str]:
    """What the entry's docstring says of it, without the line that names its source."""
    text = inspect.getdoc(sys.modules.get(f"forwhom.providers.{stem(provider.id)}")) or ""
    return [prose(paragraph) for paragraph in text.split("\n\n") if not paragraph.startswith("Source:")]


def _facts(provider: Provider) -> str:
    facts = {
        "id": code(provider.id),
        "other names": ", ".join(map(code, (*provider.aliases, *provider.families))),
        "client ids look like": code(provider.client_id_pattern) if provider.client_id_pattern else "",
        "how this is known": basis.words(provider.basis),
    }
    return table(["", ""], ([f"**{name}**", value] for name, value in facts.items() if value))


def _issuers(provider: Provider) -> list[str]:
    blocks = [
        f"They match {code(provider.issuer_pattern)}{_mark(provider, 'issuer_pattern')}, for example:",
        bullets(map(code, provider.issuer_examples)),
    ]
    if not provider.issuer_specific:
        blocks.append("Other providers' issuers may look the same, so the issuer alone does not tell.")
    return blocks


def _tokens(provider: Provider) -> Iterator[str]:
    rows = (
        [shape.kind, prose(shape.audience) + _mark(provider, "tokens", number, "audience")]
        for number, shape in enumerate(provider.tokens)
    )
    yield table(["token", "audience"], rows)
    for shape in provider.tokens:
        if shape.example:
            yield _example(shape)


def _example(shape: TokenShape) -> str:
    header = f"JOSE header {code(json.dumps(shape.header, ensure_ascii=False))}" if shape.header else ""
    title = f"Claims of such {'an' if shape.kind[0] in 'aeiouI' else 'a'} {shape.kind}"
    return f"{title}{f', with the {header}' if header else ''}:\n\n{fence('json', _json(shape.example))}"


def _resources(provider: Provider) -> list[str]:
    return [
        f"{sentence(one.name).rstrip('.')}: {', '.join(map(code, (*one.values, *filter(None, (one.pattern,)))))}"
        + _mark(provider, "resources", number)
        for number, one in enumerate(provider.resources)
    ]


def _fix(provider: Provider, number: int) -> str:
    fix = provider.fixes[number]
    text = f"At the {fix.party.replace('-', ' ')}: {prose(fix.text)}{_mark(provider, 'fixes', number)}."
    if not fix.snippet:
        return text
    values = {"audience": EXPECTED, "client_id": "CLIENT_ID", "issuer": provider.issuer_examples[0]}
    snippet = filled(fix.snippet, values)
    return f"{text}\n\n{fence(snippet.language, snippet.code)}"


def _marks(provider: Provider) -> list[str]:
    return [
        *_patterns(provider, "only_with", "without which it is not this one", provider.only_with),
        *_patterns(provider, "marks", "enough by itself", provider.marks),
        *_patterns(provider, "traits", "together with others", provider.traits),
    ]


def _patterns(provider: Provider, kind: str, weight: str, patterns: Mapping[str, str]) -> list[str]:
    return [
        f"{code(name)}{f' like {code(pattern)}' if pattern else ''} ({weight})"
        + _mark(provider, "recognised_by", kind, name)
        for name, pattern in patterns.items()
    ]


def _mark(provider: Provider, *path: str | int) -> str:
    """The mark of a statement that is general knowledge."""
    return "" if checked(provider, *path) else basis.NOT_CHECKED


def _json(value: Mapping[str, JsonValue]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
