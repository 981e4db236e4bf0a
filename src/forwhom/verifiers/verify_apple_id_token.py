"""verify-apple-id-token, the npm package for Sign in with Apple.

Source: npm verify-apple-id-token, as copied in public repositories
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="The aud parameter does not include this client - is: {found} | expected: {expected}",
    sample="Error: The aud parameter does not include this client - is: com.example.shop | expected: com.example.shop.web",
    codes=("aud-other-client", "aud-mismatch"),
)

VERIFIER = Verifier(
    id="verify-apple-id-token",
    name="verify-apple-id-token",
    kind="library",
    language="JavaScript",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("npm verify-apple-id-token, src/index.ts, as copied in public repositories",),
    hints=("verify-apple-id-token", "appleid.apple.com", "apple"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE),
    providers=("apple",),
    setting=Setting(name="clientId", keys=("clientId", "client_id")),
    recipe=Recipe(
        text="give the bundle id for tokens of the app, the Services ID for those of the web",
        language="javascript",
        code="""\
const claims = await verifyAppleToken({ idToken, clientId: $audience });
""",
    ),
    notes=(
        "Apple puts the bundle id of the app into aud when the app asks natively, and the Services ID when the browser does.",
    ),
    inferred=("null", "empty_string", "empty_array", "number", "other", "mixed", "order", "unset_malformed", "absent"),
)
