"""Writes `docs/reference/` and `docs/errors.md` from the catalogue, and removes pages whose entry is gone.

Run by `make docs`.
"""

from __future__ import annotations

import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
# A script sees only its own folder; the pages are made by a package that stands beside it.
sys.path.insert(0, str(DOCS.parent))

from docs._generator.pages import pages, stale  # noqa: E402
from forwhom.catalogue import catalogue  # noqa: E402


def main() -> None:
    """Brings the pages on disk up to date and says how many there are."""
    fresh = pages(catalogue())
    removed = stale(DOCS, fresh)
    for path in removed:
        path.unlink()
    written = 0
    for name, text in fresh.items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written += 1
    print(f"{len(fresh)} pages: {written} written, {len(removed)} removed")


if __name__ == "__main__":
    main()
