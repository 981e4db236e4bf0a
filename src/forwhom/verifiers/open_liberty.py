"""Open Liberty and WebSphere Liberty: MicroProfile JWT, the JWT consumer and the OpenID Connect server.

Source: OpenLiberty/open-liberty, issue 29448 and pull request 14153; its tests of mpJwt
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="CWWKS6023E: The audience [{found}] of the provided JSON web token (JWT) is not listed as a trusted audience in the [{name}] JWT configuration. The trusted audiences are [{expected}].",
    sample="CWWKS5523E: The MicroProfile JSON Web Token (JWT) feature cannot authenticate the request. CWWKS6031E: The JSON Web Token (JWT) consumer [jwt] cannot process the token string. CWWKS6023E: The audience [[account]] of the provided JSON web token (JWT) is not listed as a trusted audience in the [jwt] JWT configuration. The trusted audiences are [[orders-api]].",
    codes=("aud-mismatch",),
    found_as=Listing.BRACKETS,
    expected_as=Listing.BRACKETS,
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
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "OpenLiberty/open-liberty, fault-acceptance tests of mpJwt (CWWKS6023E), issue 29448, pull request 14153",
        "IBM, mobile simulator (CWWKS6023E)",
    ),
    aliases=("websphere-liberty", "liberty"),
    hints=("cwwks", "liberty", "mpjwt"),
    messages=(MISMATCH, SERVER),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
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
