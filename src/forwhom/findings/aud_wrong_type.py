"""The audience is of the wrong type.

What it means: `aud` must be a string or an array of strings. A number, a boolean, an object, null, or an array with
such a member is malformed; one wrong member spoils the whole claim for a strict verifier, while others skip over it.

How it happens: a numeric id was written as a number, a mapper wrote an object, a variable was null.

How to fix it: write strings where the token is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import MALFORMED, Shape
from forwhom.comparison_finding import RFC7519_AUD, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Fix, Party, Severity
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-wrong-type"
TITLE = "the aud claim is neither a string nor an array of strings"

_NAMES = {
    Shape.NULL: "null",
    Shape.NUMBER: "a number",
    Shape.OTHER: "an object or a boolean",
    Shape.MIXED_ARRAY: "an array with a member that is no string",
}

FIXES = (Fix(Party.AUTHORIZATION_SERVER, "write aud as a string, or as an array of strings, where the token is made"),)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on null, a number, a boolean, an object, and an array with a member that is no string."""
    audience = situation.audience
    if audience and audience.shape in MALFORMED:
        yield whole_claim(
            situation,
            code=CODE,
            title=f"the aud claim is {_NAMES[audience.shape]}, not a string or an array of strings",
            because="RFC 7519 allows only a string or an array of strings",
            severity=Severity.WARNING if situation.met else Severity.ERROR,
            fixes=FIXES,
        )


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(note="null", case=case(aud=None, expected="orders"), fires=True),
        Example(note="a number", case=case(aud=4711, expected="4711"), fires=True),
        Example(note="an object", case=case(aud={"orders": True}, expected="orders"), fires=True),
        Example(
            note="one member of the array is a number", case=case(aud=["orders", 4711], expected="orders"), fires=True
        ),
        Example(note="an array of strings", case=case(aud=["orders"], expected="billing"), fires=False),
        Example(
            note="an empty string is empty, not of the wrong type", case=case(aud="", expected="orders"), fires=False
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
