"""One adapter: a program that puts trials before one real verifier, and what it says of itself.

The folder is the language, the stem the id of the entry. A block of TOML in comments, from `/// observed` to `///`,
names the packages: that of the verifier first, then what else it needs. They come from PyPI, npm or Debian, or are
libraries of Java that a package of PyPI holds; those that Debian does not hold may need a compiler of Debian.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

FOLDER = Path(__file__).parent / "adapters"
_OPENING = "/// observed"
_CLOSING = "///"
_COMMENTS = ("# ", "// ", "% ")
_IN_PROCESS = frozenset({"node", "python"})

Limits: TypeAlias = "dict[str, object]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """An adapter, read from its file.

    One of `pypi`, `npm`, `jars`, `debian` is not empty, and holds the verifier. `own` names a folder for packages that
    cannot live beside those of other verifiers. `carried` is the version of a
    verifier that the package only carries inside; the running verifier says the same. `link` are the libraries that
    a compiled one is linked with. `reach` limits what is compared. `before` and `after` surround the recipe when it
    runs as a program, which `imports` what stands there; with `configuration`, it is handed to the adapter instead;
    with `alone`, it changes what the adapter rests on and has a process of its own in every language. `issuer` is the
    one that the recipe is about, where it is not the usual one. With `cut`, a blank in an audience makes two of it;
    with `address`, an audience is a URL, and with `uri` one that is written without any character a URI cannot hold.
    With `lenient`, no setting refuses a token without an audience.
    """

    path: Path
    pypi: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    jars: tuple[str, ...] = ()
    debian: tuple[str, ...] = ()
    own: str = ""
    carried: str = ""
    link: tuple[str, ...] = ()
    reach: Limits
    imports: str = ""
    before: str = ""
    after: str = ""
    configuration: bool = False
    alone: bool = False
    issuer: str = ""
    cut: bool = False
    address: bool = False
    visible: bool = False
    uri: bool = False
    lenient: bool = False

    @property
    def verifier(self) -> str:
        """The id of the entry."""
        return self.path.stem.replace("_", "-")

    @property
    def language(self) -> str:
        """The name of the folder."""
        return self.path.parent.name

    @property
    def packages(self) -> tuple[str, ...]:
        """All that it needs, that of the verifier first."""
        return self.pypi + self.npm + self.jars + self.debian

    @property
    def in_process(self) -> bool:
        """Whether its recipe runs in the process of the adapter, which spares a start."""
        return self.language in _IN_PROCESS and not self.alone

    @property
    def apart(self) -> bool:
        """Whether only `make test-observed` installs it, or what compiles it, from Debian."""
        return bool(self.debian)


@cache
def adapters() -> tuple[Adapter, ...]:
    """All of them, by the id of the verifier; one file each, so none is registered by hand."""
    found = (read(path) for path in FOLDER.glob("*/*.*") if path.parent.name != "__pycache__")
    return tuple(sorted((adapter for adapter in found if adapter), key=lambda adapter: adapter.verifier))


def read(path: Path) -> Adapter | None:
    """The adapter in this file; `None` where it holds no block that describes one.

    Raises `ValueError` for a block that is no TOML or never ends, `TypeError` for a word that means nothing.
    """
    if path.suffix == ".json":
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    openings = [number for number, line in enumerate(lines) if _text(line) == _OPENING]
    if not openings:
        return None
    block: list[str] = []
    for line in lines[openings[0] + 1 :]:
        text = _text(line)
        if text is None:
            break
        if text == _CLOSING:
            return _adapter(path, tomllib.loads("\n".join(block)))
        block.append(text)
    raise ValueError(f"{path}: the block that describes the adapter has no end")


def _text(line: str) -> str | None:
    """What stands in a line of comment; `None` for any other line."""
    padded = f"{line} "
    return next((padded.removeprefix(sign)[:-1] for sign in _COMMENTS if padded.startswith(sign)), None)


def _adapter(path: Path, described: dict[str, object]) -> Adapter:
    reach = cast("Limits", described.pop("reach", {}))
    recipe = cast("dict[str, Any]", described.pop("recipe", {}))
    own, carried = (str(described.pop(name, "")) for name in ("own", "carried"))
    lists: dict[str, Any] = {name: tuple(cast("list[str]", value)) for name, value in described.items()}
    return Adapter(path=path, reach=reach, own=own, carried=carried, **recipe, **lists)
