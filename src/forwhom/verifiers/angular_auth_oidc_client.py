"""angular-auth-oidc-client, which compares aud of the ID Token with the client id, after a refresh with the old aud.

Its errors are lines of its own log in the console of the browser; at the level of debug they show both values.

Source: damienbod/angular-auth-oidc-client, token-validation.service and state-validation.service
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.listing import Listing
from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue

_CONSOLE = "console of the browser"

MISMATCH = Message(
    template="authorizedCallback incorrect aud",
    sample="[WARN] 0-web - authorizedCallback incorrect aud",
    codes=("aud-mismatch", "aud-list-shape", "aud-other-client"),
    where=_CONSOLE,
    note="Until version 10 a list had to equal the client id, so that every list was refused.",
)
MISMATCH_SHOWN = Message(
    template="Validate_id_token_aud failed, dataIdToken.aud: {found} client_id:{expected}",
    sample="[DEBUG] 0-web - Validate_id_token_aud failed, dataIdToken.aud: billing client_id:web",
    codes=("aud-mismatch", "aud-other-client"),
    where=_CONSOLE,
    note="It precedes the warning, at the level of debug.",
)
MISMATCH_LIST = Message(
    template="Validate_id_token_aud array failed, dataIdToken.aud: {found} client_id:{expected}",
    sample="[DEBUG] 0-web - Validate_id_token_aud array failed, dataIdToken.aud: billing,shop client_id:web",
    codes=("aud-mismatch", "aud-list-shape", "aud-other-client"),
    found_as=Listing.COMMA,
    where=_CONSOLE,
    note="The values are joined by commas.",
)
REFRESHED = Message(
    template="aud do not match: {former} {found}",
    sample="[DEBUG] 0-web - aud do not match: web,shop web,shop",
    codes=("verifier-limit", "aud-list-shape", "aud-mismatch"),
    check=Check.OTHER,
    found_as=Listing.COMMA,
    where=_CONSOLE,
    note="After a refresh the new aud has to be the old one; where both are the same list, it is a defect that later "
    "versions do not have.",
)
REFRESHED_WARNING = Message(
    template="authorizedCallback pre, post id_token claims do not match in refresh",
    sample="[WARN] 0-web - authorizedCallback pre, post id_token claims do not match in refresh",
    codes=("verifier-limit", "aud-list-shape", "aud-mismatch"),
    check=Check.OTHER,
    where=_CONSOLE,
)
REQUIRED = Message(
    template="authorizedCallback Validation, one of the REQUIRED properties missing from id_token",
    sample="[DEBUG] 0-web - authorizedCallback Validation, one of the REQUIRED properties missing from id_token",
    codes=("aud-missing", "iss-mismatch", "subject-mismatch", "exp-missing"),
    check=Check.PRESENCE,
    where=_CONSOLE,
    note="iss, sub, aud, exp and iat have to be there.",
)
NO_PARTY = Message(
    template="authorizedCallback missing azp",
    sample="[WARN] 0-web - authorizedCallback missing azp",
    codes=("aud-many-unsupported",),
    check=Check.OTHER,
    where=_CONSOLE,
    note="With several audiences there has to be an azp.",
)
PARTY = Message(
    template="authorizedCallback incorrect azp",
    sample="[WARN] 0-web - authorizedCallback incorrect azp",
    codes=("aud-other-client",),
    check=Check.OTHER,
    where=_CONSOLE,
)
ISSUER = Message(
    template="authorizedCallback incorrect iss does not match authWellKnownEndpoints issuer",
    sample="[WARN] 0-web - authorizedCallback incorrect iss does not match authWellKnownEndpoints issuer",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    where=_CONSOLE,
)
EXPIRED = Message(
    template="authorizedCallback id token expired",
    sample="[WARN] 0-web - authorizedCallback id token expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    where=_CONSOLE,
)
SIGNATURE = Message(
    template="authorizedCallback Signature validation failed id_token",
    sample="[DEBUG] 0-web - authorizedCallback Signature validation failed id_token",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    where=_CONSOLE,
)


def _party(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """With several audiences azp has to be there; where it is, it has to be the client id."""
    found, party = claims.get("aud"), claims.get("azp")
    if not party:
        return NO_PARTY if isinstance(found, list) and len(found) > 1 else None
    return PARTY if expectation.values and party not in expectation.values else None


VERIFIER = Verifier(
    id="angular-auth-oidc-client",
    name="angular-auth-oidc-client",
    kind="library",
    language="TypeScript",
    versions="11 and later, as read; REFRESHED as in 11.2",
    basis=Basis.READ,
    sources=(
        "damienbod/angular-auth-oidc-client, token-validation.service and state-validation.service",
        "damienbod/angular-auth-oidc-client, issues 264 and 904",
    ),
    hints=("angular-auth-oidc-client", "authorizedcallback", "validate_id_token", "dataidtoken"),
    messages=(
        MISMATCH,
        MISMATCH_SHOWN,
        MISMATCH_LIST,
        REFRESHED,
        REFRESHED_WARNING,
        REQUIRED,
        NO_PARTY,
        PARTY,
        ISSUER,
        EXPIRED,
        SIGNATURE,
    ),
    audience=alike(MISMATCH, absent=REQUIRED, mixed=COMPARE),
    order=(
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.OTHER,
        Check.EXPIRY,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.PRESENCE: REQUIRED,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
    },
    special={Check.OTHER: _party},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="clientId of the configuration", keys=("clientId", "client_id")),
    recipe=Recipe(
        text="configure the client id of this application, which aud of the ID Token has to name",
        language="javascript",
        code="""\
provideAuth({ config: { authority: $issuer, clientId: $audience, redirectUrl: window.location.origin } });
""",
    ),
    limits=(
        Limit(
            text="A list of audiences is compared as one value: until version 10 with the client id, in 11 with the list before "
            "a refresh.",
            seen=Seen.REFUSED,
            versions="until 11.4",
            symptom="aud-list-shape",
            source="damienbod/angular-auth-oidc-client, issues 264 and 904",
        ),
    ),
    reveal="logLevel: LogLevel.Debug in the configuration, which shows both values",
)
