"""The page of one verifier."""

from __future__ import annotations

import inspect
import sys

from docs._generator import basis, target
from docs._generator.markdown import bullets, code, fence, numbered, page, prose, section, sentence, source, table
from docs._generator.target import Links
from forwhom import snippet
from forwhom.catalogue import Catalogue
from forwhom.classic import CLASSICS, EXPECTED, ISSUER
from forwhom.folder import stem
from forwhom.prediction import Prediction
from forwhom.verifier import ACCEPT, REFUSE, Combine, Message, Outcome, Seen, Verifier

_SEEN = {
    Seen.REFUSED: "It looks like {}.",
    Seen.ACCEPTED: "It lets a token in where {} should be reported.",
    Seen.WORDED: "Its words are those of {}.",
}


def verifier_page(verifier: Verifier, catalogue: Catalogue) -> str:
    """Everything that the catalogue knows of one verifier."""
    links = Links(target.verifier(verifier.id), catalogue)
    return page(
        prose(verifier.name),
        *_introduction(verifier),
        _facts(verifier, links),
        section("How it compares", bullets(_comparison(verifier))),
        section(
            "What it does with an audience",
            f"The expected audience is {code(EXPECTED)} unless a row says otherwise; everything else is in order.",
            table(["when", "then"], ([prose(one.text), _then(one.predict(verifier))] for one in CLASSICS)),
        ),
        section("The order of its checks", *_order(verifier)),
        section("Where the audience is set", _setting(verifier), _recipe(verifier)),
        section("The switch not to use", _switch(verifier)),
        section("To see the values that it hides", sentence(verifier.reveal)),
        section("Its messages", *(_message(message, links) for message in verifier.messages)),
        section("Known limits", bullets(_limits(verifier, links))),
        section("Notes", bullets(map(sentence, verifier.notes))),
        section("Sources", bullets(map(source, verifier.sources))),
    )


def _introduction(verifier: Verifier) -> list[str]:
    """What the entry's docstring says is peculiar about it, without the line that names its source."""
    text = inspect.getdoc(sys.modules.get(f"forwhom.verifiers.{stem(verifier.id)}")) or ""
    return [prose(paragraph) for paragraph in text.split("\n\n") if not paragraph.startswith("Source:")]


def _facts(verifier: Verifier, links: Links) -> str:
    facts = {
        "id": code(verifier.id),
        "other names": ", ".join(map(code, verifier.aliases)),
        "kind": ", ".join(filter(None, (verifier.kind, prose(verifier.language)))),
        "version described": prose(verifier.versions),
        "how this is known": basis.words(verifier.basis),
        "builds on": links.verifier(verifier.builds_on) if verifier.builds_on else "",
        "takes": f"{verifier.takes}s" if verifier.takes else "",
        "takes tokens of": ", ".join(map(links.provider, verifier.providers)),
    }
    return table(["", ""], ([f"**{name}**", value] for name, value in facts.items() if value))


def _comparison(verifier: Verifier) -> list[str]:
    rules = verifier.audience
    if rules.mismatch is ACCEPT:
        return ["It does not hold the audience against anything: a token for any service passes."]
    lines = [sentence(f"It compares {rules.compare.text}")]
    if rules.combine is Combine.ALL:
        lines.append("The token has to name every configured audience, not one of them.")
    elif rules.several is None:
        lines.append("One configured audience that the token names is enough.")
    else:
        lines.append(f"More than one configured audience is not supported: {_outcome(rules.several)}.")
    if rules.string_only:
        lines.append(f"An array, even of one audience, is not taken: {_outcome(rules.string_only)}.")
    if rules.empty_setting is ACCEPT:
        lines.append("An audience configured as the empty string switches the check off without a word.")
    if rules.decide:
        lines.append("A rule of its own comes before all this; the table and the notes show what it does.")
    if not {"compare", "combine", "several", "string_only", "empty_setting"}.isdisjoint(verifier.inferred):
        lines.append("Not all of this was checked: some of it follows from its other rules.")
    return lines


def _outcome(outcome: Outcome) -> str:
    if outcome is REFUSE:
        return "rejected, without a text that is published"
    return code(outcome.template) if isinstance(outcome, Message) else "accepted"


def _then(prediction: Prediction) -> str:
    status = f" (HTTP {prediction.status})" if prediction.status else ""
    told = prediction.outcome if prediction.message is None else f"{code(prediction.message)}{status}"
    return told + (basis.NOT_CHECKED if prediction.inferred else "")


def _order(verifier: Verifier) -> list[str]:
    blocks = [
        numbered(
            f"{check}: {_outcome(verifier.failures[check])}" if check in verifier.failures else f"{check}"
            for check in verifier.order
        )
    ]
    if "order" in verifier.inferred:
        blocks.append("The order was not checked.")
    if verifier.in_token_order:
        blocks.append("Checks of a claim run in the order in which the claims stand in the token.")
    if verifier.reports_all:
        blocks.append(f"It reports all failures at once: {code(verifier.reports_all)}.")
    else:
        blocks.append("It stops at the first failure, so each of these hides those after it.")
    return blocks


def _setting(verifier: Verifier) -> str:
    keys = ", ".join(map(code, verifier.setting.keys))
    name = verifier.setting.name
    return (f"{code(name)}." if name in verifier.setting.keys else sentence(name)) + (
        f" In code and configuration it goes by {keys}." if keys else ""
    )


def _recipe(verifier: Verifier) -> str:
    filled = snippet.render(verifier.recipe, (EXPECTED,), ISSUER)
    party = verifier.recipe.party or "resource-server"
    who = f"At the {party.replace('-', ' ')}:"
    return f"{who} {prose(verifier.recipe.text)}.\n\n{fence(filled.language, filled.code)}"


def _switch(verifier: Verifier) -> str:
    if not verifier.switch:
        return ""
    return (
        f"**Do not use:** {prose(verifier.switch)}. It lets a token that was issued for another service in. "
        "Where it is set, set the expected audience instead."
    )


def _message(message: Message, links: Links) -> str:
    facts = {
        "can mean": links.findings(message.codes),
        "check": message.check,
        "HTTP status": str(message.status or ""),
        "exception": code(message.exception) if message.exception else "",
        "printed in": prose(message.where),
        "versions": prose(message.versions),
        "how this is known": basis.words(message.basis) if message.basis else "",
    }
    lines = [f"### {code(message.template)}", bullets(f"{name}: {value}" for name, value in facts.items() if value)]
    if message.note:
        lines.append(prose(message.note))
    if message.sample.strip() != message.template:
        lines.append(fence("text", message.sample))
    return "\n\n".join(lines)


def _limits(verifier: Verifier, links: Links) -> list[str]:
    return [
        " ".join(
            filter(
                None,
                (
                    f"({prose(limit.versions)})" if limit.versions else "",
                    sentence(limit.text),
                    _SEEN[limit.seen].format(links.finding(limit.symptom)) if limit.symptom else "",
                    f"Source: {source(limit.source)}" if limit.source else "",
                ),
            )
        )
        for limit in verifier.limits
    ]
