"""All generated pages, in memory; and which files on disk no entry stands behind any more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docs._generator import target
from docs._generator.errors_page import errors_page
from docs._generator.finding_page import finding_page
from docs._generator.index_pages import index_pages
from docs._generator.matrix_page import matrix_page
from docs._generator.provider_page import provider_page
from docs._generator.verifier_page import verifier_page
from forwhom.catalogue import Catalogue


def pages(catalogue: Catalogue) -> dict[str, str]:
    """The text of every generated page by its path below `docs/`. The same catalogue gives the same pages."""
    made = {target.finding(code): finding_page(kind, catalogue) for code, kind in catalogue.kinds.items()}
    made |= {target.verifier(name): verifier_page(one, catalogue) for name, one in catalogue.verifiers.items()}
    made |= {target.provider(name): provider_page(one, catalogue) for name, one in catalogue.providers.items()}
    made |= index_pages(catalogue)
    made[target.MATRIX] = matrix_page(catalogue)
    made[target.ERRORS] = errors_page(catalogue)
    return made


def stale(docs: Path, fresh: Mapping[str, str]) -> list[Path]:
    """The files below `docs/reference/` that are not among the fresh pages, sorted."""
    return sorted(path for path in (docs / "reference").rglob("*.md") if path.relative_to(docs).as_posix() not in fresh)
