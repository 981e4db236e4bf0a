"""The token has expired.

What it means: `exp` lies in the past. A token that was pasted long after the error has nearly always expired since;
that is a remark then, not the cause, for a verifier that checks the time first would have said so.

How it happens: the client keeps a token for too long, or a clock is wrong.

How to fix it: fetch a new token before the old one ends; set the clocks by NTP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.jwt import numeric_date
from forwhom.verifier import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "token-expired"
TITLE = "the token has expired"

FIXES = (
    Fix(Party.CLIENT, "fetch a new token before the old one expires"),
    Fix(Party.RESOURCE_SERVER, "set the clock by NTP, and allow a leeway of some seconds"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when `exp` is past: as a remark when a message shows that the refusal had another reason."""
    now, expiry = situation.case.now, numeric_date.read(situation.claims.get("exp"))
    if now is None or expiry is None or expiry + situation.expectation.leeway > now:
        return
    since = situation.refused and bool(situation.suspects) and CODE not in situation.suspects
    yield Finding(
        code=CODE,
        severity=Severity.NOTE if since else Severity.ERROR,
        confidence=Confidence.CERTAIN,
        title="the token has expired since" if since else TITLE,
        because=_because(situation)
        if since
        else f"it expired {numeric_date.relative(expiry, now)}, at {numeric_date.iso(expiry)}",
        found=situation.claims["exp"],
        evidence=(Evidence(Where.CLAIMS, "/exp"),),
        fixes=() if since else FIXES,
        references=KIND.references,
    )


def _because(situation: Situation) -> str:
    if Check.EXPIRY in situation.passed and situation.verifier:
        return f"{situation.verifier.name} checks the time before what the message is about, so it had not expired then"
    return "the message is about something else; whether it had expired by then cannot be told"


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="exp is an hour ago",
            case=case(aud="orders", expected="orders", exp=1767225600, now=1767229200),
            fires=True,
        ),
        Example(
            note="it has expired since: the message is about the audience",
            case=case(
                aud="orders",
                expected="billing",
                exp=1767225600,
                now=1767229200,
                error="Invalid audience",
                verifier="pyjwt",
            ),
            fires=True,
        ),
        Example(
            note="exp is yet to come",
            case=case(aud="orders", expected="orders", exp=1767225600, now=1767222000),
            fires=False,
        ),
        Example(note="the time is not known", case=case(aud="orders", expected="orders", exp=1767225600), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TIME,
    check=check,
    explanation=__doc__ or "",
    precedence=52,
    fixes=FIXES,
    references=(Reference("RFC 7519", "section 4.1.4"),),
    examples=examples,
)
