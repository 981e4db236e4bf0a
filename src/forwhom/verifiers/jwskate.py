"""jwskate, which compares one expected string with the values of the token.

A list as the expected audience never matches, and the message then calls the token's own, correct audience unexpected.

Source: guillp/jwskate, jwskate/jwt/signed.py.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_CLAIM = "jwskate.jwt.signed.InvalidClaim"


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The token's audiences as a list in Python's notation, members of a wrong type included."""
    raw = claims.get("aud")
    return {"found": repr(raw)} if isinstance(raw, list) else {}


MISMATCH = Message(
    template="('Unexpected audience', 'aud', {found})",
    sample="jwskate.jwt.signed.InvalidClaim: ('Unexpected audience', 'aud', ['https://orders.example.com'])",
    codes=("aud-mismatch", "aud-missing", "aud-empty", "aud-many-unsupported", "aud-wrong-type"),
    exception=_CLAIM,
    found_as=Listing.PYTHON,
    printed=_printed,
    note="An empty list in it stands for an absent, null or empty aud. When it shows the right audience, the expected "
    "one is a list, which never matches.",
)
MALFORMED = Message(
    template="audiences",
    sample='  File "site-packages/jwskate/jwt/signed.py", line 404, in validate\nAttributeError: audiences',
    codes=("aud-wrong-type",),
    note="A number, an object or a boolean in aud escapes as a bare AttributeError with this one word.",
    common=True,
)
ISSUER = Message(
    template="('Unexpected issuer', 'iss', '{issuer}')",
    sample="jwskate.jwt.signed.InvalidClaim: ('Unexpected issuer', 'iss', 'https://sts.example.com')",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_CLAIM,
)
EXPIRED = Message(
    template="This token expired at {time}",
    sample="jwskate.jwt.signed.ExpiredJwt: This token expired at 2026-09-05 02:16:30+00:00",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="jwskate.jwt.signed.ExpiredJwt",
    basis=Basis.READ,
)
NO_EXPIRY = Message(
    template="This token does not contain an 'exp' claim.",
    sample="jwskate.jwt.signed.InvalidClaim: (\"This token does not contain an 'exp' claim.\", 'exp')",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_CLAIM,
    basis=Basis.READ,
)
SIGNATURE = Message(
    template="jwskate.jws.signature.InvalidSignature",
    sample="jwskate.jws.signature.InvalidSignature: ",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="jwskate.jws.signature.InvalidSignature",
    note="The exception has no text of its own; the line of the trace shows its name.",
)

VERIFIER = Verifier(
    id="jwskate",
    name="jwskate",
    kind="library",
    language="Python",
    versions="0.12.2",
    basis=Basis.OBSERVED,
    sources=("jwskate 0.12.2, run", "guillp/jwskate, jwskate/jwt/signed.py at 0.12.2"),
    hints=("jwskate",),
    messages=(MISMATCH, MALFORMED, ISSUER, EXPIRED, NO_EXPIRY, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=COMPARE,
        several=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
    failures={Check.SIGNATURE: SIGNATURE, Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED},
    setting=Setting(name="the argument audience of Jwt.validate", keys=("audience",)),
    switch="leaving out the argument audience",
    recipe=Recipe(
        text="pass one expected audience to validate",
        language="python",
        code="""\
from jwskate import Jwt

jwt = Jwt(token)
jwt.validate(key, alg="RS256", issuer=$issuer, audience=$audience)
""",
    ),
    limits=(
        Limit(
            text="The expected audience is one string: a list never matches, and the text then shows the right audience.",
            seen=Seen.REFUSED,
            symptom="aud-many-unsupported",
            source="jwskate 0.12.2, run",
        ),
    ),
    notes=("An expired token for another audience reports the audience.", "nbf is not looked at by validate."),
)
