"""WSO2 Identity Server and API Manager on an assertion: JWT bearer grant, private_key_jwt, request object.

Source: wso2-extensions, identity-inbound-auth-oauth and JWTBearerGrantHandler
"""

from __future__ import annotations

from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="None of the audience values matched the tokenEndpoint Alias {expected}",
    sample='{"error":"invalid_grant","error_description":"None of the audience values matched the tokenEndpoint Alias wso2-cli"}',
    codes=("aud-mismatch",),
    status=400,
    note="The alias is that of the identity provider entry; by default it is the URL of the token endpoint.",
)

UNSET = Message(
    template="Token Endpoint alias of the local Identity Provider has not been configured for {provider}",
    sample='{"error":"invalid_grant","error_description":"Token Endpoint alias of the local Identity Provider has not been configured for corp"}',
    codes=("audience-not-configured",),
)
SIGNATURE = Message(
    template="Signature or Message Authentication invalid.",
    sample='{"error":"invalid_grant","error_description":"Signature or Message Authentication invalid."}',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
)
ISSUER = Message(
    template="No Registered IDP found for the JWT with issuer name : {issuer}",
    sample='{"error":"invalid_grant","error_description":"No Registered IDP found for the JWT with issuer name : https://a.example"}',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)


VERIFIER = Verifier(
    id="wso2-identity-server",
    name="WSO2 Identity Server",
    kind="infrastructure",
    language="Java",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=(
        "wso2-extensions/identity-oauth2-grant-jwt, JWTBearerGrantHandler.java",
        "wso2-extensions/identity-inbound-auth-oauth, RequestObjectValidator and JWTValidator",
    ),
    aliases=("wso2-is",),
    hints=("wso2", "carbon", "tokenendpoint alias"),
    messages=(MISMATCH, UNSET, SIGNATURE, ISSUER),
    audience=alike(MISMATCH, unset=UNSET),
    order=(
        Check.PRESENCE,
        Check.ISSUER,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
    ),
    failures={Check.ISSUER: ISSUER, Check.SIGNATURE: SIGNATURE},
    takes=TokenKind.CLIENT_ASSERTION,
    setting=Setting(name="Identity Provider's alias of the token endpoint", keys=("tokenEndpointAlias",)),
    recipe=Recipe(
        text="put the alias of the token endpoint into aud of the assertion",
        language="text",
        code="""\
aud=$audience
""",
    ),
    inferred=("unset_malformed", "number", "other", "mixed"),
)
