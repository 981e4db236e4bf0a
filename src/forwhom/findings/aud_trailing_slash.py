"""The audiences differ only by a trailing slash.

What it means: the value in the token and the value that the verifier expects are the same but for "/" at the end. Most
verifiers compare audiences as plain strings, so that one character is enough to be refused. Envoy and Microsoft's
IdentityModel forgive one slash; nearly all others do not.

How it happens: the identifier of an API was typed once with and once without the slash, or a framework added one when
it turned a host name into a URL.

How to fix it: write both sides alike. The identifier registered at the authorization server usually cannot be edited,
so it is mostly the setting of the resource server that changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.difference import Kind
from forwhom.comparison_finding import RFC7519_AUD, of_pair
from forwhom.example import Example, case
from forwhom.finding_kind import FindingKind, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-trailing-slash"
TITLE = "the token's audience and the expected audience differ only by a trailing slash"


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the nearest pair differs by nothing but slashes at the end, which this verifier does not forgive."""
    pair = situation.nearest(Kind.SLASH)
    if pair:
        more = "token" if len(pair.found) > len(pair.expected) else "setting"
        count = abs(len(pair.found) - len(pair.expected))
        slashes = 'one more "/"' if count == 1 else 'more "/" at its end'
        yield of_pair(situation, pair, code=CODE, title=TITLE, marker=f"the {more} has {slashes}")


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the token has the slash, the setting has not",
            case=case(aud="https://api.example.com/", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="the setting has two slashes more",
            case=case(aud="https://api.example.com", expected="https://api.example.com//", verifier="pyjwt"),
            fires=True,
        ),
        Example(
            note="Envoy forgives one slash",
            case=case(aud="https://api.example.com/", expected="https://api.example.com", verifier="envoy-jwt-authn"),
            fires=False,
        ),
        Example(
            note="another host altogether",
            case=case(aud="https://orders.example.com/", expected="https://billing.example.com"),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch",),
    settled=lambda situation: situation.met is not None,
    precedence=17,
    references=(RFC7519_AUD,),
    examples=examples,
)
