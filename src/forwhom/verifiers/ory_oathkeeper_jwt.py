"""The jwt authenticator of Ory Oathkeeper, which wants every configured audience in the token.

Source: ory/oathkeeper, credentials/verifier_default.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, Basis, Check, Combine, Message, Recipe, Setting, Verifier, alike


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The first configured audience that the token lacks; of an array that is not all strings nothing is read."""
    audience = read(claims)
    found = () if audience.shape is Shape.MIXED_ARRAY else audience.values
    lacking = [value for value in expectation.values if value not in found]
    return {"found": Listing.GO_PLAIN.write(found), "expected": "".join(lacking[:1])}


MISMATCH = Message(
    template="Token audience {found} is not intended for target audience {expected}",
    sample='{"error":{"code":401,"status":"Unauthorized","reason":"Token audience [orders-web] is not intended for target audience orders-api."}}',
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=401,
    found_as=Listing.GO_PLAIN,
    nothing=("[]",),
    printed=_printed,
)
ISSUER = Message(
    template="Token issuer does not match any trusted issuer {issuer}",
    sample='{"error":{"code":401,"status":"Unauthorized","reason":"Token issuer does not match any trusted issuer https://idp.corp.example."}}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    note="The issuer is validated after the audience; the text shows the token's.",
)
SCOPE = Message(
    template='JSON Web Token is missing required scope "{scope}".',
    sample='{"error":{"code":401,"reason":"JSON Web Token is missing required scope \\"orders.read\\"."}}',
    codes=("scope-insufficient",),
    check=Check.OTHER,
    status=401,
)
NO_KID = Message(
    template="The JSON Web Token must contain a kid header value but did not.",
    sample='{"error":{"code":401,"reason":"The JSON Web Token must contain a kid header value but did not."}}',
    codes=("key-not-found",),
    check=Check.KEY,
    status=401,
)

VERIFIER = Verifier(
    id="ory-oathkeeper-jwt",
    name="Ory Oathkeeper jwt",
    kind="gateway",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "ory/oathkeeper, credentials/verifier_default.go",
        "ory/x, jwtx/claims.go, mapx/type_assert.go",
        "ory/oathkeeper, pipeline/authn/authenticator_jwt.go",
    ),
    aliases=("oathkeeper",),
    hints=(
        "oathkeeper",
        "ory",
    ),
    messages=(
        MISMATCH,
        ISSUER,
        SCOPE,
        NO_KID,
    ),
    audience=alike(MISMATCH, unset=ACCEPT, combine=Combine.ALL),
    order=(
        Check.KEY,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.AUDIENCE,
        Check.ISSUER,
        Check.OTHER,
    ),
    failures={
        Check.KEY: NO_KID,
        Check.ISSUER: ISSUER,
        Check.OTHER: SCOPE,
    },
    setting=Setting(name="target_audience of the jwt authenticator", keys=("target_audience",)),
    switch="target_audience left out: any audience passes",
    recipe=Recipe(
        text="name the audience in target_audience",
        language="yaml",
        code="""\
authenticators:
  jwt:
    enabled: true
    config:
      jwks_urls: ["https://idp.example/jwks.json"]
      trusted_issuers: [$issuer]
      target_audience: [$audiences]
""",
    ),
    reveal="the log of Oathkeeper at level debug",
    notes=("Every entry of target_audience has to be in the token: two alternatives refuse a token that names one.",),
)
