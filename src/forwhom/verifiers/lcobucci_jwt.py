"""lcobucci/jwt, whose assert lists every constraint that is violated, one in a line, also under a bad signature.

Two PermittedFor ask for both audiences; a list in one is a TypeError.

Source: lcobucci/jwt, src/Validation/Constraint/PermittedFor.php and LooseValidAt.php.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
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

_FRAME = "The token violates some mandatory constraints, details:\n- "
_ERROR = "Lcobucci\\JWT\\Validation\\RequiredConstraintsViolated"


def _violation(
    template: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "", basis: Basis | None = None
) -> Message:
    """One line of the list, as the exception of assert shows it."""
    return Message(
        template=template,
        sample=f"{_ERROR}: {_FRAME}{template}",
        codes=codes,
        check=check,
        exception=_ERROR,
        note=note,
        common=template == "The token is expired",
        basis=basis,
    )


MISMATCH = _violation(
    "The token is not allowed to be used by this audience",
    "aud-mismatch",
    "aud-missing",
    "aud-empty",
    "aud-wrong-type",
    note="A token without aud gets this text too.",
)
SETTING_TYPE = Message(
    template="PermittedFor::__construct(): Argument #1 ($audience) must be of type string, array given",
    sample="TypeError: Lcobucci\\JWT\\Validation\\Constraint\\PermittedFor::__construct(): Argument #1 ($audience) must be of type string, array given",
    codes=("aud-many-unsupported",),
    check=Check.CONFIGURATION,
    exception="TypeError",
)
ISSUER = _violation("The token was not issued by the given issuers", "iss-mismatch", check=Check.ISSUER)
EXPIRED = _violation("The token is expired", "token-expired", check=Check.EXPIRY)
NOT_YET_VALID = _violation("The token cannot be used yet", "token-not-yet-valid", check=Check.NOT_BEFORE)
ISSUED_LATER = _violation(
    "The token was issued in the future", "token-not-yet-valid", check=Check.ISSUED_AT, basis=Basis.READ
)
SIGNATURE = _violation("Token signature mismatch", "signature-invalid", check=Check.SIGNATURE)


def _audience(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty list is no string either."""
    return SETTING_TYPE if expectation.audiences == () else None


VERIFIER = Verifier(
    id="lcobucci-jwt",
    name="lcobucci/jwt",
    kind="library",
    language="PHP",
    versions="5.4.0",
    basis=Basis.OBSERVED,
    sources=(
        "lcobucci/jwt 5.4.0, run",
        "lcobucci/jwt, src/Validation/Constraint/PermittedFor.php and LooseValidAt.php",
    ),
    aliases=("lcobucci",),
    hints=("Lcobucci\\JWT", "lcobucci/jwt", "RequiredConstraintsViolated", "PermittedFor"),
    messages=(MISMATCH, SETTING_TYPE, ISSUER, EXPIRED, NOT_YET_VALID, ISSUED_LATER, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        several=SETTING_TYPE,
        decide=_audience,
    ),
    # The constraints run in the order in which the caller lists them; this is that of the recipe.
    order=(
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    reports_all=_FRAME + "{failures}",
    separator="\n- ",
    fatal=(Check.CONFIGURATION,),
    exclusive=(Check.ISSUED_AT, Check.NOT_BEFORE, Check.EXPIRY),
    setting=Setting(name="the constraint PermittedFor", keys=("PermittedFor",)),
    switch="leaving out the constraint PermittedFor",
    recipe=Recipe(
        text="pass PermittedFor to assert",
        language="php",
        code="""\
$$validator->assert(
    $$token,
    new SignedWith($$signer, $$key),
    new LooseValidAt(SystemClock::fromUTC()),
    new IssuedBy($issuer),
    new PermittedFor($audience),
);
""",
    ),
    limits=(
        Limit(
            text="Two PermittedFor ask for both of their audiences, and one takes no list.",
            seen=Seen.REFUSED,
            symptom="aud-many-unsupported",
            source="lcobucci/jwt 5.4.0, run",
        ),
    ),
    notes=(
        "validate() only returns false; assert() gives the text.",
        "Of iat, nbf and exp the first that fails is listed.",
    ),
)
