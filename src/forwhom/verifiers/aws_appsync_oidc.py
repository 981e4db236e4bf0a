"""AWS AppSync with OPENID_CONNECT authorization, whose client ID is a regular expression.

Source: AWS AppSync API reference, OpenIDConnectConfig; aws/aws-appsync-community, issue 115
"""

from __future__ import annotations

import re

from forwhom.audience.match import Comparison
from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

REFUSED = Message(
    template='"errorType" : "UnauthorizedException", "message" : "Unauthorized"',
    sample="""\
{
  "errors" : [ {
    "errorType" : "UnauthorizedException",
    "message" : "Unauthorized"
  } ]
}""",
    codes=("aud-mismatch", "aud-is-client-id", "iss-mismatch", "token-expired", "signature-invalid"),
    status=401,
    where="response body",
    note="Every refusal of the token looks the same.",
    basis=Basis.REPORTED,
)
REFUSED_COMPACT = Message(
    template='"errorType":"UnauthorizedException","message":"Unauthorized"',
    sample='{"errors":[{"errorType":"UnauthorizedException","message":"Unauthorized"}]}',
    codes=("aud-mismatch", "aud-is-client-id", "iss-mismatch", "token-expired", "signature-invalid"),
    status=401,
    where="response body",
    basis=Basis.REPORTED,
)
NOT_PERMITTED = Message(
    template="Not Authorized to access {field} on type {type}",
    sample='"errorType": "Unauthorized", "message": "Not Authorized to access getOrder on type Query"',
    codes=(),
    check=Check.OTHER,
    status=200,
    where="errors of the GraphQL response",
    note="The token was accepted: the field lacks the directive of this authorization mode, such as @aws_oidc.",
    basis=Basis.REPORTED,
)

#: Longer expressions, and repetitions inside repetitions, are not run: they may take for ever.
_LONGEST = 200
_NESTED = re.compile(r"[+*}]\)*[+*{]")


def _fits(found: str, expected: str) -> bool:
    """Whether the setting, read as a regular expression, fits the whole value."""
    if found == expected:
        return True
    if len(expected) > _LONGEST or len(found) > _LONGEST or _NESTED.search(expected):
        return False
    try:
        return re.fullmatch(expected, found) is not None
    except re.error:
        return False


VERIFIER = Verifier(
    id="aws-appsync-oidc",
    name="AWS AppSync OpenID Connect authorization",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "AWS AppSync API reference, OpenIDConnectConfig",
        "AWS CDK reference, aws_appsync.OpenIdConnectConfig.clientId",
        "aws/aws-appsync-community, issues 115 and 361",
    ),
    aliases=("aws-appsync", "appsync"),
    hints=("appsync", "graphql", "unauthorizedexception", "openidconnectconfig"),
    messages=(REFUSED, REFUSED_COMPACT, NOT_PERMITTED),
    audience=alike(
        REFUSED,
        unset=ACCEPT,
        compare=Comparison("regular-expression", "the whole value with a regular expression", _fits),
    ),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.ISSUER, Check.EXPIRY, Check.AUDIENCE),
    failures={
        Check.STRUCTURE: REFUSED,
        Check.SIGNATURE: REFUSED,
        Check.ISSUER: REFUSED,
        Check.EXPIRY: REFUSED,
    },
    setting=Setting(name="clientId of openIDConnectConfig", keys=("clientid", "openidconnectconfig.clientid")),
    switch="an empty clientId: any client of the issuer passes",
    recipe=Recipe(
        text="name the client in clientId of the API",
        language="json",
        code="""\
{
  "authenticationType": "OPENID_CONNECT",
  "openIDConnectConfig": {"issuer": $issuer, "clientId": $audience}
}
""",
    ),
    reveal="the request log of the API in CloudWatch, at field log level ALL",
    notes=(
        "clientId is a regular expression, so that several clients fit one setting: web-[0-9]+|mobile-app.",
        "Whether azp is looked at when aud names an API is not documented.",
    ),
    inferred=(
        "order",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "combine",
    ),
)
