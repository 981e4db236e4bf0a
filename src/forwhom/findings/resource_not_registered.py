"""The provider does not know the audience that was asked for, and issues no token.

What it means: the request names a resource or audience that is not registered at this authorization server or in this
tenant (`invalid_target`, AADSTS500011).

How it happens: a typing error, the wrong tenant, an API that was never registered or whose registration nobody in the
tenant has consented to.

How to fix it: register the API, or ask for it by the identifier under which it is registered.
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

CODE = "resource-not-registered"
TITLE = "the provider does not know the audience that was asked for"

FIXES = (
    Fix(Party.CLIENT, "ask for the API by the identifier under which it is registered, at the tenant that knows it"),
    Fix(Party.AUTHORIZATION_SERVER, "register the API under the identifier that clients ask for"),
)


def check(_: Situation) -> Iterator[Finding]:
    """Never fires by itself: only the message of the authorization server tells."""
    yield from ()


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="Entra ID does not know the resource",
            case=case(
                error="AADSTS500011: The resource principal named api://orders was not found in the tenant named Contoso."
            ),
            fires=True,
        ),
        Example(
            note="the resource is known, and the audience is wrong", case=case(error="Invalid audience"), fires=False
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.TOKEN,
    check=check,
    explanation=__doc__ or "",
    precedence=20,
    fixes=FIXES,
    references=(Reference("RFC 8707", "section 2, invalid_target"),),
    examples=examples,
)
