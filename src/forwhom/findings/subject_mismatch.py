"""The subject or another condition of a federation does not match.

What it means: the audience may be right; the rule that says which subjects may come in does not match this token. Its
text may still say "audience".

How it happens: the branch, environment or repository in `sub` is not the one in the federated credential or trust
policy.

How to fix it: compare `sub` of a real token with the condition, character by character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Fix, Party, Reference
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "subject-mismatch"
TITLE = "the subject does not match the condition of the federation"

FIXES = (
    Fix(Party.RESOURCE_SERVER, "compare sub of a real token with the subject of the condition, character by character"),
)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: only the message of the verifier tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the subject does not match the condition", case=case(error="subject claim does not match"), fires=True
        ),
        Example(note="the audience does not match", case=case(error="Invalid audience"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.ISSUER,
    check=check,
    explanation=__doc__ or "",
    precedence=57,
    fixes=FIXES,
    references=(Reference("RFC 7519", "section 4.1.2"),),
    examples=examples,
)
