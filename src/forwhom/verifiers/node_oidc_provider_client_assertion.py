"""panva node-oidc-provider on the assertions with which clients authenticate (private_key_jwt, client_secret_jwt).

The audience is the issuer, the token endpoint or the endpoint that is asked. What is wrong stands in the log alone.

Source: oidc-provider 9.13.3, lib/shared/jwt_client_auth.js and lib/helpers/jwt.js
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.finding import Party
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_WEB = re.compile(r"\s*https?:/+[^\s/?#]+(?:[/?#].*)?\s*", re.DOTALL | re.IGNORECASE)
_ORIGIN = re.compile(r"https?://[^/?#]+", re.IGNORECASE)


def _refusal(
    template: str, *codes: str, check: Check = Check.AUDIENCE, note: str = "", common: bool = False
) -> Message:
    """A text that the log shows of a refusal, and the event grant.error; the client sees another."""
    return Message(
        template=template,
        sample=f"oidc-provider:error path=/token method=POST error={{ error: 'invalid_client', error_description: 'client "
        f"authentication failed' }} detail={template}",
        codes=codes,
        check=check,
        status=401,
        exception="InvalidClientAuth",
        where="error_detail of the event grant.error",
        note=note,
        common=common,
    )


FAILED = Message(
    template="client authentication failed",
    sample='{"error":"invalid_client","error_description":"client authentication failed"}',
    codes=("aud-mismatch", "aud-path-differs", "aud-host-differs", "aud-missing", "signature-invalid", "token-expired"),
    status=401,
    exception="invalid_client",
    where="response of the token endpoint",
    note="The client is told no more than this, whatever is wrong; the log of the provider tells what.",
    common=True,
)
MISMATCH = _refusal(
    "audience (aud) must equal the endpoint url, issuer identifier or token endpoint url",
    "aud-path-differs",
    "aud-host-differs",
    "aud-scheme-differs",
    "aud-trailing-slash",
    "aud-mismatch",
    "aud-wrong-type",
    note="The addresses of the endpoints are those under which the request came in: behind a proxy that is not trusted they begin "
    "with http or name an inner host.",
)
NOT_LISTED = _refusal(
    "list of audience (aud) must include the endpoint url, issuer identifier or token endpoint url",
    "aud-path-differs",
    "aud-host-differs",
    "aud-mismatch",
    "aud-empty",
)
MISSING = _refusal(
    "aud (JWT audience) must be provided in the client_assertion JWT", "aud-missing", "aud-empty", "aud-wrong-type"
)
TYPE = _refusal("invalid aud value", "aud-wrong-type", check=Check.TYPE, common=True)
NO_EXPIRY = _refusal(
    "expiration must be specified in the client_assertion JWT", "exp-missing", "token-malformed", check=Check.PRESENCE
)
NO_ISSUER = _refusal(
    "iss (JWT issuer) must be provided in the client_assertion JWT", "iss-mismatch", check=Check.ISSUER
)
ISSUER = _refusal("iss (JWT issuer) must be the client_id", "iss-mismatch", check=Check.ISSUER)
SUBJECT = _refusal(
    "sub (JWT subject) must be provided in the client_assertion JWT", "subject-mismatch", check=Check.SUBJECT
)
SIGNATURE = _refusal("signature verification failed", "signature-invalid", check=Check.SIGNATURE, common=True)
NOT_YET_VALID = _refusal("jwt not active yet", "token-not-yet-valid", check=Check.NOT_BEFORE, common=True)
NOT_BEFORE_TYPE = _refusal("invalid nbf value", "token-malformed", check=Check.NOT_BEFORE, common=True)
ISSUED_TYPE = _refusal("invalid iat value", "token-malformed", check=Check.ISSUED_AT, common=True)
EXPIRED = _refusal("jwt expired", "token-expired", check=Check.EXPIRY, common=True)
EXPIRY_TYPE = _refusal("invalid exp value", "token-malformed", check=Check.EXPIRY, common=True)


def _setting(template: str, *codes: str) -> Message:
    """An error when the provider is made, about its issuer."""
    return Message(template=template, sample=f"AssertionError: {template}", codes=codes, check=Check.CONFIGURATION)


NO_SETTING = _setting(
    "first argument must be the Issuer Identifier, i.e. https://op.example.com", "audience-not-configured"
)
NOT_A_URL = _setting("Issuer Identifier must be a valid web uri", "aud-not-a-uri")


def _number(value: JsonValue) -> float | None:
    """The value where it is a number, as which true and false do not count."""
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value


def accepted(issuer: str) -> frozenset[str]:
    """What an assertion may name: the issuer, and the token endpoint where it usually is."""
    origin = _ORIGIN.match(issuer)
    return frozenset({issuer, f"{origin[0].lower()}/token"} if origin else {issuer})


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """What JavaScript takes for false is absent; of a list one member is enough."""
    raw = claims.get("aud")
    if not raw and not isinstance(raw, list | dict):
        return MISSING
    names = accepted(expectation.values[0]) if expectation.values else frozenset[str]()
    if any(one in names for one in read(claims).values):
        return ACCEPT
    return NOT_LISTED if isinstance(raw, list) else MISMATCH


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The issuer has to be there, and to be a URL of the web."""
    if expectation.audiences is UNKNOWN:
        return None
    if not any(expectation.values):
        return NO_SETTING
    return None if _WEB.fullmatch(expectation.values[0]) else NOT_A_URL


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An exp that is absent, null, empty, zero or false is none."""
    until = claims.get("exp")
    return None if until or isinstance(until, list | dict) else NO_EXPIRY


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The issuer of an assertion is the client; one that is absent, null, empty or zero is none."""
    if not claims.get("iss"):
        return NO_ISSUER
    return ISSUER if expectation.issuers is not None and claims["iss"] not in expectation.issuers else None


def _not_before(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A nbf has to be a number, and not to lie in the future."""
    moment = _number(claims.get("nbf", 0))
    if moment is None:
        return NOT_BEFORE_TYPE
    return NOT_YET_VALID if now is not None and moment > now + expectation.leeway else None


def _issued(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """An iat has to be a number; it may lie in the future."""
    return ISSUED_TYPE if _number(claims.get("iat", 0)) is None else None


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be a number, and not to lie in the past."""
    moment = _number(claims.get("exp"))
    if moment is None:
        return EXPIRY_TYPE
    return EXPIRED if now is not None and moment <= now - expectation.leeway else None


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A list that names the right audience beside something that is no text is refused at the end."""
    return TYPE if read(claims).shape is Shape.MIXED_ARRAY else None


VERIFIER = Verifier(
    id="node-oidc-provider-client-assertion",
    name="node-oidc-provider JWT client authentication",
    kind="infrastructure",
    language="JavaScript",
    versions="9.13.3",
    basis=Basis.OBSERVED,
    sources=(
        "oidc-provider 9.13.3, run: client_credentials with private_key_jwt",
        "oidc-provider 9.13.3, lib/shared/jwt_client_auth.js and lib/helpers/jwt.js",
    ),
    hints=("oidc-provider", "client_assertion", "private_key_jwt", "client_secret_jwt", "InvalidClientAuth"),
    messages=(
        MISMATCH,
        NOT_LISTED,
        MISSING,
        TYPE,
        FAILED,
        ISSUER,
        NO_ISSUER,
        SUBJECT,
        NO_EXPIRY,
        SIGNATURE,
        NOT_YET_VALID,
        NOT_BEFORE_TYPE,
        ISSUED_TYPE,
        EXPIRED,
        EXPIRY_TYPE,
        NO_SETTING,
        NOT_A_URL,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NO_SETTING,
        unset_blank=NO_SETTING,
        unset_malformed=NO_SETTING,
        absent=MISSING,
        null=MISSING,
        empty_string=MISSING,
        empty_array=NOT_LISTED,
        number=MISMATCH,
        other=MISMATCH,
        mixed=NOT_LISTED,
        empty_setting=NO_SETTING,
        decide=_audience,
    ),
    order=(
        Check.CONFIGURATION,
        Check.SUBJECT,
        Check.PRESENCE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.SIGNATURE,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.EXPIRY,
        Check.TYPE,
    ),
    failures={
        Check.CONFIGURATION: NO_SETTING,
        Check.SUBJECT: SUBJECT,
        Check.PRESENCE: NO_EXPIRY,
        Check.ISSUER: ISSUER,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUED_AT: ISSUED_TYPE,
        Check.EXPIRY: EXPIRED,
        Check.TYPE: TYPE,
    },
    special={
        Check.CONFIGURATION: _configuration,
        Check.PRESENCE: _presence,
        Check.ISSUER: _issuer,
        Check.NOT_BEFORE: _not_before,
        Check.ISSUED_AT: _issued,
        Check.EXPIRY: _expiry,
        Check.TYPE: _type,
    },
    setting=Setting(name="the issuer, the first argument of Provider"),
    recipe=Recipe(
        text="name the issuer of the provider in aud of the assertion, as its discovery document writes it",
        language="json",
        code="""\
{
  "iss": "CLIENT_ID",
  "sub": "CLIENT_ID",
  "aud": $audience,
  "jti": "a new one each time",
  "exp": 1772615553
}
""",
        party=Party.CLIENT,
    ),
    reveal="DEBUG=oidc-provider:* in the environment, or the event grant.error, whose error_detail is the reason",
    notes=(
        "The token endpoint and the endpoint that is asked count too, under the address by which the request came in.",
        "The audience is looked at before the signature.",
    ),
)
