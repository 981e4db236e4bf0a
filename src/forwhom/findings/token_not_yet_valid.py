"""The token is not yet valid.

What it means: `nbf`, or `iat` where a verifier looks at it, lies in the future.

How it happens: the clocks of the authorization server and the resource server differ by seconds, and no leeway is
allowed.

How to fix it: set the clocks by NTP; allow a leeway of some seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.jwt import numeric_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "token-not-yet-valid"
TITLE = "the token is not yet valid"

FIXES = (
    Fix(Party.RESOURCE_SERVER, "set the clock by NTP, and allow a leeway of some seconds"),
    Fix(Party.AUTHORIZATION_SERVER, "set the clock by NTP"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when `nbf` or `iat` lies in the future by more than the leeway."""
    now = situation.case.now
    for name in ("nbf", "iat"):
        moment = numeric_date.read(situation.claims.get(name))
        if now is not None and moment is not None and moment - situation.expectation.leeway > now:
            yield Finding(
                code=CODE,
                severity=Severity.ERROR,
                confidence=Confidence.CERTAIN,
                title=TITLE,
                because=f"{name} is {numeric_date.relative(moment, now)}, at {numeric_date.iso(moment)}",
                found=situation.claims[name],
                evidence=(Evidence(Where.CLAIMS, f"/{name}"),),
                fixes=FIXES,
                references=KIND.references,
            )
            return


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="nbf is a minute ahead",
            case=case(aud="orders", expected="orders", nbf=1767225660, now=1767225600),
            fires=True,
        ),
        Example(
            note="iat is a minute ahead",
            case=case(aud="orders", expected="orders", iat=1767225660, now=1767225600),
            fires=True,
        ),
        Example(
            note="nbf is past",
            case=case(aud="orders", expected="orders", nbf=1767225600, iat=1767225600, now=1767225660),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TIME,
    check=check,
    explanation=__doc__ or "",
    precedence=53,
    fixes=FIXES,
    references=(Reference("RFC 7519", "section 4.1.5"),),
    examples=examples,
)
