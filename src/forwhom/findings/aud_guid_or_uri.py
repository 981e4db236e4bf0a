"""One side names the application by its bare GUID, the other by a URI.

What it means: one application has several names (its client id, a GUID; `api://` before the GUID; `spn:` before it;
an App ID URI of its own choice). A token carries one of them, and a verifier that knows only another refuses it.

How it happens: Entra ID puts the bare GUID into version 2.0 tokens and often the App ID URI into version 1.0 tokens;
the API's own registration decides the version, not the endpoint that the client called.

How to fix it: list both names of the one application in the resource server while version 1.0 is in use, or fix the
version (`requestedAccessTokenVersion`) and expect its form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.audience import placeholder
from forwhom.audience.difference import Kind
from forwhom.audience.identifier import guid
from forwhom.comparison_finding import RFC7519_AUD, of_pair, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party
from forwhom.finding_kind import FindingKind, Topic
from forwhom.provider_audience import has_audience, known_resource
from forwhom.remedy import configure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.provider import Resource
    from forwhom.situation import Pair, Situation

CODE = "aud-guid-or-uri"
TITLE = "one side names the application by its GUID, the other by a URI"

MARKER = "two names of one application"
_REDACTED_GUID = re.compile(r"[0-9A-Fa-fxX*]{4,}(?:-[0-9A-Fa-fxX*.]{2,}){2,4}")

FIXES = (
    Fix(Party.RESOURCE_SERVER, "expect both names of this one application: its GUID and its App ID URI"),
    Fix(
        Party.AUTHORIZATION_SERVER,
        "set api.requestedAccessTokenVersion in the manifest of the API to 2 for the bare GUID, 1 for the App ID URI",
    ),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when a bare identifier meets its own URI form, or, with Entra, a GUID meets any App ID URI."""
    pair = situation.pairs[0] if situation.pairs else None
    if pair and Kind.GUID in pair.difference.kinds:
        yield of_pair(situation, pair, code=CODE, title=TITLE, marker=MARKER, fixes=_fixes(situation, pair))
    elif pair and (resource := _named_twice(situation, pair)):
        yield of_pair(
            situation,
            pair,
            code=CODE,
            title=f"both values are names of {resource.name}",
            marker=MARKER,
            because=f"{situation.compares}, and {resource.name} goes by its address and by its identifier",
            fixes=(Fix(Party.CLIENT, f"request a token for your own API: only {resource.name} may expect its names"),),
        )
    elif (
        pair and _is_entra(situation) and _one_of_each(pair.found, pair.expected) and not _of_provider(situation, pair)
    ):
        yield of_pair(
            situation,
            pair,
            code=CODE,
            title=TITLE,
            marker=MARKER,
            confidence=Confidence.LIKELY,
            because=f"{situation.compares}; whether both name one application, its registration tells",
            fixes=_fixes(situation, pair),
        )
    elif (
        not pair
        and not situation.met
        and _is_entra(situation)
        and situation.refused
        and _looks_like_guid(situation.found)
    ):
        yield whole_claim(
            situation,
            code=CODE,
            title="the token names the application by its GUID; the verifier may expect a URI",
            because="Entra ID puts the bare GUID into version 2.0 tokens, where a verifier often expects api:// before it",
            confidence=Confidence.LIKELY,
            fixes=FIXES,
        )


def _is_entra(situation: Situation) -> bool:
    if situation.provider:
        return situation.provider.id.startswith(("entra", "azure", "adfs"))
    # The scheme of its App ID URIs, beside a placeholder for an identifier.
    pair = situation.pairs[0] if situation.pairs else None
    return pair is not None and _named(pair.found, pair.expected) and "api://" in pair.found + pair.expected


def _named_twice(situation: Situation, pair: Pair) -> Resource | None:
    """The API of a provider of which one value is the address and the other the identifier."""
    if ("://" in pair.found) == ("://" in pair.expected):
        return None
    resource = known_resource(situation.providers, pair.expected, situation.provider)
    return resource if resource and has_audience(resource, pair.found) else None


def _of_provider(situation: Situation, pair: Pair) -> bool:
    """Whether one of the two is an API of the provider itself, which has no such second name."""
    return any(known_resource(situation.providers, value) for value in (pair.found, pair.expected))


def _one_of_each(one: str, other: str) -> bool:
    """Whether one is a URI and the other a bare identifier."""
    return (("://" in one) != ("://" in other) and guid(one + " " + other) is not None) or _named(one, other)


def _named(one: str, other: str) -> bool:
    """Whether one is a URI and the other a placeholder for an identifier."""
    return any("://" in a and "://" not in b and placeholder.is_redacted(b) for a, b in ((one, other), (other, one)))


def _looks_like_guid(found: tuple[str, ...]) -> bool:
    return len(found) == 1 and (guid(found[0]) is not None or _REDACTED_GUID.fullmatch(found[0]) is not None)


def _fixes(situation: Situation, pair: Pair) -> tuple[Fix, ...]:
    both = configure(situation, (pair.found, pair.expected), "after making sure that both name this application, ")
    return (both, *FIXES[1:])


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the identifier and the address of one API of the provider",
            case=case(aud="00000003-0000-0000-c000-000000000000", expected="https://graph.microsoft.com", error="401"),
            fires=True,
        ),
        Example(
            note="the token has the bare GUID, the setting the App ID URI made of it",
            case=case(
                aud="6e74172b-be56-4843-9ff4-e66a39bb12e3", expected="api://6e74172b-be56-4843-9ff4-e66a39bb12e3"
            ),
            fires=True,
        ),
        Example(
            note="with Entra ID any App ID URI may be another name of the GUID",
            case=case(
                aud="https://contoso.onmicrosoft.com/orders",
                expected="6e74172b-be56-4843-9ff4-e66a39bb12e3",
                provider="entra-v2",
            ),
            fires=True,
        ),
        Example(
            note="with Entra ID a blacked-out client id meets a URI",
            case=case(aud="<client id>", expected="api://orders", provider="entra-v2"),
            fires=True,
        ),
        Example(
            note="with Entra ID a refused GUID suggests that a URI is expected",
            case=case(aud="6e74172b-be56-4843-9ff4-e66a39bb12e3", provider="entra-v2", error="Invalid audience"),
            fires=True,
        ),
        Example(
            note="the GUID is the expected one, and the token is refused all the same",
            case=case(
                aud="6e74172b-be56-4843-9ff4-e66a39bb12e3",
                expected="6e74172b-be56-4843-9ff4-e66a39bb12e3",
                provider="entra-v2",
                error="Invalid audience",
            ),
            fires=False,
        ),
        Example(
            note="the GUID is that of Microsoft Graph",
            case=case(
                aud="api://6e74172b-be56-4843-9ff4-e66a39bb12e3",
                expected="00000003-0000-0000-c000-000000000000",
                provider="entra-v1",
            ),
            fires=False,
        ),
        Example(
            note="two GUIDs are two applications",
            case=case(
                aud="6e74172b-be56-4843-9ff4-e66a39bb12e3",
                expected="0f3c8f0e-5f0a-4f4e-9d7a-2c1f8f6d9b11",
                provider="entra-v2",
            ),
            fires=False,
        ),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.AUDIENCE,
    check=check,
    explanation=__doc__ or "",
    silences=("aud-mismatch", "aud-is-client-id", "aud-host-differs", "aud-scheme-differs"),
    settled=lambda situation: situation.met is not None,
    precedence=20,
    fixes=FIXES,
    references=(RFC7519_AUD,),
    examples=examples,
)
