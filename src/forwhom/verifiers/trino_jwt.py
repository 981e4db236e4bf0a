"""Trino's JWT authentication.

Source: trinodb/trino, core/trino-main, JwtAuthenticator.java
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier
from forwhom.verifiers import jjwt

MISMATCH = Message(
    template="Invalid Audience: {found}. Allowed audiences: {expected}",
    sample="""\
HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer realm="Trino"

Invalid Audience: [orders-api]. Allowed audiences: trino""",
    codes=("aud-mismatch",),
    status=401,
    found_as=Listing.BRACKETS,
)
MISSING = Message(
    template="Expected aud claim to be: {expected}, but was not present in the JWT claims",
    sample="Expected aud claim to be: trino, but was not present in the JWT claims.",
    codes=("aud-missing",),
    status=401,
)
WRONG_TYPE = Message(
    template="Invalid Audience: {found}",
    sample="""\
HTTP/1.1 401 Unauthorized

Invalid Audience: 42""",
    codes=(
        "aud-wrong-type",
        "aud-mismatch",
    ),
    status=401,
    versions="older releases",
)

MALFORMED = replace(jjwt.MALFORMED, status=401)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """To jjwt an empty claim is an absent one, and null may stand in an array."""
    found = claims.get("aud")
    if not found or not jjwt.is_audience(found) or not expectation.values:
        return None
    return ACCEPT if any(value in jjwt.members(claims) for value in expectation.values) else MISMATCH


VERIFIER = Verifier(
    id="trino-jwt",
    name="Trino JWT authentication",
    kind="infrastructure",
    language="Java",
    versions="not recorded",
    basis=Basis.READ,
    builds_on="jjwt",
    sources=("trinodb/trino, core/trino-main, JwtAuthenticator.java",),
    aliases=("trino",),
    hints=("trino",),
    messages=(
        MISMATCH,
        MISSING,
        WRONG_TYPE,
        MALFORMED,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
        empty_array=MISSING,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_audience,
    ),
    order=(Check.SIGNATURE, Check.TYPE, Check.EXPIRY, Check.NOT_BEFORE, Check.ISSUER, Check.AUDIENCE),
    setting=Setting(
        name="http-server.authentication.jwt.required-audience",
        keys=(
            "http-server.authentication.jwt.required-audience",
            "required-audience",
        ),
    ),
    switch="required-audience left out: any audience passes",
    recipe=Recipe(
        text="set the required audience of the JWT authentication",
        language="properties",
        code="""\
http-server.authentication.type=JWT
http-server.authentication.jwt.key-file=https://idp.example/jwks.json
http-server.authentication.jwt.required-audience=$audience
""",
    ),
    reveal="the logger io.trino.server.security at level DEBUG in log.properties",
    notes=("Older releases compared the whole claim.",),
)
