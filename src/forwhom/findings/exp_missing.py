"""The token has no expiry.

What it means: the `exp` claim is absent, so nothing would end the token's life. RFC 7519 leaves it optional; RFC 9068,
OpenID Connect and careful verifiers require it, for a token that leaked would serve for ever.

How it happens: the token was made at home, by a library that adds no `exp` by itself, or in a test.

How to fix it: set `exp` where the token is made, minutes to an hour after `iat`.
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

CODE = "exp-missing"
TITLE = "the token has no exp claim, so it would never expire"

FIXES = (Fix(Party.AUTHORIZATION_SERVER, "set exp where the token is made, minutes to an hour after iat"),)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: many verifiers do not ask for `exp`, only the message of one that does tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the verifier asks for it",
            case=case(error="Error: Missing required claim: exp", verifier="rust-jsonwebtoken"),
            fires=True,
        ),
        Example(
            note="the token has one, so the message must mean something else",
            case=case(error="InvalidTokenError: Unexpected 'exp' value", aud="orders", exp=1767225600),
            fires=False,
        ),
        Example(note="not every verifier asks for it", case=case(aud="orders", expected="orders"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TIME,
    check=check,
    explanation=__doc__ or "",
    settled=lambda situation: "exp" in situation.claims,
    precedence=53,
    fixes=FIXES,
    references=(Reference("RFC 7519", "section 4.1.4"), Reference("RFC 9068", "section 2.2")),
    examples=examples,
)
