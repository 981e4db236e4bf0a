"""Grafana's [auth.jwt], whose response never names the audience.

Source: grafana/grafana, pkg/services/auth/jwt/validation.go
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

MISMATCH = Message(
    template="go-jose/go-jose/jwt: validation failed, invalid audience claim (aud)",
    sample='logger=auth.jwt t=2026-03-04T09:12:33Z level=debug msg="Failed to verify JWT" error="go-jose/go-jose/jwt: validation failed, invalid audience claim (aud)"',
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=401,
    where="debug log",
)
GENERIC = Message(
    template="Failed to verify JWT",
    sample='{"message":"Failed to verify JWT","messageId":"jwt.invalid","statusCode":401,"traceID":""}',
    codes=(
        "aud-mismatch",
        "signature-invalid",
        "token-expired",
        "iss-mismatch",
    ),
    check=Check.SIGNATURE,
    status=401,
    exception="jwt.invalid",
    note="Every refusal has this response; the reason stands in the debug log.",
)
WRONG_TYPE = Message(
    template='"aud" claim has invalid type {type}, array or string expected',
    sample='level=debug msg="Failed to verify JWT" error="\\"aud\\" claim has invalid type float64, array or string expected"',
    codes=("aud-wrong-type",),
    status=401,
    where="debug log",
)
MIXED = Message(
    template='"aud" claim contains value with invalid type {type}, string expected',
    sample='level=debug msg="Failed to verify JWT" error="\\"aud\\" claim contains value with invalid type float64, string expected"',
    codes=("aud-wrong-type",),
    status=401,
    where="debug log",
)
BAD_SETTING = Message(
    template='"aud" expectation has invalid type {type}, array or string expected',
    sample='"aud" expectation has invalid type float64, array or string expected',
    codes=("audience-setting-unresolved",),
    check=Check.CONFIGURATION,
    where="log at start-up",
)
CLAIM_MISSING = Message(
    template="Missing mandatory claim in JWT",
    sample='{"message":"Missing mandatory claim in JWT","statusCode":401}',
    codes=(),
    check=Check.OTHER,
    status=401,
)


def _typed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The type of the claim is looked at before any setting is."""
    match read(claims).shape:
        case Shape.NULL | Shape.NUMBER | Shape.OTHER:
            return WRONG_TYPE
        case Shape.MIXED_ARRAY:
            return MIXED
        case Shape.ABSENT | Shape.EMPTY_STRING | Shape.STRING | Shape.EMPTY_ARRAY | Shape.ARRAY:
            return None


VERIFIER = Verifier(
    id="grafana-auth-jwt",
    name="Grafana auth.jwt",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "grafana/grafana, pkg/services/auth/jwt/validation.go",
        "grafana/grafana, pkg/services/authn/clients/jwt.go",
    ),
    aliases=("grafana",),
    hints=(
        "grafana",
        "auth.jwt",
        "expect_claims",
        "logger=auth",
    ),
    messages=(
        MISMATCH,
        GENERIC,
        WRONG_TYPE,
        MIXED,
        BAD_SETTING,
        CLAIM_MISSING,
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
        mixed=MIXED,
        combine=Combine.ALL,
        decide=_typed,
    ),
    order=(
        Check.SIGNATURE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUED_AT,
        Check.OTHER,
    ),
    failures={
        Check.SIGNATURE: GENERIC,
    },
    setting=Setting(
        name="aud in expect_claims of [auth.jwt]",
        keys=(
            "expect_claims",
            "GF_AUTH_JWT_EXPECT_CLAIMS",
        ),
    ),
    switch="expect_claims without aud: any audience passes",
    recipe=Recipe(
        text="name the audience in expect_claims",
        language="ini",
        code="""\
[auth.jwt]
enabled = true
header_name = X-JWT-Assertion
jwk_set_url = https://idp.example/jwks.json
expect_claims = {"aud": $audience, "iss": $issuer}
""",
    ),
    reveal="the debug log of Grafana: filters = auth.jwt:debug",
    notes=(
        "In the release that was read a list in expect_claims wants every listed value in the token; newer releases may be content with one.",
    ),
)
