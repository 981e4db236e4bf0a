"""oidc-client-js, the discontinued client for browsers. It shows the token's audience, not its own client id.

Its successor, oidc-client-ts, prints no text about the audience at all.

Source: IdentityModel/oidc-client-js, src/JoseUtilImpl.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def joined(claims: Mapping[str, JsonValue]) -> str:
    """The claim as JavaScript joins it to a text."""
    if "aud" not in claims:
        return "undefined"
    raw = claims["aud"]
    match raw:
        case None:
            return "null"
        case bool():
            return str(raw).lower()
        case list():
            return ",".join("" if member is None else joined({"aud": member}) for member in raw)
        case dict():
            return "[object Object]"
        case str() | int() | float():
            return str(raw)


def printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The token's audience as the text shows it."""
    return {"found": joined(claims)}


def _refusal(template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE) -> Message:
    """A text as the browser's console shows it."""
    return Message(
        template=template,
        sample=f"JoseUtil._validateJwt: {shown}\nError: {shown}",
        codes=codes,
        check=check,
        found_as=Listing.COMMA,
        printed=printed if check is Check.AUDIENCE else None,
        common=len(template) < 24,  # noqa: PLR2004  # short texts are printed by others too
    )


MISMATCH = _refusal(
    "Invalid audience in token: {found}",
    "Invalid audience in token: mobile-client",
    "aud-mismatch",
    "aud-other-client",
    "aud-empty",
    "aud-wrong-type",
)
MISSING = _refusal("aud was not provided", "aud was not provided", "aud-missing", "aud-empty")
PARTY = _refusal("Invalid azp in token: {party}", "Invalid azp in token: mobile-client", "aud-other-client")
ISSUER = _refusal(
    "Invalid issuer in token: {issuer}",
    "Invalid issuer in token: https://sts.example.com",
    "iss-mismatch",
    check=Check.ISSUER,
)
EXPIRED = _refusal("exp is in the past:{exp}", "exp is in the past:1711490000", "token-expired", check=Check.EXPIRY)
NOT_YET_VALID = _refusal(
    "nbf is in the future: {nbf}", "nbf is in the future: 1711500000", "token-not-yet-valid", check=Check.NOT_BEFORE
)
ISSUED_LATER = _refusal(
    "iat is in the future: {iat}", "iat is in the future: 1711500000", "token-not-yet-valid", check=Check.ISSUED_AT
)
SIGNATURE = _refusal(
    "signature validation failed", "signature validation failed", "signature-invalid", check=Check.SIGNATURE
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Zero and false count as absent, and azp has to be the client where the token has one."""
    if not claims.get("aud") and not isinstance(claims.get("aud"), list | dict):
        return MISSING
    client = expectation.values[0] if expectation.values else None
    party = claims.get("azp")
    if client not in read(claims).values:
        return None
    return PARTY if party and party != client else ACCEPT


VERIFIER = Verifier(
    id="oidc-client-js",
    name="oidc-client (oidc-client-js)",
    kind="library",
    language="JavaScript",
    versions="1.11.5",
    basis=Basis.READ,
    sources=("oidc-client 1.11.5, src/JoseUtilImpl.js",),
    aliases=("oidc-client",),
    hints=("oidc-client", "JoseUtil", "ResponseValidator", "UserManager"),
    messages=(MISMATCH, MISSING, PARTY, ISSUER, EXPIRED, NOT_YET_VALID, ISSUED_LATER, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=MISMATCH,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        decide=_audience,
    ),
    order=(
        Check.ISSUER,
        Check.AUDIENCE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.SIGNATURE,
    ),
    failures={
        Check.ISSUER: ISSUER,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.SIGNATURE: SIGNATURE,
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="client_id of the UserManager", keys=("client_id",)),
    switch="none",
    recipe=Recipe(
        text="set client_id to the client to which the ID Token is issued",
        language="javascript",
        code="""\
const manager = new UserManager({ authority: $issuer, client_id: $audience, redirect_uri, response_type: "code" });
""",
    ),
    notes=(
        "The signature is verified last, so that a forged token for another client reports the audience.",
        "Several audiences of the token are separated by commas.",
    ),
    inferred=("several",),
)
