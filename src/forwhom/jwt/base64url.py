"""base64url without padding, the encoding of every part of a token."""

import binascii

from forwhom.jwt.defect import Defect, DefectCode, Where, quoted
from forwhom.record import dataclass

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_TO_URL = bytes.maketrans(b"+/", b"-_")
# Bits of the last character that carry no data, by length modulo 4.
_UNUSED_BITS = {2: 0b1111, 3: 0b11}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The bytes that a segment stands for, and what was not in order."""

    data: bytes
    defects: tuple[Defect, ...] = ()


def encode(data: bytes) -> str:
    """The base64url form of the bytes, without padding.

    Source: RFC 7515 section 2
    """
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").translate(_TO_URL).decode("ascii")


def decode(segment: str, where: Where = Where.TOKEN) -> Decoded:
    """The bytes of a segment, with a defect for each departure from base64url; any text has a reading.

    Padding, the standard alphabet and unused bits are read as meant; other characters are skipped; a last character
    that completes no byte is dropped.

    Source: RFC 7515 section 2, RFC 4648 sections 3.5 and 5
    """
    raw = segment.encode("ascii", "replace")
    defects: list[Defect] = []
    if raw.translate(None, _ALPHABET):
        raw = _repair(segment, where, defects)
    rest = len(raw) % 4
    if rest == 1:
        defects.append(
            _defect(DefectCode.BASE64_LENGTH, where, "{} has one character more or less than base64url can have")
        )
        raw = raw[:-1]
    elif rest and _ALPHABET.index(raw[-1]) & _UNUSED_BITS[rest]:
        text = "{} ends in a character with unused bits set, so a part of it may be missing"
        defects.append(_defect(DefectCode.BASE64_NOT_CANONICAL, where, text))
    # More padding than is missing does no harm.
    data = binascii.a2b_base64(raw.translate(_TO_STANDARD) + b"==")
    return Decoded(data, tuple(defects))


def _repair(segment: str, where: Where, defects: list[Defect]) -> bytes:
    """The segment with nothing but the base64url alphabet in it; appends what had to be changed."""
    body = segment.rstrip("=")
    if body != segment:
        text = '{} ends in "=" padding, which base64url in a token does not have'
        defects.append(_defect(DefectCode.BASE64_PADDING, where, text))
    if "+" in body or "/" in body:
        text = '{} is in the standard base64 alphabet ("+" and "/"), not in base64url ("-" and "_")'
        defects.append(_defect(DefectCode.BASE64_ALPHABET_STANDARD, where, text))
        body = body.replace("+", "-").replace("/", "_")
    kept = body.encode("ascii", "ignore")
    foreign = kept.translate(None, _ALPHABET)
    count = len(body) - len(kept) + len(foreign)
    if count:
        # The characters of a signature are never shown, not even the wrong ones.
        sample = "" if where is Where.SIGNATURE else f", the first is {quoted(_first_foreign(body))}"
        noun = "character that is" if count == 1 else "characters that are"
        text = f"{{}} holds {count} {noun} not in the base64url alphabet{sample}"
        defects.append(_defect(DefectCode.BASE64_ALPHABET, where, text))
        kept = kept.translate(None, bytes(set(foreign)))
    return kept


def _first_foreign(body: str) -> str:
    alphabet = _ALPHABET.decode("ascii")
    return next(character for character in body if character not in alphabet)


def _defect(code: DefectCode, where: Where, text: str) -> Defect:
    # replace, not format: a shown character may be a brace.
    return Defect(code=code, where=where, text=text.replace("{}", f"the {where}"))
