"""@tsndr/cloudflare-worker-jwt. It has no audience check at all: an audience error beside it comes from other code.

Source: tsndr/cloudflare-worker-jwt, src/index.ts.
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

EXPIRED = Message(
    template="EXPIRED",
    sample="Error: EXPIRED",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="Error",
)
NOT_YET_VALID = Message(
    template="NOT_YET_VALID",
    sample="Error: NOT_YET_VALID",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception="Error",
)
SIGNATURE = Message(
    template="INVALID_SIGNATURE",
    sample="Error: INVALID_SIGNATURE",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="Error",
)
NOT_A_JWT = Message(
    template="token must consist of 2 or more parts",
    sample="Error: token must consist of 2 or more parts",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception="Error",
    basis=Basis.READ,
)

VERIFIER = Verifier(
    id="cloudflare-worker-jwt",
    name="@tsndr/cloudflare-worker-jwt",
    kind="library",
    language="JavaScript",
    versions="3.2.3",
    basis=Basis.OBSERVED,
    sources=("@tsndr/cloudflare-worker-jwt 3.2.3, run",),
    hints=("@tsndr/cloudflare-worker-jwt", "cloudflare-worker-jwt"),
    messages=(EXPIRED, NOT_YET_VALID, SIGNATURE, NOT_A_JWT),
    audience=alike(ACCEPT, empty_string=ACCEPT),
    order=(Check.STRUCTURE, Check.NOT_BEFORE, Check.EXPIRY, Check.SIGNATURE),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
    },
    setting=Setting(name="none: the library has no audience check"),
    recipe=Recipe(
        text="compare the aud claim after jwt.verify, since the library does not",
        language="javascript",
        code="""\
import jwt from "@tsndr/cloudflare-worker-jwt";

const { payload } = await jwt.verify(token, key, { algorithm: "RS256", throwError: true });
if (![payload.aud].flat().some((audience) => [$audiences].includes(audience))) {
  throw new Error("the token is for another audience");
}
""",
    ),
    limits=(
        Limit(
            text="The library does not look at aud: a token for any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="@tsndr/cloudflare-worker-jwt 3.2.3, run",
        ),
    ),
)
