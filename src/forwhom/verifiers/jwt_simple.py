"""jwt-simple. It has no audience check at all: an audience error beside it comes from other code.

Source: hokaccha/node-jwt-simple, lib/jwt.js.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

EXPIRED = Message(
    template="Token expired",
    sample="Error: Token expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="Error",
)
NOT_YET_VALID = Message(
    template="Token not yet active",
    sample="Error: Token not yet active",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="Error",
)
SIGNATURE = Message(
    template="Signature verification failed",
    sample="Error: Signature verification failed",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="Error",
)
NOT_A_JWT = Message(
    template="Not enough or too many segments",
    sample="Error: Not enough or too many segments",
    codes=("token-opaque", "token-encrypted", "token-malformed"),
    check=Check.STRUCTURE,
    exception="Error",
    basis=Basis.READ,
)

VERIFIER = Verifier(
    id="jwt-simple",
    name="jwt-simple",
    kind="library",
    language="JavaScript",
    versions="0.5.6",
    basis=Basis.OBSERVED,
    sources=("jwt-simple 0.5.6, run", "hokaccha/node-jwt-simple, lib/jwt.js at 0.5.6"),
    hints=("jwt-simple",),
    messages=(EXPIRED, NOT_YET_VALID, SIGNATURE, NOT_A_JWT),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(Check.STRUCTURE, Check.SIGNATURE, Check.NOT_BEFORE, Check.EXPIRY),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
    },
    setting=Setting(name="none: the library has no audience check"),
    recipe=Recipe(
        text="compare the aud claim after jwt.decode, since the library does not",
        language="javascript",
        code="""\
import jwt from "jwt-simple";

const claims = jwt.decode(token, key, false, "RS256");
if (![claims.aud].flat().some((audience) => [$audiences].includes(audience))) {
  throw new Error("the token is for another audience");
}
""",
    ),
    limits=(
        Limit(
            text="The library does not look at aud: a token for any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="jwt-simple 0.5.6, run",
        ),
    ),
)
