"""Everything the workbench consists of, by its path: what the local server answers is what an export writes.

Names under `page/` and `runtime/` hold a digest of all that is in the folder, so that they may be kept for ever.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.built import FILE
from forwhom.workbench.frame import preloads
from forwhom.workbench.policy import PAGE, STEPPER, STYLE, meta
from forwhom.workbench.shelves import shelves

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HERE = Path(__file__).parent
STATIC = HERE / "static"
#: Written when the wheel is built; in a checkout `make bundle` writes it.
RUNTIME = HERE / "runtime"
RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "lock.json", "stdlib.zip", "engine.bin", FILE)
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
    ".pickle": "application/octet-stream",
}
_DIGITS = 12
_IMPORT = re.compile(r'^import .* from "\./([\w-]+\.js)";$', re.MULTILINE)
#: How the names of the files begin that only the OIDC debugger's page loads.
_STEPPER = "oidc"
_LINK = '<a href="oidc/">OIDC debugger</a>'
_NO_LINK = "<span>OIDC debugger: run <code>forwhom serve</code></span>"


class IncompleteError(Exception):
    """The files that only a build makes are not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One file: where it stands, what it holds or what makes it, and how it may be kept."""

    type: str
    body: bytes | None = field(default=None, repr=False)
    file: Path | None = None
    make: Callable[[], bytes] | None = field(default=None, repr=False)
    lasting: bool = False

    def read(self) -> bytes:
        """The bytes."""
        if self.file:
            return self.file.read_bytes()
        return self.make() if self.make else self.body or b""


def site(*, served: bool = False) -> dict[str, Resource]:
    """Every file by its path without a leading slash; `index.html` answers for the folder it stands in.

    With `served`, the page of the OIDC debugger is there, which needs our server.

    Raises `IncompleteError` when the runtime has not been built.
    """
    missing = [name for name in RUNTIME_FILES if not _runtime(name).is_file()]
    if missing:
        raise IncompleteError(f"the Python of the page is not built ({missing[0]} is missing): make bundle builds it")
    shown = [path for path in sorted(STATIC.iterdir()) if path.suffix in {".js", ".css"}]
    if not served:
        shown = [path for path in shown if not path.name.startswith(_STEPPER)]
    modules = _folder("page", [*shown, STATIC / "worker" / "python.js"])
    runtime = _folder("runtime", map(_runtime, (*RUNTIME_FILES, *_LICENCES)))
    places = {"page": _parent(modules), "runtime": _parent(runtime)}
    stepper = {"oidc/index.html": _page("oidc.html", "../", places, imported("oidc.js"), STEPPER)} if served else {}
    return {
        "index.html": _page("index.html", "", {**places, "oidc": _LINK if served else _NO_LINK}, imported("main.js")),
        **stepper,
        "keep.js": Resource(type=_TYPES[".js"], file=STATIC / "worker" / "keep.js"),
        **{path: Resource(type=type_of(path), make=make) for path, make in shelves(places, STATIC, imported).items()},
        **modules,
        **runtime,
    }


def imported(script: str) -> list[str]:
    """The names of a script and of all that it imports, sorted."""
    found: set[str] = set()
    pending = [script]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += _IMPORT.findall((STATIC / name).read_text(encoding="utf-8"))
    return sorted(found)


def type_of(name: str) -> str:
    """The media type of a file by its name."""
    return _TYPES[name[name.rindex(".") :]]


def _runtime(name: str) -> Path:
    """Where a file of the page stands. The wheel has the catalogue once, beside the engine that reads it too."""
    beside = HERE.parent / name
    return beside if name == FILE and beside.is_file() else RUNTIME / name


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


def _page(
    name: str, root: str, places: Mapping[str, str], modules: Iterable[str], policy: dict[str, str] = PAGE
) -> Resource:
    """A page with its places filled in; `root` leads from it to the top of the site."""
    text = (STATIC / name).read_text(encoding="utf-8")
    for hole, value in (
        ("policy", meta(policy)),
        ("style", STYLE),
        ("modules", preloads(root + places["page"], modules)),
        ("root", root),
        *((key, place if key == "oidc" else root + place) for key, place in places.items()),
    ):
        text = text.replace(f"{{{{{hole}}}}}", value)
    return Resource(type=_TYPES[".html"], body=text.encode())
