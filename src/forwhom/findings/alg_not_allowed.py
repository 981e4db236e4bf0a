"""The token's algorithm is not allowed.

What it means: `alg` names an algorithm that the verifier was not told to accept, or none at all.

How it happens: HS256 was expected where the provider signs with RS256, an API was switched to another algorithm.

How to fix it: allow exactly the algorithm that the provider uses; never `none`, and never HMAC beside public keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "alg-not-allowed"
TITLE = "the token is signed with an algorithm that is not allowed"

FIXES = (Fix(Party.RESOURCE_SERVER, "allow exactly the algorithm with which the provider signs"),)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when `alg` is not among the known allowed ones, and on `none`."""
    algorithm, allowed = situation.header.get("alg"), situation.expectation.algorithms
    unsigned = isinstance(algorithm, str) and algorithm.lower() == "none"
    if unsigned or (allowed is not None and algorithm is not None and algorithm not in allowed):
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.CERTAIN,
            title="the token is not signed" if unsigned else TITLE,
            because="alg none means that anybody can have made it"
            if unsigned
            else "only the configured algorithms are accepted",
            found=algorithm,
            expected=list(allowed) if allowed else None,
            evidence=(Evidence(Where.HEADER, "/alg"),),
            fixes=FIXES,
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the token is signed with HS256 where RS256 alone is allowed",
            case=case(aud="orders", header={"alg": "HS256"}, algorithm="RS256"),
            fires=True,
        ),
        Example(note="the token is not signed at all", case=case(aud="orders", header={"alg": "none"}), fires=True),
        Example(
            note="the algorithm is the one allowed",
            case=case(aud="orders", header={"alg": "RS256"}, algorithm="RS256"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.SIGNATURE,
    check=check,
    explanation=__doc__ or "",
    precedence=54,
    fixes=FIXES,
    references=(Reference("RFC 8725", "section 3.1"),),
    examples=examples,
)
