"""One side is the client's identifier where the API's was needed, or the reverse.

What it means: `aud` of an ID Token is the client; `aud` of an access token is the API. When one side holds a client
id and the other the identifier of an API, either the wrong token was sent or the setting names the wrong thing.

How it happens: the ID Token was sent to the API, the resource server was configured with the id of its own login
client, or the provider puts the client id into access tokens when no audience was asked for.

How to fix it: send the access token, request it for the API, and configure the API's identifier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.difference import Kind
from forwhom.client_id import client_id_form, is_opaque_identifier, own_client
from forwhom.comparison_finding import RFC7519_AUD, of_pair, whole_claim
from forwhom.example import Example, case
from forwhom.finding import Confidence, Fix, Party, Reference
from forwhom.finding_kind import FindingKind, Topic
from forwhom.remedy import configure, request
from forwhom.token_kind import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.finding import Finding
    from forwhom.situation import Situation

CODE = "aud-is-client-id"
TITLE = "one side is a client id, the other the identifier of an API"

FIXES = (
    Fix(Party.CLIENT, "send the access token to the API, never the ID Token"),
    Fix(Party.RESOURCE_SERVER, "expect the identifier of the API, not the id of a client"),
)


def check(situation: Situation) -> Iterator[Finding]:
    """Fires when exactly one side of the nearest pair is a client id, or the token is for its own client."""
    pair = situation.pairs[0] if situation.pairs else None
    if pair and pair.difference.kinds[0] is Kind.OTHER:
        sides = [_client_id(situation, value) for value in (pair.found, pair.expected)]
        # Any name without structure may be a client's; beside one that surely is, it counts as the API's.
        if Confidence.LIKELY in sides:
            sides = [side if side is Confidence.LIKELY else None for side in sides]
        if (sides[0] and not sides[1]) or (sides[1] and not sides[0]):
            side, confidence = ("token", sides[0]) if sides[0] else ("setting", sides[1])
            yield of_pair(
                situation,
                pair,
                code=CODE,
                title=TITLE,
                marker=f"the {side} holds a client id",
                confidence=confidence,
                fixes=_fixes(situation, pair.expected if sides[0] else pair.found, in_token=bool(sides[0])),
            )
    elif (
        situation.met is None
        and situation.refused
        and situation.speaks_of_audience
        # To a relying party every audience is a client, and so it is to one that asks for another client.
        and not (situation.verifier and situation.verifier.takes is TokenKind.ID_TOKEN)
        and next(iter(situation.suspects), None) != "aud-other-client"
        and situation.found
        and all(_client_id(situation, value) is Confidence.LIKELY for value in situation.found)
    ):
        yield whole_claim(
            situation,
            code=CODE,
            title="the token's audience is a client id, not the identifier of an API",
            because="a resource server that expects the identifier of its API refuses it",
            confidence=Confidence.LIKELY,
            fixes=FIXES,
        )


def _client_id(situation: Situation, value: str) -> Confidence | None:
    """How sure it is that a value identifies a client."""
    if value in own_client(situation.claims) or client_id_form(value, situation.providers, situation.provider):
        return Confidence.LIKELY
    if "://" in value or "/" in value:
        return None
    if is_opaque_identifier(value):
        return Confidence.LIKELY
    return Confidence.LIKELY if "client" in value.lower() else Confidence.POSSIBLE


def _fixes(situation: Situation, api: str, *, in_token: bool) -> tuple[Fix, ...]:
    if in_token:
        return (request(situation, api), *FIXES[:1])
    return (configure(situation, (api,), "if this API is identified so, "), *FIXES[:1])


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the token names its own client, the setting the API",
            case=case(aud="web-client", azp="web-client", scope="orders", expected="https://api.example.com"),
            fires=True,
        ),
        Example(
            note="the setting holds a client id, the token names the API",
            case=case(aud="https://api.example.com", expected="n3JkLwq8ZxT5vBm2RfYc7HdPs0GaUeXo"),
            fires=True,
        ),
        Example(
            note="nothing is known of the setting, and the refused token is for a client",
            case=case(aud="n3JkLwq8ZxT5vBm2RfYc7HdPs0GaUeXo", scope="orders", error="Invalid audience"),
            fires=True,
        ),
        Example(
            note="a random-looking identifier stands where the URL of an API is expected",
            case=case(aud="Qx7_Lm2-Vb9tRk4Zw1", expected="https://api.example.com", scope="orders"),
            fires=True,
        ),
        Example(
            note="a client id stands where a plain name is expected",
            case=case(aud="n3JkLwq8ZxT5vBm2RfYc7HdPs0GaUeXo", expected="orders"),
            fires=True,
        ),
        Example(
            note="only one of the audiences of a refused token is a client's",
            case=case(aud=["n3JkLwq8ZxT5vBm2RfYc7HdPs0GaUeXo", "EVE Online"], error="Invalid audience"),
            fires=False,
        ),
        Example(
            note="the message wants another client, and no API",
            case=case(aud="mobile-client", error="aud mobile-client is not an authorized client id"),
            fires=False,
        ),
        Example(
            note="two plain names, of which either may be a client's",
            case=case(aud="web", expected="orders"),
            fires=False,
        ),
        Example(
            note="both sides identify APIs",
            case=case(aud="https://orders.example.com", expected="https://billing.example.com"),
            fires=False,
        ),
        Example(
            note="a relying party refuses an ID Token: to it every audience is a client",
            case=case(
                error="Invalid audiences: `329836626744180738` is not a trusted audience", verifier="openidconnect-rs"
            ),
            fires=False,
        ),
        Example(
            note="nothing is known of the setting, and the token names an API",
            case=case(aud="https://api.example.com/orders", error="Invalid audience"),
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
    precedence=31,
    fixes=FIXES,
    references=(RFC7519_AUD, Reference("OIDC Core", "section 2"), Reference("RFC 9068", "section 3")),
    examples=examples,
)
