"""One token has to satisfy two verifiers that want different audiences.

What it means: the token is checked twice, by a product (a Vault role, a gateway) and by the service that the product
asks (the Kubernetes API's TokenReview, the service behind the gateway), and each expects an audience of its own.

How it happens: a token was projected with the audience of one of the two only.

How to fix it: let the second verifier name its audience explicitly (TokenReview: spec.audiences), give the reviewer a
token of its own, or request a token that names both audiences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.comparison_finding import RFC7519_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Reference
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
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
    """Fires when a Kubernetes token is handed to Vault's kubernetes method, which lets the API server review it."""
    text = f"{situation.case.verifier or ''} {situation.case.error or ''}".lower()
    if "vault" in text and "kubernetes" in text and not situation.met:
        yield whole_claim(
            situation,
            code=CODE,
            title=TITLE,
            because="Vault's kubernetes method hands the token to the TokenReview API, so that the role's audience and the API server's both count",
            confidence=Confidence.LIKELY if situation.audience and situation.met is None else Confidence.POSSIBLE,
            fixes=FIXES,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="Vault lets the Kubernetes API review the token",
            case=case(
                aud=["vault"], error="vault: error validating token: invalid audience (aud) claim: kubernetes auth"
            ),
            fires=True,
        ),
        Example(
            note="a Kubernetes token at another verifier",
            case=case(aud=["vault"], expected="orders", error="invalid audience"),
            fires=False,
        ),
        Example(
            note="Vault accepts the audience",
            case=case(aud=["vault"], expected="vault", error="vault kubernetes: permission denied"),
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
