"""More than one audience, in the token or in the setting, is not supported by this verifier.

What it means: a token may name several audiences and a service may accept several, but some verifiers take only one,
or demand all of them, or need `azp` beside a list.

How it happens: an upgrade of the provider added a second audience, or a list was configured where one value is read.

How to fix it: request a token for this service alone, or use as many verifier entries as there are audiences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.comparison_finding import RFC7519_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party
from forwhom.finding_kind import FindingKind, Topic
from forwhom.verifier import Combine, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-many-unsupported"
TITLE = "this verifier does not support more than one audience"

FIXES = (
    Fix(Party.RESOURCE_SERVER, "configure one audience for each verifier"),
    Fix(Party.CLIENT, "request a token for this service alone"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when several audiences are expected or found, one agrees, and this verifier refuses all the same."""
    verifier = situation.verifier
    if not verifier and situation.met and situation.case.error and not situation.suspects and not _all_alike(situation):
        yield whole_claim(
            situation,
            code=CODE,
            title="one audience agrees, and the message does not tell what was refused",
            because="some verifiers take one audience only, or want all that they expect",
            confidence=Confidence.POSSIBLE,
            fixes=FIXES,
        )
        return
    shared = not set(situation.expected).isdisjoint(situation.found)
    several = len(situation.expected) > 1
    if not verifier or not (several or len(situation.found) > 1):
        return
    if several and isinstance(verifier.audience.several, Message):
        confidence, because = Confidence.CERTAIN, f"{verifier.name} takes one expected audience only"
    elif several and verifier.audience.combine is Combine.ALL and situation.met is False and shared:
        confidence, because = Confidence.CERTAIN, f"{verifier.name} wants a token to name all of the expected audiences"
    elif shared and situation.refused and situation.blames_audience:
        confidence, because = Confidence.LIKELY, f"the values agree, and {verifier.name} refuses the token all the same"
    else:
        return
    yield whole_claim(situation, code=CODE, title=TITLE, because=because, confidence=confidence, fixes=FIXES)


def _all_alike(situation: Situation) -> bool:
    """Whether nothing is found that is not expected, nor the reverse."""
    return set(situation.found) == set(situation.expected)


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="a refusal without a reason, of one of two expected audiences",
            case=case(aud="orders", expected=("orders", "billing"), error="401 Unauthorized"),
            fires=True,
        ),
        Example(
            note="the same with the only one that is expected",
            case=case(aud="orders", expected="orders", error="401 Unauthorized"),
            fires=False,
        ),
        Example(
            note="two audiences are configured where one is taken",
            case=case(aud="orders", expected=("orders", "billing"), verifier="python-jose"),
            fires=True,
        ),
        Example(
            note="the token must name all that are configured",
            case=case(aud="orders", expected=("orders", "billing"), verifier="ory-oathkeeper-jwt"),
            fires=True,
        ),
        Example(
            note="one of two agrees, and the token is refused for its audience",
            case=case(aud=["orders", "billing"], expected="orders", verifier="pyjwt", error="Audience doesn't match"),
            fires=True,
        ),
        Example(
            note="one of two is enough",
            case=case(aud="orders", expected=("orders", "billing"), verifier="pyjwt"),
            fires=False,
        ),
        Example(note="no verifier is known", case=case(aud="orders", expected=("billing", "stock")), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch",),
    settled=lambda situation: situation.met is not None,
    precedence=22,
    fixes=FIXES,
    references=(RFC7519_AUD,),
    examples=examples,
)
