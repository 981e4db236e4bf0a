"""A page as HTML: its blocks, each piece of text escaped. The frame around them is the workbench's."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, assert_never

from forwhom.page.document import Address, Code, Emphasis, Fence, Items, Link, Paragraph, Section, Strong, Table, plain
from forwhom.page.place import slug
from forwhom.redact import escape as visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forwhom.page.document import Block, Span, Text


def blocks(several: Iterable[Block], root: str) -> str:
    """The blocks, one below the other. `root` leads from the page to the top of the site: empty, or ending in `/`."""
    return "\n".join(_block(one, root) for one in several)


def inline(text: Text, root: str) -> str:
    """The text as it stands in a line."""
    return "".join(_span(span, root) for span in text)


def anchor(section: Section) -> str:
    """The anchor of a section on its page."""
    return section.anchor or slug(plain(section.title))


def _span(span: Span, root: str) -> str:
    match span:
        case str():
            return _text(span)
        case Code():
            return f"<code>{_text(span.text) or '&quot;&quot;'}</code>"
        case Strong():
            return f"<strong>{inline(span.text, root)}</strong>"
        case Emphasis():
            return f"<em>{_text(span.text)}</em>"
        case Address():
            return f'<a href="{_text(span.url)}" rel="noreferrer">{_text(span.url)}</a>'
        case Link():
            mark = f"#{span.place.anchor}" if span.place.anchor else ""
            return f'<a href="{root}{span.place.path}{mark}">{inline(span.label, root)}</a>'
        case _:
            assert_never(span)


def _block(block: Block, root: str) -> str:
    match block:
        case Paragraph():
            return f"<p>{inline(block.text, root)}</p>"
        case Items():
            tag = "ol" if block.numbered else "ul"
            return f"<{tag}>\n{''.join(f'<li>{inline(item, root)}</li>' + chr(10) for item in block.items)}</{tag}>"
        case Table():
            return _table(block, root)
        case Fence():
            label = f"{block.language}, as it is written"
            return (
                f'<pre data-language="{_text(block.language)}" tabindex="0" role="group" aria-label="{_text(label)}">'
                f"<code>{_text(block.text.rstrip())}</code></pre>"
            )
        case Section():
            return _section(block, root)
        case _:
            assert_never(block)


def _section(section: Section, root: str) -> str:
    name = anchor(section)
    heading = f'<h{section.level}><a class="anchor" href="#{name}">{inline(section.title, root)}</a></h{section.level}>'
    if any(isinstance(span, Link) for span in section.title):
        heading = f"<h{section.level}>{inline(section.title, root)}</h{section.level}>"
    return f'<section id="{name}">\n{heading}\n{blocks(section.blocks, root)}\n</section>'


def _table(table: Table, root: str) -> str:
    if not any(table.header):
        pairs = (f"<dt>{inline(name, root)}</dt>\n<dd>{inline(value, root)}</dd>" for name, value in table.rows)
        return f'<dl class="facts">\n{chr(10).join(pairs)}\n</dl>'
    head = "".join(f'<th scope="col">{inline(cell, root)}</th>' for cell in table.header)
    rows = "\n".join(_row(row, root) for row in table.rows)
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Table">\n<table>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _row(row: tuple[Text, ...], root: str) -> str:
    first, *others = (inline(cell, root) for cell in row)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'


def _text(text: str) -> str:
    """The text escaped for HTML; what cannot be seen or moves what is seen is written as an escape."""
    return escape("\n".join(map(visible, text.split("\n"))))
