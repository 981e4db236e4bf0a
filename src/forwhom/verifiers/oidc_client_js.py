"""oidc-client-js, the discontinued client for browsers. It shows the token's audience, not its own client id.

Its successor, oidc-client-ts, prints no text about the audience at all.

Source: IdentityModel/oidc-client-js, src/JoseUtilImpl.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.listing import Listing
from forwhom.audience.printed import javascript
from forwhom.jwt import numeric_date
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def joined(claims: Mapping[str, JsonValue], name: str) -> str:
    """The claim as JavaScript joins it to a text."""
    return javascript(claims[name]) if name in claims else "undefined"


def printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The token's audience and issuer as the text shows them."""
    return {"found": joined(claims, "aud"), "issuer": joined(claims, "iss")}


def _refusal(template: str, shown: str, *codes: str, check: Check = Check.AUDIENCE) -> Message:
    """A text as the browser's console shows it."""
    place = "" if check is Check.CONFIGURATION else "JoseUtil._validateJwt: "
    return Message(
        template=template,
        sample=f"{place}{shown}\nError: {shown}",
        codes=codes,
        check=check,
        found_as=Listing.COMMA,
        printed=printed if check in {Check.AUDIENCE, Check.ISSUER} else None,
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
NO_CLIENT = _refusal(
    "SigninRequest.ctor: No client_id passed",
    "SigninRequest.ctor: No client_id passed",
    "audience-not-configured",
    check=Check.CONFIGURATION,
)
ISSUER_MISSING = _refusal("issuer was not provided", "issuer was not provided", "iss-mismatch", check=Check.ISSUER)
NO_ISSUED_AT = _refusal("iat was not provided", "iat was not provided", "token-malformed", check=Check.ISSUED_AT)
NO_EXPIRY = _refusal("exp was not provided", "exp was not provided", "exp-missing", check=Check.EXPIRY)
SUBJECT = _refusal("No sub present in id_token", "No sub present in id_token", "subject-mismatch", check=Check.SUBJECT)
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


def _has_no_client(expectation: Expectation) -> bool:
    """Whether no client id is set; an empty string is none."""
    return expectation.audiences is NONE_CONFIGURED or expectation.audiences == ("",)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Zero and false count as absent, and azp has to be the client where the token has one."""
    if _has_no_client(expectation):
        return NO_CLIENT
    if not claims.get("aud") and not isinstance(claims.get("aud"), list | dict):
        return MISSING
    if not expectation.values:
        return None
    client = expectation.values[0]
    party = claims.get("azp")
    if client not in read(claims).values:
        return None
    return PARTY if party and party != client else ACCEPT


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """A login cannot begin without a client id."""
    return NO_CLIENT if _has_no_client(expectation) else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is absent, null, empty or zero is none."""
    if not claims.get("iss"):
        return ISSUER_MISSING
    return ISSUER if expectation.issuers is not None and claims["iss"] not in expectation.issuers else None


def _issued(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An iat has to be there, and not in the future."""
    if not claims.get("iat"):
        return NO_ISSUED_AT
    moment = numeric_date.read(claims["iat"])
    return ISSUED_LATER if moment is not None and now is not None and moment > now + expectation.leeway else None


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be there, and not in the past."""
    if not claims.get("exp"):
        return NO_EXPIRY
    moment = numeric_date.read(claims["exp"])
    return EXPIRED if moment is not None and now is not None and moment < now - expectation.leeway else None


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub that is absent, null, empty or zero is none."""
    return None if claims.get("sub") else SUBJECT


VERIFIER = Verifier(
    id="oidc-client-js",
    name="oidc-client (oidc-client-js)",
    kind="library",
    language="JavaScript",
    versions="1.11.5",
    basis=Basis.OBSERVED,
    sources=(
        "oidc-client 1.11.5, run: OidcClient in the implicit flow, UserManager in the code flow",
        "oidc-client 1.11.5, src/JoseUtilImpl.js and src/ResponseValidator.js",
    ),
    aliases=("oidc-client",),
    hints=("oidc-client", "JoseUtil", "ResponseValidator", "UserManager"),
    messages=(
        MISMATCH,
        MISSING,
        PARTY,
        NO_CLIENT,
        ISSUER,
        ISSUER_MISSING,
        EXPIRED,
        NO_EXPIRY,
        NOT_YET_VALID,
        ISSUED_LATER,
        NO_ISSUED_AT,
        SIGNATURE,
        SUBJECT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NO_CLIENT,
        unset_blank=NO_CLIENT,
        unset_malformed=NO_CLIENT,
        empty_setting=NO_CLIENT,
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
        Check.CONFIGURATION,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.SIGNATURE,
        Check.SUBJECT,
    ),
    failures={
        Check.CONFIGURATION: NO_CLIENT,
        Check.SUBJECT: SUBJECT,
        Check.ISSUER: ISSUER,
        Check.ISSUED_AT: ISSUED_LATER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.SIGNATURE: SIGNATURE,
    },
    special={
        Check.CONFIGURATION: _configuration,
        Check.ISSUER: _issuer,
        Check.ISSUED_AT: _issued,
        Check.EXPIRY: _expiry,
        Check.SUBJECT: _subject,
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="client_id of the UserManager", keys=("client_id",)),
    recipe=Recipe(
        text="set client_id to the client to which the ID Token is issued",
        language="javascript",
        code="""\
const manager = new UserManager({ authority: $issuer, client_id: $audience, redirect_uri, response_type: "code" });
""",
    ),
    notes=(
        "The signature is verified last, so that a forged token for another client reports the audience.",
        "In the code flow no signature is verified: the token comes from the token endpoint itself.",
        "Several audiences of the token are separated by commas.",
    ),
)
