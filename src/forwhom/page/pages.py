"""Every page of the catalogue by where it stands, each made when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from forwhom.page import message, place
from forwhom.page.finding import finding_page
from forwhom.page.index import catalogue_page, findings_page, providers_page, verifiers_page
from forwhom.page.matrix import matrix_page
from forwhom.page.place import Place
from forwhom.page.provider import provider_page
from forwhom.page.verifier import verifier_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.catalogue import Catalogue
    from forwhom.page.document import Page


def pages(catalogue: Catalogue) -> dict[Place, Callable[[], Page]]:
    """What makes each page. The same catalogue gives the same pages."""
    made: dict[Place, Callable[[], Page]] = {}
    for code in catalogue.kinds:
        made[Place(place.FINDINGS, code)] = partial(_finding, code, catalogue)
    for name in catalogue.verifiers:
        made[Place(place.VERIFIERS, name)] = partial(_verifier, name, catalogue)
    for name in catalogue.providers:
        made[Place(place.PROVIDERS, name)] = partial(_provider, name, catalogue)
    for slug, printed in message.by_slug(catalogue).items():
        made[Place(place.MESSAGES, slug)] = partial(message.message_page, printed, catalogue)
    made[Place(place.CATALOGUE)] = partial(catalogue_page, catalogue)
    made[Place(place.FINDINGS)] = partial(findings_page, catalogue)
    made[Place(place.VERIFIERS)] = partial(verifiers_page, catalogue)
    made[Place(place.PROVIDERS)] = partial(providers_page, catalogue)
    made[Place(place.MATRIX)] = partial(matrix_page, catalogue)
    made[Place(place.MESSAGES)] = partial(message.messages_page, catalogue)
    return made


def _finding(code: str, catalogue: Catalogue) -> Page:
    return finding_page(catalogue.kinds[code], catalogue)


def _verifier(name: str, catalogue: Catalogue) -> Page:
    return verifier_page(catalogue.verifiers[name], catalogue)


def _provider(name: str, catalogue: Catalogue) -> Page:
    return provider_page(catalogue.providers[name], catalogue)
