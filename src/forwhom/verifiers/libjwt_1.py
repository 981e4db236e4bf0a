"""libjwt 1, which verifies the signature and no claim: comparing aud is its caller's affair.

The rules are those of the recipe. jwt_get_grant gives a string only, so that an aud that is an array reads as none.

Source: libjwt 1.10.2 of Debian 12, run.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, REFUSE, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

SIGNATURE = Message(
    template="Invalid argument",
    sample="jwt_decode: Invalid argument",
    codes=("signature-invalid", "token-malformed"),
    check=Check.SIGNATURE,
    note="jwt_decode returns EINVAL for a bad signature and for what is no token.",
    common=True,
)

VERIFIER = Verifier(
    id="libjwt-1",
    name="libjwt 1",
    kind="library",
    language="C",
    versions="1.10.2",
    basis=Basis.OBSERVED,
    sources=("libjwt 1.10.2 of Debian 12, run with the comparison of the recipe",),
    hints=("jwt_decode", "jwt_get_grant"),
    messages=(SIGNATURE,),
    audience=alike(REFUSE, unset=ACCEPT, string_only=REFUSE, several=REFUSE),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.ISSUER, Check.EXPIRY),
    failures={Check.SIGNATURE: SIGNATURE, Check.ISSUER: REFUSE, Check.EXPIRY: REFUSE},
    setting=Setting(name='a comparison with jwt_get_grant(jwt, "aud")', keys=("jwt_get_grant",)),
    switch="not comparing what jwt_get_grant gives",
    recipe=Recipe(
        text="compare aud, iss and exp after jwt_decode, and name the algorithm; version 3 has a checker for claims",
        language="c",
        code="""\
jwt_t *jwt = NULL;
if (jwt_decode(&jwt, token, (const unsigned char *)key, strlen(key)) || jwt_get_alg(jwt) != JWT_ALG_RS256) {
  return -1;
}
const char *audience = jwt_get_grant(jwt, "aud"), *issuer = jwt_get_grant(jwt, "iss");
if (!audience || strcmp(audience, $audience)) {
  fputs("the token is for another audience", stderr);
  return -1;
}
if (!issuer || strcmp(issuer, $issuer) || jwt_get_grant_int(jwt, "exp") < time(NULL)) {
  return -1;
}
""",
    ),
    limits=(
        Limit(
            text="No claim is validated: a token for any audience passes, an expired one too, until the caller compares.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="libjwt 1.10.2, run",
        ),
        Limit(
            text="jwt_get_grant gives nothing for an aud that is an array; jwt_get_grants_json gives its JSON text.",
            seen=Seen.REFUSED,
            symptom="aud-list-shape",
            source="libjwt 1.10.2, run",
        ),
    ),
    reveal='jwt_get_grants_json(jwt, "aud") shows what the token names',
    notes=(
        (
            "The algorithm is that of the token: a public key given to jwt_decode also serves as a shared secret, "
            "so the caller has to compare jwt_get_alg."
        ),
    ),
)
