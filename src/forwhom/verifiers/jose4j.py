"""jose4j, which lists every claim that fails and prints the whole payload.

A token that names an audience is refused when none is expected.

Source: bitbucket.org/b_c/jose4j, JwtConsumer.java, AudValidator.java and IssValidator.java.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_ERROR = "org.jose4j.jwt.consumer.InvalidJwtException"
_FRAME = "JWT (claims->{claims}) rejected due to invalid claims. Additional details: [{failures}]"
_PAYLOAD = '{"iss":"https://login.example.com","sub":"u1","exp":1711497600,"aud":"https://orders.example.com"}'


def _printed(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """One expected audience stands bare; several are introduced by `one of`."""
    values = expectation.values
    return {} if len(values) == 1 else {"expected": f"one of {Listing.BRACKETS.write(values)}"}


def _detail(
    template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "", basis: Basis | None = None
) -> Message:
    """One of the details in the exception's text; newer versions put a number in brackets before it."""
    frame = _FRAME.replace("{claims}", _PAYLOAD)
    return Message(
        template=template,
        sample=f"{_ERROR}: {frame.replace('{failures}', shown)}",
        codes=codes,
        check=check,
        exception=_ERROR,
        found_as=Listing.BRACKETS,
        expected_as=Listing.ONE if check is not Check.AUDIENCE or "one of" not in shown else Listing.BRACKETS,
        printed=_printed if check is Check.AUDIENCE else None,
        note=note,
        basis=basis,
    )


_CLAIM = "Audience (aud) claim {found} "
_ORDERS = "Audience (aud) claim [https://orders.example.com] "
MISMATCH = _detail(
    f"{_CLAIM}doesn't contain an acceptable identifier. Expected {{expected}} as an aud value.",
    f"{_ORDERS}doesn't contain an acceptable identifier. Expected https://api.example.com as an aud value.",
    "aud-mismatch",
    "aud-empty",
)
MISMATCH_SEVERAL = _detail(
    f"{_CLAIM}doesn't contain an acceptable identifier. Expected one of {{expected}} as an aud value.",
    f"{_ORDERS}doesn't contain an acceptable identifier. Expected one of [https://api.example.com, api] as an aud value.",
    "aud-mismatch",
    "aud-empty",
)
NOT_CONFIGURED = _detail(
    f"{_CLAIM}present in the JWT but no expected audience value(s) were provided to the JWT Consumer. "
    "Expected one of [] as an aud value.",
    f"{_ORDERS}present in the JWT but no expected audience value(s) were provided to the JWT Consumer. "
    "Expected one of [] as an aud value.",
    "audience-not-configured",
)
MISSING = _detail(
    "No Audience (aud) claim present.",
    "No Audience (aud) claim present.",
    "aud-missing",
    note="A null aud gets this text too.",
)
MALFORMED = _detail(
    "The value of the 'aud' claim is not an array of strings or a single string value.",
    "The value of the 'aud' claim is not an array of strings or a single string value.",
    "aud-wrong-type",
)
MALFORMED_MEMBER = _detail(
    "The array value of the 'aud' claim contains non string values ({detail})",
    "The array value of the 'aud' claim contains non string values (123 - class java.lang.Long cannot be cast to class "
    "java.lang.String)",
    "aud-wrong-type",
)
ISSUER = _detail(
    "Issuer (iss) claim value ({issuer}) doesn't match expected value of {expected_issuer}",
    "Issuer (iss) claim value (https://sts.example.com) doesn't match expected value of https://login.example.com",
    "iss-mismatch",
    check=Check.ISSUER,
)
EXPIRED = _detail(
    "The JWT is no longer valid - the evaluation time {now} is on or after the Expiration Time ({exp})",
    "The JWT is no longer valid - the evaluation time NumericDate{1711497600 -> Mar 27, 2024, 12:00:00 AM UTC} is on or "
    "after the Expiration Time (exp=NumericDate{1711494000 -> Mar 26, 2024, 11:00:00 PM UTC})",
    "token-expired",
    check=Check.EXPIRY,
)
NOT_YET_VALID = _detail(
    "The JWT is not yet valid as the evaluation time {now} is before the Not Before ({nbf})",
    "The JWT is not yet valid as the evaluation time NumericDate{1711497600 -> Mar 27, 2024, 12:00:00 AM UTC} is before "
    "the Not Before (nbf=NumericDate{1711501200 -> Mar 27, 2024, 1:00:00 AM UTC})",
    "token-not-yet-valid",
    check=Check.NOT_BEFORE,
)
SIGNATURE = Message(
    template="JWS signature is invalid: {structure}",
    sample='org.jose4j.jwt.consumer.InvalidJwtSignatureException: JWS signature is invalid: JsonWebSignature{"alg":"RS256"}',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="org.jose4j.jwt.consumer.InvalidJwtSignatureException",
)
DUPLICATE = Message(
    template="An entry for 'aud' already exists. Names must be unique.",
    sample="org.jose4j.jwt.consumer.InvalidJwtException: Unable to parse JWT Claim Set JSON <- JoseException: Parsing error: "
    "java.lang.IllegalArgumentException: An entry for 'aud' already exists. Names must be unique.",
    codes=("token-malformed",),
    check=Check.STRUCTURE,
    exception=_ERROR,
)
NOT_COMPACT = Message(
    template="Invalid JOSE Compact Serialization. Expecting either 3 or 5 parts for JWS or JWE respectively but was {number}.",
    sample="org.jose4j.jwt.consumer.InvalidJwtException: Unable to process JOSE object (cause: org.jose4j.lang.JoseException: "
    "Invalid JOSE Compact Serialization. Expecting either 3 or 5 parts for JWS or JWE respectively but was 2.): ya29.abc",
    codes=("token-malformed", "token-opaque"),
    check=Check.STRUCTURE,
    exception=_ERROR,
)
KEY_NOT_FOUND = Message(
    template="Unable to find a suitable verification key for JWS w/ header {header}",
    sample="org.jose4j.lang.UnresolvableKeyException: Unable to find a suitable verification key for JWS w/ header "
    '{"alg":"RS256","kid":"k2"} due to no matching key',
    codes=("key-not-found",),
    check=Check.KEY,
    exception="org.jose4j.lang.UnresolvableKeyException",
    basis=Basis.REPORTED,
)
FRAME = Message(
    template="rejected due to invalid claims or other invalid content. Additional details: [{details}]",
    sample=f"{_ERROR}: JWT (claims->{_PAYLOAD}) rejected due to invalid claims or other invalid content. Additional details: "
    "[[12] Issuer (iss) claim value (https://sts.example.com) doesn't match expected value of https://login.example.com]",
    codes=("aud-mismatch", "iss-mismatch", "token-expired", "aud-missing"),
    check=Check.OTHER,
    exception=_ERROR,
    note="The frame of newer versions; each detail then begins with its number in brackets, as in [8] for the audience.",
    basis=Basis.REPORTED,
)


def audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The type is validated first; without an expected value every audience but an absent or null one is refused."""
    shape = read(claims).shape
    if shape in {Shape.NUMBER, Shape.OTHER}:
        return MALFORMED
    if shape is Shape.MIXED_ARRAY:
        return MALFORMED_MEMBER
    if expectation.audiences is NONE_CONFIGURED:
        return ACCEPT if shape in {Shape.ABSENT, Shape.NULL} else NOT_CONFIGURED
    if expectation.audiences == ():
        return MISSING if shape in {Shape.ABSENT, Shape.NULL} else NOT_CONFIGURED
    return None


VERIFIER = Verifier(
    id="jose4j",
    name="jose4j",
    kind="library",
    language="Java",
    versions="0.5",
    basis=Basis.OBSERVED,
    sources=("jose4j 0.5 in a public fork of 2017, run", "bitbucket.org/b_c/jose4j, AudValidator.java"),
    hints=("jose4j",),
    messages=(
        MISMATCH,
        MISMATCH_SEVERAL,
        NOT_CONFIGURED,
        MISSING,
        MALFORMED,
        MALFORMED_MEMBER,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        DUPLICATE,
        NOT_COMPACT,
        KEY_NOT_FOUND,
        FRAME,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=ACCEPT,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED_MEMBER,
        decide=audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.KEY,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.ISSUER,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: DUPLICATE,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    reports_all=_FRAME,
    fatal=(Check.STRUCTURE, Check.KEY, Check.SIGNATURE),
    exclusive=(Check.EXPIRY, Check.NOT_BEFORE),
    setting=Setting(name="setExpectedAudience of JwtConsumerBuilder", keys=("setExpectedAudience",)),
    switch="setSkipDefaultAudienceValidation()",
    recipe=Recipe(
        text="call setExpectedAudience on the builder",
        language="java",
        code="""\
JwtClaims claims = new JwtConsumerBuilder()
    .setVerificationKey(key)
    .setExpectedAudience($audiences)
    .setExpectedIssuer($issuer)
    .setRequireExpirationTime()
    .build()
    .processToClaims(token);
""",
    ),
    notes=(
        "Of several expected audiences any is enough; setExpectedAudience(false, ...) lets a token without aud pass.",
        "The text holds all claims of the token: it is no text for a log that others read.",
        "A Claims Set that holds aud twice is refused.",
    ),
)
