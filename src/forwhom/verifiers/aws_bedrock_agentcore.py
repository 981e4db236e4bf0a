"""The custom JWT authorizer of Amazon Bedrock AgentCore, at runtimes and gateways.

Source: public reports that quote the message
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Claim 'aud' value mismatch with configuration",
    sample='{"message":"Claim \'aud\' value mismatch with configuration."}',
    codes=("aud-missing", "aud-mismatch"),
    status=401,
    note="An access token of Cognito has no aud: it is told apart by allowedClients.",
)
CLIENT = Message(
    template="Claim 'client_id' value mismatch with configuration",
    sample="OAuth authorization failed: Claim 'client_id' value mismatch with configuration.",
    codes=("id-token-as-access-token", "aud-other-client"),
    check=Check.OTHER,
    status=401,
    note="An ID Token has no client_id: send the access token, or list its aud in allowedAudience.",
)

VERIFIER = Verifier(
    id="aws-bedrock-agentcore",
    name="Amazon Bedrock AgentCore",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("public troubleshooting notes that quote the message",),
    aliases=("agentcore",),
    hints=("agentcore", "bedrock"),
    messages=(MISMATCH, CLIENT),
    audience=alike(MISMATCH, unset=ACCEPT),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE, Check.OTHER),
    failures={Check.OTHER: CLIENT},
    setting=Setting(
        name="allowedAudience and allowedClients of customJWTAuthorizer",
        keys=("allowedAudience", "allowedClients", "customJWTAuthorizer"),
    ),
    recipe=Recipe(
        text="list the audience, or for Cognito the client, that access tokens carry",
        language="json",
        code="""\
{"customJWTAuthorizer": {"discoveryUrl": "https://idp.example.com/.well-known/openid-configuration", "allowedAudience": [$audiences]}}
""",
    ),
    notes=("The claim that failed is named at a runtime; a gateway was reported to answer 403 instead.",),
    inferred=(*EVERY_SHAPE, "order"),
)
