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
from forwhom.prediction import decide
from forwhom.record import replace
from forwhom.verifier import ACCEPT, Message, Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation
    from forwhom.verifier import Verifier

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
            because=_limits(situation, Seen.REFUSED)
            or f"{name} is not known to refuse this pair: its version or a setting may differ",
            confidence=Confidence.LIKELY,
            fixes=FIXES,
        )
    elif verifier and situation.refused and situation.met is None and _limits(situation, Seen.REFUSED, Seen.WORDED):
        yield whole_claim(
            situation,
            code=CODE,
            title=f"{verifier.name} has a known limit that shows like this",
            because=_limits(situation, Seen.REFUSED, Seen.WORDED),
            confidence=Confidence.POSSIBLE,
            fixes=FIXES,
        )
    elif verifier and situation.refused and (special := _special(situation, verifier)):
        yield whole_claim(
            situation,
            code=CODE,
            title=f"the token names an expected audience, and {verifier.name} does not go by that alone",
            because=special.note.removesuffix(".") or f"its entry tells what else it looks at: {verifier.id}",
            confidence=Confidence.LIKELY,
            fixes=FIXES,
        )


def _special(situation: Situation, verifier: Verifier) -> Message | None:
    """The message with which a rule of this verifier's own refuses what all its other rules let pass."""
    if situation.met is not False or not verifier.audience.decide:
        return None
    told = decide(verifier.audience, situation.claims, situation.expectation)
    usual = decide(replace(verifier.audience, decide=None), situation.claims, situation.expectation)
    return told if isinstance(told, Message) and usual is ACCEPT else None


def _limits(situation: Situation, *seen: Seen) -> str:
    """The limits in the verifier's entry that are seen so, and whose symptom the message can be."""
    limits = situation.verifier.limits if situation.verifier else ()
    told = (
        f"{limit.text.removesuffix('.')} ({limit.versions})" if limit.versions else limit.text.removesuffix(".")
        for limit in limits
        if limit.symptom in situation.suspects and limit.seen in seen
    )
    return ". ".join(told)


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
            note="AWS STS takes azp for the audience where the token has one",
            case=case(
                aud="orders",
                azp="web",
                expected="orders",
                verifier="aws-sts-webidentity",
                error="Incorrect token audience",
            ),
            fires=True,
        ),
        Example(
            note="the same without azp",
            case=case(
                aud="billing", expected="orders", verifier="aws-sts-webidentity", error="Incorrect token audience"
            ),
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
