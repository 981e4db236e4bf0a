"""The oauth2_introspection authenticator of Ory Oathkeeper, which answers 403 where its jwt authenticator answers 401.

Source: ory/oathkeeper, pipeline/authn/authenticator_oauth2_introspection.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Combine,
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)


def _lacking(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The first configured audience that the answer lacks."""
    found = read(claims).values
    return {"expected": "".join([value for value in expectation.values if value not in found][:1])}


MISMATCH = Message(
    template="Token audience is not intended for target audience {expected}",
    sample='{"error":{"code":403,"status":"Forbidden","reason":"Token audience is not intended for target audience orders-api"}}',
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=403,
    printed=_lacking,
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

WRONG_TYPE = Message(
    template="Unsupported aud type, only string or []string are allowed",
    sample="Unsupported aud type, only string or []string are allowed",
    codes=("aud-wrong-type",),
    note="Null is one too.",
)


def _null(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The answer is decoded before the settings are looked at."""
    return WRONG_TYPE if read(claims).shape is Shape.NULL else None


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
        WRONG_TYPE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=MISMATCH,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
        combine=Combine.ALL,
        decide=_null,
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
)
