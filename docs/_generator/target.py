"""Where the documentation keeps each page of the catalogue."""

from __future__ import annotations

from forwhom.page import place
from forwhom.page.place import Place

_ONE = {
    Place(place.MESSAGES): "errors.md",
    Place(place.MATRIX): "reference/matrix.md",
    Place(place.CATALOGUE): "reference/README.md",
}


def path(page: Place) -> str | None:
    """The path of a page below `docs/`; `None` for a page that only the workbench has: one error text."""
    if page in _ONE:
        return _ONE[page]
    if page.folder == place.MESSAGES:
        return None
    return f"reference/{page.folder}/{page.id or 'README'}.md"
