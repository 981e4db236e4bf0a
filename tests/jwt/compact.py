"""Compact tokens for tests, with a signature that nobody made."""

import json
from collections.abc import Iterable

from forwhom.jwt import base64url
from forwhom.jwt.defect import Defect, DefectCode
from forwhom.jwt.json import JsonValue

HS256 = '{"alg":"HS256","typ":"JWT"}'
SIGNATURE = base64url.encode(bytes(range(32)))


def compact(header: str | bytes = HS256, payload: str | bytes = '{"aud":"api"}', signature: str = SIGNATURE) -> str:
    """A compact serialization of the given texts, whatever they are."""
    return f"{_encoded(header)}.{_encoded(payload)}.{signature}"


def compact_claims(claims: dict[str, JsonValue]) -> str:
    """A compact token with these claims."""
    return compact(payload=json.dumps(claims))


def codes(defects: Iterable[Defect]) -> list[DefectCode]:
    """The codes of the defects, in their order."""
    return [defect.code for defect in defects]


def _encoded(part: str | bytes) -> str:
    return base64url.encode(part.encode() if isinstance(part, str) else part)
