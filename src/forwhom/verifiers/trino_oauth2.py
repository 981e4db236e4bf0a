"""Trino's OAuth 2.0 login, which takes an access token without audience.

Source: trinodb/trino, OAuth2Service.java and OAuth2Config.java
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
    AudienceRules,
    Basis,
    Check,
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """A string stands bare."""
    found = claims.get("aud")
    return {"found": found} if isinstance(found, str) else {}


MISMATCH = Message(
    template="Invalid Audience: {found}. Allowed audiences: {expected}",
    sample="""\
WWW-Authenticate: Bearer realm="Trino"

Invalid Audience: [account]. Allowed audiences: [trino, superset]""",
    codes=(
        "aud-mismatch",
        "aud-provider-default",
    ),
    status=401,
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
    printed=_printed,
    note="The list is that for access tokens, even when an ID Token failed against the client ID alone.",
)

WRONG_TYPE = Message(
    template="Invalid Audience: {found}",
    sample="""\
WWW-Authenticate: Bearer realm="Trino"

Invalid Audience: 42""",
    codes=("aud-wrong-type", "aud-mismatch"),
    status=401,
)


def _in_order(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The members are compared in their order, and one that is no string ends it with an error of Java."""
    found = claims.get("aud")
    strings = takewhile(lambda member: isinstance(member, str), found if isinstance(found, list) else ())
    return None if set(strings).isdisjoint(expectation.values) else ACCEPT


VERIFIER = Verifier(
    id="trino-oauth2",
    name="Trino OAuth 2.0",
    kind="infrastructure",
    language="Java",
    versions="an older release",
    basis=Basis.READ,
    sources=(
        "trinodb/trino, OAuth2Service.java",
        "trinodb/trino, OAuth2Config.java",
    ),
    hints=(
        "trino",
        "oauth2",
    ),
    messages=(MISMATCH, WRONG_TYPE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=REFUSE,
        decide=_in_order,
    ),
    order=(
        Check.SIGNATURE,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    setting=Setting(
        name="client-id and additional-audiences of http-server.authentication.oauth2",
        keys=(
            "http-server.authentication.oauth2.additional-audiences",
            "http-server.authentication.oauth2.client-id",
            "additional-audiences",
        ),
    ),
    recipe=Recipe(
        text="add the audience to the additional audiences",
        language="properties",
        code="""\
http-server.authentication.type=OAUTH2
http-server.authentication.oauth2.client-id=trino
http-server.authentication.oauth2.additional-audiences=$audience
""",
    ),
    reveal="the logger io.trino.server.security at level DEBUG in log.properties",
    notes=(
        "The client ID is always expected, for ID Tokens it alone.",
        "An ID Token without aud is refused.",
    ),
)
