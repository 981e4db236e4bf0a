"""All generated pages, in memory; and which files on disk no entry stands behind any more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docs._generator import target
from docs._generator.markdown import render
from forwhom.catalogue import Catalogue
from forwhom.page import pages as catalogue_pages


def pages(catalogue: Catalogue) -> dict[str, str]:
    """The text of every generated page by its path below `docs/`. The same catalogue gives the same pages."""
    found = ((target.path(place), make) for place, make in catalogue_pages.pages(catalogue).items())
    return {path: render(make(), path) for path, make in found if path}


def stale(docs: Path, fresh: Mapping[str, str]) -> list[Path]:
    """The files below `docs/reference/` that are not among the fresh pages, sorted."""
    return sorted(path for path in (docs / "reference").rglob("*.md") if path.relative_to(docs).as_posix() not in fresh)
