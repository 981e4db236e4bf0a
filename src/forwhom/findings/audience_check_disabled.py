"""The audience check is switched off.

What it means: a switch such as `verify_aud: False`, `ValidateAudience = false` or `SkipClientIDCheck` makes the
verifier accept tokens that were issued for any other service. A token for service A then opens service B.

How it happens: somebody was locked out, and switched off what locked them out.

How to fix it: configure the expected audience and remove the switch.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.comparison_finding import RFC8725_AUD
from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import configure, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "audience-check-disabled"
TITLE = "the audience check is switched off"

FIXES = (Fix(Party.RESOURCE_SERVER, "remove the switch and configure the expected audience"),)


# Bounded repetitions only: each search takes time linear in the text.
_SWITCHES = re.compile(
    r"(?:verify|validate|check|require)[-_]?(?:aud|audience)s?[\"']?\s{0,4}[:=,]?>?\s{0,4}[\"']?(?:false|off|0|no)\b"
    r"|(?:skip|disable|ignore|insecure_?skip|insecure_?disable)[-_]?(?:aud|audience|client[-_]?id)[-_a-z]{0,20}"
    r"[\"']?\s{0,4}[:=]?\s{0,4}[\"']?(?:true|on|1|yes)\b"
    r"|validate_aud\s{0,4}=\s{0,4}false",
    re.IGNORECASE,
)

#: Characters of the text that are searched.
_LONGEST = 65_536


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the evidence shows a switch that turns the check off."""
    match = _SWITCHES.search(f"{situation.case.error or ''}\n{situation.case.surroundings}"[:_LONGEST])
    if match:
        yield Finding(
            code=CODE,
            severity=Severity.WARNING,
            confidence=Confidence.CERTAIN,
            title=TITLE,
            because=f"{quoted(match[0])} makes the verifier accept tokens for any other service",
            evidence=(Evidence(Where.SETTING, label=match[0]),),
            fixes=(
                configure(
                    situation,
                    situation.found or situation.expected or ("THE_IDENTIFIER_OF_THIS_API",),
                    "remove the switch and ",
                ),
            ),
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="PyJWT is told not to look at aud",
            case=case(
                aud="orders",
                expected="billing",
                verifier="pyjwt",
                error='jwt.decode(token, key, options={"verify_aud": False})',
            ),
            fires=True,
        ),
        Example(note=".NET is told not to look at aud", case=case(error="ValidateAudience = false"), fires=True),
        Example(note="the switch is on", case=case(error="ValidateAudience = true"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    precedence=45,
    fixes=FIXES,
    references=(RFC8725_AUD,),
    examples=examples,
)
