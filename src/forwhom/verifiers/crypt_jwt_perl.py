"""Crypt::JWT for Perl, which compares the whole claim with one scalar: an array in aud never matches it.

A list as the expected audience is refused as a setting; a pattern or a piece of code may stand there instead.

Source: DCIT/perl-Crypt-JWT, lib/Crypt/JWT.pm.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
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


def _refusal(
    template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "", basis: Basis | None = None
) -> Message:
    """A text as Perl prints it when it dies."""
    return Message(
        template=template,
        sample=f"{shown or template} at lib/Api/Auth.pm line 42.",
        codes=codes,
        check=check,
        note=note,
        basis=basis,
    )


MISMATCH = _refusal(
    "JWT: aud claim scalar check failed",
    "",
    "aud-mismatch",
    "aud-list-shape",
    "aud-wrong-type",
    "aud-empty",
    note="An array gets this text too, even one that holds only the expected value.",
)
PATTERN = _refusal(
    "JWT: aud claim re check failed", "", "aud-mismatch", note="verify_aud is a pattern.", basis=Basis.READ
)
CODE = _refusal(
    "JWT: aud claim code check failed", "", "aud-mismatch", note="verify_aud is a piece of code.", basis=Basis.READ
)
MISSING = _refusal("JWT: aud claim required but missing", "", "aud-missing")
SETTING = _refusal(
    "JWT: verify_aud must be Regexp, Scalar or CODE",
    "",
    "aud-many-unsupported",
    "audience-setting-unresolved",
    check=Check.CONFIGURATION,
    note="The expected audience is a list.",
)
ISSUER = _refusal("JWT: iss claim scalar check failed", "", "iss-mismatch", check=Check.ISSUER)
ISSUER_MISSING = _refusal("JWT: iss claim required but missing", "", "iss-mismatch", check=Check.ISSUER)
EXPIRED = _refusal(
    "JWT: exp claim check failed ({exp}/{leeway} vs. {now})",
    "JWT: exp claim check failed (1711490000/0 vs. 1711497600)",
    "token-expired",
    check=Check.EXPIRY,
)
NOT_YET_VALID = _refusal(
    "JWT: nbf claim check failed ({nbf}/{leeway} vs. {now})",
    "JWT: nbf claim check failed (1711500000/0 vs. 1711497600)",
    "token-not-yet-valid",
    check=Check.NOT_BEFORE,
)
SIGNATURE = _refusal("JWS: invalid signature", "", "signature-invalid", check=Check.SIGNATURE)
ALGORITHM = _refusal(
    "JWS: alg '{alg}' does not match accepted_alg",
    "JWS: alg 'HS256' does not match accepted_alg",
    "alg-not-allowed",
    check=Check.ALGORITHM,
    basis=Basis.READ,
)
KEY_NOT_FOUND = _refusal("JWS: kid_keys lookup failed", "", "key-not-found", check=Check.KEY, basis=Basis.READ)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A list is no setting, and Perl compares a number or a boolean by its text."""
    if not isinstance(expectation.audiences, tuple):
        return None
    audience = read(claims)
    if len(expectation.audiences) != 1:
        return MISSING if audience.shape is Shape.ABSENT else SETTING
    if isinstance(audience.raw, bool | int | float):
        text = str(int(audience.raw) if isinstance(audience.raw, bool) else audience.raw)
        return ACCEPT if expectation.values == (text,) else MISMATCH
    return None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is expected and absent has a text of its own."""
    if expectation.issuers is None:
        return None
    if "iss" not in claims:
        return ISSUER_MISSING
    return None if claims["iss"] in expectation.issuers else ISSUER


VERIFIER = Verifier(
    id="crypt-jwt-perl",
    name="Crypt::JWT",
    kind="library",
    language="Perl",
    versions="0.034",
    basis=Basis.OBSERVED,
    sources=("Crypt::JWT 0.034, run", "DCIT/perl-Crypt-JWT, lib/Crypt/JWT.pm at 0.034"),
    aliases=("crypt-jwt", "perl-crypt-jwt"),
    hints=("Crypt::JWT", "Crypt/JWT.pm", "decode_jwt", "verify_aud"),
    messages=(
        MISMATCH,
        PATTERN,
        CODE,
        MISSING,
        SETTING,
        ISSUER,
        ISSUER_MISSING,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        ALGORITHM,
        KEY_NOT_FOUND,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        string_only=MISMATCH,
        several=SETTING,
        decide=_audience,
    ),
    order=(
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    failures={
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    special={Check.ISSUER: _issuer},
    setting=Setting(name="the argument verify_aud of decode_jwt", keys=("verify_aud",)),
    switch="leaving out verify_aud, or ignore_claims => 1",
    recipe=Recipe(
        text="pass code as verify_aud that looks at a string and at an array",
        language="perl",
        code="""\
my %accepted = map { $$_ => 1 } ($audiences);
my $$claims = decode_jwt(
    token => $$token, key => $$key, accepted_alg => "RS256", verify_iss => $issuer,
    verify_aud => sub { my $$aud = shift; scalar grep { $$accepted{$$_} } ref $$aud ? @$$aud : $$aud },
);
""",
    ),
    limits=(
        Limit(
            text="A plain string as verify_aud refuses every array, even one that holds only this value.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="Crypt::JWT 0.034, run",
        ),
    ),
    notes=(
        "A number in aud is compared by its digits, and true as 1.",
        "The file and line at the end of the text are those of the caller.",
    ),
)
