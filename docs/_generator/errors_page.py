"""The index of every message text that the catalogue knows."""

from __future__ import annotations

from itertools import groupby

from docs._generator import target
from docs._generator.markdown import bullets, code, page, prose, section
from docs._generator.target import Links
from forwhom.catalogue import Catalogue
from forwhom.verifier import Message


def errors_page(catalogue: Catalogue) -> str:
    """All texts in alphabetical order, each with the verifiers that print it and the findings that it can mean."""
    links = Links(target.ERRORS, catalogue)
    texts: dict[str, list[tuple[str, Message]]] = {}
    for verifier in catalogue.verifiers.values():
        for message in verifier.messages:
            texts.setdefault(message.template, []).append((verifier.id, message))
    ordered = sorted(texts, key=lambda text: (_key(text), text))
    return page(
        "Every error text",
        f"{len(texts)} texts of {len(catalogue.verifiers)} verifiers. Search this page for the words that you see. "
        "A name in braces, as in `{found}`, stands for a value, so search for the words around it. "
        "After each text: who prints it, and what it can mean, most usual first.",
        *(
            section(initial, bullets(_item(text, texts[text], links) for text in group))
            for initial, group in groupby(ordered, key=_initial)
        ),
    )


def _item(text: str, printed: list[tuple[str, Message]], links: Links) -> str:
    means: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for verifier, message in printed:
        means.setdefault(message.codes, {}).setdefault(verifier, []).append(message.versions)
    told = "; ".join(
        ", ".join(links.verifier(verifier) + _versions(versions) for verifier, versions in verifiers.items())
        + (f" → {links.findings(codes)}" if codes else "")
        for codes, verifiers in means.items()
    )
    return f"{code(text)}: {told}"


def _versions(versions: list[str]) -> str:
    """The versions that print a text, or nothing when the one that is described does."""
    return "" if "" in versions else f" ({prose(', '.join(dict.fromkeys(versions)))})"


def _key(text: str) -> str:
    """What the text is sorted by: its letters, from the first letter on."""
    return text.lower().lstrip("".join(sign for sign in set(text) if not sign.isalpha()))


def _initial(text: str) -> str:
    key = _key(text)
    return key[0].upper() if key else "Signs"
