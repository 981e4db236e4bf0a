"""WSO2 Identity Server and API Manager on an assertion: JWT bearer grant, private_key_jwt, request object.

Source: wso2-extensions, identity-inbound-auth-oauth and JWTBearerGrantHandler
"""

from __future__ import annotations

from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="None of the audience values matched the tokenEndpoint Alias {expected}",
    sample='{"error":"invalid_grant","error_description":"None of the audience values matched the tokenEndpoint Alias wso2-cli"}',
    codes=("aud-mismatch",),
    status=400,
    note="The alias is that of the identity provider entry; by default it is the URL of the token endpoint.",
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
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY),
    takes=TokenKind.CLIENT_ASSERTION,
    setting=Setting(name="Identity Provider's alias of the token endpoint", keys=("tokenEndpointAlias",)),
    recipe=Recipe(
        text="put the alias of the token endpoint into aud of the assertion",
        language="text",
        code="""\
aud=$audience
""",
    ),
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
