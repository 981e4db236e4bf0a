"""The audience is empty.

What it means: `aud` is there, but it is an empty string or an empty array, and names nobody. That is not the same as
absent or null, and verifiers treat the three differently.

How it happens: a variable was empty when the token was made, or a mapper at the authorization server has no value.

How to fix it: give the value where the token is made. Never let an empty expected audience meet an empty one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import Shape
from forwhom.comparison_finding import RFC7519_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Fix, Party, Severity
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-empty"
TITLE = "the aud claim is empty"

_TITLES = {
    Shape.EMPTY_STRING: "the aud claim is an empty string",
    Shape.EMPTY_ARRAY: "the aud claim is an empty array",
    Shape.ARRAY: "the aud claim holds only empty strings",
}
FIXES = (Fix(Party.AUTHORIZATION_SERVER, "write the identifier of the API into aud where the token is made"),)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on an empty string, an empty array, or an array of empty strings."""
    audience = situation.audience
    if not audience or audience.shape not in _TITLES or any(audience.values):
        return
    yield whole_claim(
        situation,
        code=CODE,
        title=_TITLES[audience.shape],
        because="it is present and yet names nobody",
        severity=Severity.WARNING if situation.met else Severity.ERROR,
        fixes=FIXES,
    )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(note="an empty string", case=case(aud="", expected="https://api.example.com"), fires=True),
        Example(
            note="an empty array, which is accepted as nothing is expected",
            case=case(aud=[], expected=(), verifier="envoy-jwt-authn"),
            fires=True,
        ),
        Example(
            note="an array of empty strings", case=case(aud=["", ""], expected="https://api.example.com"), fires=True
        ),
        Example(
            note="an absent claim is missing, not empty",
            case=case(sub="alice", exp=1767225600, expected="https://api.example.com"),
            fires=False,
        ),
        Example(
            note="null is of the wrong type, not empty",
            case=case(aud=None, expected="https://api.example.com"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-missing"),
    settled=lambda situation: situation.audience is not None,
    precedence=12,
    fixes=FIXES,
    references=(RFC7519_AUD,),
    examples=examples,
)
