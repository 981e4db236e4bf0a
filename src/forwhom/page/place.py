"""Where each page stands: addresses that never change, made of an id of the catalogue or of the words of a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.page.document import Code, Link, listed, said
from forwhom.page.words import prose
from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forwhom.catalogue import Catalogue
    from forwhom.page.document import Text

FINDINGS = "findings"
VERIFIERS = "verifiers"
PROVIDERS = "providers"
MESSAGES = "messages"
MATRIX = "matrix"
CATALOGUE = "catalogue"
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 96


@dataclass(frozen=True, slots=True)
class Place:
    """A page: the folder, the id in it (empty for the page that lists the folder), and a heading on the page."""

    folder: str
    id: str = ""
    anchor: str = ""

    @property
    def path(self) -> str:
        """The folder of the page below the top of the site, with a slash at the end."""
        return f"{self.folder}/{self.id}/" if self.id else f"{self.folder}/"


def slug(text: str) -> str:
    """The words of a text in lower case, joined by hyphens; those that do not fit are left out, the first never.

    Two messages that differ in letter case or punctuation alone have one slug, and share a page.
    """
    found = ""
    for word in _WORD.findall(text.lower()):
        longer = f"{found}-{word}" if found else word
        if len(longer) > _LONGEST:
            break
        found = longer
    return found or "signs"


def message(template: str) -> Place:
    """The page of an error text."""
    return Place(MESSAGES, slug(template))


@dataclass(frozen=True, slots=True)
class Links:
    """The links that a page can make."""

    catalogue: Catalogue

    def finding(self, identifier: str) -> Text:
        """A link to a finding, or its code alone when it has no page."""
        label = said(Code(identifier))
        return said(Link(label, Place(FINDINGS, identifier))) if identifier in self.catalogue.kinds else label

    def findings(self, codes: Iterable[str]) -> Text:
        """Links to several findings, in this order."""
        return listed(map(self.finding, codes))

    def verifier(self, identifier: str, anchor: str = "") -> Text:
        """A link to a verifier under its name, or its id alone when it has no page."""
        known = self.catalogue.verifiers.get(identifier)
        place = Place(VERIFIERS, identifier, anchor)
        return said(Link(prose(known.name), place)) if known else said(Code(identifier))

    def message(self, template: str) -> Text:
        """A link to an error text."""
        return said(Link(said(Code(template)), message(template)))

    def provider(self, identifier: str) -> Text:
        """A link to a provider under its name, or its id alone when it has no page."""
        known = self.catalogue.providers.get(identifier)
        return said(Link(prose(known.name), Place(PROVIDERS, identifier))) if known else said(Code(identifier))
