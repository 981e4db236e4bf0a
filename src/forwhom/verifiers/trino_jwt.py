"""Trino's JWT authentication.

Source: trinodb/trino, core/trino-main, JwtAuthenticator.java
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Invalid Audience: {found}. Allowed audiences: {expected}",
    sample="""\
HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer realm="Trino"

Invalid Audience: [orders-api]. Allowed audiences: [trino]""",
    codes=("aud-mismatch",),
    status=401,
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
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
)

VERIFIER = Verifier(
    id="trino-jwt",
    name="Trino JWT authentication",
    kind="infrastructure",
    language="Java",
    versions="not recorded",
    basis=Basis.READ,
    sources=("trinodb/trino, core/trino-main, JwtAuthenticator.java",),
    aliases=("trino",),
    hints=("trino",),
    messages=(
        MISMATCH,
        MISSING,
        WRONG_TYPE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
    ),
    order=(
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
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
    notes=(
        "Older releases compared the whole claim.",
        "The name of the setting is documented, its place in the source was not read.",
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
