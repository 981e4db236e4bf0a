"""auth0-spa-js, Auth0's SDK for pages in the browser, which auth0-react and auth0-vue build on. Both values are shown.

A second audience asks for azp, which has to be the client. No signature is verified.

Source: @auth0/auth0-spa-js 2.28.3, src/jwt.ts and src/Auth0Client.ts
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """All values as JavaScript prints them: what was never configured is undefined, null in an array is nothing."""
    raw = claims.get("aud")
    members = raw if isinstance(raw, list) else [raw]
    return {
        "found": ", ".join("" if one is None else printed.javascript(one) for one in members),
        "expected": expectation.values[0] if expectation.values else "undefined",
        "issuer": printed.javascript(claims.get("iss")),
        "party": printed.javascript(claims.get("azp")),
    }


def _refusal(template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "") -> Message:
    """A text as the browser's console shows it; `shown` where it has values in it."""
    return Message(
        template=template,
        sample=f"Uncaught (in promise) Error: {shown or template}",
        codes=codes,
        check=check,
        printed=_printed,
        where="console of the browser",
        note=note,
    )


_AUD = "Audience (aud) claim mismatch in the ID token; expected "
MISMATCH = _refusal(
    f'{_AUD}"{{expected}}" but found "{{found}}"',
    f'{_AUD}"web-client" but found "mobile-client"',
    "aud-mismatch",
    "aud-other-client",
    "access-token-as-id-token",
)
MISMATCH_LIST = _refusal(
    f'{_AUD}"{{expected}}" but was not one of "{{found}}"',
    f'{_AUD}"web-client" but was not one of "https://api.example.com, https://corp.eu.auth0.com/userinfo"',
    "access-token-as-id-token",
    "aud-mismatch",
    "aud-other-client",
    "aud-empty",
    note="Two audiences with /userinfo as the second are an access token of Auth0.",
)
MALFORMED = _refusal(
    "Audience (aud) claim must be a string or array of strings present in the ID token",
    "",
    "aud-missing",
    "aud-wrong-type",
    "aud-empty",
)
PARTY_MISSING = _refusal(
    "Authorized Party (azp) claim must be a string present in the ID token when Audience (aud) claim has multiple values",
    "",
    "aud-many-unsupported",
)
PARTY_OTHER = _refusal(
    'Authorized Party (azp) claim mismatch in the ID token; expected "{expected}", found "{party}"',
    'Authorized Party (azp) claim mismatch in the ID token; expected "web-client", found "mobile-client"',
    "aud-other-client",
)
ISSUER = _refusal(
    'Issuer (iss) claim mismatch in the ID token; expected "{expected_issuer}", found "{issuer}"',
    'Issuer (iss) claim mismatch in the ID token; expected "https://login.example.com/", found "https://corp.eu.auth0.com/"',
    "iss-mismatch",
    check=Check.ISSUER,
)
NO_ISSUER = _refusal(
    "Issuer (iss) claim must be a string present in the ID token", "", "iss-mismatch", check=Check.ISSUER
)
SUBJECT = _refusal(
    "Subject (sub) claim must be a string present in the ID token", "", "subject-mismatch", check=Check.SUBJECT
)
NO_EXPIRY = _refusal(
    "Expiration Time (exp) claim must be a number present in the ID token",
    "",
    "exp-missing",
    "token-malformed",
    check=Check.PRESENCE,
)
NO_ISSUED_AT = _refusal(
    "Issued At (iat) claim must be a number present in the ID token", "", "token-malformed", check=Check.PRESENCE
)
EXPIRED = _refusal(
    "Expiration Time (exp) claim error in the ID token; current time ({now}) is after expiration time ({exp})",
    "Expiration Time (exp) claim error in the ID token; current time (Thu Nov 26 2026 11:20:06 GMT+0000 (Coordinated "
    "Universal Time)) is after expiration time (Thu Nov 26 2026 09:21:06 GMT+0000 (Coordinated Universal Time))",
    "token-expired",
    check=Check.EXPIRY,
)
NOT_YET_VALID = _refusal(
    "Not Before time (nbf) claim in the ID token indicates that this token can't be used just yet. Current time ({now}) is "
    "before {nbf}",
    "Not Before time (nbf) claim in the ID token indicates that this token can't be used just yet. Current time (Thu Nov 26 "
    "2026 11:20:06 GMT+0000 (Coordinated Universal Time)) is before Thu Nov 26 2026 13:19:06 GMT+0000 (Coordinated "
    "Universal Time)",
    "token-not-yet-valid",
    check=Check.NOT_BEFORE,
)
ALGORITHM = _refusal(
    'Signature algorithm of "{alg}" is not supported. Expected the ID token to be signed with "RS256".',
    'Signature algorithm of "HS256" is not supported. Expected the ID token to be signed with "RS256".',
    "alg-not-allowed",
    check=Check.ALGORITHM,
)
NOT_A_JWT = _refusal(
    "ID token could not be decoded", "", "token-opaque", "token-encrypted", "token-malformed", check=Check.STRUCTURE
)
NO_TOKEN = _refusal("ID token is required but missing", "", "token-malformed", check=Check.STRUCTURE)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """The outcome by the claim's type, and by azp where a second audience stands."""
    raw = claims.get("aud")
    client = expectation.values[0] if expectation.values else None
    if not isinstance(raw, list):
        if not isinstance(raw, str) or not raw:
            return MALFORMED
        return ACCEPT if raw == client else MISMATCH
    if client is None or client not in raw:
        return MISMATCH_LIST
    if len(raw) == 1:
        return ACCEPT
    party = claims.get("azp")
    if not party:
        return PARTY_MISSING
    return ACCEPT if party == client else PARTY_OTHER


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is absent, null, empty or zero is none."""
    if not claims.get("iss"):
        return NO_ISSUER
    return ISSUER if expectation.issuers is not None and claims["iss"] not in expectation.issuers else None


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub that is absent, null, empty or zero is none."""
    return None if claims.get("sub") else SUBJECT


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An exp and an iat have to be there, as numbers."""
    for name, message in (("exp", NO_EXPIRY), ("iat", NO_ISSUED_AT)):
        if isinstance(claims.get(name), bool) or not isinstance(claims.get(name), int | float):
            return message
    return None


VERIFIER = Verifier(
    id="auth0-spa-js",
    name="auth0-spa-js",
    kind="library",
    language="TypeScript",
    versions="2.28.3",
    basis=Basis.OBSERVED,
    sources=(
        "@auth0/auth0-spa-js 2.28.3, run: a login, and its callback with ID Tokens of a token endpoint on the loopback interface",
        "@auth0/auth0-spa-js 2.28.3, src/jwt.ts and src/Auth0Client.ts",
    ),
    aliases=("auth0-react", "auth0-vue", "auth0-angular"),
    hints=("auth0-spa-js", "auth0-react", "auth0-vue", "auth0-angular", "Auth0Provider", "handleRedirectCallback"),
    messages=(
        MISMATCH,
        MISMATCH_LIST,
        MALFORMED,
        PARTY_MISSING,
        PARTY_OTHER,
        ISSUER,
        NO_ISSUER,
        SUBJECT,
        EXPIRED,
        NO_EXPIRY,
        NOT_YET_VALID,
        NO_ISSUED_AT,
        ALGORITHM,
        NOT_A_JWT,
        NO_TOKEN,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MALFORMED,
        unset_malformed=MALFORMED,
        absent=MALFORMED,
        null=MALFORMED,
        empty_string=MALFORMED,
        empty_array=MISMATCH_LIST,
        number=MALFORMED,
        other=MALFORMED,
        mixed=COMPARE,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.ALGORITHM,
        Check.AUDIENCE,
        Check.PRESENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.ALGORITHM: ALGORITHM,
        Check.PRESENCE: NO_EXPIRY,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    special={Check.ISSUER: _issuer, Check.SUBJECT: _subject, Check.PRESENCE: _presence},
    takes=TokenKind.ID_TOKEN,
    providers=("auth0",),
    setting=Setting(name="clientId of the Auth0Client", keys=("clientId", "client_id")),
    recipe=Recipe(
        text="set clientId to the client to which the ID Token is issued; the identifier of an API is the audience of "
        "authorizationParams",
        language="javascript",
        code="""\
const auth0 = new Auth0Client({ domain: "login.example.com", issuer: $issuer, clientId: $audience });
""",
    ),
    notes=(
        "No signature is verified: the ID Token comes from the token endpoint itself.",
        "A correct array with a second audience is refused without azp.",
    ),
)
