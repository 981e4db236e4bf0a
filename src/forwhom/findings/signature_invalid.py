"""The signature does not verify.

What it means: the token was signed with another key, or changed on the way. For a token of Microsoft Graph it means
something else: nobody but Graph can verify those, and the real fault is the audience.

How it happens: keys of another issuer or tenant, a secret that was taken as base64 or not, a token edited by hand.

How to fix it: take the keys from the issuer that the token names, and look at its audience first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.situation import Situation

CODE = "signature-invalid"
TITLE = "the signature does not verify"

FIXES = (
    Fix(Party.RESOURCE_SERVER, "take the keys from the jwks_uri of the issuer that the token names"),
    Fix(
        Party.CLIENT,
        "check with forwhom decode that the token is for this API: tokens for another may not be verifiable here",
    ),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when a key was given and the signature does not verify with it."""
    if situation.case.signature_valid is False:
        yield Finding(
            code=CODE,
            severity=Severity.ERROR,
            confidence=Confidence.CERTAIN,
            title=TITLE,
            because="none of the given keys verifies it",
            evidence=(Evidence(Where.TOKEN),),
            fixes=FIXES,
            references=KIND.references,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the signature does not verify",
            case=case(aud="orders", expected="orders", signature_valid=False),
            fires=True,
        ),
        Example(
            note="the signature verifies", case=case(aud="orders", expected="orders", signature_valid=True), fires=False
        ),
        Example(
            note="a token for Microsoft Graph cannot be verified by others",
            case=case(aud="https://graph.microsoft.com", expected="api://orders", signature_valid=False),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.SIGNATURE,
    check=check,
    explanation=__doc__ or "",
    settled=lambda situation: situation.case.signature_valid is True,
    precedence=55,
    fixes=FIXES,
    references=(Reference("RFC 7515", "section 5.2"),),
    examples=examples,
)
