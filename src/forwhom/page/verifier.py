"""The page of one verifier."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from forwhom import snippet
from forwhom.classic import CLASSICS, EXPECTED, ISSUER
from forwhom.folder import docstring, stem
from forwhom.page import place
from forwhom.page.document import (
    Code,
    Fence,
    Paragraph,
    Strong,
    bullets,
    codes,
    facts,
    listed,
    numbered,
    page,
    paragraph,
    said,
    section,
    table,
)
from forwhom.page.place import Links, Place
from forwhom.page.words import NOT_CHECKED, known, prose, sentence, source
from forwhom.verifier import ACCEPT, REFUSE, Combine, Message, Outcome, Seen, Verifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.catalogue import Catalogue
    from forwhom.page.document import Block, Page, Section, Text
    from forwhom.prediction import Prediction

_SEEN = {
    Seen.REFUSED: ("It looks like ", "."),
    Seen.ACCEPTED: ("It lets a token in where ", " should be reported."),
    Seen.WORDED: ("Its words are those of ", "."),
}


def verifier_page(verifier: Verifier, catalogue: Catalogue) -> Page:
    """Everything that the catalogue knows of one verifier."""
    links = Links(catalogue)
    return page(
        Place(place.VERIFIERS, verifier.id),
        prose(verifier.name),
        *introduction("forwhom.verifiers", verifier.id),
        _facts(verifier, links),
        section("How it compares", bullets(_comparison(verifier))),
        section(
            "What it does with an audience",
            paragraph(
                "The expected audience is ",
                Code(EXPECTED),
                " unless a row says otherwise; everything else is in order.",
            ),
            table(["when", "then"], ([prose(one.text), then(one.predict(verifier))] for one in CLASSICS)),
        ),
        section("The order of its checks", *_order(verifier)),
        section("Where the audience is set", _setting(verifier), *_recipe(verifier)),
        section("The switch not to use", _switch(verifier)),
        section("To see the values that it hides", Paragraph(sentence(verifier.reveal))),
        section("Its messages", *_messages(verifier, links)),
        section("Known limits", bullets(_limits(verifier, links))),
        section("Notes", bullets(map(sentence, verifier.notes))),
        section("Sources", bullets(map(source, verifier.sources))),
    )


def introduction(package: str, identifier: str) -> Iterator[Block]:
    """What the entry's docstring says is peculiar about it, without the line that names its source."""
    for text in docstring(package, stem(identifier)).split("\n\n"):
        if not text.startswith("Source:"):
            yield Paragraph(prose(text))


def _facts(verifier: Verifier, links: Links) -> Block:
    return facts(
        {
            "id": said(Code(verifier.id)),
            "other names": codes(verifier.aliases),
            "kind": listed(filter(None, (said(verifier.kind), prose(verifier.language)))),
            "version described": prose(verifier.versions),
            "how this is known": said(known(verifier.basis)),
            "builds on": links.verifier(verifier.builds_on) if verifier.builds_on else (),
            "takes": said(f"{verifier.takes}s") if verifier.takes else (),
            "takes tokens of": listed(map(links.provider, verifier.providers)),
        }
    )


def _comparison(verifier: Verifier) -> Iterator[Text]:
    rules = verifier.audience
    if rules.mismatch is ACCEPT:
        yield said("It does not hold the audience against anything: a token for any service passes.")
        return
    yield sentence(f"It compares {rules.compare.text}")
    if rules.combine is Combine.ALL:
        yield said("The token has to name every configured audience, not one of them.")
    elif rules.several is None:
        yield said("One configured audience that the token names is enough.")
    else:
        yield said("More than one configured audience is not supported: ", _outcome(rules.several), ".")
    if rules.string_only:
        yield said("An array, even of one audience, is not taken: ", _outcome(rules.string_only), ".")
    if rules.empty_setting is ACCEPT:
        yield said("An audience configured as the empty string switches the check off without a word.")
    if rules.decide:
        yield said("A rule of its own comes before all this; the table and the notes show what it does.")
    if not {"compare", "combine", "several", "string_only", "empty_setting"}.isdisjoint(verifier.inferred):
        yield said("Not all of this was checked: some of it follows from its other rules.")


def _outcome(outcome: Outcome) -> Text:
    if outcome is REFUSE:
        return said("rejected, without a text that is published")
    return said(Code(outcome.template)) if isinstance(outcome, Message) else said("accepted")


def then(prediction: Prediction) -> Text:
    """What the verifier does, in its own words where it has some."""
    status = f" (HTTP {prediction.status})" if prediction.status else ""
    told = said(prediction.outcome) if prediction.message is None else said(Code(prediction.message), status)
    return said(told, NOT_CHECKED if prediction.inferred else ())


def _order(verifier: Verifier) -> Iterator[Block]:
    yield numbered(
        said(f"{check}: ", _outcome(verifier.failures[check])) if check in verifier.failures else said(check.value)
        for check in verifier.order
    )
    if "order" in verifier.inferred:
        yield paragraph("The order was not checked.")
    if verifier.in_token_order:
        yield paragraph("Checks of a claim run in the order in which the claims stand in the token.")
    if verifier.reports_all:
        yield paragraph("It reports all failures at once: ", Code(verifier.reports_all), ".")
    else:
        yield paragraph("It stops at the first failure, so each of these hides those after it.")


def _setting(verifier: Verifier) -> Block:
    keys = codes(verifier.setting.keys)
    name = verifier.setting.name
    return paragraph(
        said(Code(name), ".") if name in verifier.setting.keys else sentence(name),
        said(" In code and configuration it goes by ", keys, ".") if keys else (),
        said(" It is an argument of ", codes(verifier.setting.calls), ".") if verifier.setting.calls else (),
        said(" Whoever calls, it expects ", codes(verifier.own), ".") if verifier.own else (),
    )


def _recipe(verifier: Verifier) -> tuple[Block, ...]:
    filled = snippet.render(verifier.recipe, (EXPECTED,), ISSUER)
    party = verifier.recipe.party or "resource-server"
    who = f"At the {party.replace('-', ' ')}: "
    return paragraph(who, prose(verifier.recipe.text), "."), Fence(filled.language, filled.code)


def _switch(verifier: Verifier) -> Block | None:
    if not verifier.switch:
        return None
    return paragraph(
        Strong(said("Do not use:")),
        " ",
        prose(verifier.switch),
        ". It lets a token that was issued for another service in. Where it is set, set the expected audience instead.",
    )


def _messages(verifier: Verifier, links: Links) -> Iterator[Section | None]:
    """A section for each message; where two have the same words, the first has the anchor that other pages link to."""
    taken: Counter[str] = Counter()
    for message in verifier.messages:
        name = place.slug(message.template)
        taken[name] += 1
        yield _message(message, links, name if taken[name] == 1 else f"{name}-{taken[name]}")


def _message(message: Message, links: Links, anchor: str) -> Section | None:
    values = {
        "can mean": links.findings(message.codes),
        "check": said(message.check.value),
        "HTTP status": said(str(message.status or "")),
        "exception": said(Code(message.exception)) if message.exception else (),
        "printed in": prose(message.where),
        "versions": prose(message.versions),
        "how this is known": said(known(message.basis)) if message.basis else (),
    }
    return section(
        said(Code(message.template)),
        bullets(said(f"{name}: ", value) for name, value in values.items() if value),
        Paragraph(prose(message.note)),
        Fence("text", message.sample) if message.sample.strip() != message.template else None,
        level=3,
        anchor=anchor,
    )


def _limits(verifier: Verifier, links: Links) -> Iterator[Text]:
    for limit in verifier.limits:
        before, after = _SEEN[limit.seen]
        yield listed(
            filter(
                None,
                (
                    said("(", prose(limit.versions), ")") if limit.versions else (),
                    sentence(limit.text),
                    said(before, links.finding(limit.symptom), after) if limit.symptom else (),
                    said("Source: ", source(limit.source)) if limit.source else (),
                ),
            ),
            " ",
        )
