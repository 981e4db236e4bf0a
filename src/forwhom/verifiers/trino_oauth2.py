"""Trino's OAuth 2.0 login, which takes an access token without audience.

Source: trinodb/trino, OAuth2Service.java and OAuth2Config.java
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

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
    note="The list is that for access tokens, even when an ID Token failed against the client ID alone.",
)

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
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=MISMATCH,
        absent=ACCEPT,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=ACCEPT,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
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
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
    ),
)
