"""Alibaba Cloud STS on AssumeRoleWithOIDC.

Source: aliyun/configure-aliyun-credentials-action, issue 21
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="AuthenticationFail.OIDCToken.AudienceNotMatchError: Invalid audience.",
    sample="Error: AuthenticationFail.OIDCToken.AudienceNotMatchError: Invalid audience.",
    codes=(
        "aud-mismatch",
        "aud-empty",
        "audience-not-requested",
    ),
)

VERIFIER = Verifier(
    id="alibaba-cloud-sts",
    name="Alibaba Cloud STS AssumeRoleWithOIDC",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("aliyun/configure-aliyun-credentials-action, issue 21",),
    hints=(
        "aliyun",
        "alibaba",
        "assumerolewithoidc",
    ),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(
        Check.AUDIENCE,
        Check.SIGNATURE,
        Check.EXPIRY,
    ),
    setting=Setting(
        name="client IDs of the OIDC identity provider",
        keys=(
            "client-ids",
            "audience",
        ),
    ),
    recipe=Recipe(
        text="request the token for a client ID of the identity provider",
        language="yaml",
        code="""\
- uses: aliyun/configure-aliyun-credentials-action@v1
  with:
    role-to-assume: acs:ram::1234567890123456:role/ci
    oidc-provider-arn: acs:ram::1234567890123456:oidc-provider/github
    audience: $audience
""",
        party=Party.CLIENT,
    ),
    notes=("How it compares and the order of the checks are not confirmed.",),
    inferred=(*EVERY_SHAPE, "order", "compare", "combine"),
)
