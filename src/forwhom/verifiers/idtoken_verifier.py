"""idtoken-verifier, which auth0.js uses for ID Tokens. Both values are shown.

A second audience asks for azp, which has to be the client.

Source: auth0/idtoken-verifier, src/index.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """Both values as JavaScript prints them: what was never configured is undefined, null in an array is nothing."""
    raw = claims.get("aud")
    members = raw if isinstance(raw, list) else [raw]
    found = ", ".join("" if one is None else printed.javascript(one) for one in members)
    return {"found": found, **({} if expectation.values else {"expected": "undefined"})}


def _refusal(template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE) -> Message:
    """A text as auth0.js hands it on."""
    return Message(
        template=template,
        sample=f"TokenValidationError: {shown or template}",
        codes=codes,
        check=check,
        exception="TokenValidationError",
        found_as=Listing.COMMA_BLANK,
        printed=_printed if check is Check.AUDIENCE else None,
    )


_AUD = "Audience (aud) claim mismatch in the ID token; expected "
MISMATCH = _refusal(
    f'{_AUD}"{{expected}}" but found "{{found}}"',
    f'{_AUD}"web-client" but found "mobile-client"',
    "aud-mismatch",
    "aud-other-client",
)
MISMATCH_LIST = _refusal(
    f'{_AUD}"{{expected}}" but was not one of "{{found}}"',
    f'{_AUD}"web-client" but was not one of "mobile-client, api"',
    "aud-mismatch",
    "aud-other-client",
    "aud-empty",
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
    'Issuer (iss) claim mismatch in the ID token, expected "{expected_issuer}", found "{issuer}"',
    'Issuer (iss) claim mismatch in the ID token, expected "https://login.example.com/", found "https://sts.example.com/"',
    "iss-mismatch",
    check=Check.ISSUER,
)
EXPIRED = _refusal(
    'Expiration Time (exp) claim error in the ID token; current time "{now}" is after expiration time "{exp}"',
    'Expiration Time (exp) claim error in the ID token; current time "Sat Sep 05 2026" is after expiration time "Fri Sep 04 2026"',
    "token-expired",
    check=Check.EXPIRY,
)
NOT_YET_VALID = _refusal(
    'Not Before Time (nbf) claim error in the ID token; current time "{now}" is before the not before time "{nbf}"',
    'Not Before Time (nbf) claim error in the ID token; current time "Sat Sep 05 2026" is before the not before time "Sun Sep 06 2026"',
    "token-not-yet-valid",
    check=Check.NOT_BEFORE,
)
SIGNATURE = _refusal("Invalid ID token signature.", "", "signature-invalid", check=Check.SIGNATURE)
ALGORITHM = _refusal(
    'Signature algorithm of "{alg}" is not supported. Expected the ID token to be signed with "RS256".',
    'Signature algorithm of "HS256" is not supported. Expected the ID token to be signed with "RS256".',
    "alg-not-allowed",
    check=Check.ALGORITHM,
)
NOT_A_JWT = _refusal(
    "ID token could not be decoded", "", "token-opaque", "token-encrypted", "token-malformed", check=Check.STRUCTURE
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """The outcome by the claim's type, and by azp where a second audience stands."""
    raw = claims.get("aud")
    client = expectation.values[0] if expectation.values else None
    if not isinstance(raw, list):
        if not isinstance(raw, str) or not raw:
            return MALFORMED
        return ACCEPT if raw == client else MISMATCH
    if client not in read(claims).values:
        return MISMATCH_LIST
    if len(raw) == 1:
        return ACCEPT
    party = claims.get("azp")
    if not isinstance(party, str) or not party:
        return PARTY_MISSING
    return ACCEPT if party == client else PARTY_OTHER


VERIFIER = Verifier(
    id="idtoken-verifier",
    name="idtoken-verifier (auth0.js)",
    kind="library",
    language="JavaScript",
    versions="2.2.4",
    basis=Basis.OBSERVED,
    sources=("idtoken-verifier 2.2.4, run", "idtoken-verifier 2.2.4, src/index.js"),
    aliases=("auth0-js",),
    hints=("idtoken-verifier", "auth0-js", "auth0.js"),
    messages=(
        MISMATCH,
        MISMATCH_LIST,
        MALFORMED,
        PARTY_MISSING,
        PARTY_OTHER,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        ALGORITHM,
        NOT_A_JWT,
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
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    takes=TokenKind.ID_TOKEN,
    providers=("auth0",),
    setting=Setting(name="the parameter audience, the client id", keys=("audience", "clientID", "clientId")),
    recipe=Recipe(
        text="pass the client id to which the ID Token is issued as audience",
        language="javascript",
        code="""\
import IdTokenVerifier from "idtoken-verifier";

const verifier = new IdTokenVerifier({ issuer: $issuer, audience: $audience });
const claims = await new Promise((resolve, reject) => {
  verifier.verify(idToken, nonce, (error, verified) => (error ? reject(error) : resolve(verified)));
});
""",
    ),
    notes=("A correct array with a second audience is refused without azp.",),
)
