"""AWS STS on AssumeRoleWithWebIdentity, which asks twice: the OIDC provider in IAM, then the role's trust policy.

A token with azp is held against azp instead of aud.

Source: AWS IAM documentation, AssumeRoleWithWebIdentity; aws/aws-sdk-net, issue 3071.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)

MISMATCH = Message(
    template="Incorrect token audience",
    sample="An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token "
    "audience",
    codes=("aud-mismatch",),
    status=400,
    exception="InvalidIdentityToken",
    note="The audience (azp when the token has one) is not in the client ID list of the OIDC provider in IAM; changing only "
    "the role's trust policy never helps.",
)
MISSING = Message(
    template="Missing a required claim: aud",
    sample="An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Missing a required "
    "claim: aud",
    codes=("aud-missing",),
    status=400,
    exception="InvalidIdentityToken",
)
ISSUER = Message(
    template="No OpenIDConnect provider found in your account for {issuer}",
    sample="An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: No OpenIDConnect "
    "provider found in your account for https://token.actions.githubusercontent.com",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=400,
    exception="InvalidIdentityToken",
)
JWKS = Message(
    template="Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity "
    "documentation for requirements",
    sample="An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Couldn't retrieve "
    "verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
    codes=("jwks-unavailable",),
    check=Check.KEY,
    status=400,
    exception="InvalidIdentityToken",
)
POLICY = Message(
    template="Not authorized to perform sts:AssumeRoleWithWebIdentity",
    sample="An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform "
    "sts:AssumeRoleWithWebIdentity",
    codes=("subject-mismatch", "aud-mismatch"),
    check=Check.SUBJECT,
    status=403,
    exception="AccessDenied",
    note="The token itself was accepted; a condition of the role's trust policy, such as the one on :sub or :aud, was not "
    "met.",
)


def _by_azp(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A string in azp is compared in place of aud."""
    party = claims.get("azp")
    if not isinstance(party, str):
        return None
    return ACCEPT if party in expectation.values else MISMATCH


VERIFIER = Verifier(
    id="aws-sts-webidentity",
    name="AWS STS AssumeRoleWithWebIdentity",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "awslabs/amazon-eks-irsa-cfn, pull request 18",
        "aws-actions/configure-aws-credentials, issues 775 and 1309",
        "aws/aws-sdk-ruby, issue 2698",
        "aws/aws-sdk-net, issue 3071",
        "apache/airflow, documentation of accounts.google.com:oaud",
    ),
    aliases=("aws-sts",),
    hints=(
        "assumerolewithwebidentity",
        "sts.amazonaws.com",
        "arn:aws:iam",
        "configure-aws-credentials",
        "invalididentitytoken",
    ),
    messages=(MISMATCH, MISSING, ISSUER, JWKS, POLICY),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=MISMATCH,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISSING,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        decide=_by_azp,
    ),
    order=(Check.ISSUER, Check.AUDIENCE, Check.KEY, Check.SIGNATURE, Check.EXPIRY, Check.SUBJECT),
    failures={Check.ISSUER: ISSUER, Check.KEY: JWKS, Check.SUBJECT: POLICY},
    setting=Setting(
        name="client ID list of the OIDC provider in IAM",
        keys=("client-id-list", "client_id_list", "ClientIDList", "client-id", "audience", "role-audience"),
    ),
    recipe=Recipe(
        text="add the audience to the client ID list of the OIDC provider in IAM",
        language="shell",
        code="""\
aws iam add-client-id-to-open-id-connect-provider \\
  --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com \\
  --client-id $audience
""",
    ),
    reveal="the event AssumeRoleWithWebIdentity in CloudTrail, with its errorMessage",
    notes=(
        (
            "Two gates follow each other: the client ID list of the OIDC provider in IAM (Incorrect token audience), then the "
            "conditions of the role's trust policy (AccessDenied)."
        ),
        "When the token has azp, AWS takes it for aud and offers the original aud to policies as oaud.",
        (
            "accounts.google.com is built in: it needs no OIDC provider in IAM, and its audience is pinned by oaud in the trust "
            "policy."
        ),
        "The order of audience and signature is not confirmed, nor are its answers to an aud of another type.",
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
