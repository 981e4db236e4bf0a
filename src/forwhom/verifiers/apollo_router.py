"""Apollo Router's JWT authentication.

Source: apollographql/router, plugins/authentication/error.rs and its tests
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, Basis, Check, Message, Recipe, Setting, Verifier, alike


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """What was found as JSON, but for a string, and what was expected in the order of the alphabet."""
    found = claims.get("aud")
    shown = found if isinstance(found, str) else json.dumps(found, separators=(",", ":"))
    return {
        "found": shown if "aud" in claims else "<none>",
        "expected": Listing.COMMA_BLANK.write(tuple(sorted(expectation.values))),
    }


MISMATCH = Message(
    template="Invalid audience: the token's `aud` was '{found}', but '{expected}' was expected",
    sample='{"errors":[{"message":"Invalid audience: the token\'s `aud` was \'orders\', but \'goodbye, hello\' was expected","extensions":{"code":"AUTH_ERROR"}}]}',
    codes=("aud-mismatch", "aud-missing"),
    status=401,
    printed=_printed,
    nothing=("<none>",),
    expected_as=Listing.COMMA_BLANK,
)
ISSUER = Message(
    template="Invalid issuer: the token's `iss` was '{issuer}', but signed with a key from JWKS configured to only accept from '{expected_issuer}'",
    sample='{"errors":[{"message":"Invalid issuer: the token\'s `iss` was \'https://a.example.com\', but signed with a key from JWKS configured to only accept from \'https://b.example.com\'","extensions":{"code":"AUTH_ERROR"}}]}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
)

VERIFIER = Verifier(
    id="apollo-router",
    name="Apollo Router",
    kind="gateway",
    language="Rust",
    versions="2.x, as read",
    basis=Basis.READ,
    sources=("apollographql/router, apollo-router/src/plugins/authentication/error.rs and its tests",),
    aliases=("apollo",),
    hints=("apollo", "router.yaml"),
    messages=(MISMATCH, ISSUER),
    audience=alike(MISMATCH, unset=ACCEPT, mixed=COMPARE),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.ISSUER, Check.AUDIENCE),
    failures={Check.ISSUER: ISSUER},
    setting=Setting(name="audiences of the JWKS entry", keys=("audiences", "authentication.router.jwt.jwks")),
    recipe=Recipe(
        text="list the audience at the JWK Set",
        language="yaml",
        code="""\
authentication:
  router:
    jwt:
      jwks:
        - url: https://idp.example.com/jwks.json
          issuers: [$issuer]
          audiences: [$audiences]
""",
    ),
    reveal="the message names both values; null stands for a token without aud",
)
