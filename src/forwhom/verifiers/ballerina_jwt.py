"""The JWT validator of Ballerina, which WSO2's Microgateway is built on.

Source: wso2/product-microgateway, issues 3548 and 1303; wso2/product-apim, issue 8489
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="error {ballerina/jwt}Error message=Invalid audience.",
    sample="ERROR [ballerina/jwt] - JWT validation failed. : error {ballerina/jwt}Error message=Invalid audience.",
    codes=("aud-mismatch",),
    status=401,
)
MISSING = Message(
    template="error {ballerina/jwt}Error message=JWT must contain a valid audience.",
    sample="ERROR [wso2/gateway/src/gateway/utils] - Failed to authenticate with jwt auth provider. : error {ballerina/auth}Error message=JWT validation failed. cause=error {ballerina/jwt}Error message=JWT must contain a valid audience.",
    codes=("aud-missing",),
    status=401,
)

VERIFIER = Verifier(
    id="ballerina-jwt",
    name="Ballerina JWT validator",
    kind="library",
    language="Ballerina",
    versions="Microgateway 3.x, as reported",
    basis=Basis.REPORTED,
    sources=("wso2/product-microgateway, issues 3548 and 1303", "wso2/product-apim, issue 8489"),
    aliases=("wso2-microgateway",),
    hints=("ballerina", "microgateway", "wso2"),
    messages=(MISMATCH, MISSING),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
    setting=Setting(name="audience in jwtTokenConfig of micro-gw.conf", keys=("audience", "jwtTokenConfig")),
    recipe=Recipe(
        text="set the audience that tokens for this gateway name",
        language="toml",
        code="""\
[[jwtTokenConfig]]
  issuer = $issuer
  audience = $audience
""",
    ),
    reveal="the log of the gateway; the client sees 900901 Invalid Credentials alone",
    notes=("The answer to the client carries code 900901, Invalid Credentials, whatever failed.",),
    inferred=("unset", "unset_blank", "unset_malformed", "null", "number", "other", "mixed", "order"),
)
