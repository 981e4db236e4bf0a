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
from forwhom.finding import Fix
from forwhom.folder import stem
from forwhom.jwt.json import JsonValue
from forwhom.provider import Provider, TokenShape
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
            bullets(f"{code(one.pattern)}: {prose(one.text)}" for one in provider.defaults),
        ),
        section("Audiences of its own services", bullets(_resources(provider))),
        section(
            "What goes wrong", bullets(f"{links.finding(one.code)}: {prose(one.text)}" for one in provider.mistakes)
        ),
        section("How to get the audience that is needed", *(_fix(fix, provider) for fix in provider.fixes)),
        section("How it is recognised without its issuer", bullets(_marks(provider))),
        section("Notes", bullets(map(sentence, provider.notes))),
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
        f"They match {code(provider.issuer_pattern)}, for example:",
        bullets(map(code, provider.issuer_examples)),
    ]
    if not provider.issuer_specific:
        blocks.append("Other providers' issuers may look the same, so the issuer alone does not tell.")
    return blocks


def _tokens(provider: Provider) -> Iterator[str]:
    yield table(["token", "audience"], ([shape.kind, prose(shape.audience)] for shape in provider.tokens))
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
        for one in provider.resources
    ]


def _fix(fix: Fix, provider: Provider) -> str:
    text = f"At the {fix.party.replace('-', ' ')}: {prose(fix.text)}."
    if not fix.snippet:
        return text
    values = {"audience": EXPECTED, "client_id": "CLIENT_ID", "issuer": provider.issuer_examples[0]}
    snippet = filled(fix.snippet, values)
    return f"{text}\n\n{fence(snippet.language, snippet.code)}"


def _marks(provider: Provider) -> list[str]:
    return [
        *_patterns("without which it is not this one", provider.only_with),
        *_patterns("enough by itself", provider.marks),
        *_patterns("together with others", provider.traits),
    ]


def _patterns(weight: str, patterns: Mapping[str, str]) -> list[str]:
    return [
        f"{code(name)}{f' like {code(pattern)}' if pattern else ''} ({weight})" for name, pattern in patterns.items()
    ]


def _json(value: Mapping[str, JsonValue]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
