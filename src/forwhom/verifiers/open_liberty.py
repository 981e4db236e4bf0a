"""Open Liberty and WebSphere Liberty: MicroProfile JWT, the JWT consumer and the OpenID Connect server.

Source: OpenLiberty/open-liberty, issue 29448 and pull request 14153; its tests of mpJwt
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_CONSUMER = "CWWKS6031E: The JSON Web Token (JWT) consumer [jwt] cannot process the token string. "


def _decide(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """The claim is read before anything asks whether an audience is configured; null in an array is no error."""
    if read(claims).shape is not Shape.MIXED_ARRAY:
        return None
    members = claims["aud"]
    return None if isinstance(members, list) and all(m is None or isinstance(m, str) for m in members) else MEMBER


MISMATCH = Message(
    template="CWWKS6023E: The audience [{found}] of the provided JSON web token (JWT) is not listed as a trusted audience in the [{name}] JWT configuration. The trusted audiences are [{expected}].",
    sample="CWWKS5523E: The MicroProfile JSON Web Token (JWT) feature cannot authenticate the request. CWWKS6031E: The JSON Web Token (JWT) consumer [jwt] cannot process the token string. CWWKS6023E: The audience [[account]] of the provided JSON web token (JWT) is not listed as a trusted audience in the [jwt] JWT configuration. The trusted audiences are [[orders-api]].",
    codes=("aud-mismatch", "aud-missing", "aud-empty"),
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
    nothing=("[]",),
    status=401,
)
MISMATCH_2026 = Message(
    template="CWWKS6023E: The [{found}] audience of the provided JSON Web Token (JWT) is not listed as a trusted audience in the [{name}] JWT configuration. The trusted audiences are [{expected}].",
    sample=f"{_CONSUMER}CWWKS6023E: The [[account]] audience of the provided JSON Web Token (JWT) is not listed as a trusted audience in the [jwt] JWT configuration. The trusted audiences are [[orders-api]].",
    codes=("aud-mismatch", "aud-missing", "aud-empty"),
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
    nothing=("[]",),
    status=401,
    versions="newest, 2026",
)
WRONG_TYPE = Message(
    template="The value of the 'aud' claim is not an array of strings or a single string value.",
    sample=f"{_CONSUMER}The value of the 'aud' claim is not an array of strings or a single string value.",
    codes=("aud-wrong-type",),
    status=401,
)
MEMBER = Message(
    template="The array value of the 'aud' claim contains non string values {detail}",
    sample=f"{_CONSUMER}The array value of the 'aud' claim contains non string values (5 - class java.lang.Long cannot be cast to class java.lang.String)",
    codes=("aud-wrong-type",),
    status=401,
)
ISSUER = Message(
    template="CWWKS6022E: The [{issuer}] issuer of the provided JSON Web Token (JWT) is not listed as a trusted issuer in the [{name}] JWT configuration. The trusted issuers are [{expected_issuer}].",
    sample=f"{_CONSUMER}CWWKS6022E: The [https://sts.example.com] issuer of the provided JSON Web Token (JWT) is not listed as a trusted issuer in the [jwt] JWT configuration. The trusted issuers are [https://login.example.com].",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
)
EXPIRED = Message(
    template="CWWKS6025E: The JSON Web Token (JWT) is not valid because its expiration ('exp') claim is either missing or the token expired. The expiration claim is [{exp}]. The current time minus the clock skew is [{now}].",
    sample=f"{_CONSUMER}CWWKS6025E: The JSON Web Token (JWT) is not valid because its expiration ('exp') claim is either missing or the token expired. The expiration claim is [2026-03-04T09:12:33]. The current time minus the clock skew is [2026-03-04T09:13:33]. The configured clock skew is [300] seconds.",
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
)
NOT_YET_VALID = Message(
    template="CWWKS6026E: The JSON Web Token (JWT) cannot be used because the 'nbf' claim value [{nbf}] specifies a time that is later than the current time.",
    sample=f"{_CONSUMER}CWWKS6026E: The JSON Web Token (JWT) cannot be used because the 'nbf' claim value [2026-03-04T09:14:33] specifies a time that is later than the current time. The current time plus the clock skew is [2026-03-04T09:13:33]. The configured clock skew is [300] seconds.",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=401,
)
SIGNATURE = Message(
    template="CWWKS6041E: The JSON Web Token (JWT) signature is not valid.",
    sample=f"{_CONSUMER}CWWKS6041E: The JSON Web Token (JWT) signature is not valid. JWS signature is invalid",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
)
SERVER = Message(
    template="The JWT Token is not valid because this OpenID Connect Provider is not included in its 'aud' claim (audience).",
    sample="CWWKS2207E: The token endpoint request failed. The JWT Token is not valid because this OpenID Connect Provider is not included in its 'aud' claim (audience).",
    codes=("aud-mismatch",),
    where="token endpoint of the OpenID Connect server",
    note="The assertion has to name the issuerIdentifier of the provider or its token endpoint.",
)

VERIFIER = Verifier(
    id="open-liberty",
    name="Open Liberty",
    kind="framework",
    language="Java",
    versions="as read in 2026",
    basis=Basis.READ,
    sources=(
        "OpenLiberty/open-liberty, com.ibm.ws.security.jwt: ConsumerUtil.java and JWTMessages.nlsprops",
        "OpenLiberty/open-liberty, MicroProfileJwtConfigImpl.java; org.jose4j.jwt.JwtClaims",
        "OpenLiberty/open-liberty, fault-acceptance tests of mpJwt (CWWKS6023E), issue 29448, pull request 14153",
        "IBM, mobile simulator (CWWKS6023E)",
    ),
    aliases=("websphere-liberty", "liberty"),
    hints=("cwwks", "liberty", "mpjwt"),
    messages=(MISMATCH, MISMATCH_2026, WRONG_TYPE, MEMBER, ISSUER, EXPIRED, NOT_YET_VALID, SIGNATURE, SERVER),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=COMPARE,
        decide=_decide,
    ),
    order=(
        Check.STRUCTURE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ALGORITHM,
        Check.SIGNATURE,
    ),
    failures={
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.SIGNATURE: SIGNATURE,
    },
    setting=Setting(
        name="mp.jwt.verify.audiences, or audiences of mpJwt in server.xml",
        keys=("mp.jwt.verify.audiences", "audiences", "mpJwt"),
    ),
    recipe=Recipe(
        text="list the audience of this application",
        language="xml",
        code="""\
<mpJwt id="defaultMpJwt" audiences=$audience issuer=$issuer/>
""",
    ),
    notes=(
        "Before mpJwt 1.2 a token with aud was refused when no audiences were configured; since then it is taken.",
        "ALL_AUDIENCES as a value stands for no check at all.",
    ),
)
