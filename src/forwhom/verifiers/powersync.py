"""The PowerSync service.

Source: powersync-ja/powersync-service, service-errors; public reports
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template='[PSYNC_S2105] Unexpected "aud" claim value: {found}',
    sample='[PSYNC_S2105] Unexpected "aud" claim value: "authenticated"',
    codes=("aud-mismatch",),
    found_as=Listing.JSON,
    status=401,
)
MISSING = Message(
    template='[PSYNC_S2105] JWT payload is missing a required claim "aud"',
    sample='[PSYNC_S2105] JWT payload is missing a required claim "aud"',
    codes=("aud-missing", "audience-not-configured"),
    status=401,
)
CODE = Message(
    template="PSYNC_S2105",
    sample='HTTP : {"error":{"code":"PSYNC_S2105","status":401,"description":"Authorization failed","name":"AuthorizationError"}}',
    codes=("aud-mismatch", "aud-missing"),
    status=401,
)

VERIFIER = Verifier(
    id="powersync",
    name="PowerSync",
    kind="infrastructure",
    language="TypeScript",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("powersync-ja/powersync-service, codes.ts (PSYNC_S2105)", "public reports of PowerSync with Supabase"),
    hints=("powersync", "psync_"),
    messages=(MISMATCH, MISSING, CODE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISSING,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    setting=Setting(
        name="client_auth.audience of the service", keys=("audience", "client_auth.audience", "PS_JWT_AUDIENCE")
    ),
    recipe=Recipe(
        text="list the audience of the tokens",
        language="yaml",
        code="""\
client_auth:
  audience: [$audiences]
""",
    ),
    notes=("Supabase puts authenticated into aud.",),
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
