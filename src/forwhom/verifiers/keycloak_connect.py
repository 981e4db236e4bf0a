"""keycloak-connect, the Node adapter of Keycloak. It compares an access token's audience only when it is told to.

Source: keycloak/keycloak-nodejs-connect, middleware/auth-utils/grant-manager.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
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


def _refusal(
    reason: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "", basis: Basis | None = None
) -> Message:
    """A reason as the promise of the grant manager is rejected with it."""
    template = f"Grant validation failed. Reason: {reason}"
    return Message(
        template=template,
        sample=f"Error: {template}",
        codes=codes,
        check=check,
        status=403,
        note=note,
        basis=basis,
    )


MISMATCH = _refusal(
    "invalid token (wrong audience)",
    "aud-mismatch",
    "aud-provider-default",
    "aud-missing",
    "aud-empty",
    "aud-wrong-type",
    note="The expected audience is the adapter's own client id. An ID Token is always compared.",
)
PARTY = _refusal(
    "invalid token (authorized party should match client id)",
    "aud-other-client",
    note="It is said of an ID Token.",
    basis=Basis.READ,
)
TYPE = _refusal(
    "invalid token (wrong type)",
    "id-token-as-access-token",
    "access-token-as-id-token",
    check=Check.TYPE,
    note="The claim typ is not Bearer for an access token, ID for an ID Token.",
)
ISSUER = _refusal("invalid token (wrong ISS)", "iss-mismatch", check=Check.ISSUER)
EXPIRED = _refusal("invalid token (expired)", "token-expired", check=Check.EXPIRY)
STALE = _refusal(
    "invalid token (stale token)",
    "token-expired",
    check=Check.ISSUED_AT,
    note="Keycloak pushed a not-before policy to the adapter that is later than the token's iat.",
    basis=Basis.READ,
)
SIGNATURE = _refusal("invalid token (signature)", "signature-invalid", check=Check.SIGNATURE)
KEY_SIGNATURE = _refusal(
    "invalid token (public key signature)",
    "signature-invalid",
    check=Check.SIGNATURE,
    note="The key was fetched from Keycloak; with realm-public-key in the configuration the text is another.",
    basis=Basis.READ,
)
UNSIGNED = _refusal(
    "invalid token (not signed)", "signature-invalid", "token-malformed", check=Check.STRUCTURE, basis=Basis.READ
)
KEY_NOT_FOUND = _refusal(
    "failed to load public key to verify token",
    "jwks-unavailable",
    "key-not-found",
    check=Check.KEY,
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A client id that is configured as an empty string is none, and then a token without an audience passes."""
    if expectation.values != ("",):
        return None
    return ACCEPT if "aud" not in claims else MISMATCH


VERIFIER = Verifier(
    id="keycloak-connect",
    name="keycloak-connect",
    kind="framework",
    language="JavaScript",
    versions="26.1.1",
    basis=Basis.OBSERVED,
    sources=(
        "keycloak-connect 26.1.1, run with realm-public-key",
        "keycloak-connect 26.1.1, middleware/auth-utils/grant-manager.js and config.js",
    ),
    aliases=("keycloak-nodejs-connect",),
    hints=("keycloak-connect", "Grant validation failed", "Could not obtain grant code", "grant-manager.js"),
    messages=(
        MISMATCH,
        PARTY,
        TYPE,
        ISSUER,
        EXPIRED,
        STALE,
        SIGNATURE,
        KEY_SIGNATURE,
        UNSIGNED,
        KEY_NOT_FOUND,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        decide=_audience,
    ),
    order=(
        Check.EXPIRY,
        Check.STRUCTURE,
        Check.TYPE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.KEY,
        Check.SIGNATURE,
    ),
    failures={
        Check.EXPIRY: EXPIRED,
        Check.STRUCTURE: UNSIGNED,
        Check.TYPE: TYPE,
        Check.ISSUER: ISSUER,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
    },
    providers=("keycloak",),
    setting=Setting(
        name="verify-token-audience in keycloak.json, which compares with resource",
        keys=("verify-token-audience", "resource", "clientId"),
    ),
    switch="verify-token-audience: false, which is the default",
    recipe=Recipe(
        text="switch verify-token-audience on, and give the API's client an audience mapper in Keycloak",
        language="json",
        code="""\
{
  "realm": "example",
  "resource": $audience,
  "bearer-only": true,
  "verify-token-audience": true
}
""",
    ),
    limits=(
        Limit(
            text="Access tokens for any audience pass unless verify-token-audience is true.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="keycloak-connect 26.1.1, run",
        ),
        Limit(
            text="With verify-token-audience but an empty resource, as an unset variable leaves it, a token without aud passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-setting-unresolved",
            source="keycloak-connect 26.1.1, run",
        ),
    ),
    reveal="catch the rejection of keycloak.grantManager.createGrant yourself: for a bearer token the middleware drops the "
    "reason, and the client sees Access denied",
    notes=(
        "The expected audience is always the client id of the adapter.",
        "nbf is not looked at.",
        "A forged token for another audience reports the audience.",
    ),
)
