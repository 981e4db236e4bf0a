"""The PowerSync service. Its log shows the found audience, and beside it the audiences that are configured.

A key of Supabase asks for an audience of its own, whatever the service is configured with.

Source: powersync-ja/powersync-service, packages/service-core/src/auth; public reports
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.audience.printed import compact
from forwhom.jwt.json import JsonValue
from forwhom.verifier import COMPARE, Basis, Check, Limit, Message, Outcome, Recipe, Seen, Setting, Verifier, alike


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The claim as JSON."""
    return {"found": compact(claims.get("aud"))}


MISMATCH = Message(
    template='[PSYNC_S2105] Unexpected "aud" claim value: {found}',
    sample='[PSYNC_S2105] Unexpected "aud" claim value: "authenticated"',
    codes=("aud-mismatch", "aud-empty", "aud-wrong-type", "audience-not-configured"),
    found_as=Listing.JSON,
    printed=_printed,
    status=401,
    note="configurationDetails beside it lists what is configured: Current configuration allows these audience values.",
)
MISSING = Message(
    template='[PSYNC_S2105] JWT payload is missing a required claim "aud"',
    sample='[PSYNC_S2105] JWT payload is missing a required claim "aud"',
    codes=("aud-missing",),
    status=401,
)
CODE = Message(
    template="PSYNC_S2105",
    sample='HTTP : {"error":{"code":"PSYNC_S2105","status":401,"description":"Authorization failed","name":"AuthorizationError"}}',
    codes=("aud-mismatch", "aud-missing"),
    status=401,
)
EXPIRED = Message(
    template="[PSYNC_S2103] JWT has expired",
    sample="[PSYNC_S2103] JWT has expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
)
TOO_LONG = Message(
    template="[PSYNC_S2104] Token must expire in a maximum of {most} seconds, got {lifetime}s",
    sample="[PSYNC_S2104] Token must expire in a maximum of 86400 seconds, got 604800s",
    codes=("token-lifetime-too-long",),
    check=Check.OTHER,
    status=401,
)
NO_KEY = Message(
    template="[PSYNC_S2101] Could not find an appropriate key in the keystore. The key is missing or no key matched the token KID",
    sample="[PSYNC_S2101] Could not find an appropriate key in the keystore. The key is missing or no key matched the token KID",
    codes=("key-not-found", "signature-invalid"),
    check=Check.KEY,
    status=401,
)
NOT_A_JWT = Message(
    template="[PSYNC_S2101] Token is not a well-formed JWT. Check the token format.",
    sample="[PSYNC_S2101] Token is not a well-formed JWT. Check the token format.",
    codes=("token-malformed", "token-opaque"),
    check=Check.STRUCTURE,
    status=401,
)


def _null(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome | None:
    """Null is absent, whether an audience is configured or not."""
    return MISSING if claims.get("aud") is None else None


VERIFIER = Verifier(
    id="powersync",
    name="PowerSync",
    kind="infrastructure",
    language="TypeScript",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=(
        "powersync-ja/powersync-service, packages/service-core/src/auth: KeyStore.ts, utils.ts, StaticSupabaseKeyCollector.ts",
        "powersync-ja/powersync-service, issue 80",
        "public reports of PowerSync with Supabase",
    ),
    builds_on="jose-node",
    hints=("powersync", "psync_"),
    messages=(MISMATCH, MISSING, CODE, EXPIRED, TOO_LONG, NO_KEY, NOT_A_JWT),
    audience=alike(MISMATCH, absent=MISSING, null=MISSING, mixed=COMPARE, decide=_null),
    order=(Check.STRUCTURE, Check.KEY, Check.EXPIRY, Check.AUDIENCE, Check.OTHER),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.KEY: NO_KEY,
        Check.EXPIRY: EXPIRED,
        Check.OTHER: TOO_LONG,
    },
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
    limits=(
        Limit(
            text="For a key of Supabase the audience is authenticated alone; what client_auth.audience lists is not looked at.",
            seen=Seen.REFUSED,
            symptom="aud-mismatch",
            source="powersync-ja/powersync-service, StaticSupabaseKeyCollector.ts and issue 80",
        ),
    ),
    notes=(
        "Supabase puts authenticated into aud.",
        "A token that is not valid yet is refused as one that is missing the claim nbf.",
    ),
)
