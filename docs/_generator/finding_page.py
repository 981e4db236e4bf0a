"""The page of one kind of finding."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from docs._generator import target
from docs._generator.markdown import bullets, code, fence, page, prose, section, sentence
from docs._generator.target import Links
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN
from forwhom.case import Case
from forwhom.catalogue import Catalogue
from forwhom.example import Example
from forwhom.finding import Fix
from forwhom.finding_kind import FindingKind

_HEADING = re.compile(r"([A-Z][A-Za-z ]{3,40}): +(.+)", re.DOTALL)


def finding_page(kind: FindingKind, catalogue: Catalogue) -> str:
    """What a finding means, when it fires, and which messages and providers lead to it."""
    links = Links(target.finding(kind.code), catalogue)
    examples = kind.examples()
    return page(
        code(kind.code),
        f"**{sentence(kind.title)}**",
        *_explanation(kind),
        section("Who changes what", *(_fix(fix) for fix in kind.fixes)),
        section("In the checklist", _checklist(kind, links)),
        section("Fires", bullets(_example(one) for one in examples if one.fires)),
        section("Stays silent", bullets(_example(one) for one in examples if not one.fires)),
        section("Messages that can mean it", bullets(_messages(kind, links))),
        section("Providers where it is usual", bullets(_mistakes(kind, links))),
        section("Standards", bullets(prose(str(reference)) for reference in kind.references)),
    )


def _explanation(kind: FindingKind) -> Iterator[str]:
    """The paragraphs after the title, each under the heading that it names itself."""
    for paragraph in kind.explanation.strip().split("\n\n")[1:]:
        if match := _HEADING.match(paragraph.strip()):
            yield f"## {match[1]}"
            yield sentence(match[2])
        else:
            yield prose(paragraph)


def _fix(fix: Fix) -> str:
    text = f"At the {fix.party.replace('-', ' ')}: {prose(fix.text)}."
    return f"{text}\n\n{fence(fix.snippet.language, fix.snippet.code)}" if fix.snippet else text


def _checklist(kind: FindingKind, links: Links) -> str:
    line = f"It stands on the line *{kind.topic}*."
    if kind.silences:
        line += f" Where it is found, {links.findings(kind.silences)} is not reported beside it, being explained by it."
    silencers = tuple(one.code for one in links.catalogue.kinds.values() if kind.code in one.silences)
    if silencers:
        line += f" It is not reported beside {links.findings(silencers)}, which explain it."
    return line


def _example(example: Example) -> str:
    evidence = "; ".join(_evidence(example.case))
    return f"{prose(example.note)}{f': {evidence}' if evidence else ''}"


def _evidence(case: Case) -> Iterator[str]:
    token, audiences = case.token, case.expectation.audiences
    if token and token.header:
        yield f"JOSE header {_json(token.header)}"
    if token and token.claims:
        yield f"claims {_json(token.claims)}"
    if audiences is NONE_CONFIGURED:
        yield "no audience configured"
    elif audiences is not UNKNOWN:
        yield f"expected {' or '.join(_json(value) for value in case.expectation.values)}"
    if case.expectation.issuers:
        yield f"expected issuer {' or '.join(_json(value) for value in case.expectation.issuers)}"
    if case.error:
        yield f"text {code(case.error)}"
    if case.verifier:
        yield f"verifier {code(case.verifier)}"
    if case.provider:
        yield f"provider {code(case.provider)}"
    if case.now is not None:
        yield f"at {case.now:.0f}"


def _json(value: object) -> str:
    """The value as JSON; what cannot be printed is shown as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return code("".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text))


def _messages(kind: FindingKind, links: Links) -> list[str]:
    """The texts that can mean it, each once, with the verifiers that print it; those that usually do come first."""
    texts: dict[tuple[bool, str], list[str]] = {}
    for verifier in links.catalogue.verifiers.values():
        for message in verifier.messages:
            if kind.code in message.codes:
                texts.setdefault((message.codes[0] != kind.code, message.template), []).append(verifier.id)
    return [
        f"{code(text)}{', among other things' if second else ''}: "
        + ", ".join(links.verifier(one) for one in dict.fromkeys(verifiers))
        for (second, text), verifiers in sorted(
            texts.items(), key=lambda item: (item[0][0], item[0][1].lower(), item[0])
        )
    ]


def _mistakes(kind: FindingKind, links: Links) -> list[str]:
    return [
        f"{links.provider(provider.id)}: {prose(mistake.text)}"
        for provider in links.catalogue.providers.values()
        for mistake in provider.mistakes
        if mistake.code == kind.code
    ]
