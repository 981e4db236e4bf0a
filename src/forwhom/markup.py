"""Takes the colours of a terminal and the tags of a web page out of a pasted text."""

from __future__ import annotations

import re

#: The escape character itself, or as a program prints it in a string; copied from a page, it is often lost.
_ESCAPE = r"(?:\x1b|\\x1b|\\u001b|\\033|\u241b)"
_COLOUR = re.compile(_ESCAPE + r"\[[0-9;?]{0,20}[A-Za-z]|\[(?:[0-9]{1,3};){0,4}[0-9]{1,3}m", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype html|<html\b|<body\b|<br\s{0,3}/?>|<pre>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|body|br|code|div|em|h[1-6]|head|hr|html|i|li|main|meta|ol|p|pre|section|span|strong|table|tbody|td|th|title|"
    r"tr|ul)(?:\s[^<>]{0,500})?/?>|<!doctype[^<>]{0,200}>",
    re.IGNORECASE,
)


def without_markup(text: str) -> str:
    """The text as a person saw it: without colours, and of a page without its tags, each of which parts two lines."""
    if "[" in text:
        text = _COLOUR.sub("", text)
    if "<" in text and _PAGE.search(text):
        text = _TAG.sub("\n", text).replace("&nbsp;", " ")
    return text
