"""The oauth2_introspection authenticator of Ory Oathkeeper, which answers 403 where its jwt authenticator answers 401.

Source: ory/oathkeeper, pipeline/authn/authenticator_oauth2_introspection.go
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Combine, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Token audience is not intended for target audience {expected}",
    sample='{"error":{"code":403,"status":"Forbidden","reason":"Token audience is not intended for target audience orders-api"}}',
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=403,
)
ISSUER = Message(
    template="Token issuer does not match any trusted issuer",
    sample='{"error":{"code":403,"reason":"Token issuer does not match any trusted issuer"}}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=403,
)
INACTIVE = Message(
    template="Access token is not active",
    sample='{"error":{"code":401,"reason":"Access token is not active"}}',
    codes=(
        "token-expired",
        "token-opaque",
    ),
    check=Check.EXPIRY,
    status=401,
    note="The introspection endpoint calls the token inactive.",
)

VERIFIER = Verifier(
    id="ory-oathkeeper-introspection",
    name="Ory Oathkeeper introspection",
    kind="gateway",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=("ory/oathkeeper, pipeline/authn/authenticator_oauth2_introspection.go",),
    hints=(
        "oathkeeper",
        "introspection",
    ),
    messages=(
        MISMATCH,
        ISSUER,
        INACTIVE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        combine=Combine.ALL,
    ),
    order=(
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    failures={
        Check.EXPIRY: INACTIVE,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(name="target_audience of the oauth2_introspection authenticator", keys=("target_audience",)),
    switch="target_audience left out: any audience passes",
    recipe=Recipe(
        text="name the audience in target_audience",
        language="yaml",
        code="""\
authenticators:
  oauth2_introspection:
    enabled: true
    config:
      introspection_url: https://idp.example/introspect
      target_audience: [$audiences]
""",
    ),
    reveal="the log of Oathkeeper at level debug",
    notes=("Every entry of target_audience has to be in the token.",),
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
