"""Characters that a reader does not see, or takes for others."""

from __future__ import annotations

import unicodedata

#: Cyrillic, Greek and other letters that look like Latin ones in common fonts. Source: Unicode UTS 39, confusables.
_LATIN = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u043a\u043c\u0442\u0432"
    "\u043d\u0410\u0415\u041e\u0420\u0421\u0425\u0406\u0408\u0405\u041a\u041c\u0422\u0412\u041d\u03bf"
    "\u03b1\u03bd\u03c1\u03c4\u03b9\u03c5\u03ba\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d"
    "\u039f\u03a1\u03a4\u03a5\u03a7\u0131\u2113\u2215\u2044\u2010\u2011\u2012\u2013\u2014\u2212\u2024"
    "\u3002\uff1a",
    "aeopcyxijsdhkmtbhAEOPCXIJSKMTBHoavptiukABEZHIKMNOPTYXil//------..:",
)


#: Letters, marks and symbols that leave no ink: fillers, joiners, variation selectors, the blank Braille pattern.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def is_invisible(character: str) -> bool:
    """Whether a character leaves no ink: control, format, filler, or a blank other than the plain space."""
    if character == " ":
        return False
    return character in _BLANK or unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def cleaned(value: str) -> str:
    """The value as a person sees it: no blanks or invisible characters, no quotes around, nothing percent-encoded."""
    text = _percent_decoded(value) if "%" in value else value
    if "\\" in text:
        text = text.replace("\\/", "/").replace("\\", "/")
    if not (text.isascii() and text.isprintable()):
        text = skeleton(text)
    return "".join(text.split()).strip("\"'`<>,;")


def skeleton(text: str) -> str:
    """The text with invisible characters dropped, compatibility forms composed, and look-alikes made Latin."""
    visible = "".join(character for character in text if not is_invisible(character))
    return unicodedata.normalize("NFKC", visible).translate(_LATIN)


def name(character: str) -> str:
    """The name of a character for a reader, such as `U+200B ZERO WIDTH SPACE`."""
    code = f"U+{ord(character):04X}"
    return f"{code} {_CONTROL.get(character) or unicodedata.name(character, '')}".strip()


_CONTROL = {"\t": "TAB", "\n": "LINE FEED", "\r": "CARRIAGE RETURN", "\0": "NULL", "\x1b": "ESCAPE"}


def _percent_decoded(value: str) -> str:
    """The value with its percent-encoded octets decoded; as it is where they are no UTF-8."""
    parts = value.split("%")
    octets = bytearray(parts[0], "utf-8", "surrogatepass")
    for part in parts[1:]:
        digits = part[:2]
        if len(digits) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in digits):  # noqa: PLR2004
            octets.append(int(digits, 16))
            octets += part[2:].encode("utf-8", "surrogatepass")
        else:
            octets += b"%" + part.encode("utf-8", "surrogatepass")
    try:
        return octets.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return value
