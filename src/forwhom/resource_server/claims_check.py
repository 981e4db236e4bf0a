"""Validates the claims of a token whose signature was verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forwhom.audience import audience as audience_of
from forwhom.audience.audience import Shape
from forwhom.audience.difference import differs_at
from forwhom.finding import Evidence, Where
from forwhom.jwt import numeric_date
from forwhom.jwt.claims import claims_defects
from forwhom.jwt.defect import DefectCode
from forwhom.resource_server.expected import Unchecked
from forwhom.resource_server.profile import Kind, missing_claim, other_party, wrong_type
from forwhom.resource_server.refusal import COMPARES, finding, malformed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forwhom.audience.audience import Audience
    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue

MAX_AUDIENCES = 1000

_DATES = frozenset({"exp", "nbf", "iat", "auth_time"})
_STRINGS = frozenset({"iss", "sub", "jti", "azp", "client_id"})
_AUD = Evidence(Where.CLAIMS, "/aud")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a token's claims are held against; `leeway` is in seconds."""

    audiences: frozenset[str] | Unchecked
    issuers: frozenset[str]
    leeway: float
    kind: Kind
    client_id: str | None


def first_failing(rules: Rules, typ: str | None, claims: dict[str, JsonValue], now: float) -> Finding | None:
    """The first check that the claims fail at `now` (seconds since the epoch, UTC); `None` where they pass all.

    Each check decides with few operations, for most tokens pass; what explains a refusal is asked only then.

    Source: RFC 7519 section 4.1, RFC 9068 section 4, OIDC Core 1.0 section 3.1.3.7
    """
    for name, value in claims.items():
        # A registered claim that is present and malformed never counts as absent.
        if name in _STRINGS:
            if type(value) is not str:
                return _ill_typed(name, claims)
        elif name in _DATES and numeric_date.read(value) is None:
            return _ill_typed(name, claims)
    return (
        wrong_type(rules.kind, typ, claims)
        or (None if claims.get("iss") in rules.issuers else _other_issuer(rules, claims))
        or _other_audience(rules, claims)
        or _untimely(rules.leeway, claims, now)
        or missing_claim(rules.kind, claims)
    )


def _ill_typed(name: str, claims: dict[str, JsonValue]) -> Finding:
    # Look-alike names are other names, of which nothing depends here.
    defects = [one for one in claims_defects(claims) if one.code is not DefectCode.LOOK_ALIKE_NAME]
    line = defects[0].text if defects else f"the claim {name} is of the wrong type"
    return malformed(line, f"/{name}", where=Where.CLAIMS)


def _other_issuer(rules: Rules, claims: dict[str, JsonValue]) -> Finding:
    found = claims.get("iss")
    expected = sorted(rules.issuers)
    if not isinstance(found, str):
        title = "the token has no iss claim"
        return finding("iss-mismatch", title, title=title, expected=expected, evidence=Evidence(Where.CLAIMS, "/iss"))
    because = "issuers are compared exactly"
    return finding("iss-mismatch", because, found=found, expected=expected, evidence=Evidence(Where.CLAIMS, "/iss"))


def _other_audience(rules: Rules, claims: dict[str, JsonValue]) -> Finding | None:
    expected = rules.audiences
    if isinstance(expected, Unchecked):
        return _malformed_audience(audience_of.read(claims)) if "aud" in claims else None
    found = claims.get("aud")
    values = [found] if type(found) is str else found
    if type(values) is not list or not _names_one(expected, values):
        audience = audience_of.read(claims)
        return _malformed_audience(audience) or _mismatch(audience, sorted(expected))
    if rules.client_id is None:
        return None
    return other_party(rules.client_id, expected, values, claims)


def _names_one(expected: frozenset[str], values: Sequence[JsonValue]) -> bool:
    """Whether the audiences are strings, not too many, and one of them is expected."""
    if len(values) > MAX_AUDIENCES:
        return False
    named = False
    for value in values:
        if type(value) is not str:
            return False
        named = named or value in expected
    return named


def _malformed_audience(audience: Audience) -> Finding | None:
    """Why the audience names nobody, or not as a string or an array of strings."""
    match audience.shape:
        case Shape.STRING:
            return None
        case Shape.ARRAY:
            if len(audience.values) > MAX_AUDIENCES:
                return malformed(f"aud has more than {MAX_AUDIENCES} members", "/aud", where=Where.CLAIMS)
            return None
        case Shape.ABSENT:
            return finding("aud-missing", "there is nothing to compare", evidence=_AUD)
        case Shape.EMPTY_STRING | Shape.EMPTY_ARRAY:
            return finding("aud-empty", "there is nothing to compare", found=audience.raw, evidence=_AUD)
        case Shape.NULL | Shape.MIXED_ARRAY | Shape.NUMBER | Shape.OTHER:
            because = "an audience is a string or an array of strings"
            return finding("aud-wrong-type", because, found=audience.raw, evidence=_AUD)


def _mismatch(audience: Audience, expected: list[str]) -> Finding:
    found, at = audience.raw, None
    if isinstance(found, str) and len(expected) == 1:
        at = differs_at(found, expected[0])
    return finding("aud-mismatch", COMPARES, found=found, expected=expected, evidence=_AUD, differs_at=at)


def _untimely(leeway: float, claims: dict[str, JsonValue], now: float) -> Finding | None:
    """The types of the dates have been checked; exp is required, or a leaked token would serve for ever."""
    expiry = claims.get("exp")
    if type(expiry) is not int and type(expiry) is not float:
        because = "whoever got hold of it could use it for ever"
        return finding("exp-missing", because, evidence=Evidence(Where.CLAIMS, "/exp"))
    if expiry + leeway <= now:
        because = f"it expired {numeric_date.relative(expiry, now)}, at {numeric_date.iso(expiry)}"
        return finding("token-expired", because, found=expiry, evidence=Evidence(Where.CLAIMS, "/exp"))
    for name in ("nbf", "iat"):
        start = claims.get(name)
        if type(start) is not int and type(start) is not float:
            continue
        if start > now + leeway:
            because = f"its {name} lies ahead: {numeric_date.relative(start, now)}, at {numeric_date.iso(start)}"
        elif start > expiry:
            because = f"its {name} lies after its exp, so it is never valid"
        else:
            continue
        return finding("token-not-yet-valid", because, found=start, evidence=Evidence(Where.CLAIMS, f"/{name}"))
    return None
