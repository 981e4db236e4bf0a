"""The JWK Set could not be fetched.

What it means: the verifier has no keys, because the address is wrong, not reachable from where it runs, or answers
with something else. It says nothing about the token.

How it happens: an egress rule, a proxy, a certificate that is not trusted, a private address.

How to fix it: fetch the address from where the verifier runs.
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

CODE = "jwks-unavailable"
TITLE = "the JWK Set could not be fetched"

FIXES = (
    Fix(
        Party.RESOURCE_SERVER,
        "fetch the jwks_uri from where the verifier runs, and mend the address, the egress rule or the trust store",
    ),
)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: only the message of the verifier tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the verifier says that it could not fetch the keys",
            case=case(error="Failed to fetch JWKS from https://id.example.com/keys: connection timed out"),
            fires=True,
        ),
        Example(
            note="the keys are there, and none fits",
            case=case(error="Unable to find a signing key that matches kid k1"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.SIGNATURE,
    check=check,
    explanation=__doc__ or "",
    precedence=54,
    fixes=FIXES,
    references=(Reference("RFC 7517", "section 5"),),
    examples=examples,
)
