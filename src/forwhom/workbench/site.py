"""Everything the workbench consists of, by its path: what the local server answers is what an export writes.

Names under `page/` and `runtime/` hold a digest of all that is in the folder, so that they may be kept for ever.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.workbench.policy import PAGE, meta

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HERE = Path(__file__).parent
STATIC = HERE / "static"
#: Written when the wheel is built; in a checkout `make bundle` writes it.
RUNTIME = HERE / "runtime"
RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "lock.json", "stdlib.zip", "engine.bin")
#: What the page keeps for later, beside itself; its licences are there to be read.
_LICENCES = ("NOTICE.txt", "LICENSE-MPL-2.0.txt", "LICENSE-PSF.txt")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
    ".bin": "application/octet-stream",
}
_DIGITS = 12


class IncompleteError(Exception):
    """The files that only a build makes are not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One file: where it stands or what it holds, and how it may be kept."""

    type: str
    body: bytes | None = field(default=None, repr=False)
    file: Path | None = None
    lasting: bool = False

    def read(self) -> bytes:
        """The bytes."""
        return self.file.read_bytes() if self.file else self.body or b""


def site() -> dict[str, Resource]:
    """Every file by its path without a leading slash; `index.html` answers for the folder it stands in.

    Raises `IncompleteError` when the runtime has not been built.
    """
    missing = [name for name in RUNTIME_FILES if not (RUNTIME / name).is_file()]
    if missing:
        raise IncompleteError(f"the Python of the page is not built ({missing[0]} is missing): make bundle builds it")
    shown = [path for path in sorted(STATIC.iterdir()) if path.suffix in {".js", ".css"}]
    modules = _folder("page", [*shown, STATIC / "worker" / "python.js"])
    runtime = _folder("runtime", (RUNTIME / name for name in (*RUNTIME_FILES, *_LICENCES)))
    places = {"page": _parent(modules), "runtime": _parent(runtime)}
    return {
        "index.html": _page("index.html", "", places, [path.name for path in shown if path.suffix == ".js"]),
        "keep.js": Resource(type=_TYPES[".js"], file=STATIC / "worker" / "keep.js"),
        **modules,
        **runtime,
    }


def type_of(name: str) -> str:
    """The media type of a file by its name."""
    return _TYPES[name[name.rindex(".") :]]


def _folder(name: str, files: Iterable[Path]) -> dict[str, Resource]:
    """The files under a name that changes when any of them does."""
    files = list(files)
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    folder = f"{name}/{digest.hexdigest()[:_DIGITS]}"
    return {f"{folder}/{file.name}": Resource(type=type_of(file.name), file=file, lasting=True) for file in files}


def _parent(files: Mapping[str, Resource]) -> str:
    return next(iter(files)).rpartition("/")[0]


def _page(name: str, root: str, places: Mapping[str, str], modules: Iterable[str]) -> Resource:
    """A page with its places filled in; `root` leads from it to the top of the site."""
    preloads = "\n".join(f'<link rel="modulepreload" href="{root}{places["page"]}/{module}">' for module in modules)
    text = (STATIC / name).read_text(encoding="utf-8")
    for hole, value in (
        ("policy", meta(PAGE)),
        ("modules", preloads),
        ("root", root),
        *((key, root + place) for key, place in places.items()),
    ):
        text = text.replace(f"{{{{{hole}}}}}", value)
    return Resource(type=_TYPES[".html"], body=text.encode())
