"""Validates the claims of a token whose signature was verified."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forwhom.audience import audience as audience_of
from forwhom.audience.audience import Shape
from forwhom.audience.difference import differs_at
from forwhom.finding import Evidence, Where
from forwhom.jwt import numeric_date
from forwhom.jwt.claims import claims_defects
from forwhom.jwt.defect import DefectCode
from forwhom.resource_server.expected import Unchecked
from forwhom.resource_server.profile import Profile, missing_claim, other_party, wrong_type
from forwhom.resource_server.refusal import COMPARES, finding, malformed

if TYPE_CHECKING:
    from forwhom.audience.audience import Audience
    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue

MAX_AUDIENCES = 1000

_DATES = frozenset({"exp", "nbf", "iat", "auth_time"})
_STRINGS = frozenset({"iss", "sub", "jti", "azp", "client_id"})
_TYPED = _DATES | _STRINGS
_AUD = Evidence(Where.CLAIMS, "/aud")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a token's claims are held against; `leeway` is in seconds."""

    audiences: frozenset[str] | Unchecked
    issuers: frozenset[str]
    leeway: float
    profile: Profile
    client_id: str | None


def first_failing(rules: Rules, typ: str | None, claims: dict[str, JsonValue], now: float) -> Finding | None:
    """The first check that the claims fail at `now` (seconds since the epoch, UTC); `None` where they pass all.

    Source: RFC 7519 section 4.1, RFC 9068 section 4, OIDC Core 1.0 section 3.1.3.7
    """
    return (
        _ill_typed(claims)
        or wrong_type(rules.profile, typ, claims)
        or _other_issuer(rules, claims)
        or _other_audience(rules, claims)
        or _untimely(rules.leeway, claims, now)
        or missing_claim(rules.profile, claims)
    )


def _ill_typed(claims: dict[str, JsonValue]) -> Finding | None:
    """A registered claim that is present and malformed never counts as absent."""
    for name in _TYPED & claims.keys():
        value = claims[name]
        well = numeric_date.read(value) is not None if name in _DATES else type(value) is str
        if not well:
            # Look-alike names are other names, of which nothing depends here.
            defects = [one for one in claims_defects(claims) if one.code is not DefectCode.LOOK_ALIKE_NAME]
            line = defects[0].text if defects else f"the claim {name} is of the wrong type"
            return malformed(line, f"/{name}", where=Where.CLAIMS)
    return None


def _other_issuer(rules: Rules, claims: dict[str, JsonValue]) -> Finding | None:
    found = claims.get("iss")
    if found in rules.issuers:
        return None
    expected = sorted(rules.issuers)
    if not isinstance(found, str):
        title = "the token has no iss claim"
        return finding("iss-mismatch", title, title=title, expected=expected, evidence=Evidence(Where.CLAIMS, "/iss"))
    because = "issuers are compared exactly"
    return finding("iss-mismatch", because, found=found, expected=expected, evidence=Evidence(Where.CLAIMS, "/iss"))


def _other_audience(rules: Rules, claims: dict[str, JsonValue]) -> Finding | None:
    audience = audience_of.read(claims)
    if isinstance(rules.audiences, Unchecked):
        return None if audience.shape is Shape.ABSENT else _malformed_audience(audience)
    trouble = _malformed_audience(audience)
    if trouble is not None:
        return trouble
    if rules.audiences.isdisjoint(audience.values):
        return _mismatch(audience, sorted(rules.audiences))
    if rules.client_id is None:
        return None
    return other_party(rules.client_id, rules.audiences, audience.values, claims)


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
    cause = finding("aud-mismatch", COMPARES, found=audience.raw, expected=expected, evidence=_AUD)
    if isinstance(audience.raw, str) and len(expected) == 1:
        return replace(cause, differs_at=differs_at(audience.raw, expected[0]))
    return cause


def _untimely(leeway: float, claims: dict[str, JsonValue], now: float) -> Finding | None:
    """The types of the dates have been checked; exp is required, or a leaked token would serve for ever."""
    expiry = numeric_date.read(claims.get("exp"))
    if expiry is None:
        title = "the token has no exp claim, so it would never expire"
        return finding("token-lifetime-too-long", title, title=title, evidence=Evidence(Where.CLAIMS, "/exp"))
    if expiry + leeway <= now:
        because = f"it expired {numeric_date.relative(expiry, now)}, at {numeric_date.iso(expiry)}"
        return finding("token-expired", because, found=expiry, evidence=Evidence(Where.CLAIMS, "/exp"))
    for name in ("nbf", "iat"):
        start = numeric_date.read(claims.get(name))
        if start is None:
            continue
        if start > now + leeway:
            because = f"its {name} lies ahead: {numeric_date.relative(start, now)}, at {numeric_date.iso(start)}"
        elif start > expiry:
            because = f"its {name} lies after its exp, so it is never valid"
        else:
            continue
        return finding("token-not-yet-valid", because, found=start, evidence=Evidence(Where.CLAIMS, f"/{name}"))
    return None
