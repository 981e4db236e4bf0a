"""The Rust crate jsonwebtoken, which prints InvalidAudience for a mismatch and, from 9.0, for an audience never set.

A token without aud passes although an audience is set, unless `aud` is among the required claims.

Source: Keats/jsonwebtoken, src/validation.rs and src/errors.rs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED
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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue


def _kind(name: str, check: Check, *codes: str, basis: Basis | None = None) -> Message:
    """An error whose text is the name of its kind."""
    return Message(
        template=name,
        sample=f"Error: {name}",
        codes=codes,
        check=check,
        exception=f"ErrorKind::{name}",
        basis=basis,
    )


MISMATCH = Message(
    template="InvalidAudience",
    sample="Error(InvalidAudience)",
    codes=("aud-mismatch", "audience-not-configured", "aud-empty"),
    exception="ErrorKind::InvalidAudience",
    note="From 9.0 a token that names an audience gets this text also when Validation::set_audience was never called.",
)
MISSING = Message(
    template="Missing required claim: aud",
    sample="Error: Missing required claim: aud",
    codes=("aud-missing", "aud-wrong-type"),
    check=Check.PRESENCE,
    exception="ErrorKind::MissingRequiredClaim",
    note="It needs aud among set_required_spec_claims. A null or wrongly typed aud counts as missing.",
)
MISSING_DEBUG = Message(
    template='MissingRequiredClaim("aud")',
    sample='Err(Error(MissingRequiredClaim("aud")))',
    codes=("aud-missing", "aud-wrong-type"),
    check=Check.PRESENCE,
    exception="ErrorKind::MissingRequiredClaim",
)
DUPLICATE = Message(
    template="duplicate field `aud`",
    sample="JSON error: duplicate field `aud` at line 1 column 118",
    codes=("token-malformed",),
    check=Check.STRUCTURE,
    exception="ErrorKind::Json",
    note="The Claims Set holds aud twice.",
)
REQUIRED = Message(
    template="Missing required claim: {claim}",
    sample="Error: Missing required claim: exp",
    codes=("exp-missing", "aud-missing"),
    check=Check.PRESENCE,
    exception="ErrorKind::MissingRequiredClaim",
    note="exp is required unless it is taken out of the required claims.",
)
CLAIM_FORMAT = Message(
    template="Invalid format for claim: {claim}",
    sample="Error: Invalid format for claim: exp",
    codes=("token-malformed",),
    check=Check.TYPE,
    exception="ErrorKind::InvalidClaimFormat",
    versions="from 10.0",
    note="It is about exp and nbf.",
    basis=Basis.READ,
)
EXPIRED = _kind("ExpiredSignature", Check.EXPIRY, "token-expired")
NOT_YET_VALID = _kind("ImmatureSignature", Check.NOT_BEFORE, "token-not-yet-valid", basis=Basis.READ)
SUBJECT = _kind("InvalidSubject", Check.SUBJECT, "subject-mismatch", basis=Basis.READ)
ISSUER = _kind("InvalidIssuer", Check.ISSUER, "iss-mismatch")
SIGNATURE = _kind("InvalidSignature", Check.SIGNATURE, "signature-invalid")
ALGORITHM = _kind("InvalidAlgorithm", Check.ALGORITHM, "alg-not-allowed", basis=Basis.READ)
NOT_A_JWT = _kind("InvalidToken", Check.STRUCTURE, "token-opaque", "token-malformed", basis=Basis.READ)
BAD_JSON = Message(
    template="JSON error: {detail}",
    sample="Error: JSON error: missing field `sub` at line 1 column 83",
    codes=("token-malformed",),
    check=Check.STRUCTURE,
    exception="ErrorKind::Json",
    note="Often a field that the program's own struct demands, which this token does not have.",
    basis=Basis.READ,
)
BAD_BASE64 = Message(
    template="Base64 error: {detail}",
    sample="Error: Base64 error: Invalid byte 46, offset 6.",
    codes=("token-malformed", "token-opaque"),
    check=Check.STRUCTURE,
    exception="ErrorKind::Base64",
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty string or array is an audience that names nothing, so it is refused also when none is set."""
    empty = read(claims).shape in {Shape.EMPTY_STRING, Shape.EMPTY_ARRAY}
    return MISMATCH if empty and expectation.audiences is NONE_CONFIGURED else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is absent or no text passes, unless it is a required claim as in the recipe."""
    issuer = claims.get("iss")
    if expectation.issuers is None or not isinstance(issuer, str):
        return None
    return None if issuer in expectation.issuers else ISSUER


VERIFIER = Verifier(
    id="rust-jsonwebtoken",
    name="jsonwebtoken (Rust)",
    kind="library",
    language="Rust",
    versions="8.2.0 with an audience, 9.3.0 without one",
    basis=Basis.OBSERVED,
    sources=(
        "jsonwebtoken 8.2.0 of Debian 12, run with an audience configured",
        "jsonwebtoken 9.3.0 inside rsjwt 0.0.4 of PyPI, run without an audience, which rsjwt cannot be told",
        "jsonwebtoken 11.0.0 inside @node-rs/jsonwebtoken 0.5.11 of npm, run with an audience and with an empty list",
        "Keats/jsonwebtoken, src/validation.rs and src/errors.rs at 10.4.0, CHANGELOG.md",
    ),
    aliases=("jsonwebtoken-rust", "keats-jsonwebtoken"),
    hints=("ErrorKind::", "jsonwebtoken::", "Cargo.toml", "set_audience", "Validation::new"),
    messages=(
        MISMATCH,
        MISSING,
        MISSING_DEBUG,
        DUPLICATE,
        REQUIRED,
        CLAIM_FORMAT,
        EXPIRED,
        NOT_YET_VALID,
        SUBJECT,
        ISSUER,
        SIGNATURE,
        ALGORITHM,
        NOT_A_JWT,
        BAD_JSON,
        BAD_BASE64,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=ACCEPT,
        other=ACCEPT,
        mixed=ACCEPT,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.SUBJECT,
        Check.ISSUER,
        Check.AUDIENCE,
    ),
    # nbf is validated only with validate_nbf, so it has no failure here.
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.PRESENCE: MISSING,
        Check.EXPIRY: EXPIRED,
        Check.SUBJECT: SUBJECT,
        Check.ISSUER: ISSUER,
    },
    special={Check.ISSUER: _issuer},
    setting=Setting(
        name="Validation::set_audience",
        keys=("set_audience", "validation.aud", "audience"),
        calls=("Validation::default", "Validation::new"),
    ),
    switch="validation.validate_aud = false; in 8.x leaving the audience unset",
    recipe=Recipe(
        text="call set_audience and make aud a required claim",
        language="rust",
        code="""\
use jsonwebtoken::{decode, Algorithm, Validation};

let mut validation = Validation::new(Algorithm::RS256);
validation.set_audience(&[$audiences]);
validation.set_issuer(&[$issuer]);
validation.set_required_spec_claims(&["exp", "iss", "aud"]);
let claims = decode::<serde_json::Value>(&token, &key, &validation)?.claims;
""",
    ),
    limits=(
        Limit(
            text="In 8.x a token that names an audience passes when none is set; from 9.0 it is refused as InvalidAudience.",
            seen=Seen.ACCEPTED,
            versions="until 8.3.0",
            symptom="audience-not-configured",
            source="Keats/jsonwebtoken, CHANGELOG.md and src/validation.rs at 8.2.0 and 10.4.0; jsonwebtoken 9.3.0, run",
        ),
        Limit(
            text="A token without aud, or with one of a wrong type, passes although an audience is set.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="jsonwebtoken 8.2.0, 9.3.0 and 11.0.0, run",
        ),
    ),
    reveal="decode the payload beside the error: no text shows a value",
    notes=(
        "A Claims Set that holds aud twice is refused.",
        "The binding @node-rs/jsonwebtoken switches the check off where no audience is passed; rsjwt refuses every token with one.",
        "nbf is validated only with validate_nbf = true.",
        "exp is forgiven 60 seconds unless leeway is set.",
    ),
)
