"""The audience stands under another name than `aud`.

What it means: the claim is called `aud`, in three small letters. `audience`, `Aud` or `audiences` are claims of one's
own that no verifier reads.

How it happens: a token made at home uses the name of the library's option as the name of the claim.

How to fix it: write the claim as `aud`, or let the signing library write it (jsonwebtoken: option `audience`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.comparison_finding import RFC7519_AUD
from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "claim-misnamed"
TITLE = "the audience stands under another name than aud"

FIXES = (Fix(Party.AUTHORIZATION_SERVER, "write the claim as aud where the token is made"),)


NAMES = ("audience", "audiences", "Audience", "AUD", "Aud", "aud ", "target_audience")


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when there is no `aud` but a claim with a name that people write for it."""
    if "aud" in situation.claims or situation.met:
        return
    name = next((name for name in NAMES if name in situation.claims), None)
    if name:
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.CERTAIN,
            title=f"the audience stands under {quoted(name)}, where verifiers read only aud",
            because="claim names are compared exactly, and the registered name is aud",
            found=situation.claims[name],
            expected=situation.expected[0] if len(situation.expected) == 1 else list(situation.expected) or None,
            evidence=(Evidence(Where.CLAIMS, f"/{name}"),),
            fixes=FIXES,
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the claim is called audience",
            case=case(claims={"audience": "orders", "exp": 1767225600}, expected="orders"),
            fires=True,
        ),
        Example(
            note="the claim is written in capitals, and two values are expected",
            case=case(claims={"AUD": "orders", "exp": 1767225600}, expected=("orders", "billing")),
            fires=True,
        ),
        Example(
            note="there is an aud beside it",
            case=case(claims={"aud": "orders", "audience": "billing"}, expected="billing"),
            fires=False,
        ),
        Example(note="no such claim at all", case=case(sub="alice", exp=1767225600, expected="orders"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-missing", "aud-mismatch"),
    settled=lambda situation: situation.audience is not None,
    precedence=11,
    fixes=FIXES,
    references=(RFC7519_AUD, Reference("RFC 7519", "section 4")),
    examples=examples,
)
