"""go-spiffe on JWT-SVIDs: the audience is given to ParseAndValidate, and the text shows both sides.

Source: spiffe/go-spiffe, v2/svid/jwtsvid/svid.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import MALFORMED as WRONG_SHAPES
from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="jwtsvid: expected audience in {expected} (audience={found})",
    sample='Invalid token: jwtsvid: expected audience in ["spiffe://corp.example/orders"] (audience=["spiffe://corp.example/billing"])',
    codes=("aud-mismatch", "aud-missing"),
    found_as=Listing.GO_QUOTED,
    expected_as=Listing.GO_QUOTED,
    nothing=("[]",),
)
EXPIRED = Message(
    template="jwtsvid: token has expired",
    sample="jwtsvid: token has expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    note="The expiry is validated after the audience.",
)
NO_KEY = Message(
    template='jwtsvid: no key "{kid}" found for trust domain "{domain}"',
    sample='jwtsvid: no key "a1b2c3" found for trust domain "corp.example"',
    codes=("key-not-found",),
    check=Check.KEY,
)
NO_BUNDLE = Message(
    template='jwtsvid: no bundle found for trust domain "{domain}"',
    sample='jwtsvid: no bundle found for trust domain "corp.example"',
    codes=("iss-mismatch", "key-not-found"),
    check=Check.KEY,
    note="The trust domain is that of the SPIFFE ID in sub; an issuer is not looked at.",
)
SIGNATURE = Message(
    template="jwtsvid: unable to get claims from token: {detail}",
    sample="jwtsvid: unable to get claims from token: go-jose/go-jose: error in cryptographic primitive",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
)
MALFORMED = Message(
    template="jwtsvid: unable to parse JWT token",
    sample="jwtsvid: unable to parse JWT token",
    codes=("token-malformed", "token-opaque"),
    check=Check.STRUCTURE,
)

WRONG_TYPE = Message(
    template="jwtsvid: unable to get claims from token: go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    sample="jwtsvid: unable to get claims from token: go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
)


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The claims are read into their types before the signature is looked at; null is refused as well."""
    return WRONG_TYPE if read(claims).shape in WRONG_SHAPES else None


VERIFIER = Verifier(
    id="go-spiffe",
    name="go-spiffe (JWT-SVID)",
    kind="library",
    language="Go",
    versions="v2",
    basis=Basis.READ,
    sources=("spiffe/go-spiffe, v2/svid/jwtsvid/svid.go and svid_test.go", "square/go-jose, jwt/claims.go"),
    aliases=("spiffe", "jwt-svid"),
    hints=("jwtsvid", "go-spiffe", "spiffe://"),
    messages=(MISMATCH, EXPIRED, NO_KEY, NO_BUNDLE, SIGNATURE, WRONG_TYPE, MALFORMED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
        unset_malformed=WRONG_TYPE,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.TYPE,
        Check.SUBJECT,
        Check.KEY,
        Check.SIGNATURE,
        Check.AUDIENCE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
    ),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.KEY: NO_KEY,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
    },
    special={Check.TYPE: _type},
    setting=Setting(name="the argument audience of jwtsvid.ParseAndValidate", keys=("audience",)),
    recipe=Recipe(
        text="pass the SPIFFE ID or name of this workload as the audience",
        language="go",
        code="""\
svid, err := jwtsvid.ParseAndValidate(token, bundles, []string{$audiences})
if err != nil {
    return err
}
""",
    ),
    notes=(
        "The caller names the audience when it fetches the JWT-SVID: it has to name the workload that it calls.",
        "One of the given audiences is enough.",
    ),
)
