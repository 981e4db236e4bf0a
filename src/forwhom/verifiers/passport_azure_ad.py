"""passport-azure-ad, Microsoft's deprecated strategy for Passport. No value is shown.

A second audience in the token asks for azp, which has to be the client.

Source: AzureAD/passport-azure-ad, lib/jsonWebToken.js and lib/bearerstrategy.js.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
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
    template: str,
    *codes: str,
    check: Check = Check.AUDIENCE,
    note: str = "",
    versions: str = "",
    shown: str = "",
    basis: Basis | None = None,
) -> Message:
    """A reason as the strategy logs it."""
    return Message(
        template=template,
        sample='{"name":"AzureAD: Bearer Strategy","level":30,"msg":"authentication failed due to: '
        f'{shown or template}","v":0}}',
        codes=codes,
        check=check,
        status=401,
        note=note,
        versions=versions,
        common=check is not Check.AUDIENCE,
        basis=basis,
    )


MISMATCH = _refusal(
    "jwt audience is invalid", "aud-mismatch", "aud-guid-or-uri", "aud-missing", "aud-empty", "aud-wrong-type"
)
MISMATCH_OLD = _refusal(
    "jwt audience is invalid. expected: {expected}",
    "aud-mismatch",
    "aud-guid-or-uri",
    "aud-missing",
    versions="until 3",
    shown="jwt audience is invalid. expected: https://api.example.com",
)
HIDDEN = Message(
    template="In Strategy.prototype.jwtVerify: cannot verify token",
    sample="""\
HTTP/1.1 401 Unauthorized
WWW-Authenticate: In Strategy.prototype.jwtVerify: cannot verify token

Unauthorized""",
    codes=(
        "aud-mismatch",
        "aud-guid-or-uri",
        "aud-missing",
        "aud-many-unsupported",
        "iss-mismatch",
        "token-expired",
        "signature-invalid",
    ),
    check=Check.OTHER,
    status=401,
    where="WWW-Authenticate, and the log at level info",
    note="The one text for every failure while loggingNoPII is on, which it is unless it is switched off.",
)
NO_KEY = _refusal(
    "In Strategy.prototype.jwtVerify: We did not receive a token we know how to validate",
    "key-not-found",
    "aud-other-resource",
    "token-opaque",
    check=Check.KEY,
    note="No key of the metadata has the kid of the token.",
    basis=Basis.READ,
)
MANY = _refusal(
    "mulitple audience in token is not allowed",
    "aud-many-unsupported",
    note="allowMultiAudiencesInToken is not true. The word is misspelt in the text itself.",
)
PARTY = _refusal(
    "jwt azp is invalid",
    "aud-many-unsupported",
    "aud-other-client",
    note="The token names more than one audience, and its azp is absent or another client.",
    basis=Basis.READ,
)
SETTING = _refusal(
    "invalid options.audience value is provided in jsonWebToken.verify",
    "audience-not-configured",
    "audience-setting-unresolved",
    check=Check.CONFIGURATION,
    note="The option audience is an empty list.",
)
ISSUER = _refusal("jwt issuer is invalid", "iss-mismatch", check=Check.ISSUER)
ISSUER_TYPE = _refusal("invalid iss value in payload", "iss-mismatch", check=Check.ISSUER)
SUBJECT = _refusal(
    "invalid sub value in payload",
    "subject-mismatch",
    check=Check.SUBJECT,
    note="It is said of ID Tokens only.",
    basis=Basis.READ,
)
EXPIRED = _refusal("jwt is expired", "token-expired", check=Check.EXPIRY)
NOT_YET_VALID = _refusal("jwt is not active", "token-not-yet-valid", check=Check.NOT_BEFORE)
NO_EXPIRY = _refusal("invalid exp value in payload", "exp-missing", "token-malformed", check=Check.EXPIRY)
NOT_BEFORE_TYPE = _refusal("nbf value in payload is not a number", "token-malformed", check=Check.NOT_BEFORE)
NEVER_VALID = _refusal("nbf value in payload is not before the exp value", "token-malformed", check=Check.NOT_BEFORE)
SIGNATURE = _refusal("invalid signature", "signature-invalid", "aud-other-resource", check=Check.SIGNATURE)
ALGORITHM = _refusal("invalid algorithm", "alg-not-allowed", check=Check.ALGORITHM, basis=Basis.READ)
NOT_A_JWT = _refusal(
    "jwtString is malformed",
    "token-opaque",
    "token-encrypted",
    "token-malformed",
    check=Check.STRUCTURE,
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A second audience in the token is refused whatever it is; without the option the client id is expected."""
    raw = claims.get("aud")
    if isinstance(raw, list) and len(raw) > 1:
        return MANY
    return MISMATCH if expectation.audiences is NONE_CONFIGURED else None


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An empty list is refused for every token."""
    return SETTING if expectation.audiences == () else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is absent, empty or no text is told apart."""
    issuer = claims.get("iss")
    if not isinstance(issuer, str) or not issuer:
        return ISSUER_TYPE
    return ISSUER if expectation.issuers is not None and issuer not in expectation.issuers else None


def _number(value: JsonValue) -> float | None:
    """The value where JavaScript calls it a number."""
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value


def _expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """An exp has to be there and a number."""
    moment = _number(claims.get("exp"))
    if moment is None:
        return NO_EXPIRY
    return EXPIRED if now is not None and moment + expectation.leeway <= now else None


def _not_before(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A nbf that counts as true has to be a number, and to lie before exp."""
    value = claims.get("nbf")
    if not value and not isinstance(value, list | dict):
        return None
    moment, until = _number(value), _number(claims.get("exp"))
    if moment is None or until is None:
        return NOT_BEFORE_TYPE
    if moment >= until:
        return NEVER_VALID
    return NOT_YET_VALID if now is not None and moment >= now + expectation.leeway else None


VERIFIER = Verifier(
    id="passport-azure-ad",
    name="passport-azure-ad",
    kind="framework",
    language="JavaScript",
    versions="4.3.5",
    basis=Basis.OBSERVED,
    sources=(
        "passport-azure-ad 4.3.5 with Passport 0.7.0, run as BearerStrategy with loggingNoPII: false",
        "AzureAD/passport-azure-ad 4.3.5, lib/jsonWebToken.js and lib/bearerstrategy.js",
    ),
    hints=("passport-azure-ad", "AzureAD: ", "BearerStrategy", "authentication failed due to", "jwtVerify"),
    messages=(
        MISMATCH,
        MISMATCH_OLD,
        HIDDEN,
        MANY,
        PARTY,
        SETTING,
        ISSUER,
        ISSUER_TYPE,
        SUBJECT,
        EXPIRED,
        NO_EXPIRY,
        NOT_YET_VALID,
        NOT_BEFORE_TYPE,
        NEVER_VALID,
        NO_KEY,
        SIGNATURE,
        ALGORITHM,
        NOT_A_JWT,
    ),
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
        empty_setting=MISMATCH,
        decide=_audience,
    ),
    order=(
        Check.KEY,
        Check.CONFIGURATION,
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
    ),
    failures={
        Check.KEY: NO_KEY,
        Check.CONFIGURATION: SETTING,
        Check.STRUCTURE: NOT_A_JWT,
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
    },
    special={
        Check.CONFIGURATION: _configuration,
        Check.ISSUER: _issuer,
        Check.EXPIRY: _expiry,
        Check.NOT_BEFORE: _not_before,
    },
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the option audience of BearerStrategy", keys=("audience", "clientID")),
    recipe=Recipe(
        text="name in audience both forms of the API's identifier that its tokens may carry",
        language="javascript",
        code="""\
import { BearerStrategy } from "passport-azure-ad";

const strategy = new BearerStrategy(
  { identityMetadata, clientID, audience: [$audiences], validateIssuer: true, loggingLevel: "info" },
  (token, done) => done(null, token),
);
""",
    ),
    limits=(
        Limit(
            text="The package is deprecated by its authors.",
            seen=Seen.REFUSED,
            source="AzureAD/passport-azure-ad, README.md",
        ),
    ),
    reveal='loggingLevel: "info" together with loggingNoPII: false prints the reason; with it the claims and the token itself, so '
    "never in production",
    notes=(
        "Without the option audience, or with an empty string, the strategy expects the clientID, or spn: before it.",
        "A token with several audiences is refused unless allowMultiAudiencesInToken is true; then azp has to be the clientID.",
        "The reason stands in WWW-Authenticate, for every caller to read, once loggingNoPII is false.",
    ),
)
