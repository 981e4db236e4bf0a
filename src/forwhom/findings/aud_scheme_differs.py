"""The audiences differ only by http, https or an absent scheme.

What it means: the same address is written once with `https://` and once with `http://` or with no scheme. An audience
is a name, not an address that is opened, so to nearly all verifiers these are different names. Envoy strips one
scheme.

How it happens: a service behind a proxy sees itself as http, a host name was taken where a URL was registered.

How to fix it: write both sides alike, with `https://`.
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

CODE = "aud-scheme-differs"
TITLE = "the audiences differ only by their scheme"


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when the nearest pair differs in nothing else than this, and perhaps other trifles."""
    pair = situation.nearest(Kind.SCHEME)
    if pair and pair.difference.is_trifle:
        yield of_pair(situation, pair, code=CODE, title=TITLE, marker="the schemes differ")


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="http in the token, https in the setting",
            case=case(aud="http://api.example.com", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="the setting has no scheme",
            case=case(aud="https://api.example.com", expected="api.example.com"),
            fires=True,
        ),
        Example(
            note="the path differs too",
            case=case(aud="http://api.example.com/v1", expected="https://api.example.com/v2"),
            fires=False,
        ),
        Example(
            note="Envoy strips the scheme",
            case=case(aud="http://api.example.com", expected="https://api.example.com", verifier="envoy-jwt-authn"),
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
    precedence=19,
    references=(RFC7519_AUD,),
    examples=examples,
)
