"""angular-oauth2-oidc, which looks at the audience of an ID Token before anything else and shows the token's value.

Source: manfredsteyer/angular-oauth2-oidc, projects/lib/src/oauth-service.ts.
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers import oidc_client_js


def _refusal(template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "") -> Message:
    """A text as the browser's console shows it."""
    return Message(
        template=template,
        sample=f"angular-oauth2-oidc.mjs:2477 {shown}",
        codes=codes,
        check=check,
        found_as=Listing.COMMA,
        printed=oidc_client_js.printed if check is Check.AUDIENCE else None,
        note=note,
        common=check is Check.EXPIRY,
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
EXPIRED = _refusal(
    "Token has expired",
    "Token has expired",
    "token-expired",
    "token-not-yet-valid",
    check=Check.EXPIRY,
    note="An iat in the future gets this text too. The allowed skew is ten minutes unless set.",
)

VERIFIER = Verifier(
    id="angular-oauth2-oidc",
    name="angular-oauth2-oidc",
    kind="library",
    language="TypeScript",
    versions="22.0.2",
    basis=Basis.READ,
    sources=("angular-oauth2-oidc 22.0.2, fesm2022/angular-oauth2-oidc.mjs",),
    hints=("angular-oauth2-oidc", "OAuthService", "oauth-service"),
    messages=(MISMATCH, ISSUER, SUBJECT, EXPIRED),
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
    ),
    order=(Check.AUDIENCE, Check.ISSUER, Check.EXPIRY, Check.SIGNATURE),
    failures={Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="clientId of the AuthConfig", keys=("clientId",)),
    switch="none",
    recipe=Recipe(
        text="set clientId to the client to which the ID Token is issued",
        language="typescript",
        code="""\
const authConfig: AuthConfig = { issuer: $issuer, clientId: $audience, responseType: "code" };
""",
    ),
    notes=(
        "The audience is looked at first, the signature last: a forged or expired token for another client reports it.",
    ),
    inferred=("several",),
)
