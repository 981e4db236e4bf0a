"""jwt-cpp, the header-only C++ library of Thalhammer.

Source: Thalhammer/jwt-cpp, include/jwt-cpp/jwt.h
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
    AudienceRules,
    Basis,
    Check,
    Combine,
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)

MISMATCH = Message(
    template="token doesn't contain the required audience",
    sample="""\
terminate called after throwing an instance of 'jwt::token_verification_exception'
  what():  token verification failed: token doesn't contain the required audience""",
    codes=("aud-mismatch", "aud-missing"),
    exception="jwt::token_verification_exception",
)
EXPIRED = Message(
    template="token verification failed: token expired",
    sample="what():  token verification failed: token expired (jwt-cpp)",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="jwt::token_verification_exception",
)

MISSING = Message(
    template="decoded JWT is missing required claim(s)",
    sample="decoded JWT is missing required claim(s)",
    codes=("aud-missing", "claim-misnamed"),
)
WRONG_TYPE = Message(
    template="claim type does not match expected type",
    sample="claim type does not match expected type",
    codes=("aud-wrong-type",),
)


def _alone(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A string is only ever held against one expected audience."""
    return MISMATCH if isinstance(claims.get("aud"), str) and len(expectation.values) > 1 else None


VERIFIER = Verifier(
    id="jwt-cpp",
    name="jwt-cpp",
    kind="library",
    language="C++",
    versions="0.4 to 0.7, as read",
    basis=Basis.READ,
    sources=("Thalhammer/jwt-cpp, include/jwt-cpp/jwt.h",),
    hints=("jwt-cpp", "token_verification_exception", "jwt::verify"),
    messages=(MISMATCH, MISSING, WRONG_TYPE, EXPIRED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISSING,
        null=WRONG_TYPE,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=REFUSE,
        combine=Combine.ALL,
        decide=_alone,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    failures={Check.EXPIRY: EXPIRED},
    setting=Setting(name="with_audience of the verifier", keys=("with_audience",)),
    recipe=Recipe(
        text="name the expected audience",
        language="cpp",
        code="""\
auto verifier = jwt::verify().with_issuer($issuer).with_audience($audience);
verifier.verify(decoded);
""",
    ),
    notes=("All audiences that are asked for have to be in the token.",),
    inferred=("order",),
)
