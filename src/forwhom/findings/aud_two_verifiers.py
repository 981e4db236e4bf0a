"""One token has to satisfy two verifiers that want different audiences.

What it means: the token is checked twice, by a product (a Vault role, a gateway) and by the service that the product
asks (the Kubernetes API's TokenReview, the service behind the gateway), and each expects an audience of its own.
Either the messages of both are there and name different values, or the product is known to hand its tokens on.

How it happens: a token was projected with the audience of one of the two only.

How to fix it: let the second verifier name its audience explicitly (TokenReview: spec.audiences), give the reviewer a
token of its own, or request a token that names both audiences.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from forwhom.comparison_finding import RFC7519_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Reference
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import quoted
from forwhom.verifier import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.message_match import Match
    from forwhom.situation import Situation

CODE = "aud-two-verifiers"
TITLE = "one token has to satisfy two verifiers that expect different audiences"

FIXES = (
    Fix(
        Party.RESOURCE_SERVER,
        "let the reviewer use a token of its own, and name the audience of the role in the TokenReview",
    ),
    Fix(Party.CLIENT, "project a service account token whose audience is the one that the role expects"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when two verifiers name different expectations, or a product lets another verifier review its token."""
    asking = _asking(situation)
    if rivals := _rivals(situation):
        one, other = rivals
        because = f"{one.verifier} expects {quoted(_first(one))} and {other.verifier} expects {quoted(_first(other))}"
    elif asking and situation.verifier and not situation.met:
        because = f"{asking} lets {situation.verifier.name} review the token, so that the audience which each of the two expects counts"
    else:
        return
    sure = rivals or (situation.audience and situation.met is None)
    yield whole_claim(
        situation,
        code=CODE,
        title=TITLE,
        because=because,
        confidence=Confidence.LIKELY if sure else Confidence.POSSIBLE,
        fixes=FIXES,
    )


def _asking(situation: Situation) -> str | None:
    """The product, named in the evidence, that hands its tokens to the verifier which speaks."""
    text = f"{situation.case.verifier or ''} {situation.case.error or ''} {situation.case.surroundings}".lower()
    words = situation.verifier.asked_by if situation.verifier else ()
    return next((word for word in words if word in text), None)


def _rivals(situation: Situation) -> tuple[Match, Match] | None:
    """Two messages of different verifiers, in different places, that expect nothing in common."""
    stated = [match for match in situation.matches if match.captured.expected and match.message.check is Check.AUDIENCE]
    for one, other in combinations(stated, 2):
        apart = one.end <= other.start or other.end <= one.start
        if apart and one.verifier != other.verifier and set(_all(one)).isdisjoint(_all(other)):
            return one, other
    return None


def _all(match: Match) -> tuple[str, ...]:
    return match.captured.expected or ()


def _first(match: Match) -> str:
    return next(iter(_all(match)))


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="Vault lets the Kubernetes API review the token",
            case=case(aud=["vault"], verifier="vault-kubernetes"),
            fires=True,
        ),
        Example(
            note="the gateway and the service behind it expect different audiences of one token",
            case=case(
                aud="web",
                error='oidc: expected audience "gateway" got ["web"]\njwt audience invalid. expected: orders',
            ),
            fires=True,
        ),
        Example(
            note="two verifiers expect the same audience",
            case=case(
                aud="web",
                error='oidc: expected audience "orders" got ["web"]\njwt audience invalid. expected: orders',
            ),
            fires=False,
        ),
        Example(
            note="a Kubernetes token at another verifier",
            case=case(aud=["vault"], expected="orders", error="invalid audience"),
            fires=False,
        ),
        Example(
            note="the API server accepts the audience that Vault asks it for",
            case=case(
                aud=["vault"],
                expected="vault",
                verifier="vault-kubernetes",
                error="vault kubernetes: permission denied",
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
    settled=lambda situation: situation.met is not None,
    precedence=33,
    fixes=FIXES,
    references=(RFC7519_AUD, Reference("Kubernetes", "TokenReview v1, spec.audiences")),
    examples=examples,
)
