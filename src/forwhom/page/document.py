"""What a page is made of: blocks of text that know nothing of Markdown or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forwhom.page.place import Place


@dataclass(frozen=True, slots=True)
class Code:
    """Text as it stands in a program, a setting or a log."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that must not be overlooked."""

    text: Text


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that are stressed."""

    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a source outside of the pages."""

    url: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page of the catalogue."""

    label: Text
    place: Place


Span: TypeAlias = "str | Code | Strong | Emphasis | Address | Link"
Text: TypeAlias = "tuple[Span, ...]"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    text: Text


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `numbered` where the order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. Where the `header` is blank, the first cell of a row names what the second says."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code in a language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading of this level, 2 being the highest below the title. `anchor` is its own, or empty."""

    title: Text
    blocks: tuple[Block, ...]
    level: int = 2
    anchor: str = ""


Block: TypeAlias = "Paragraph | Items | Table | Fence | Section"


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page: where it stands, its title, and its blocks."""

    place: Place
    title: Text
    blocks: tuple[Block, ...]


def said(*parts: Span | Text) -> Text:
    """The parts one after the other, as one text; empty ones are left out."""
    spans: list[Span] = []
    for part in parts:
        spans += part if isinstance(part, tuple) else (part,)
    return tuple(span for span in spans if span != "")


def paragraph(*parts: Span | Text) -> Paragraph:
    """A paragraph of these parts."""
    return Paragraph(said(*parts))


def bullets(items: Iterable[Text]) -> Items:
    """A list in which the order does not matter."""
    return Items(tuple(items))


def numbered(items: Iterable[Text]) -> Items:
    """A list in which it does."""
    return Items(tuple(items), numbered=True)


def table(header: Sequence[str | Text], rows: Iterable[Sequence[str | Text]]) -> Table:
    """A table under these headings."""
    return Table(tuple(map(said, header)), tuple(tuple(map(said, row)) for row in rows))


def facts(values: dict[str, Text]) -> Table:
    """Names and values; a name without a value is left out."""
    return table(["", ""], ([said(Strong(said(name))), value] for name, value in values.items() if value))


def section(title: str | Text, *blocks: Block | None, level: int = 2, anchor: str = "") -> Section | None:
    """A section, or `None` when there is nothing in its blocks."""
    kept = filled(blocks)
    return Section(said(title), kept, level, anchor) if kept else None


def page(place: Place, title: str | Text, *blocks: Block | None) -> Page:
    """A page of the blocks in which there is something."""
    return Page(place, said(title), filled(blocks))


def filled(blocks: Iterable[Block | None]) -> tuple[Block, ...]:
    """The blocks in which there is something."""
    return tuple(block for block in blocks if block and not _empty(block))


def _empty(block: Block) -> bool:
    match block:
        case Paragraph():
            return not block.text
        case Items():
            return not block.items
        case _:
            return False


def listed(texts: Iterable[Text], between: str = ", ") -> Text:
    """The texts with this between them."""
    parts: list[Span | Text] = []
    for text in texts:
        parts += [between, text] if parts else [text]
    return said(*parts)


def codes(texts: Iterable[str]) -> Text:
    """The texts as code, with commas between them."""
    return listed((Code(text),) for text in texts)


def plain(text: Text) -> str:
    """The words alone, without what they are set in."""
    words: list[str] = []
    for span in text:
        match span:
            case str():
                words.append(span)
            case Code() | Emphasis():
                words.append(span.text)
            case Strong():
                words.append(plain(span.text))
            case Address():
                words.append(span.url)
            case Link():
                words.append(plain(span.label))
    return "".join(words)
