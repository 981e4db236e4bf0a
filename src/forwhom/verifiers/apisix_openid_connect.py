"""The openid-connect plugin of Apache APISIX, which compares the audience with its client_id only.

Source: apache/apisix, apisix/plugins/openid-connect.lua
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

MISMATCH = Message(
    template='{"error":"mismatched audience"}',
    sample="""\
HTTP/1.1 403 Forbidden
Server: APISIX/3.14.0

{"error":"mismatched audience"}""",
    codes=(
        "aud-mismatch",
        "aud-is-client-id",
    ),
    status=403,
)
MISSING = Message(
    template='{"error":"required audience claim not present"}',
    sample="""\
HTTP/1.1 403 Forbidden
Server: APISIX/3.14.0

{"error":"required audience claim not present"}""",
    codes=("aud-missing",),
    status=403,
)
LIST_LOGGED = Message(
    template="OIDC introspection failed: audience list does not contain the client id",
    sample="[error] openid-connect.lua:618: OIDC introspection failed: audience list does not contain the client id",
    codes=(
        "aud-mismatch",
        "aud-is-client-id",
    ),
    status=403,
    where="error log",
)
STRING_LOGGED = Message(
    template="OIDC introspection failed: audience does not match the client id",
    sample="[error] openid-connect.lua:625: OIDC introspection failed: audience does not match the client id",
    codes=(
        "aud-mismatch",
        "aud-is-client-id",
    ),
    status=403,
    where="error log",
)
MISSING_LOGGED = Message(
    template="OIDC introspection failed: required audience ({claim}) not present",
    sample="[error] openid-connect.lua:605: OIDC introspection failed: required audience (aud) not present",
    codes=(
        "aud-missing",
        "claim-misnamed",
    ),
    status=403,
    where="error log",
)
SCOPES = Message(
    template='{"error":"required scopes {scopes} not present"}',
    sample='{"error":"required scopes orders.read not present"}',
    codes=("scope-insufficient",),
    check=Check.OTHER,
    status=403,
    note="The scopes are validated before the audience and hide trouble with it.",
)

VERIFIER = Verifier(
    id="apisix-openid-connect",
    name="Apache APISIX openid-connect",
    kind="gateway",
    language="Lua",
    versions="not recorded, with pull request 13829",
    basis=Basis.READ,
    sources=(
        "apache/apisix, apisix/plugins/openid-connect.lua",
        "apache/apisix, docs/en/latest/plugins/openid-connect.md",
        "apache/apisix, pull request 13829",
    ),
    aliases=("apisix",),
    hints=(
        "apisix",
        "claim_validator",
        "oidc introspection failed",
    ),
    messages=(
        MISMATCH,
        MISSING,
        LIST_LOGGED,
        STRING_LOGGED,
        MISSING_LOGGED,
        SCOPES,
    ),
    audience=alike(MISMATCH, unset=ACCEPT, absent=MISSING, mixed=COMPARE),
    order=(
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.OTHER,
        Check.AUDIENCE,
    ),
    failures={
        Check.OTHER: SCOPES,
    },
    setting=Setting(
        name="client_id, with claim_validator.audience.match_with_client_id",
        keys=(
            "client_id",
            "match_with_client_id",
            "claim_validator",
        ),
    ),
    switch="claim_validator.audience.match_with_client_id is false unless set",
    recipe=Recipe(
        text="have the audience compared with client_id",
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
    limits=(
        Limit(
            text="A token without aud was accepted although match_with_client_id was on, unless claim_validator.audience.required was on too.",
            seen=Seen.ACCEPTED,
            versions="before pull request 13829 of August 2026",
            symptom="aud-missing",
            source="apache/apisix, pull request 13829",
        ),
    ),
    reveal="error.log of APISIX, which names the failed check",
    notes=("The audience is validated for bearer tokens only, not for logins with a session.",),
)
