"""The pages of error texts: one for each, and the index of all of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from forwhom.page import place
from forwhom.page.document import Code, Fence, Link, bullets, listed, page, paragraph, said, section, table
from forwhom.page.finding import meaning
from forwhom.page.place import Links, Place
from forwhom.page.words import prose, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forwhom.catalogue import Catalogue
    from forwhom.page.document import Page, Span, Text
    from forwhom.verifier import Message, Verifier

#: A message and the verifier that prints it.
Printed = tuple["Verifier", "Message"]


def by_slug(catalogue: Catalogue) -> dict[str, list[Printed]]:
    """Who prints what, by the slug of the text."""
    found: dict[str, list[Printed]] = {}
    for verifier in catalogue.verifiers.values():
        for message in verifier.messages:
            found.setdefault(place.slug(message.template), []).append((verifier, message))
    return found


def message_page(printed: Sequence[Printed], catalogue: Catalogue) -> Page:
    """What an error text means, and who prints it; the same words in other letters or signs are the same text."""
    links = Links(catalogue)
    texts = list(dict.fromkeys(message.template for _, message in printed))
    codes = tuple(dict.fromkeys(code for _, message in printed for code in message.codes))
    samples = dict.fromkeys(message.sample.strip() for _, message in printed if message.sample.strip() not in texts)
    notes = dict.fromkeys(message.note for _, message in printed if message.note)
    verifiers = {verifier.id: verifier for verifier, _ in printed}
    return page(
        place.message(texts[0]),
        said(Code(texts[0])),
        paragraph("It is printed by ", listed(links.verifier(one, place.slug(texts[0])) for one in verifiers), "."),
        paragraph("Also in these letters: ", listed((Code(text),) for text in texts[1:]), ".") if texts[1:] else None,
        section("What it can mean", *(meaning(catalogue.kinds[code], links) for code in codes)),
        section(
            "Who prints it", table(["verifier", "check", "HTTP status", "exception", "versions"], map(_row, printed))
        ),
        section("As it is seen", *(Fence("text", sample) for sample in samples)),
        section("Notes", bullets(map(sentence, notes))),
        section(
            "To see the values that it hides",
            bullets(said(links.verifier(one.id), ": ", prose(one.reveal)) for one in verifiers.values() if one.reveal),
        ),
        section(
            "Where the expected audience is set",
            bullets(
                said(links.verifier(one.id, place.slug("Where the audience is set")), ": ", prose(one.setting.name))
                for one in verifiers.values()
            ),
        ),
    )


def _row(printed: Printed) -> list[str | Text]:
    verifier, message = printed
    name = Link(prose(verifier.name), Place(place.VERIFIERS, verifier.id, place.slug(message.template)))
    exception = said(Code(message.exception)) if message.exception else ""
    return [said(name), message.check.value, str(message.status or ""), exception, prose(message.versions)]


def messages_page(catalogue: Catalogue) -> Page:
    """All texts in alphabetical order, each with the verifiers that print it and the findings that it can mean."""
    links = Links(catalogue)
    texts: dict[str, list[tuple[str, Message]]] = {}
    for verifier in catalogue.verifiers.values():
        for message in verifier.messages:
            texts.setdefault(message.template, []).append((verifier.id, message))
    ordered = sorted(texts, key=lambda text: (_key(text), text))
    return page(
        Place(place.MESSAGES),
        "Every error text",
        paragraph(
            f"{len(texts)} texts of {len(catalogue.verifiers)} verifiers. Search this page for the words that you see. "
            "A name in braces, as in ",
            Code("{found}"),
            ", stands for a value, so search for the words around it. "
            "After each text: who prints it, and the findings that it can mean, most usual first.",
        ),
        *(
            section(initial, bullets(_item(text, texts[text], links) for text in group))
            for initial, group in groupby(ordered, key=_initial)
        ),
    )


def _item(text: str, printed: list[tuple[str, Message]], links: Links) -> Text:
    means: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for verifier, message in printed:
        means.setdefault(message.codes, {}).setdefault(verifier, []).append(message.versions)
    told = listed((_told(codes, verifiers, links) for codes, verifiers in means.items()), "; ")
    return said(links.message(text), ": ", told)


def _told(codes: tuple[str, ...], verifiers: Mapping[str, list[str]], links: Links) -> Text:
    who = listed(said(links.verifier(one), _versions(versions)) for one, versions in verifiers.items())
    # Without links, or the page would be a burden: what is behind the text leads to the findings.
    what: tuple[Span | Text, ...] = (" → ", listed((Code(code),) for code in codes)) if codes else ()
    return said(who, *what)


def _versions(versions: list[str]) -> Text:
    """The versions that print a text, or nothing when the one that is described does."""
    return () if "" in versions else said(" (", prose(", ".join(dict.fromkeys(versions))), ")")


def _key(text: str) -> str:
    """What the text is sorted by: its letters, from the first letter on."""
    return text.lower().lstrip("".join(sign for sign in set(text) if not sign.isalpha()))


def _initial(text: str) -> str:
    key = _key(text)
    return key[0].upper() if key else "Signs"
