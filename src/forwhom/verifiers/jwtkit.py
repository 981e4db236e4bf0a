"""JWTKit for Swift, as in Vapor. The application's own verify decides whether aud is looked at.

Only the expected value is printed.

Source: vapor/jwt-kit, Sources/JWTKit/Claims/AudienceClaim.swift.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
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
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The first expected audience that the token lacks."""
    found = read(claims).values
    return {"expected": next((value for value in expectation.values if value not in found), "")}


MISMATCH = Message(
    template="not intended for {expected}",
    sample="aud claim verification failed: not intended for https://api.example.com (JWTKit.JWTError)",
    codes=("aud-mismatch",),
    exception="JWTError",
    printed=_printed,
    common=True,
)
EMPTY = Message(
    template="An audience claim must have at least one audience.",
    sample="JWTKit/AudienceClaim.swift:18: Fatal error: An audience claim must have at least one audience.",
    codes=("aud-empty",),
    note="It is a precondition: the process ends.",
)

VERIFIER = Verifier(
    id="jwtkit",
    name="JWTKit (Vapor)",
    kind="library",
    language="Swift",
    versions="source of 2025-10",
    basis=Basis.READ,
    sources=("vapor/jwt-kit, Sources/JWTKit/Claims/AudienceClaim.swift and JWTMultiValueClaim.swift",),
    aliases=("jwt-kit", "vapor-jwt"),
    hints=("JWTKit", "jwt-kit", "JWTError", "verifyIntendedAudience", "claim verification failed"),
    messages=(MISMATCH, EMPTY),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=REFUSE,
        null=REFUSE,
        empty_string=COMPARE,
        empty_array=EMPTY,
        number=REFUSE,
        other=REFUSE,
        mixed=REFUSE,
        combine=Combine.ALL,
        unset_blank=REFUSE,
        unset_malformed=REFUSE,
    ),
    order=(Check.SIGNATURE, Check.AUDIENCE),
    setting=Setting(name="verifyIntendedAudience(includes:) in verify(using:)", keys=("verifyIntendedAudience",)),
    switch="not calling verifyIntendedAudience",
    recipe=Recipe(
        text="call verifyIntendedAudience in the payload's verify(using:)",
        language="swift",
        code="""\
struct Payload: JWTPayload {
    var aud: AudienceClaim
    var exp: ExpirationClaim

    func verify(using _: some JWTAlgorithm) throws {
        try aud.verifyIntendedAudience(includes: $audience)
        try exp.verifyNotExpired()
    }
}
""",
    ),
    limits=(
        Limit(
            text="Nothing is compared unless verify(using:) calls verifyIntendedAudience.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="vapor/jwt-kit, AudienceClaim.swift",
        ),
    ),
    notes=(
        "The application decides which claims are validated, and in which order.",
        "A token without aud is refused while it is decoded, unless the field is optional.",
    ),
)
