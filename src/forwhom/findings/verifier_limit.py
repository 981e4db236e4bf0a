"""A known defect or limit of this verifier or version.

What it means: the values are in order and the verifier refuses them all the same, or accepts what it should refuse.

How it happens: versions differ in how they compare, print and treat lists, empty values and missing claims.

How to fix it: look at the version in use and at what its entry in the catalogue says; upgrade where that mends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.comparison_finding import RFC7519_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party
from forwhom.finding_kind import FindingKind, Topic
from forwhom.verifier import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "verifier-limit"
TITLE = "the verifier has a defect or limit here"

FIXES = (
    Fix(Party.RESOURCE_SERVER, "look up the version in use, and upgrade where its entry says that this was mended"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the values agree and the verifier says that they do not; and on limits that its entry lists."""
    verifier = situation.verifier
    if situation.met and situation.refused and situation.blames_audience:
        name = verifier.name if verifier else "the verifier"
        yield whole_claim(
            situation,
            code=CODE,
            title="the audiences agree, yet the verifier refuses the token for its audience",
            because=_limits(situation)
            or f"{name} is not known to refuse this pair: its version or a setting may differ",
            confidence=Confidence.LIKELY,
            fixes=FIXES,
        )
    elif verifier and situation.refused and situation.met is None and _limits(situation):
        yield whole_claim(
            situation,
            code=CODE,
            title=f"{verifier.name} has a known limit that shows like this",
            because=_limits(situation),
            confidence=Confidence.POSSIBLE,
            fixes=FIXES,
        )


def _limits(situation: Situation) -> str:
    """The limits in the verifier's entry whose symptom the message can be; what lets tokens in explains none."""
    limits = situation.verifier.limits if situation.verifier else ()
    told = (
        f"{limit.text.removesuffix('.')} ({limit.versions})" if limit.versions else limit.text.removesuffix(".")
        for limit in limits
        if limit.symptom in situation.suspects and limit.seen is not Seen.ACCEPTED
    )
    return "; ".join(told)


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the values agree, and PyJWT refuses the token for its audience",
            case=case(aud="orders", expected="orders", verifier="pyjwt", error="Audience doesn't match"),
            fires=True,
        ),
        Example(
            note="the same with no verifier known",
            case=case(aud="orders", expected="orders", error="the audience is invalid"),
            fires=True,
        ),
        Example(
            note="python-jose takes one expected audience only",
            case=case(verifier="python-jose", error="JWTError: audience must be a string or None"),
            fires=True,
        ),
        Example(
            note="what is known of python-jose then is that it lets a token without aud in, which explains no refusal",
            case=case(verifier="python-jose", error='JWTError: missing required key "aud" among claims'),
            fires=False,
        ),
        Example(
            note="the values differ",
            case=case(
                aud="orders", expected="billing", verifier="envoy-jwt-authn", error="Audiences in Jwt are not allowed"
            ),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch",),
    precedence=60,
    fixes=FIXES,
    references=(RFC7519_AUD,),
    examples=examples,
)
