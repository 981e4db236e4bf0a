"""libjwt 3, which says `Failed one or more claims` of every claim, before it verifies the signature.

Version 1.10 verifies the signature only, and aud is the caller's affair; the entry `libjwt-1` is about it.

Source: benmcollins/libjwt, libjwt/jwt-verify.c.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

CLAIM = Message(
    template="Failed one or more claims",
    sample="jwt_checker_error_msg: Failed one or more claims",
    codes=(
        "aud-mismatch",
        "aud-missing",
        "token-expired",
        "iss-mismatch",
        "token-not-yet-valid",
        "subject-mismatch",
        "aud-wrong-type",
    ),
    note="Every claim gets this text, and it stands before the signature is verified.",
)
UNSIGNED = Message(
    template="Expected a signature, but JWT has none",
    sample="jwt_checker_error_msg: Expected a signature, but JWT has none",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
)
NO_KEY = Message(
    template="JWT has signature, but no key was given",
    sample="jwt_checker_error_msg: JWT has signature, but no key was given",
    codes=("key-not-found",),
    check=Check.KEY,
)
ALGORITHM = Message(
    template="Config alg does not match JWT",
    sample="jwt_checker_error_msg: Config alg does not match JWT",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
)
KEY_ALGORITHM = Message(
    template="Key alg does not match JWT",
    sample="jwt_checker_error_msg: Key alg does not match JWT",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
)
NOT_A_JWT = Message(
    template="No dot found looking for end of header",
    sample="jwt_checker_error_msg: No dot found looking for end of header",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
)

VERIFIER = Verifier(
    id="libjwt",
    name="libjwt",
    kind="library",
    language="C",
    versions="3, source of 2026-06",
    basis=Basis.READ,
    sources=("benmcollins/libjwt, libjwt/jwt-verify.c of 2026-06",),
    hints=("libjwt", "jwt_checker", "jwt-checker"),
    messages=(CLAIM, UNSIGNED, NO_KEY, ALGORITHM, KEY_ALGORITHM, NOT_A_JWT),
    audience=alike(CLAIM, unset=ACCEPT, mixed=COMPARE),
    order=(
        Check.STRUCTURE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.KEY,
        Check.ALGORITHM,
        Check.SIGNATURE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.EXPIRY: CLAIM,
        Check.NOT_BEFORE: CLAIM,
        Check.ISSUER: CLAIM,
        Check.SUBJECT: CLAIM,
        Check.KEY: NO_KEY,
        Check.ALGORITHM: ALGORITHM,
    },
    setting=Setting(name="jwt_checker_claim_set with JWT_CLAIM_AUD", keys=("JWT_CLAIM_AUD",)),
    switch="leaving out jwt_checker_claim_set, or jwt_checker_claim_del",
    recipe=Recipe(
        text="set JWT_CLAIM_AUD on the checker before jwt_checker_verify",
        language="c",
        code="""\
jwt_checker_claim_set(checker, JWT_CLAIM_AUD, $audience);
jwt_checker_claim_set(checker, JWT_CLAIM_ISS, $issuer);
if (jwt_checker_verify(checker, token)) {
  fprintf(stderr, "%s\\n", jwt_checker_error_msg(checker));
}
""",
    ),
    limits=(
        Limit(
            text="Version 1.10 has no validation of claims: a token for any audience passes until the caller compares.",
            seen=Seen.ACCEPTED,
            versions="1.10",
            symptom="audience-not-configured",
            source="libjwt 1.10.2, run: the entry libjwt-1",
        ),
    ),
    notes=(
        "One audience can be expected; it may be one of an array's.",
        "A forged token for another audience reports the claim.",
    ),
    inferred=("empty_setting", "several"),
)
