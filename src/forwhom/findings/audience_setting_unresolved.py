"""The configured audience never arrived at the verifier.

What it means: the value is a placeholder, `undefined`, an unexpanded variable, empty, or stands under a misspelt
option, so that the verifier compares with something nobody meant, or with nothing.

How it happens: an environment variable is not set, a template was not rendered, a sample value was left in place.

How to fix it: give the real value, and print what the running verifier uses at start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience import placeholder
from forwhom.comparison_finding import RFC8725_AUD
from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "audience-setting-unresolved"
TITLE = "the configured audience is a placeholder or never arrived"

FIXES = (
    Fix(
        Party.RESOURCE_SERVER,
        "set the variable or option that carries the expected audience, and print the value in use at start",
    ),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on an expected value that was never filled in, or a configured one that is not read."""
    values = (*situation.expected, *situation.configured.values)
    unresolved = next((value for value in values if placeholder.is_unresolved(value)), None)
    if unresolved is not None:
        because = f"{quoted(unresolved)} was never filled in" if unresolved.strip() else "an empty value was configured"
    elif situation.configured.values and "audience-not-configured" in situation.suspects and not _may_differ(situation):
        because = "a value is configured, and the verifier says that it knows none: it stands where it is not read"
    else:
        return
    if situation.met and unresolved is None:
        return
    certain = unresolved is not None and not placeholder.is_redacted(unresolved)
    yield Finding(
        code=CODE,
        severity=Severity.ERROR,
        confidence=Confidence.CERTAIN if certain else Confidence.LIKELY,
        title=TITLE,
        because=because,
        found=situation.audience.raw if situation.audience else None,
        expected=unresolved if unresolved is not None else list(situation.configured.values),
        evidence=(Evidence(Where.SETTING),),
        fixes=FIXES,
        references=KIND.references,
    )


def _may_differ(situation: Situation) -> bool:
    """Whether the message can also mean what the token names, and that differs or is not known to agree."""
    return not _OF_TOKEN.isdisjoint(situation.suspects) and (not situation.found or bool(situation.pairs))


#: What a message that leaves open whether an audience is configured may say of the token instead.
_OF_TOKEN = frozenset({"aud-mismatch", "aud-missing", "aud-empty"})


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(note="a variable that was never expanded", case=case(aud="orders", expected="${AUDIENCE}"), fires=True),
        Example(note="an empty value", case=case(aud="orders", expected=" "), fires=True),
        Example(
            note="a value is configured, and the verifier knows none",
            case=case(aud="orders", expected="billing", error="the audience is not configured"),
            fires=True,
        ),
        Example(
            note="a value is configured, and the message can mean a mismatch as well as no value",
            case=case(
                expected="orders.api",
                verifier="aspnetcore-jwtbearer",
                error='error_description="The audience is invalid"',
            ),
            fires=False,
        ),
        Example(
            note="a value is configured, and the message says first of all that the token names none",
            case=case(
                expected="orders.api",
                verifier="aspnetcore-jwtbearer",
                error="error_description=\"The audience 'empty' is invalid\"",
            ),
            fires=False,
        ),
        Example(note="a value of one's own", case=case(aud="orders", expected="billing"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=(
        "aud-mismatch",
        "audience-not-configured",
        "resource-not-registered",
        "aud-is-client-id",
        "aud-host-differs",
        "aud-path-differs",
        "aud-list-shape",
    ),
    # Where what is configured agrees and is refused all the same, the running verifier may have another.
    settled=lambda situation: bool(situation.configured.values) and not situation.met,
    precedence=8,
    fixes=FIXES,
    references=(RFC8725_AUD,),
    examples=examples,
)
