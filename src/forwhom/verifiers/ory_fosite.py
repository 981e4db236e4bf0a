"""Ory Hydra and fosite, on the audiences that a client asks for; no token is issued otherwise.

Source: ory/fosite, audience_strategy.go
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from forwhom.audience.audience import NAMED, read
from forwhom.audience.expectation import Expectation
from forwhom.finding import Party
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")


def _parts(value: str) -> tuple[str, str, str]:
    """Scheme, host and path as Go parses them: of `urn:orders` only the scheme remains."""
    before, colon, after = value.partition(":")
    scheme, rest = (before.lower(), after) if colon and _SCHEME.fullmatch(before) else ("", value)
    if scheme and not rest.startswith("/"):
        return scheme, "", ""
    rest = re.split("[?#]", rest, maxsplit=1)[0]
    host, slash, path = rest[2:].partition("/") if rest.startswith("//") else ("", "", rest)
    return scheme, host, slash + path


def _covers(listed: str, wanted: str) -> bool:
    """Whether a listed audience stands for the wanted one: the same scheme and host, its path or one below it."""
    *known, path = _parts(listed)
    *asked, below = _parts(wanted)
    return known == asked and (below in {path, path.rstrip("/")} or below.startswith(f"{path.rstrip('/')}/"))


def _refused(claims: Mapping[str, JsonValue], expectation: Expectation) -> tuple[str, ...]:
    """The requested audiences that no listed one stands for."""
    wanted = (value for value in read(claims).values if value)
    return tuple(value for value in wanted if not any(_covers(listed, value) for listed in expectation.values))


def _every(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Every requested audience has to be listed, by itself or by a path above it."""
    if read(claims).shape not in NAMED:
        return None
    return MISMATCH if _refused(claims, expectation) else ACCEPT


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The first requested audience that is not listed."""
    return {"found": "".join(_refused(claims, expectation)[:1])}


MISMATCH = Message(
    template="Requested audience '{found}' has not been whitelisted by the OAuth 2.0 Client.",
    sample='{"error":"invalid_request","error_description":"The request is missing a required parameter. Requested audience \'https://api.corp.example/orders\' has not been whitelisted by the OAuth 2.0 Client."}',
    codes=(
        "resource-not-registered",
        "audience-not-requested",
    ),
    status=400,
    printed=_printed,
    note="The client's registration does not list the audience that it asks for.",
)
MALFORMED = Message(
    template="Unable to parse requested audience '{found}'.",
    sample="Unable to parse requested audience 'https://api.corp.example/%zz'.",
    codes=("aud-not-a-uri",),
    status=400,
)

VERIFIER = Verifier(
    id="ory-fosite",
    name="Ory Hydra",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=("ory/fosite, audience_strategy.go",),
    aliases=(
        "ory-hydra",
        "hydra",
        "fosite",
    ),
    hints=(
        "hydra",
        "fosite",
        "oauth 2.0 client",
    ),
    messages=(
        MISMATCH,
        MALFORMED,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=MISMATCH,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=ACCEPT,
        empty_array=ACCEPT,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        decide=_every,
    ),
    order=(Check.AUDIENCE,),
    setting=Setting(
        name="audience of the client",
        keys=(
            "audience",
            "audiences",
        ),
    ),
    recipe=Recipe(
        text="register the audience with the client",
        language="shell",
        code="""\
hydra update oauth2-client CLIENT_ID --audience $audience
""",
        party=Party.AUTHORIZATION_SERVER,
    ),
    reveal="oauth2.expose_internal_errors of Hydra while testing",
    notes=("Every requested value has to be listed; by default a path below a listed one counts as listed.",),
    inferred=("null", "number", "other", "mixed", "unset_malformed"),
)
