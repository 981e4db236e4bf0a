"""angular-oauth2-oidc, which looks at the audience of an ID Token before anything else and shows the token's value.

Source: manfredsteyer/angular-oauth2-oidc, projects/lib/src/oauth-service.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier
from forwhom.verifiers import oidc_client_js


def _refusal(template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "") -> Message:
    """A text as the browser's console shows it."""
    return Message(
        template=template,
        sample=f"angular-oauth2-oidc.mjs:2477 {shown}",
        codes=codes,
        check=check,
        found_as=Listing.COMMA,
        printed=oidc_client_js.printed if check in {Check.AUDIENCE, Check.ISSUER} else None,
        note=note,
        common=check in {Check.EXPIRY, Check.SIGNATURE},
    )


MISMATCH = _refusal(
    "Wrong audience: {found}",
    "Wrong audience: mobile-client,account",
    "aud-mismatch",
    "aud-other-client",
    "aud-missing",
    "aud-empty",
    note="It shows the token's audiences, undefined for none; the expected one is clientId.",
)
ISSUER = _refusal("Wrong issuer: {issuer}", "Wrong issuer: https://sts.example.com", "iss-mismatch", check=Check.ISSUER)
SUBJECT = _refusal("No sub claim in id_token", "No sub claim in id_token", "subject-mismatch", check=Check.SUBJECT)
NOT_ISSUED = _refusal("No iat claim in id_token", "No iat claim in id_token", "token-malformed", check=Check.PRESENCE)
SIGNATURE = _refusal(
    "Signature not valid",
    "Signature not valid",
    "signature-invalid",
    "token-not-yet-valid",
    check=Check.SIGNATURE,
    note="From JwksValidationHandler of angular-oauth2-oidc-jwks, also for a nbf in the future.",
)
EXPIRED = _refusal(
    "Token has expired",
    "Token has expired",
    "token-expired",
    "token-not-yet-valid",
    check=Check.EXPIRY,
    note="An iat in the future gets this text too. The allowed skew is ten minutes unless set.",
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A client id that was never set is an empty string, which an empty audience equals."""
    if expectation.audiences is not NONE_CONFIGURED:
        return None
    found = claims.get("aud")
    return ACCEPT if "" in (found if isinstance(found, list) else [found]) else MISMATCH


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub that is absent, null, empty or zero is none."""
    return None if claims.get("sub") else SUBJECT


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An iat that is absent, null, empty or zero is none."""
    return None if claims.get("iat") else NOT_ISSUED


VERIFIER = Verifier(
    id="angular-oauth2-oidc",
    name="angular-oauth2-oidc",
    kind="library",
    language="TypeScript",
    versions="22.0.2",
    basis=Basis.OBSERVED,
    sources=(
        "angular-oauth2-oidc 22.0.2 with the JwksValidationHandler of angular-oauth2-oidc-jwks 22.0.2, run",
        "angular-oauth2-oidc 22.0.2, fesm2022/angular-oauth2-oidc.mjs",
    ),
    hints=("angular-oauth2-oidc", "OAuthService", "oauth-service"),
    messages=(MISMATCH, ISSUER, SUBJECT, NOT_ISSUED, EXPIRED, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
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
        Check.AUDIENCE,
        Check.SUBJECT,
        Check.PRESENCE,
        Check.ISSUER,
        Check.ISSUED_AT,
        Check.EXPIRY,
        Check.SIGNATURE,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.SUBJECT: SUBJECT,
        Check.PRESENCE: NOT_ISSUED,
        Check.ISSUER: ISSUER,
        Check.ISSUED_AT: EXPIRED,
        Check.EXPIRY: EXPIRED,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: SIGNATURE,
    },
    special={Check.SUBJECT: _subject, Check.PRESENCE: _presence},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="clientId of the AuthConfig", keys=("clientId",)),
    recipe=Recipe(
        text="set clientId to the client to which the ID Token is issued",
        language="typescript",
        code="""\
const authConfig: AuthConfig = { issuer: $issuer, clientId: $audience, responseType: "code" };
""",
    ),
    notes=(
        "The audience is looked at first, the signature last: a forged or expired token for another client reports it.",
        "Until a handler that verifies signatures is configured none is verified; the default one accepts any.",
        "A clientId that was never set is an empty string.",
    ),
)
