"""What people and programs leave around a token: scheme words, quotes, blanks, escapes."""

import re
from collections.abc import Callable

from forwhom.jwt.defect import Defect, DefectCode, Where
from forwhom.record import dataclass

_COMPACT = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
_QUOTES = "\"'`<>\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\u00ab\u00bb\\"
# Zero-width and direction marks, soft hyphen, byte order mark, NUL: they are pasted along unseen.
_INVISIBLE = "\0\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
# Base64url of a brace, alone or followed by a quote or white space.
_BEGINNINGS = ("ey", "ew")
_SCHEME = r"(?:(?:proxy-)?authorization[ \t]*[:=]?[ \t]*)?(bearer|token|dpop|jwt|basic|negotiate)(?:[ \t]*:)?(?:\s+|$)"
_ENTITY = r"&(?:#([0-9]{1,3})|#[xX]([0-9a-fA-F]{1,2})|(quot|apos|amp|lt|gt|period|lowbar|nbsp|equals));"
_ENTITIES = {
    "quot": '"',
    "apos": "'",
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "period": ".",
    "lowbar": "_",
    "nbsp": " ",
    "equals": "=",
}
# Wrappings nest (an assignment in quotes holds a header holds a token), but not endlessly.
_ROUNDS = 6

_Note = Callable[[DefectCode, str], None]


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The text that is left, the scheme word in lower case that stood before it or `None`, and what was taken away."""

    text: str
    scheme: str | None = None
    defects: tuple[Defect, ...] = ()

    def __repr__(self) -> str:
        # The text may be a token.
        return f"Unwrapped(scheme={self.scheme!r}, defects={self.defects!r})"


def unwrap(text: str) -> Unwrapped:
    """The token without what surrounds or breaks it up; each kind of thing taken away is a defect.

    One line end after the token is no defect: that is how files and pipes end.
    """
    text = text.removesuffix("\n").removesuffix("\r")
    if text.isascii() and not text.encode().translate(None, _COMPACT):
        return Unwrapped(text)
    defects: dict[DefectCode, Defect] = {}
    schemes: list[str] = []

    def note(code: DefectCode, line: str) -> None:
        defects.setdefault(code, Defect(code=code, where=Where.TOKEN, text=line))

    for _ in range(_ROUNDS):
        before = text
        text = _without_ends(text, note)
        scheme = re.match(_SCHEME, text, re.IGNORECASE)
        if scheme:
            schemes.append(scheme[1])
            text = text[scheme.end() :]
        elif not text.startswith("{"):
            text = _unescaped(text, note)
        if text == before:
            break
    if schemes:
        times = f" {len(schemes)} times" if len(schemes) > 1 else ""
        note(DefectCode.SCHEME_WORD, f'the scheme word "{schemes[0]}" stands before the token{times}')
    if not text.startswith("{"):
        text = _first_of_several(text, note)
    return Unwrapped(text, schemes[-1].lower() if schemes else None, tuple(defects.values()))


def _without_ends(text: str, note: _Note) -> str:
    """The text without blanks, quotes, angle brackets and separators at its ends."""
    bare = text.strip().strip(_INVISIBLE).strip()
    if bare != text:
        note(DefectCode.WHITE_SPACE, "blanks, line breaks or invisible characters surround the token")
    unquoted = bare.strip(_QUOTES)
    if unquoted != bare:
        note(DefectCode.QUOTES, "quotes or brackets surround the token")
    # The semicolon of an HTML entity belongs to the entity.
    cut = unquoted if "&" in unquoted[-8:] else unquoted.rstrip(",;")
    if cut != unquoted:
        note(DefectCode.QUOTES, "a comma or semicolon follows the token")
    return cut


def _unescaped(text: str, note: _Note) -> str:
    """The text with percent-encoding, HTML entities and string escapes resolved."""
    if "%" in text:
        plain = re.sub("%([0-7][0-9a-fA-F])", lambda found: chr(int(found[1], 16)), text)
        if plain != text:
            note(DefectCode.PERCENT_ENCODING, "the token is percent-encoded")
            text = plain
    if "&" in text:
        plain = re.sub(_ENTITY, _entity, text)
        if plain != text:
            note(DefectCode.HTML_ENTITY, "the token holds HTML entities in place of characters")
            text = plain
    if "\\" in text:
        plain = re.sub(r"\\u00([0-7][0-9a-fA-F])", lambda found: chr(int(found[1], 16)), text)
        plain = re.sub(r"\\[nrt]|\\(?=[\"'/\n\r])", " ", plain)
        if plain != text:
            note(DefectCode.STRING_ESCAPE, "the token holds the escapes of a string literal in place of characters")
            text = plain
    return text


def _entity(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _ENTITIES[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def _first_of_several(text: str, note: _Note) -> str:
    """The first of several whole tokens, or the one token without the blanks that break it up."""
    pieces = [piece.strip(_QUOTES) for piece in re.split(r"[\s,;]+", text)]
    if not pieces[0].startswith(_BEGINNINGS):
        return text
    tokens = [piece for piece in pieces if piece.startswith(_BEGINNINGS) and piece.count(".") in {2, 4}]
    if len(tokens) > 1:
        note(DefectCode.SEVERAL_TOKENS, f"there are {len(tokens)} tokens where one belongs, and only the first is read")
        return tokens[0]
    joined = "".join(text.split()).translate(_WITHOUT_INVISIBLE)
    if joined != text:
        note(DefectCode.WHITE_SPACE, "blanks, line breaks or invisible characters stand inside the token")
    return joined
