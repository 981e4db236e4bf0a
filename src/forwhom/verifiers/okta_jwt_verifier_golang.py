"""okta-jwt-verifier-golang: lestrrat-go/jwx verifies the signature, and the claims are held against ClaimsToValidate.

Source: okta/okta-jwt-verifier-golang, jwtverifier.go.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_OLD = "could not validate all claims: validation of claims failed:\n  "


def _found(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The audiences of an array as Go prints them."""
    audience = read(claims)
    return {"found": Listing.GO_PLAIN.write(audience.values)} if audience.is_array else {}


MISMATCH = Message(
    template="aud: {found} does not match {expected}",
    sample="the `Audience` was not able to be validated. aud: https://acme.example does not match api://default",
    codes=("aud-mismatch", "aud-provider-default", "aud-missing"),
    nothing=("%!s(<nil>)",),
    printed=_found,
    note="%!s(<nil>) in place of the found audience says, in releases before 2, that the token has none.",
)
CLIENT_ID = Message(
    template="cid: {found_client} does not match {expected_client}",
    sample="the `Client Id` was not able to be validated. cid: 0oa1b2c3d4 does not match 0oa5e6f7g8",
    codes=("aud-other-client",),
    check=Check.OTHER,
    note="It is cid, the client that got the token, which ClaimsToValidate names beside the audience.",
)
EXPIRED = Message(
    template="the token is expired",
    sample="okta-jwt-verifier-golang: the `Expiration` was not able to be validated. the token is expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    common=True,
)
ISSUED_LATER = Message(
    template="the token was issued in the future",
    sample=f"{_OLD}the token was issued in the future",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    common=True,
)
SIGNATURE = Message(
    template="could not decode token: failed to verify message with any of the keys",
    sample="could not decode token: failed to verify message with any of the keys in the jwk.Set object",
    codes=("signature-invalid", "key-not-found", "iss-mismatch"),
    check=Check.SIGNATURE,
    note="An access token of Okta's own server is meant for Okta's APIs; nobody else can verify it.",
    basis=Basis.REPORTED,
)
DECODE = Message(
    template="could not decode token: {detail}",
    sample="could not decode token: failed to fetch the keys",
    codes=("signature-invalid", "key-not-found", "jwks-unavailable"),
    check=Check.SIGNATURE,
)
MALFORMED = Message(
    template="token is not valid",
    sample="okta-jwt-verifier-golang: token is not valid: the tokens header must contain an 'alg'",
    codes=("token-malformed", "token-opaque"),
    check=Check.STRUCTURE,
    common=True,
)

UNKNOWN_TYPE = Message(
    template="unknown type for audience validation",
    sample="the `Audience` was not able to be validated. unknown type for audience validation",
    codes=("aud-missing", "aud-wrong-type"),
    note="A token without aud gets this text too.",
)
ISSUER = Message(
    template="iss: {issuer} does not match {expected_issuer}",
    sample="the `Issuer` was not able to be validated. iss: https://a.example does not match https://b.example",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)


def _in_order(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The members are compared in their order, until one is no string."""
    found = claims.get("aud")
    strings = takewhile(lambda member: isinstance(member, str), found if isinstance(found, list) else ())
    return ACCEPT if not set(strings).isdisjoint(expectation.values) else None


VERIFIER = Verifier(
    id="okta-jwt-verifier-golang",
    name="okta-jwt-verifier-golang",
    kind="library",
    language="Go",
    versions="2.x",
    basis=Basis.READ,
    sources=(
        "okta/okta-jwt-verifier-golang, jwtverifier.go",
        "okta/okta-jwt-verifier-golang, issue 86",
    ),
    hints=("okta-jwt-verifier-golang", "jwtverifier", "could not validate all claims", "ClaimsToValidate"),
    messages=(MISMATCH, UNKNOWN_TYPE, ISSUER, CLIENT_ID, EXPIRED, ISSUED_LATER, SIGNATURE, DECODE, MALFORMED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=UNKNOWN_TYPE,
        null=UNKNOWN_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=UNKNOWN_TYPE,
        other=UNKNOWN_TYPE,
        mixed=UNKNOWN_TYPE,
        decide=_in_order,
    ),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.OTHER, Check.EXPIRY, Check.ISSUED_AT),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.OTHER: CLIENT_ID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    setting=Setting(name="aud in ClaimsToValidate", keys=("ClaimsToValidate", "aud", "audience")),
    switch="ClaimsToValidate without aud: any audience passes",
    recipe=Recipe(
        text="name the audience in ClaimsToValidate",
        language="go",
        code="""\
verifier := (&jwtverifier.JwtVerifier{
    Issuer:           $issuer,
    ClaimsToValidate: map[string]string{"aud": $audience},
}).New()
token, err := verifier.VerifyAccessToken(raw)
""",
    ),
    limits=(
        Limit(
            text="The audience is compared as one string: an array in the token never passes.",
            seen=Seen.REFUSED,
            versions="before 2",
            symptom="aud-mismatch",
            source="okta/okta-jwt-verifier-golang, jwtverifier.go",
        ),
    ),
)
