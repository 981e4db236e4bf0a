"""Cognito identity pools on the token of a user pool or of another provider that is exchanged for AWS credentials.

Source: amazon-archives/amazon-cognito-identity-js, issues 153, 371, 391 and 407; aws-amplify/amplify-js, issue 2067
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

UNSUPPORTED = Message(
    template="Token is not from a supported provider of this identity pool",
    sample="NotAuthorizedException: Token is not from a supported provider of this identity pool. (Service: "
    "AmazonCognitoIdentity; Status Code: 400; Error Code: NotAuthorizedException)",
    codes=("aud-other-client", "iss-mismatch"),
    status=400,
    exception="NotAuthorizedException",
    note="The user pool or the app client, which is the token's aud, is none of the pool's authentication providers.",
)
ISSUER = Message(
    template="Invalid login token. Issuer doesn't match providerName",
    sample='{"__type":"NotAuthorizedException","message":"Invalid login token. Issuer doesn\'t match providerName"}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=400,
    exception="NotAuthorizedException",
    note="The key of the Logins map is the token's iss without https://.",
)

VERIFIER = Verifier(
    id="cognito-identity-pool",
    name="Amazon Cognito identity pool",
    kind="cloud",
    language="",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "amazon-archives/amazon-cognito-identity-js, issues 153, 371, 391 and 407",
        "aws-amplify/amplify-js, issue 2067",
        "rollthecloudinc/hedge, issue 238",
    ),
    aliases=("cognito-identity", "aws-cognito-identity-pool"),
    hints=("amazoncognitoidentity", "identity pool", "cognito-identity.", "cognitoidentity", "identitypoolid"),
    messages=(UNSUPPORTED, ISSUER),
    audience=alike(UNSUPPORTED),
    order=(Check.ISSUER, Check.AUDIENCE),
    failures={Check.ISSUER: ISSUER},
    setting=Setting(
        name="the authentication providers of the identity pool",
        keys=("ClientId", "client_id", "cognito_identity_providers"),
    ),
    recipe=Recipe(
        text="add the app client to the authentication providers of the identity pool",
        language="shell",
        code="""\
aws cognito-identity update-identity-pool --identity-pool-id "$$POOL" --identity-pool-name "$$NAME" \\
  --no-allow-unauthenticated-identities \\
  --cognito-identity-providers ProviderName="$${ISSUER#https://}",ClientId=$audience,ServerSideTokenCheck=true
""",
        party=Party.RESOURCE_SERVER,
    ),
    notes=("The order of the checks is not confirmed, and the command was not run.",),
    inferred=(*EVERY_SHAPE, "order"),
)
