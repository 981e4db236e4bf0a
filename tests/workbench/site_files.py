"""The files of the workbench as an export writes them, without a built runtime, and what stands in each page."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from forwhom.workbench import site
from forwhom.workbench.export import export
from forwhom.workbench.policy import STYLE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

#: Elements without an end. Source: HTML Living Standard section 13.1.2
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: Elements that may not stand inside a paragraph.
_BLOCKS = {"p", "ul", "ol", "dl", "div", "section", "table", "pre", "h1", "h2", "h3", "form", "aside", "nav"}


@dataclass(slots=True)
class Content:
    """What a page holds, and what is wrong with its HTML."""

    title: str = ""
    description: str = ""
    policy: str = ""
    text: str = ""
    style: str = ""
    headings: list[str] = field(default_factory=list[str])
    ids: list[str] = field(default_factory=list[str])
    labels: list[str] = field(default_factory=list[str])
    links: list[str] = field(default_factory=list[str])
    faults: list[str] = field(default_factory=list[str])


class _Reader(HTMLParser):
    """Reads a page strictly: elements are closed, nothing runs from within, no style but the one the policy names."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.content = Content()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        content, named = self.content, dict(attrs)
        if tag in _BLOCKS and "p" in self._open:
            content.faults.append(f"{tag} in a paragraph")
        if len(named) < len(attrs):
            content.faults.append(f"an attribute of {tag} stands twice")
        content.faults += [f"{name} on {tag}" for name in named if name.startswith("on") or name == "style"]
        if tag == "script" and not named.get("src"):
            content.faults.append("script in the page")
        if tag == "meta" and named.get("name") == "description":
            content.description = named.get("content") or ""
        if tag == "meta" and named.get("http-equiv") == "Content-Security-Policy":
            content.policy = named.get("content") or ""
        content.ids += [one for name, one in attrs if name == "id" and one]
        content.labels += [one for name, one in attrs if name in {"for", "aria-labelledby", "aria-describedby"} and one]
        content.links += [one for name, one in attrs if name in {"href", "src", "data-index"} and one is not None]
        if tag in {"h1", "h2", "h3"}:
            content.headings.append(tag)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes the element that was opened last, which must be this one."""
        if not self._open or self._open.pop() != tag:
            self.content.faults.append(f"{tag} closes what is not open")

    def handle_data(self, data: str) -> None:
        """Notes words."""
        if self._open and self._open[-1] == "title":
            self.content.title += data
        elif self._open and self._open[-1] == "style":
            self.content.style += data
        else:
            self.content.text += data

    def finish(self) -> Content:
        """The page, once all of it was read."""
        self.close()
        self.content.faults += [f"{tag} is not closed" for tag in self._open]
        if self.content.style not in {"", STYLE}:
            self.content.faults.append("a style of its own")
        return self.content


def read(page: str) -> Content:
    """What stands in a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.finish()


def exported(folder: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An export into `folder`; the runtime, which only a build makes, is replaced by empty files in `runtime`."""
    runtime.mkdir()
    for name in (*site.RUNTIME_FILES, "NOTICE.txt", "LICENSE-MPL-2.0.txt", "LICENSE-PSF.txt"):
        (runtime / name).write_bytes(b"")
    monkeypatch.setattr(site, "RUNTIME", runtime)
    export(folder)
    return folder
