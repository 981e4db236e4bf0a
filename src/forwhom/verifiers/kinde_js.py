"""Kinde's JavaScript SDKs (TypeScript, Next.js, React).

Source: kinde-oss, isTokenValid and its tests; kinde-oss/kinde-auth-react, issue 56
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Combine, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template='(aud) claim mismatch. Expected: "{expected}", Received: "{found}"',
    sample='Error: (aud) claim mismatch. Expected: "https://api.shop.example", Received: ""',
    codes=("audience-not-requested", "aud-missing", "aud-mismatch"),
    found_as=Listing.COMMA_BLANK,
)
TYPE = Message(
    template="(aud) claim must be an array",
    sample="Error: (aud) claim must be an array",
    codes=("aud-wrong-type",),
)

VERIFIER = Verifier(
    id="kinde-js",
    name="Kinde JavaScript SDK",
    kind="library",
    language="TypeScript",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=(
        "kinde-oss, kinde-auth-react and kinde-auth-nextjs, isTokenValid and its tests",
        "kinde-oss/kinde-auth-react, issue 56",
    ),
    hints=("kinde",),
    messages=(MISMATCH, TYPE),
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
        combine=Combine.ALL,
    ),
    order=(Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
    setting=Setting(name="audience of the SDK", keys=("audience", "KINDE_AUDIENCE")),
    recipe=Recipe(
        text="request the audience that is registered as an API and authorized for the application",
        language="text",
        code="""\
KINDE_AUDIENCE=$audience
""",
    ),
    notes=(
        "Received is empty where the token names no audience: the API is not authorized for the application, or was not asked for.",
    ),
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
