"""The JWT validator of Ballerina, which WSO2's Microgateway is built on.

Source: wso2/product-microgateway, issues 3548 and 1303; wso2/product-apim, issue 8489
"""

from __future__ import annotations

from collections.abc import Mapping
from json import dumps

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="error {ballerina/jwt}Error message=Invalid audience.",
    sample="ERROR [ballerina/jwt] - JWT validation failed. : error {ballerina/jwt}Error message=Invalid audience.",
    codes=("aud-mismatch", "aud-empty"),
    status=401,
)
MISSING = Message(
    template="error {ballerina/jwt}Error message=JWT must contain a valid audience.",
    sample="ERROR [wso2/gateway/src/gateway/utils] - Failed to authenticate with jwt auth provider. : error {ballerina/auth}Error message=JWT validation failed. cause=error {ballerina/jwt}Error message=JWT must contain a valid audience.",
    codes=("aud-missing",),
    status=401,
)
MISMATCH_NEW = Message(
    template="JWT contained invalid audience.",
    sample='ERROR [ballerina/jwt] - JWT validation failed. : error Error ("JWT contained invalid audience.")',
    codes=("aud-mismatch", "aud-empty"),
    versions="Ballerina Swan Lake",
)
ISSUER = Message(
    template="JWT contained invalid issuer name : {issuer}",
    sample="ERROR [ballerina/jwt] - JWT validation failed. : error {ballerina/jwt}Error message=JWT contained invalid issuer name : https://sts.example.com",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
)
EXPIRED = Message(
    template="error {ballerina/jwt}Error message=JWT is expired.",
    sample="ERROR [ballerina/jwt] - JWT validation failed. : error {ballerina/jwt}Error message=JWT is expired.",
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
)
NOT_YET_VALID = Message(
    template="JWT is used before Not_Before_Time (nbf).",
    sample="ERROR [ballerina/jwt] - JWT validation failed. : error {ballerina/jwt}Error message=JWT is used before Not_Before_Time (nbf).",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=401,
)
SIGNATURE = Message(
    template="error {ballerina/jwt}Error message=JWT signature validation has failed.",
    sample="ERROR [ballerina/jwt] - JWT validation failed. : error {ballerina/jwt}Error message=JWT signature validation has failed.",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
)


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Whatever is no string counts as the string that JSON writes for it."""
    if not expectation.values or "aud" not in claims:
        return None
    found = claims["aud"]
    members = found if isinstance(found, list) else [found]
    said = {one if isinstance(one, str) else dumps(one, separators=(",", ":")) for one in members}
    return MISMATCH if said.isdisjoint(expectation.values) else ACCEPT


VERIFIER = Verifier(
    id="ballerina-jwt",
    name="Ballerina JWT validator",
    kind="library",
    language="Ballerina",
    versions="Microgateway 3.x, as read",
    basis=Basis.READ,
    sources=(
        "ballerina-platform/module-ballerina-jwt, jwt-ballerina/src/jwt/jwt_validator.bal",
        "wso2/product-microgateway, issues 3548 and 1303",
        "wso2/product-apim, issue 8489",
    ),
    aliases=("wso2-microgateway",),
    hints=("ballerina", "microgateway", "wso2"),
    messages=(MISMATCH, MISMATCH_NEW, MISSING, ISSUER, EXPIRED, NOT_YET_VALID, SIGNATURE),
    audience=alike(MISMATCH, unset=ACCEPT, absent=MISSING, decide=_decide),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={Check.SIGNATURE: SIGNATURE, Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED, Check.NOT_BEFORE: NOT_YET_VALID},
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
)
