"""A token as read from text, without its secret: the text and the signature are not kept."""

from enum import StrEnum

from forwhom.jwt import base64url
from forwhom.jwt.claims import claims_defects
from forwhom.jwt.defect import Defect, DefectCode, Where
from forwhom.jwt.header import header_defects, is_none, signature_defects
from forwhom.jwt.json import JsonValue, parse_strict
from forwhom.jwt.opaque import opaque_kind
from forwhom.jwt.part import object_of, read_part
from forwhom.jwt.wrapping import unwrap
from forwhom.record import dataclass, field, replace

# Characters. HTTP servers refuse header lines long before that.
MAX_LENGTH = 65536

_JWS_PARTS = 3
_JWE_PARTS = 5
_SCHEMES = {"basic": "HTTP Basic credentials", "negotiate": "HTTP Negotiate (SPNEGO) token"}
_JSON_MEMBERS = frozenset({"protected", "payload", "signature", "signatures", "ciphertext", "recipients"})
_HEADER_MEMBERS = frozenset({"alg", "typ", "kid", "enc"})


class TokenForm(StrEnum):
    """What the text is, as far as its shape tells."""

    JWS = "jws"
    JWE = "jwe"
    JSON_SERIALIZATION = "json-serialization"
    OPAQUE = "opaque"
    # Only a part of a token, whole or cut.
    FRAGMENT = "fragment"
    # Header or claims that came decoded.
    PARTS = "parts"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a token says. Header and claims are `None` where they could not be read, incomplete where a defect says so.

    `length` is in characters, `signature_length` in bytes; `payload_text` is a payload that is text but no JSON.
    """

    form: TokenForm
    header: dict[str, JsonValue] | None = field(default=None, repr=False)
    claims: dict[str, JsonValue] | None = field(default=None, repr=False)
    defects: tuple[Defect, ...] = ()
    length: int = 0
    signature_length: int | None = None
    opaque_kind: str | None = None
    payload_text: str | None = field(default=None, repr=False)


def decode(text: str) -> Token:
    """The token that the text is or holds, with everything that is not in order as a defect; never raises.

    Nothing is verified, decrypted or decompressed.

    Source: RFC 7515 sections 3 and 7, RFC 7516 section 9, RFC 7519 section 7.2
    """
    length = len(text)
    if length > MAX_LENGTH:
        line = f"the text is {length} characters long, more than the {MAX_LENGTH} that are read as a token"
        return Token(form=TokenForm.OPAQUE, defects=(_token_defect(DefectCode.TOO_LONG, line),), length=length)
    unwrapped = unwrap(text)
    core = unwrapped.text
    defects = list(unwrapped.defects)
    kind = None
    if not core.startswith(("ey", "ew", "{")):
        kind = _SCHEMES.get(unwrapped.scheme or "") or opaque_kind(core)
    if not core:
        form = TokenForm.EMPTY
    elif kind is not None:
        form = TokenForm.OPAQUE
    elif core.startswith("{"):
        return _from_json(core, defects, length)
    else:
        return _from_compact(core, defects, length)
    return Token(form=form, defects=tuple(defects), length=length, opaque_kind=kind)


def from_parts(header: dict[str, JsonValue] | None, claims: dict[str, JsonValue] | None) -> Token:
    """The token that a header and claims describe which came decoded; what was not given is not missed."""
    defects: list[Defect] = []
    if header is not None:
        defects.extend(header_defects(header))
    if claims is not None:
        defects.extend(claims_defects(claims))
    return Token(form=TokenForm.PARTS, header=header, claims=claims, defects=tuple(defects))


def _from_compact(core: str, defects: list[Defect], length: int) -> Token:
    core, kind = _trimmed(core, defects)
    count = core.count(".") + 1
    # Text with many dots is not split at each of them.
    parts = core.split(".", _JWE_PARTS)[:_JWE_PARTS]
    if count not in {_JWS_PARTS, _JWE_PARTS} and all(defect.code is not DefectCode.SHORTENED for defect in defects):
        noun = "part" if count == 1 else "parts"
        line = f"the text has {count} {noun} where a signed token has three and an encrypted one has five"
        defects.append(_token_defect(DefectCode.SEGMENTS, line))
    if count == 1:
        return _from_single(core, defects, length)
    header = read_part(parts[0], Where.HEADER, defects).members
    if count == _JWE_PARTS or (header is not None and "enc" in header):
        return _encrypted(header, count, defects, length)
    token = _signed(header, parts[1:], defects, length)
    return replace(token, opaque_kind=kind) if kind else token


def _trimmed(core: str, defects: list[Defect]) -> tuple[str, str | None]:
    """The token without disclosures, and without what follows an ellipsis; and the name of a kind that is sure."""
    kind = None
    if "~" in core:
        kind = "SD-JWT"
        line = 'the token is an SD-JWT: a "~" ends it and disclosures may follow'
        defects.append(_token_defect(DefectCode.SELECTIVE_DISCLOSURE, line))
        core = core.partition("~")[0]
    cut = min((at for at in (core.find("..."), core.find("\u2026")) if at > 0), default=None)
    if cut is not None:
        defects.append(_token_defect(DefectCode.SHORTENED, 'the token was shortened with "..."'))
        core = core[:cut]
    return core, kind


def _signed(header: dict[str, JsonValue] | None, rest: list[str], defects: list[Defect], length: int) -> Token:
    """A JWS, or as much of one as there is; `rest` is what follows the header."""
    payload = read_part(rest[0], Where.PAYLOAD, defects, header)
    if len(rest) == 1 and payload.members is None and header is not None and "alg" not in header:
        # The first part was cut off: what is left are the claims and the signature.
        return _fragment(None, header, defects, length)
    signature_length = None
    if len(rest) > 1:
        signature_length = _signature_length(rest[1], header, defects)
    if header is not None:
        defects.extend(header_defects(header))
        if signature_length is not None:
            defects.extend(signature_defects(header, signature_length))
    if payload.members is not None:
        defects.extend(claims_defects(payload.members, _pointers(defects)))
    if header is None and payload.members is None:
        return Token(form=TokenForm.OPAQUE, defects=tuple(defects), length=length)
    whole = len(rest) + 1 == _JWS_PARTS
    return Token(
        form=TokenForm.JWS if whole else TokenForm.FRAGMENT,
        header=header,
        claims=payload.members,
        defects=tuple(defects),
        length=length,
        signature_length=signature_length,
        payload_text=payload.text if whole else None,
    )


def _signature_length(segment: str, header: dict[str, JsonValue] | None, defects: list[Defect]) -> int:
    """The length of the signature in bytes; an empty one is a defect unless the header announces it."""
    signature = base64url.decode(segment, Where.SIGNATURE)
    defects.extend(signature.defects)
    if not segment and not (header is not None and is_none(header.get("alg"))):
        line = "the signature is empty"
        defects.append(Defect(code=DefectCode.EMPTY_SEGMENT, where=Where.SIGNATURE, text=line))
    return len(signature.data)


def _from_single(core: str, defects: list[Defect], length: int) -> Token:
    """A text without a dot: a header or a payload alone, or no JWT at all."""
    found: list[Defect] = []
    members = read_part(core, Where.TOKEN, found).members
    # Random bytes break off at once as well, and are no object that was cut.
    cut = core.startswith(("ey", "ew")) and any(defect.code is DefectCode.JSON_TRUNCATED for defect in found)
    if members is None and not cut:
        kept = [defect for defect in defects if defect.code is not DefectCode.SEGMENTS]
        return Token(form=TokenForm.OPAQUE, defects=tuple(kept), length=length)
    defects.extend(found)
    if members is None or _HEADER_MEMBERS.isdisjoint(members):
        return _fragment(None, members, defects, length)
    return _fragment(members, None, defects, length)


def _fragment(
    header: dict[str, JsonValue] | None, claims: dict[str, JsonValue] | None, defects: list[Defect], length: int
) -> Token:
    parts = from_parts(header, claims)
    every = (*defects, *parts.defects)
    return Token(form=TokenForm.FRAGMENT, header=header, claims=claims, defects=every, length=length)


def _encrypted(header: dict[str, JsonValue] | None, count: int, defects: list[Defect], length: int) -> Token:
    """A JWE, of which only the header can be read without a key."""
    if header is None:
        return Token(form=TokenForm.OPAQUE, defects=tuple(defects), length=length)
    if count != _JWE_PARTS:
        line = f"the header names an encryption (enc), but there are {count} parts where an encrypted token has five"
        defects.append(_token_defect(DefectCode.SEGMENTS, line))
    elif "enc" not in header:
        line = "there are five parts as in an encrypted token, but the header names no encryption (enc)"
        defects.append(_token_defect(DefectCode.SEGMENTS, line))
    defects.extend(header_defects(header))
    return Token(form=TokenForm.JWE, header=header, defects=tuple(defects), length=length)


def _from_json(core: str, defects: list[Defect], length: int) -> Token:
    """A JSON text: a token in a JSON serialization, or header or claims pasted decoded."""
    reading = parse_strict(core.encode("utf-8", "surrogatepass"))
    members = object_of(reading, core, Where.TOKEN, defects).members
    if members is None:
        return Token(form=TokenForm.OPAQUE, defects=tuple(defects), length=length)
    if _JSON_MEMBERS.isdisjoint(members):
        is_header = "alg" in members
        parts = from_parts(members if is_header else None, None if is_header else members)
        every = (*defects, *parts.defects)
        return Token(form=TokenForm.PARTS, header=parts.header, claims=parts.claims, defects=every, length=length)
    signatures = members.get("signatures")
    first = signatures[0] if isinstance(signatures, list) and signatures else members
    header, claims = None, None
    protected = first.get("protected") if isinstance(first, dict) else None
    if isinstance(protected, str):
        header = read_part(protected, Where.HEADER, defects).members
    payload = members.get("payload")
    if isinstance(payload, str):
        claims = read_part(payload, Where.PAYLOAD, defects, header).members
    if header is not None:
        defects.extend(header_defects(header))
    if claims is not None:
        defects.extend(claims_defects(claims, _pointers(defects)))
    form = TokenForm.JSON_SERIALIZATION
    return Token(form=form, header=header, claims=claims, defects=tuple(defects), length=length)


def _pointers(defects: list[Defect]) -> frozenset[str]:
    """Places in the payload that a defect of the JSON text is about already."""
    return frozenset([defect.pointer for defect in defects if defect.where is Where.PAYLOAD])


def _token_defect(code: DefectCode, line: str) -> Defect:
    return Defect(code=code, where=Where.TOKEN, text=line)
