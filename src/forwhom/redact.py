"""Secrets in running text: finds tokens, cuts their signatures; and makes any text safe to show on a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.record import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE_CUT = "[signature cut]"
CREDENTIAL_CUT = "[credential cut]"
TOKEN = "[token]"

# Every repetition is possessive or bounded, so that each search takes time linear in the text.
_WORD = r"[A-Za-z0-9_\-+/]"
#: base64url of `{"`, `{ `, `{}` and of a brace before a line end or tab.
_OBJECT = r"e(?:y[A-L]|w[0ok]|30)"
_DOT = r"(?:\.|%2[eE]|\u2026)"
_BEGINS = r"(?:(?<![A-Za-z0-9_\-])|(?<=%20)|(?<=%22)|(?<=%3[Dd])|(?<=\\[nrt])|(?<=\\u0022))"
_COMPACT = re.compile(f"{_BEGINS}{_OBJECT}{_WORD}{{6,}}+={{0,2}}(?:{_DOT}{_WORD}*+={{0,2}}){{0,4}}")
#: A line that may go on with a token which the line before began.
_NEXT_LINE = re.compile(r"[ \t]*\\?\r?\n[ \t>|]*([A-Za-z0-9_\-+/.]++={0,2})(?=[ \t\"'`,;)}]*(?:\r?\n|\Z))")
#: Three long parts that do not begin as a JSON object does: a token with a damaged or encrypted beginning.
_UNKNOWN = re.compile(r"(?<![A-Za-z0-9_\-.])[A-Za-z0-9_\-]{16,}+\.[A-Za-z0-9_\-]{16,}+\.[A-Za-z0-9_\-]{16,}+")
_CREDENTIAL = re.compile(
    r"(\b(?:bearer|basic|dpop|negotiate)(?:\s|%20)+|\b(?:client_secret|password|refresh_token|code_verifier|"
    r"client_assertion|assertion)[\"']?\s{0,4}[=:]\s{0,4}[\"']?)(?!eyJ)(?=[A-Za-z._~+/\-]{0,64}[0-9])"
    r"([A-Za-z0-9._~+/\-]{12,}+=*)",
    re.IGNORECASE,
)
_LONG = 16


@dataclass(frozen=True, slots=True)
class Span:
    """Where a token stands in a text; `text` is the token without the line breaks inside it."""

    start: int
    end: int
    text: str = field(repr=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the token, as its dots divide it."""
        return tuple(re.split(_DOT, self.text))


def tokens(text: str) -> Iterator[Span]:
    """Every token in compact form, whole or cut, wrapped over lines or not, in the order of the text."""
    at = 0
    while match := _COMPACT.search(text, at):
        pieces = [match[0]]
        at = match.end()
        while follows := _NEXT_LINE.match(text, at):
            if not _goes_on(pieces, follows[1]):
                break
            pieces.append(follows[1])
            at = follows.end()
        whole = "".join(pieces)
        # The full stop of a sentence is not a part of the token.
        if whole.endswith(".") and not whole.endswith("..") and len(re.findall(_DOT, whole)) != 2:  # noqa: PLR2004
            whole = whole[:-1]
            at -= 1
        yield Span(match.start(), at, whole)


def redact(text: str) -> str:
    """The text with the signature of every token cut, and with credentials that are no JWT cut whole."""
    return _CREDENTIAL.sub(
        lambda match: match[1] + CREDENTIAL_CUT, _UNKNOWN.sub(_without_last, _replaced(text, whole=False))
    )


def mask(text: str) -> str:
    """The text with a word in place of each token and credential."""
    return _CREDENTIAL.sub(
        lambda match: match[1] + CREDENTIAL_CUT, _UNKNOWN.sub(lambda _: TOKEN, _replaced(text, whole=True))
    )


def escape(text: str) -> str:
    """The text with everything that a reader cannot see, or that moves what they see, written as an escape.

    That is: control, format, bidirectional, tag, private and unassigned characters, blanks but the space, lone
    surrogates, and combining marks beyond the second on one character.

    Source: Unicode Technical Standard 55 section 3
    """
    if text.isascii() and text.isprintable():
        return text
    from unicodedata import category  # noqa: PLC0415 - rarely needed, and start-up time counts

    pieces: list[str] = []
    marks = _MAX_MARKS
    for character in text:
        kind = category(character)
        marks = marks + 1 if kind[0] == "M" else 0
        if marks > _MAX_MARKS + 1:
            # A flood of marks is counted, not shown.
            pieces[-1] = f"...({marks - _MAX_MARKS} combining marks)..."
            continue
        odd = kind[0] == "C" or (kind[0] == "Z" and character != " ") or character in _BLANK or marks > _MAX_MARKS
        pieces.append(_escaped(character) if odd else character)
    return "".join(pieces)


def shorten(text: str, limit: int = 80) -> str:
    """The text, cut in the middle with the count of what is left out when it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    half = limit // 2 - 12
    return f"{text[:half]} ...({len(text) - 2 * half} characters)... {text[-half:]}"


_MAX_MARKS = 2
#: Letters, marks and symbols without a shape: joiners, fillers, variation selectors.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {chr(one) for one in range(0xFE00, 0xFE10)}


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def _goes_on(pieces: list[str], line: str) -> bool:
    """Whether a line of nothing but token characters continues the token that `pieces` began."""
    count = len(re.findall(_DOT, "".join(pieces))) + 1
    if re.match(_OBJECT, line) and not pieces[-1].endswith("."):
        return False
    if len(pieces) > 1 and len(pieces[-1]) >= len(pieces[1]) and len(line) <= len(pieces[1]) and "." not in line:
        return True
    if "." in line.strip(".") or (count < 3 and (line.startswith(".") or pieces[-1].endswith("."))):  # noqa: PLR2004
        return count < 3  # noqa: PLR2004
    return len(line) >= _LONG and any(map(str.isdigit, line)) and any(map(str.isupper, line)) and not line.isupper()


def _replaced(text: str, *, whole: bool) -> str:
    pieces: list[str] = []
    at = 0
    for span in tokens(text):
        if len(span.parts) > 1:
            pieces += (text[at : span.start], TOKEN if whole else _cut(span.parts))
            at = span.end
    return "".join([*pieces, text[at:]])


def _cut(parts: tuple[str, ...]) -> str:
    """The header and payload of a token; of an encrypted one the header only."""
    if len(parts) > 3:  # noqa: PLR2004
        return f"{parts[0]}.[encrypted parts cut]"
    shown = [part for place, part in enumerate(parts[:2]) if place == 0 or re.match(_OBJECT, part)]
    whole = len(shown) == len(parts) or not any(parts[len(shown) :])
    return ".".join(parts if whole else [*shown, SIGNATURE_CUT])


def _without_last(match: re.Match[str]) -> str:
    return f"{match[0].rpartition('.')[0]}.{SIGNATURE_CUT}"
