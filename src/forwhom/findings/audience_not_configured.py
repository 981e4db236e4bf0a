"""The verifier was never told which audience to expect.

What it means: without an expected audience some verifiers refuse every token that names one (PyJWT, python-jose,
.NET, newer Rust jsonwebtoken, Vault), and others accept every token, also one for another service (Envoy, Node
jsonwebtoken, Spring). The refusal is a reminder; the silence is a hole.

How it happens: the option was left out, or stands under a name that is not read.

How to fix it: configure the identifier of this API. It is never right to switch the check off instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN
from forwhom.comparison_finding import RFC7519_AUD, RFC8725_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Severity
from forwhom.finding_kind import FindingKind, Topic
from forwhom.provider_audience import known_resource
from forwhom.remedy import configure
from forwhom.verifier import ACCEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "audience-not-configured"
TITLE = "the verifier was not told which audience to expect"

_WHEN = "after making sure that it is the identifier of this API, "

FIXES = (Fix(Party.RESOURCE_SERVER, "configure the identifier of this API as the expected audience"),)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when it is known that none is configured: an error where that refuses, a warning where it accepts."""
    if situation.expectation.audiences is not NONE_CONFIGURED:
        return
    verifier = situation.verifier
    refuses = verifier is not None and verifier.audience.unset is not ACCEPT
    refused = situation.refused and situation.speaks_of_audience
    yield whole_claim(
        situation,
        code=CODE,
        title=TITLE if refuses or refused else f"{TITLE} and accepts a token for any",
        because=_because(situation, refuses=refuses),
        confidence=Confidence.CERTAIN,
        severity=Severity.ERROR if refuses or refused else Severity.WARNING,
        fixes=(configure(situation, _own(situation) or ("THE_IDENTIFIER_OF_THIS_API",), _WHEN),),
        references=KIND.references,
    )


def _own(situation: Situation) -> tuple[str, ...]:
    """The audiences found that may be this API's: none that is another API's, the provider's own."""
    return tuple(one for one in situation.found if not known_resource(situation.providers, one, situation.provider))


def _because(situation: Situation, *, refuses: bool) -> str:
    if not situation.verifier:
        return "some verifiers then refuse every token that names an audience, others accept every token"
    if refuses:
        return f"{situation.verifier.name} refuses a token that names an audience when it was told none"
    return f"{situation.verifier.name} does not look at aud when it was told none"


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="PyJWT refuses a token with an audience when it was told none",
            case=case(aud="orders", expected=(), verifier="pyjwt"),
            fires=True,
        ),
        Example(
            note="Envoy accepts any token then",
            case=case(aud="orders", expected=(), verifier="envoy-jwt-authn"),
            fires=True,
        ),
        Example(note="with no verifier known it is a warning", case=case(aud="orders", expected=()), fires=True),
        Example(
            note="an audience is configured", case=case(aud="orders", expected="billing", verifier="pyjwt"), fires=False
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-missing", "verifier-limit"),
    settled=lambda situation: situation.expectation.audiences is not UNKNOWN,
    precedence=10,
    fixes=FIXES,
    references=(RFC7519_AUD, RFC8725_AUD),
    examples=examples,
)
