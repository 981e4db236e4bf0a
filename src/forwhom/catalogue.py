"""The whole catalogue: every verifier, provider and finding kind, and the phrasebook of all messages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from forwhom import built, phrasebook
from forwhom.finding_kind import FindingKind
from forwhom.folder import entry, load, stem
from forwhom.phrasebook import Phrase, Phrasebook
from forwhom.provider import Provider
from forwhom.record import dataclass
from forwhom.shelf import Shelf
from forwhom.verifier import Verifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.built import Built


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that is known, by id or code. `names` leads from ids and aliases to ids of verifiers."""

    verifiers: Mapping[str, Verifier]
    providers: Mapping[str, Provider]
    kinds: Mapping[str, FindingKind]
    phrasebook: Phrasebook
    names: Mapping[str, str]

    def verifier(self, name: str | None) -> Verifier | None:
        """The verifier of this id, alias or product name, in any letter case; `None` when it is not known."""
        return self.verifiers.get(self.names.get(slug(name), "")) if name else None


def slug(name: str) -> str:
    """The form in which names of verifiers are compared: lower case, words joined by hyphens."""
    return "-".join(name.lower().replace("_", "-").replace(".", "-").split())


@cache
def catalogue() -> Catalogue:
    """The catalogue that forwhom ships with, loaded once: in its built form, where there is one."""
    ready = built.read()
    return unpacked(ready) if ready else from_modules()


def from_modules() -> Catalogue:
    """The catalogue that the modules of the entries make up, each of them imported."""
    return of(
        load("forwhom.verifiers", "VERIFIER", Verifier, "id"),
        load("forwhom.providers", "PROVIDER", Provider, "id"),
        load("forwhom.findings", "KIND", FindingKind, "code"),
    )


def of(
    verifiers: Mapping[str, Verifier], providers: Mapping[str, Provider], kinds: Mapping[str, FindingKind]
) -> Catalogue:
    """A catalogue of these entries. An id wins over an alias, an alias over a product name."""
    names: dict[str, str] = {}
    for verifier in verifiers.values():
        names.setdefault(slug(verifier.name), verifier.id)
    for verifier in verifiers.values():
        names.update(dict.fromkeys(map(slug, verifier.aliases), verifier.id))
    names.update({verifier: verifier for verifier in verifiers})
    return Catalogue(
        verifiers=verifiers,
        providers=providers,
        kinds=kinds,
        phrasebook=phrasebook.build(verifiers.values()),
        names=names,
    )


def unpacked(ready: Built) -> Catalogue:
    """The catalogue of the built form, of which an entry is unpacked when it is first asked for."""
    verifiers = Shelf(ready.verifiers, lambda name: built.unpickled(ready.verifiers[name], Verifier))
    phrases = tuple(Phrase(*one) for one in ready.phrases)
    return Catalogue(
        verifiers=verifiers,
        providers=Shelf(ready.providers, lambda name: built.unpickled(ready.providers[name], Provider)),
        kinds=Shelf(ready.kinds, lambda code: entry("forwhom.findings", stem(code), "KIND", FindingKind, "code")),
        phrasebook=Phrasebook(verifiers, phrases, ready.hints, ready.bases),
        names=ready.names,
    )
