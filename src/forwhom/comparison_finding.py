"""Builds the findings about one found and one expected value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.finding import Confidence, Evidence, Finding, Reference, Severity, Where
from forwhom.remedy import configure, request

if TYPE_CHECKING:
    from forwhom.finding import Fix
    from forwhom.jwt.json import JsonValue
    from forwhom.situation import Pair, Situation

RFC7519_AUD = Reference("RFC 7519", "section 4.1.3")
RFC8725_AUD = Reference("RFC 8725", "section 3.9")


def of_pair(
    situation: Situation,
    pair: Pair,
    *,
    code: str,
    title: str,
    marker: str,
    confidence: Confidence | None = None,
    because: str = "",
    fixes: tuple[Fix, ...] | None = None,
    references: tuple[Reference, ...] = (RFC7519_AUD,),
) -> Finding:
    """The finding that this pair differs in one way; `marker` is what stands under the place where the two part.

    Without `fixes`, either side may change: the setting to what is found, the request to what is expected. A title that
    says "only" loses the word when the two differ in more than one way.
    """
    return Finding(
        code=code,
        severity=Severity.ERROR,
        confidence=confidence or situation.sure(pair.found, pair.expected),
        title=title if len(pair.difference.kinds) == 1 else title.replace(" only", ""),
        because=because or situation.compares,
        found=pair.found,
        expected=pair.expected,
        differs_at=pair.difference.at,
        marker=marker,
        evidence=(place(situation, pair.index),),
        fixes=either_side(situation, pair) if fixes is None else fixes,
        references=references,
    )


def place(situation: Situation, index: int = 0) -> Evidence:
    """Where the audience was found: in the claims (a JSON Pointer) or in the message."""
    if situation.seen_in is Where.ERROR:
        return Evidence(Where.ERROR, label="as the message states it")
    array = situation.audience is not None and situation.audience.is_array
    where = Where.TOKEN if situation.case.token and situation.case.token.length else Where.CLAIMS
    return Evidence(where, f"/aud/{index}" if array else "/aud")


def either_side(situation: Situation, pair: Pair) -> tuple[Fix, ...]:
    """Both values name one service: make them the same, on either side."""
    return (configure(situation, (pair.found,)), request(situation, pair.expected))


def whole_claim(
    situation: Situation,
    *,
    code: str,
    title: str,
    because: str,
    confidence: Confidence = Confidence.CERTAIN,
    severity: Severity = Severity.ERROR,
    fixes: tuple[Fix, ...] = (),
    references: tuple[Reference, ...] = (RFC7519_AUD,),
) -> Finding:
    """A finding about the `aud` claim as a whole, beside everything that is expected."""
    audience = situation.audience
    expected: list[JsonValue] = [*situation.expected]
    return Finding(
        code=code,
        severity=severity,
        confidence=confidence,
        title=title,
        because=because,
        found=audience.raw if audience else None,
        expected=expected[0] if len(expected) == 1 else expected or None,
        evidence=(place(situation),),
        fixes=fixes,
        references=references,
    )
