"""rhonabwy, which returns one code, RHN_ERROR_PARAM, for every claim that fails, and no text.

An expected audience that is empty only asks for some string in aud; an array never matches.

Source: babelouest/rhonabwy, src/jwt.c.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Outcome, Recipe, Seen, Setting, Verifier, alike

CLAIM = Message(
    template="RHN_ERROR_PARAM",
    sample="r_jwt_validate_claims: 3 (RHN_ERROR_PARAM)",
    codes=(
        "aud-mismatch",
        "aud-missing",
        "token-expired",
        "iss-mismatch",
        "token-not-yet-valid",
        "aud-list-shape",
        "aud-wrong-type",
    ),
    note="The function returns 3 and no text; which claim failed cannot be told from it.",
)
SIGNATURE = Message(
    template="RHN_ERROR_INVALID",
    sample="r_jwt_verify_signature: 5 (RHN_ERROR_INVALID)",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty expected value asks for a string in aud and compares nothing."""
    if expectation.audiences != ("",):
        return None
    return ACCEPT if read(claims).shape is Shape.STRING else CLAIM


VERIFIER = Verifier(
    id="rhonabwy",
    name="rhonabwy",
    kind="library",
    language="C",
    versions="1.1.11",
    basis=Basis.OBSERVED,
    sources=("rhonabwy 1.1.11, run",),
    hints=("rhonabwy", "r_jwt_", "RHN_"),
    messages=(CLAIM, SIGNATURE),
    audience=alike(CLAIM, unset=ACCEPT, empty_string=CLAIM, string_only=CLAIM, decide=_audience),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.ISSUER, Check.AUDIENCE),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: CLAIM,
        Check.NOT_BEFORE: CLAIM,
        Check.ISSUER: CLAIM,
    },
    setting=Setting(name="R_JWT_CLAIM_AUD in r_jwt_validate_claims", keys=("R_JWT_CLAIM_AUD",)),
    switch="leaving out R_JWT_CLAIM_AUD, or an empty value behind it",
    recipe=Recipe(
        text="name R_JWT_CLAIM_AUD and one audience in r_jwt_validate_claims",
        language="c",
        code="""\
if (r_jwt_verify_signature(jwt, NULL, 0) != RHN_OK
    || r_jwt_validate_claims(jwt, R_JWT_CLAIM_AUD, $audience, R_JWT_CLAIM_ISS, $issuer,
                             R_JWT_CLAIM_EXP, R_JWT_CLAIM_NOW, R_JWT_CLAIM_NOP) != RHN_OK) {
  return -1;
}
""",
    ),
    limits=(
        Limit(
            text="An array in aud never matches, even one that holds only the expected value.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="rhonabwy 1.1.11, run",
        ),
        Limit(
            text="With an empty string as the expected audience any string in aud passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-setting-unresolved",
            source="rhonabwy 1.1.11, run",
        ),
    ),
    reveal='r_jwt_get_claim_str_value(jwt, "aud") shows what the token names',
    notes=(
        "The signature is verified by another call, so that both have to be made.",
        "There is no way to name several audiences.",
    ),
)
