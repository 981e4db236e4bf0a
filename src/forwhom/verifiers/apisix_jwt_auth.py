"""The jwt-auth plugin of Apache APISIX, which never looks at the audience.

Source: apache/apisix, apisix/plugins/jwt-auth.lua
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

REFUSED = Message(
    template="failed to verify jwt",
    sample="""\
HTTP/1.1 401 Unauthorized
Server: APISIX/3.14.0

{"message":"failed to verify jwt"}""",
    codes=(
        "signature-invalid",
        "token-expired",
        "token-not-yet-valid",
        "alg-not-allowed",
    ),
    check=Check.SIGNATURE,
    status=401,
    note="It is the signature, a date or the algorithm, never the audience.",
)

VERIFIER = Verifier(
    id="apisix-jwt-auth",
    name="Apache APISIX jwt-auth",
    kind="gateway",
    language="Lua",
    versions="not recorded",
    basis=Basis.READ,
    sources=("apache/apisix, apisix/plugins/jwt-auth.lua",),
    hints=(
        "apisix",
        "jwt-auth",
    ),
    messages=(REFUSED,),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.SIGNATURE: REFUSED,
        Check.EXPIRY: REFUSED,
        Check.NOT_BEFORE: REFUSED,
    },
    setting=Setting(name="none: claims_to_verify takes only exp and nbf", keys=("claims_to_verify",)),
    recipe=Recipe(
        text="validate the audience with the openid-connect plugin",
        language="json",
        code="""\
{
  "openid-connect": {
    "client_id": $audience,
    "client_secret": "SECRET",
    "discovery": "https://idp.example/.well-known/openid-configuration",
    "bearer_only": true,
    "use_jwks": true,
    "claim_validator": {"audience": {"required": true, "match_with_client_id": true}}
  }
}
""",
    ),
    reveal="error.log of APISIX at level debug",
)
