"""Writes the workbench as plain files, to be put on any static host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.workbench.policy import headers, keeping
from forwhom.workbench.site import site

if TYPE_CHECKING:
    from pathlib import Path


class OccupiedError(Exception):
    """Something stands where the export would be written."""


def export(folder: Path) -> int:
    """Writes every file below `folder`, which must be new or empty, and answers how many.

    `_headers` says in the form that several static hosts read what the local server sends as headers.
    Raises `OccupiedError`, and `OSError` as the file system does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise OccupiedError(f"{folder} is not empty: name a new folder")
    files = site()
    for path, resource in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(resource.read())
    (folder / "_headers").write_text(_headers(), encoding="utf-8")
    return len(files)


def _headers() -> str:
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers().items())]
    for folder in ("page", "runtime"):
        lines += [f"/{folder}/*", f"  Cache-Control: {keeping(lasting=True)}"]
    return "\n".join(lines) + "\n"
