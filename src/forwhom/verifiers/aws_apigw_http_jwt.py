"""The JWT authorizer of Amazon API Gateway's HTTP APIs, which takes client_id where a token has no aud.

The body says only Unauthorized; the reason stands in the WWW-Authenticate header.

Source: Amazon API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers".
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="the token does not have a valid audience",
    sample="""\
HTTP/2 401
www-authenticate: Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"
apigw-requestid: dGVzdC1yZXF1ZXN0

{"message":"Unauthorized"}""",
    codes=("aud-mismatch", "aud-missing", "aud-is-client-id"),
    status=401,
    where="WWW-Authenticate header; $context.authorizer.error in the access log",
    note="client_id is compared only when the token has no aud.",
)
GENERIC = Message(
    template='{"message":"Unauthorized"}',
    sample="""\
HTTP/2 401
content-type: application/json
apigw-requestid: dGVzdC1yZXF1ZXN0

{"message":"Unauthorized"}""",
    codes=("aud-mismatch", "iss-mismatch", "token-expired", "signature-invalid", "token-malformed"),
    check=Check.OTHER,
    status=401,
    where="response body",
    note="Every refusal of the authorizer has this body; the WWW-Authenticate header tells which one it is.",
)


def _by_client_id(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A token without aud is held against the list by its client_id."""
    if "aud" in claims:
        return None
    return ACCEPT if claims.get("client_id") in expectation.values else MISMATCH


VERIFIER = Verifier(
    id="aws-apigw-http-jwt",
    name="Amazon API Gateway HTTP API JWT authorizer",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=(
        "Amazon API Gateway Developer Guide, http-api-jwt-authorizer and http-api-troubleshooting-jwt",
        "awsdocs/amazon-api-gateway-developer-guide, issue 89",
        "aws-samples/ask-around-me, issue 3",
    ),
    aliases=("aws-apigateway", "aws-api-gateway"),
    hints=("apigw-requestid", "apigw", "api gateway", "apigateway", "execute-api", "jwtconfiguration"),
    messages=(MISMATCH, GENERIC),
    audience=alike(MISMATCH, decide=_by_client_id),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
    ),
    failures={
        Check.STRUCTURE: GENERIC,
        Check.ALGORITHM: GENERIC,
        Check.SIGNATURE: GENERIC,
        Check.ISSUER: GENERIC,
        Check.EXPIRY: GENERIC,
        Check.NOT_BEFORE: GENERIC,
        Check.ISSUED_AT: GENERIC,
    },
    setting=Setting(
        name="Audience in the JwtConfiguration of the authorizer",
        keys=("Audience", "audiences", "jwtAudience", "jwt-configuration"),
    ),
    recipe=Recipe(
        text="list the audience in the JwtConfiguration of the authorizer",
        language="shell",
        code="""\
aws apigatewayv2 update-authorizer \\
  --api-id abc123 \\
  --authorizer-id def456 \\
  --jwt-configuration Audience=$audience,Issuer=$issuer
""",
    ),
    reveal="the WWW-Authenticate header of the response, or $context.authorizer.error in the access log",
    notes=(
        "An access token of Cognito has no aud: the app client's id belongs into Audience, where client_id meets it.",
        "A token that has both is held against the list by aud alone.",
        "Whether an expired token hides a wrong audience is not confirmed.",
        "A wrong slash at the end of Issuer is refused with the same body.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
    ),
)
