"""aws-jwt-verify, the verifier for Cognito. It compares the client id: aud of ID Tokens, client_id of access tokens.

An array in aud is refused outright. The issuer is looked up before anything is verified.

Source: awslabs/aws-jwt-verify, src/cognito-verifier.ts and src/assert.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation, Unset
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier
from forwhom.verifiers import aws_jwt_verify

_ERROR = "CognitoJwtInvalidClientIdError"

MISMATCH = Message(
    template='Client ID ("audience") not allowed: {found}. Expected: {expected}',
    sample='CognitoJwtInvalidClientIdError: Client ID ("audience") not allowed: 7f8g9h. Expected: 3n4b5urk1ft4fl3mg5e62d9ado',
    codes=("aud-mismatch", "aud-other-client"),
    exception=_ERROR,
    printed=aws_jwt_verify.expected_values,
)
MISMATCH_SEVERAL = Message(
    template='Client ID ("audience") not allowed: {found}. Expected one of: {expected}',
    sample='CognitoJwtInvalidClientIdError: Client ID ("audience") not allowed: 7f8g9h. Expected one of: 3n4b5u, 1ft4fl',
    codes=("aud-mismatch", "aud-other-client"),
    exception=_ERROR,
    expected_as=Listing.COMMA_BLANK,
    printed=aws_jwt_verify.expected_values,
)
MISSING = Message(
    template='Missing Client ID ("audience"). Expected: {expected}',
    sample='CognitoJwtInvalidClientIdError: Missing Client ID ("audience"). Expected: 3n4b5urk1ft4fl3mg5e62d9ado',
    codes=("aud-missing", "aud-empty"),
    exception=_ERROR,
    printed=aws_jwt_verify.expected_values,
)
MISSING_SEVERAL = Message(
    template='Missing Client ID ("audience"). Expected one of: {expected}',
    sample='CognitoJwtInvalidClientIdError: Missing Client ID ("audience"). Expected one of: 3n4b5u, 1ft4fl',
    codes=("aud-missing", "aud-empty"),
    exception=_ERROR,
    expected_as=Listing.COMMA_BLANK,
    printed=aws_jwt_verify.expected_values,
)
ACCESS_MISSING = Message(
    template="Missing Client ID. Expected: {expected}",
    sample="CognitoJwtInvalidClientIdError: Missing Client ID. Expected: 3n4b5urk1ft4fl3mg5e62d9ado",
    codes=("aud-missing", "id-token-as-access-token"),
    exception=_ERROR,
    note="With tokenUse access: the claim compared is client_id, never aud.",
)
ARRAY = Message(
    template='Client ID ("audience") is not of type string',
    sample='CognitoJwtInvalidClientIdError: Client ID ("audience") is not of type string',
    codes=("aud-list-shape",),
    exception=_ERROR,
    note="The token's aud is an array, even one of a single value.",
)
MALFORMED = aws_jwt_verify.MALFORMED
ISSUER = Message(
    template="issuer not configured: {issuer}",
    sample="ParameterValidationError: issuer not configured: https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="ParameterValidationError",
    note="The token is of another user pool.",
)
ISSUER_MISSING = Message(
    template="issuer must be provided",
    sample="ParameterValidationError: issuer must be provided",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="ParameterValidationError",
)
EXPIRED = aws_jwt_verify.EXPIRED
NOT_YET_VALID = aws_jwt_verify.NOT_YET_VALID
SIGNATURE = aws_jwt_verify.SIGNATURE


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An aud that is neither a string nor an array of strings is refused by its type."""
    return MALFORMED if aws_jwt_verify.wrong_type(claims) else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An empty issuer counts as absent, which has its own text."""
    if expectation.issuers is None:
        return None
    if not claims.get("iss"):
        return ISSUER_MISSING
    return None if claims["iss"] in expectation.issuers else ISSUER


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty string counts as absent; the text tells one expected value from several."""
    audiences = expectation.audiences
    if isinstance(audiences, Unset):
        return None
    several = len(audiences) > 1
    aud = claims.get("aud", "")
    if aud == "":
        return MISSING_SEVERAL if several else MISSING
    if isinstance(aud, list):
        return ARRAY
    return MISMATCH_SEVERAL if several and aud not in audiences else None


VERIFIER = Verifier(
    id="aws-jwt-verify-cognito",
    name="aws-jwt-verify (CognitoJwtVerifier)",
    kind="library",
    language="JavaScript",
    versions="5.2.1",
    basis=Basis.OBSERVED,
    sources=("aws-jwt-verify 5.2.1, run with tokenUse id", "awslabs/aws-jwt-verify, src/assert.ts at 5.2.1"),
    builds_on="aws-jwt-verify",
    hints=("CognitoJwtInvalidClientIdError", "CognitoJwtVerifier", "cognito-verifier"),
    messages=(
        MISMATCH,
        MISMATCH_SEVERAL,
        MISSING,
        MISSING_SEVERAL,
        ACCESS_MISSING,
        ARRAY,
        MALFORMED,
        ISSUER,
        ISSUER_MISSING,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MALFORMED,
        empty_string=MISSING,
        empty_array=ARRAY,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        string_only=ARRAY,
        decide=_audience,
    ),
    order=(Check.TYPE, Check.ISSUER, Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.AUDIENCE),
    failures={
        Check.TYPE: MALFORMED,
        Check.ISSUER: ISSUER,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    special={Check.TYPE: _type, Check.ISSUER: _issuer},
    providers=("cognito",),
    setting=Setting(name="the option clientId of CognitoJwtVerifier.create", keys=("clientId",)),
    switch="clientId: null",
    recipe=Recipe(
        text="pass the id of the app client to CognitoJwtVerifier.create",
        language="javascript",
        code="""\
import { CognitoJwtVerifier } from "aws-jwt-verify";

const issuer = $issuer;
const userPoolId = issuer.slice(issuer.lastIndexOf("/") + 1);
const verifier = CognitoJwtVerifier.create({ userPoolId, tokenUse: "id", clientId: [$audiences] });
const claims = await verifier.verify(token);
""",
    ),
    reveal="The error's attribute failedAssertion holds both values.",
    notes=("A Cognito access token has no aud: with tokenUse access it is client_id that is compared.",),
)
