"""Auth0's SDKs on ID Tokens (auth0-python and its kin on a server), which expect the client ID.

Their texts are the same in each language, as far as the value in quotes goes.

Source: auth0-python 6.8.0, auth0/authentication/token_verifier.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier
from forwhom.verifiers import pyjwt

_ERROR = "TokenValidationError"


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The audiences as Python prints them."""
    aud = claims.get("aud")
    found = ", ".join(one for one in aud if isinstance(one, str)) if isinstance(aud, list) else printed.python(aud)
    return {"found": found, "expected": expectation.values[0] if expectation.values else "None"}


def _invalid(template: str, sample: str, codes: tuple[str, ...], check: Check, note: str = "") -> Message:
    shown = _printed if check is Check.AUDIENCE else None
    return Message(
        template=template, sample=sample, codes=codes, check=check, exception=_ERROR, note=note, printed=shown
    )


def _must_be(name: str, kind: str, codes: tuple[str, ...], check: Check) -> Message:
    """The text for a claim that is absent or of a wrong type."""
    template = f"{name} claim must be {kind} present in the ID token"
    return _invalid(template, f"auth0.authentication.exceptions.TokenValidationError: {template}", codes, check)


MISMATCH = _invalid(
    'Audience (aud) claim mismatch in the ID token; expected "{expected}" but found "{found}"',
    'auth0.authentication.exceptions.TokenValidationError: Audience (aud) claim mismatch in the ID token; expected "s6BhdRkqt3Vx" '
    'but found "https://orders.example.com"',
    ("aud-mismatch", "access-token-as-id-token", "aud-is-client-id", "aud-other-client"),
    Check.AUDIENCE,
    "An ID Token is for the client, so its aud is the client ID; an API identifier in its place betrays an access token.",
)
MISMATCH_LIST = Message(
    template='Audience (aud) claim mismatch in the ID token; expected "{expected}" but was not one of "{found}"',
    sample='Error: Audience (aud) claim mismatch in the ID token; expected "s6BhdRkqt3Vx" but was not one of '
    '"https://orders.example.com, https://corp.eu.auth0.com/userinfo"',
    codes=("access-token-as-id-token", "aud-mismatch", "aud-is-client-id"),
    found_as=Listing.COMMA_BLANK,
    exception=_ERROR,
    printed=_printed,
    note="Two audiences with /userinfo as the second are an access token of Auth0.",
)
MUST_BE = _invalid(
    "Audience (aud) claim must be a string or array of strings present in the ID token",
    "Error: Audience (aud) claim must be a string or array of strings present in the ID token",
    ("aud-missing", "aud-wrong-type", "aud-empty"),
    Check.AUDIENCE,
)
PARTY = _invalid(
    'Authorized Party (azp) claim mismatch in the ID token; expected "{expected}", found "{party}"',
    'Error: Authorized Party (azp) claim mismatch in the ID token; expected "s6BhdRkqt3Vx", found "other"',
    ("aud-other-client", "access-token-as-id-token"),
    Check.OTHER,
    "With several audiences azp has to be the client ID; an access token has them, with /userinfo as the second.",
)
PARTY_MISSING = _invalid(
    "Authorized Party (azp) claim must be a string present in the ID token when Audience (aud) claim has multiple values",
    "Error: Authorized Party (azp) claim must be a string present in the ID token when Audience (aud) claim has multiple "
    "values",
    ("aud-many-unsupported", "access-token-as-id-token"),
    Check.OTHER,
)
ISSUER = _invalid(
    'Issuer (iss) claim mismatch in the ID token; expected "{expected_issuer}", found "{issuer}"',
    'Error: Issuer (iss) claim mismatch in the ID token; expected "https://login.example.com/", found '
    '"https://corp.eu.auth0.com/"',
    ("iss-mismatch",),
    Check.ISSUER,
)
EXPIRED = _invalid(
    "Expiration Time (exp) claim error in the ID token; current time ({now}) is after expiration time ({exp})",
    "Error: Expiration Time (exp) claim error in the ID token; current time (1772615600) is after expiration time "
    "(1772615553)",
    ("token-expired",),
    Check.EXPIRY,
)
ISSUER_TYPE = _must_be("Issuer (iss)", "a string", ("iss-mismatch",), Check.ISSUER)
SUBJECT = _must_be("Subject (sub)", "a string", ("subject-mismatch",), Check.SUBJECT)
NO_EXPIRY = _must_be("Expiration Time (exp)", "a number", ("exp-missing", "token-malformed"), Check.EXPIRY)
NO_ISSUED_AT = _must_be("Issued At (iat)", "a number", ("token-malformed",), Check.ISSUED_AT)
SIGNATURE = _invalid(
    "Invalid token signature.",
    "auth0.authentication.exceptions.TokenValidationError: Invalid token signature.",
    ("signature-invalid",),
    Check.SIGNATURE,
)
NO_TEXTS = Message(
    template="sequence item {place}: expected str instance, {type} found",
    sample="TypeError: sequence item 0: expected str instance, int found",
    codes=("aud-wrong-type",),
    exception="TypeError",
    common=True,
    note="Python's own error, in place of a mismatch: the list of audiences holds something else than texts.",
)
MISMATCH_PHP = Message(
    template='Audience (aud) claim mismatch in the ID token; expected "{expected}" was not one of "{found}"',
    sample='Audience (aud) claim mismatch in the ID token; expected "s6BhdRkqt3Vx" was not one of "other, more"',
    codes=("aud-mismatch", "access-token-as-id-token"),
    found_as=Listing.COMMA_BLANK,
    versions="auth0-PHP 7",
    basis=Basis.READ,
)
MISMATCH_RUBY = Message(
    template="Audience (aud) claim mismatch in the ID token; expected {expected} but found {found}",
    sample="OmniAuth::Auth0::TokenValidationError: Audience (aud) claim mismatch in the ID token; expected s6BhdRkqt3Vx "
    "but found other",
    codes=("aud-mismatch", "aud-other-client"),
    versions="omniauth-auth0",
    basis=Basis.READ,
)
ISSUER_PHP = Message(
    template="We can't trust on a token issued by: `{issuer}`.",
    sample="We can't trust on a token issued by: `https://corp.eu.auth0.com/`.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="Auth0\\SDK\\Exception\\CoreException",
    versions="auth0-PHP until 5",
    basis=Basis.READ,
    note="The issuer stands in none of authorized_iss, as where the slash at the end is missing there.",
)


def _in_list(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A list is looked through for the one client ID, and has a text of its own; null in it equals one never set."""
    found = claims.get("aud")
    if not isinstance(found, list):
        return MISMATCH if found == "" and not expectation.values else None
    if (expectation.values[0] if expectation.values else None) in found:
        return ACCEPT
    return MISMATCH_LIST if all(isinstance(one, str) for one in found) else NO_TEXTS


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is absent or no text is told apart."""
    issuer = claims.get("iss")
    if not isinstance(issuer, str):
        return ISSUER_TYPE
    return ISSUER if expectation.issuers is not None and issuer not in expectation.issuers else None


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A subject has to be a text."""
    return None if isinstance(claims.get("sub"), str) else SUBJECT


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be there and a whole number, as which true counts too."""
    moment = claims.get("exp")
    if not isinstance(moment, int):
        return NO_EXPIRY
    return EXPIRED if now is not None and now > moment + expectation.leeway else None


def _issued(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An iat has to be there and a whole number; it may lie in the future."""
    return None if isinstance(claims.get("iat"), int) else NO_ISSUED_AT


def _party(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """With several audiences azp has to be the client ID."""
    found = claims.get("aud")
    if not isinstance(found, list) or len(found) <= 1:
        return None
    if not isinstance(claims.get("azp"), str):
        return PARTY_MISSING
    return PARTY if expectation.values and claims["azp"] != expectation.values[0] else None


VERIFIER = Verifier(
    id="auth0-sdk",
    name="Auth0 SDKs",
    kind="library",
    language="Python",
    versions="auth0-python 6.8.0",
    basis=Basis.OBSERVED,
    sources=(
        "auth0-python 6.8.0, run with keys served on the loopback interface",
        "auth0-python 6.8.0, auth0/authentication/token_verifier.py",
        "auth0/omniauth-auth0, tests of the validator; auth0/auth0-PHP, IdTokenVerifierTest.php and JWTVerifier.php",
    ),
    aliases=("auth0-python", "omniauth-auth0", "auth0-php"),
    hints=("auth0", "tokenvalidationerror", "omniauth", "id token"),
    messages=(
        MISMATCH,
        MISMATCH_LIST,
        MISMATCH_PHP,
        MISMATCH_RUBY,
        MUST_BE,
        PARTY,
        PARTY_MISSING,
        ISSUER,
        ISSUER_PHP,
        ISSUER_TYPE,
        SUBJECT,
        EXPIRED,
        NO_EXPIRY,
        NO_ISSUED_AT,
        SIGNATURE,
        pyjwt.SUBJECT_TYPE,
        NO_TEXTS,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MUST_BE,
        unset_malformed=MUST_BE,
        absent=MUST_BE,
        null=MUST_BE,
        empty_string=COMPARE,
        empty_array=MISMATCH_LIST,
        number=MUST_BE,
        other=MUST_BE,
        mixed=MISMATCH_LIST,
        decide=_in_list,
    ),
    order=(
        Check.SIGNATURE,
        Check.TYPE,
        Check.ISSUER,
        Check.SUBJECT,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.ISSUED_AT,
        Check.OTHER,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.SUBJECT: SUBJECT,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: NO_ISSUED_AT,
    },
    special={
        Check.TYPE: pyjwt.VERIFIER.special[Check.SUBJECT],
        Check.ISSUER: _issuer,
        Check.SUBJECT: _subject,
        Check.EXPIRY: _expiry,
        Check.ISSUED_AT: _issued,
        Check.OTHER: _party,
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(
        name="the client ID, which is the audience of the verifier", keys=("clientId", "client_id", "audience")
    ),
    recipe=Recipe(
        text="give the verifier of ID Tokens the client ID; the identifier of an API belongs to its access tokens",
        language="python",
        code="""\
from auth0.authentication.token_verifier import AsymmetricSignatureVerifier, TokenVerifier

verifier = TokenVerifier(
    signature_verifier=AsymmetricSignatureVerifier("https://idp.example/.well-known/jwks.json"),
    issuer=$issuer,
    audience=$audience,
)
""",
    ),
    notes=(
        "In Python a sub that is no text ends in PyJWT's own InvalidSubjectError, before anything else is looked at.",
        "In Python a list that holds something else than strings ends in a TypeError when the client ID is not in it.",
        "Some SDKs leave out the quotes, or write the list in brackets.",
    ),
)
