"""The JOSE header of a token, and its payload once the signature was verified."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forwhom.finding import Evidence, Where
from forwhom.jwt.defect import DefectCode
from forwhom.jwt.defect import Where as Part
from forwhom.jwt.header import header_defects
from forwhom.resource_server.compact import decoded, members
from forwhom.resource_server.refusal import finding, malformed, unreadable
from forwhom.resource_server.token_rejected import TokenRejected

if TYPE_CHECKING:
    from forwhom.finding import Finding
    from forwhom.jwt.defect import Defect
    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.algorithms import Verify


@dataclass(frozen=True, slots=True)
class Header:
    """The parameters of a JOSE header that matter here; `members` are all of them."""

    alg: str
    kid: str | None
    typ: str | None
    members: dict[str, JsonValue] = field(repr=False)


def read_header(token: str, segment: bytes, algorithms: frozenset[str]) -> Header:
    """The header in the first segment of a token; raises `TokenRejected` unless it is in order and its alg allowed.

    A header that brings or names keys of its own, or needs extensions to be understood, is not in order.

    Source: RFC 7515 section 4, RFC 7797 section 7, RFC 8725 sections 3.1 and 3.10
    """
    data = decoded(segment)
    found = None if data is None else members(data, Part.HEADER)
    if not isinstance(found, dict):
        raise _defective(found) if found else unreadable(token)
    defects = tuple(header_defects(found))
    if defects:
        raise _defective(defects)
    if "enc" in found:
        raise TokenRejected((finding("token-encrypted", "its header names an encryption"),))
    alg, kid, typ = found["alg"], found.get("kid"), found.get("typ")
    if "typ" in found and not isinstance(typ, str):
        raise TokenRejected((malformed("the header's typ is not a string", "/typ", where=Where.HEADER),))
    if not isinstance(alg, str) or alg not in algorithms:
        because = "only the configured algorithms are accepted"
        place = Evidence(Where.HEADER, "/alg")
        cause = finding("alg-not-allowed", because, found=alg, expected=sorted(algorithms), evidence=place)
        raise TokenRejected((cause,))
    return Header(alg, kid if isinstance(kid, str) else None, typ if isinstance(typ, str) else None, found)


def verified_payload(parts: tuple[bytes, bytes, bytes, bytes], verify: Verify) -> bytes:
    """The payload of a token in parts, read only once it is known who wrote it; raises `TokenRejected` otherwise.

    Source: RFC 7515 section 5.2
    """
    signing_input, _, payload, encoded_signature = parts
    signature = decoded(encoded_signature)
    if not signature or not verify(signing_input, signature):
        raise TokenRejected(lambda: (_bad_signature(signature),))
    data = decoded(payload)
    if data is None:
        raise TokenRejected((malformed("the payload is not base64url in its one canonical form"),))
    return data


def read_claims(payload: bytes) -> dict[str, JsonValue]:
    """The Claims Set that the payload is; raises `TokenRejected` unless its JSON is in order.

    Source: RFC 7519 section 7.2
    """
    claims = members(payload, Part.PAYLOAD)
    if isinstance(claims, dict):
        return claims
    raise _defective(claims)


def _bad_signature(signature: bytes | None) -> Finding:
    if signature is None:
        return malformed("the signature is not base64url in its one canonical form")
    return finding("signature-invalid", "the key does not verify it" if signature else "the signature is empty")


def _defective(defects: tuple[Defect, ...]) -> TokenRejected:
    """The refusal of a header or payload that was read, with its reasons."""
    if any(defect.code is DefectCode.ALG_NONE for defect in defects):
        title = "the token is not signed"
        because = "alg none means that anybody can have made it"
        place = Evidence(Where.HEADER, "/alg")
        return TokenRejected((finding("alg-not-allowed", because, title=title, evidence=place),))
    lines = "; ".join(defect.text for defect in defects[:3])
    pointer = defects[0].pointer if defects else ""
    return TokenRejected((malformed(lines or "the payload is not a JSON object", pointer),))
