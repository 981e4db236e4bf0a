"""Microsoft.IdentityModel for .NET. IDX10214 is a mismatch, IDX10206 an absent aud, IDX10208 an absent setting.

One trailing slash is forgiven from 6.5.0, in either direction; from 8.8.0 the mismatch shows no values. A claim of a
wrong type, aud among them, spoils the whole payload, and IDX14101 says that it could not be decoded.

Source: AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, Validators.cs and LogMessages.cs.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from forwhom.audience.audience import read
from forwhom.audience.expectation import NONE_CONFIGURED
from forwhom.audience.listing import Listing
from forwhom.audience.match import ONE_SLASH
from forwhom.record import replace
from forwhom.verifier import (
    ACCEPT,
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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue

_TYPE = "Microsoft.IdentityModel.Tokens."
_AUDIENCE = f"{_TYPE}SecurityTokenInvalidAudienceException"
_NOTHING = ("", "null", "empty")
_START = (
    "IDX10214: Audience validation failed. Audiences: '{found}'. Did not match: validationParameters.ValidAudience: "
)
_SAMPLE = (
    f"{_AUDIENCE}: IDX10214: Audience validation failed. Audiences: 'https://orders.example.com'. "
    "Did not match: validationParameters.ValidAudience: "
)
_HIDDEN = "Values written as [PII is hidden] are replaced unless IdentityModelEventSource.ShowPII is on."


def _mismatch(rest: str, sample: str) -> Message:
    """The text of a mismatch, which names the two settings even when only one of them is set."""
    return Message(
        template=_START + rest,
        sample=_SAMPLE + sample,
        codes=("aud-mismatch", "aud-missing", "aud-empty"),
        exception=_AUDIENCE,
        found_as=Listing.COMMA_BLANK,
        expected_as=Listing.COMMA_BLANK,
        nothing=_NOTHING,
        note=_HIDDEN,
    )


MISMATCH = _mismatch(
    "'{expected}' or validationParameters.ValidAudiences: 'null'",
    "'https://api.example.com' or validationParameters.ValidAudiences: 'null'.",
)


def _list(_claims: Mapping[str, JsonValue], expectation: Expectation) -> dict[str, str]:
    """ValidAudiences as the text shows them."""
    return {"expected": Listing.COMMA_BLANK.write(expectation.values) or "empty"}


MISMATCH_LIST = replace(
    _mismatch(
        "'null' or validationParameters.ValidAudiences: '{expected}'",
        "'null' or validationParameters.ValidAudiences: 'https://api.example.com, https://shop.example.com'.",
    ),
    printed=_list,
)
MISMATCH_BOTH = _mismatch(
    "'{expected}' or validationParameters.ValidAudiences: '{expected_too}'",
    "'https://api.example.com' or validationParameters.ValidAudiences: 'https://shop.example.com'.",
)
MISMATCH_SCRUBBED = Message(
    template="IDX10214: Audience validation failed. See https://aka.ms/identitymodel/app-context-switches",
    sample=f"{_AUDIENCE}: IDX10214: Audience validation failed. See https://aka.ms/identitymodel/app-context-switches",
    codes=("aud-mismatch", "aud-empty"),
    exception=_AUDIENCE,
    versions="from 8.8.0",
    note="Both values are left out on purpose; the switch Switch.Microsoft.IdentityModel.DoNotScrubExceptions shows them.",
)
MISMATCH_NEW = Message(
    template="IDX10215: Audience validation failed. Audiences: '{found}'. Did not match: validationParameters.ValidAudiences: '{expected}'",
    sample="IDX10215: Audience validation failed. Audiences: 'https://orders.example.com'. "
    "Did not match: validationParameters.ValidAudiences: 'https://api.example.com'.",
    codes=("aud-mismatch", "aud-empty"),
    found_as=Listing.COMMA_BLANK,
    expected_as=Listing.COMMA_BLANK,
    nothing=_NOTHING,
    note="It comes from the newer ValidationParameters. " + _HIDDEN,
)
MISSING = Message(
    template="IDX10206: Unable to validate audience. The 'audiences' parameter is empty",
    sample=f"{_AUDIENCE}: IDX10206: Unable to validate audience. The 'audiences' parameter is empty.",
    codes=("aud-missing", "aud-empty"),
    exception=_AUDIENCE,
    note="The parameter is what the token says; the setting is there.",
)
MISSING_NULL = Message(
    template="IDX10207: Unable to validate audience. The 'audiences' parameter is null",
    sample=f"{_AUDIENCE}: IDX10207: Unable to validate audience. The 'audiences' parameter is null.",
    codes=("aud-missing",),
    exception=_AUDIENCE,
    note="The parameter is what the token says; the setting is there.",
)
NOT_CONFIGURED = Message(
    template="IDX10208: Unable to validate audience. validationParameters.ValidAudience is null or whitespace and validationParameters.ValidAudiences is null",
    sample=f"{_AUDIENCE}: IDX10208: Unable to validate audience. validationParameters.ValidAudience is null or whitespace "
    "and validationParameters.ValidAudiences is null.",
    codes=("audience-not-configured",),
    exception=_AUDIENCE,
    note="The setting is tested first, so nothing is said about the token's aud.",
)
NOT_CONFIGURED_NEW = Message(
    template="IDX10268: Unable to validate audience, validationParameters.ValidAudiences.Count == 0",
    sample="IDX10268: Unable to validate audience, validationParameters.ValidAudiences.Count == 0.",
    codes=("audience-not-configured",),
    note="It comes from the newer ValidationParameters.",
)
DELEGATE = Message(
    template="IDX10231: Audience validation failed. Delegate returned false, securitytoken: '{token}'",
    sample=f"{_AUDIENCE}: IDX10231: Audience validation failed. Delegate returned false, securitytoken: "
    "'[PII of type 'Microsoft.IdentityModel.JsonWebTokens.JsonWebToken' is hidden. For more details, see https://aka.ms/IdentityModel/PII.]'.",
    codes=("aud-mismatch", "aud-missing", "verifier-limit", "audience-not-configured"),
    exception=_AUDIENCE,
    note="The application, or Microsoft.Identity.Web, set an AudienceValidator of its own, and that said no; "
    "ValidAudience counts only as far as that delegate reads it.",
)
SWITCHED_OFF = Message(
    template="IDX10233: ValidateAudience property on ValidationParameters is set to false. Exiting without validating the audience",
    sample="IDX10233: ValidateAudience property on ValidationParameters is set to false. Exiting without validating the audience.",
    codes=("audience-check-disabled",),
    where="log",
    note="A warning, not a refusal: any token of the issuer passes.",
)
VALIDATED = Message(
    template="IDX10234: Audience Validated.Audience: '{found}'",
    sample="IDX10234: Audience Validated.Audience: 'https://api.example.com'",
    codes=(),
    where="log",
    note="The audience is in order; the trouble is elsewhere.",
)
ISSUER = Message(
    template="IDX10205: Issuer validation failed. Issuer: '{issuer}'. Did not match: validationParameters.ValidIssuer: '{expected_issuer}' or",
    sample=f"{_TYPE}SecurityTokenInvalidIssuerException: IDX10205: Issuer validation failed. Issuer: 'https://sts.example.com'. "
    "Did not match: validationParameters.ValidIssuer: 'https://login.example.com' or validationParameters.ValidIssuers: 'null",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_TYPE}SecurityTokenInvalidIssuerException",
    note=_HIDDEN,
)
ISSUER_BOTH = Message(
    template="IDX10205: Issuer validation failed. Issuer: '{issuer}'. Did not match: validationParameters.ValidIssuer: '{expected_issuer}' "
    "or validationParameters.ValidIssuers: '{others}'.",
    sample="IDX10205: Issuer validation failed. Issuer: 'https://sts.example.com'. Did not match: validationParameters.ValidIssuer: "
    "'https://login.example.com' or validationParameters.ValidIssuers: 'https://id.example.com'.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    note=_HIDDEN,
)
_ISSUERS = "IDX10205: Issuer validation failed. Issuer: '{issuer}'. Did not match: validationParameters.ValidIssuer: 'null' or validationParameters."
ISSUER_LIST = Message(
    template=_ISSUERS + "ValidIssuers: '{expected_issuer}'",
    sample="IDX10205: Issuer validation failed. Issuer: 'https://sts.example.com'. Did not match: "
    "validationParameters.ValidIssuer: 'null' or validationParameters.ValidIssuers: 'https://login.example.com'.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    issuers_as=Listing.COMMA_BLANK,
    note=_HIDDEN,
)
ISSUER_DISCOVERED = Message(
    template=_ISSUERS
    + "ValidIssuers: 'null' or validationParameters.ConfigurationManager.CurrentConfiguration.Issuer: '{expected_issuer}'",
    sample="IDX10205: Issuer validation failed. Issuer: 'https://sts.example.com'. Did not match: validationParameters.ValidIssuer: "
    "'null' or validationParameters.ValidIssuers: 'null' or validationParameters.ConfigurationManager.CurrentConfiguration.Issuer: "
    "'https://login.example.com'.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    note=_HIDDEN,
)


def _other(check: Check, exception: str, template: str, tail: str, *codes: str, basis: Basis | None = None) -> Message:
    """A refusal for another reason: its text up to the first value, and an invented rest."""
    name = f"{_TYPE}{exception}"
    return Message(
        template=template,
        sample=f"{name}: {template}{tail}",
        codes=codes,
        check=check,
        exception=name,
        basis=basis,
    )


EXPIRED = _other(
    Check.EXPIRY,
    "SecurityTokenExpiredException",
    "IDX10223: Lifetime validation failed. The token is expired.",
    " ValidTo (UTC): '9/5/2026 2:16:30 AM', Current time (UTC): '9/5/2026 3:15:30 AM'.",
    "token-expired",
)
NOT_YET_VALID = _other(
    Check.NOT_BEFORE,
    "SecurityTokenNotYetValidException",
    "IDX10222: Lifetime validation failed. The token is not yet valid.",
    " ValidFrom (UTC): '9/5/2026 4:16:30 AM', Current time (UTC): '9/5/2026 3:15:30 AM'.",
    "token-not-yet-valid",
)
SIGNATURE = _other(
    Check.SIGNATURE,
    "SecurityTokenInvalidSignatureException",
    "IDX10511: Signature validation failed. Keys tried:",
    " 'Microsoft.IdentityModel.Tokens.RsaSecurityKey, KeyId: 'k1''.",
    "signature-invalid",
)
KEY_NOT_FOUND = _other(
    Check.KEY,
    "SecurityTokenSignatureKeyNotFoundException",
    "IDX10501: Signature validation failed. Unable to match key:",
    " kid: 'NjVBRjY5MDlC'.",
    "key-not-found",
)
ALGORITHM = _other(
    Check.ALGORITHM,
    "SecurityTokenInvalidAlgorithmException",
    "IDX10696: The algorithm '{alg}' is not in the user-defined accepted list of algorithms",
    ".",
    "alg-not-allowed",
)
MALFORMED = _other(
    Check.STRUCTURE,
    "SecurityTokenMalformedException",
    "IDX14100: JWT is not well formed, there are no dots (.).",
    " The token needs to be in JWS or JWE Compact Serialization Format.",
    "token-opaque",
    "token-malformed",
)
UNDECODABLE = _other(
    Check.STRUCTURE,
    "SecurityTokenMalformedException",
    "IDX14101: Unable to decode the payload '{payload}' as Base64Url encoded string",
    ".",
    "aud-wrong-type",
    "token-malformed",
)
NO_EXPIRY = _other(
    Check.EXPIRY,
    "SecurityTokenNoExpirationException",
    "IDX10225: Lifetime validation failed. The token is missing an Expiration Time.",
    " Tokentype: 'Microsoft.IdentityModel.JsonWebTokens.JsonWebToken'.",
    "exp-missing",
    "token-expired",
)
NEVER_VALID = _other(
    Check.EXPIRY,
    "SecurityTokenInvalidLifetimeException",
    "IDX10224: Lifetime validation failed. The NotBefore",
    " (UTC): '9/5/2026 4:16:30 AM' is after Expires (UTC): '9/5/2026 2:16:30 AM'.",
    "token-not-yet-valid",
    "token-expired",
)
NO_ISSUER = _other(
    Check.ISSUER,
    "SecurityTokenInvalidIssuerException",
    "IDX10211: Issuer validation failed. Unable to validate issuer. The 'issuer' parameter is null or whitespace",
    ".",
    "iss-mismatch",
)
_OTHERS = tuple(
    _other(check, exception, template, tail, *codes, basis=Basis.READ)
    for check, exception, template, tail, codes in (
        (Check.ISSUER, "SecurityTokenInvalidIssuerException", "IDX10204: Unable to validate issuer.", " validationParameters.ValidIssuer is null or whitespace AND validationParameters.ValidIssuers is null.", ("iss-mismatch",)),
        (Check.ISSUER, "SecurityTokenInvalidIssuerException", "IDX10211: Unable to validate issuer. The 'issuer' parameter is null or whitespace", "", ("iss-mismatch",)),
        (Check.KEY, "SecurityTokenSignatureKeyNotFoundException", "IDX10500: Signature validation failed. No security keys were provided to validate the signature", ".", ("jwks-unavailable", "key-not-found")),
        (Check.SIGNATURE, "SecurityTokenSignatureKeyNotFoundException", "IDX10503: Signature validation failed.", " Token does not have a kid. Keys tried: ''.", ("signature-invalid", "key-not-found")),
        (Check.KEY, "SecurityTokenSignatureKeyNotFoundException", "IDX10517: Signature validation failed. The token's kid is missing.", " Keys tried: ''.", ("key-not-found", "signature-invalid")),
        (Check.SIGNATURE, "SecurityTokenInvalidSignatureException", "IDX10504: Unable to validate signature, token does not have a signature:", " '{\"alg\":\"none\"}.{}'.", ("signature-invalid", "alg-not-allowed")),
        (Check.STRUCTURE, "SecurityTokenMalformedException", "IDX12741: JWT must have three segments (JWS) or five segments (JWE)", ".", ("token-opaque", "token-malformed")),
        (Check.STRUCTURE, "SecurityTokenMalformedException", "IDX14100: JWT is not well formed:", " '[PII is hidden]'.", ("token-opaque", "token-malformed")),
        (Check.STRUCTURE, "SecurityTokenDecryptionFailedException", "IDX10609: Decryption failed. No Keys tried: token:", " '[PII is hidden]'.", ("token-encrypted",)),
        (Check.KEY, "ConfigurationException", "IDX20803: Unable to obtain configuration from: '{address}'", ".", ("jwks-unavailable",)),
        (Check.KEY, "ConfigurationException", "IDX20804: Unable to retrieve document from: '{address}'", ".", ("jwks-unavailable",)),
    )
)  # fmt: skip


def payload(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """Claims of a wrong type are found when the payload is read, before anything else is looked at."""
    dates = (claims[name] for name in ("exp", "nbf", "iat") if name in claims)
    well_typed = (
        _is_audience(claims.get("aud"))
        and isinstance(claims.get("iss"), str | None)
        and all(_is_date(value) for value in dates)
    )
    return None if well_typed else UNDECODABLE


def _is_audience(found: JsonValue) -> bool:
    """Whether this is read as audiences: a string, an array of them, or null in the place of either."""
    members = found if isinstance(found, list) else [found]
    return all(isinstance(member, str | None) for member in members)


def _is_date(value: JsonValue) -> bool:
    """Whether this is read as a moment: a number, or a text of digits."""
    if isinstance(value, str):
        return value.isascii() and value.isdigit()
    return type(value) in (int, float)


def lifetime(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A lifetime without an end, or with its end before its beginning, whatever the time is."""
    if "exp" not in claims:
        return NO_EXPIRY
    return NEVER_VALID if _moment(claims.get("nbf", 0)) > _moment(claims["exp"]) else None


def not_before(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A lifetime that has not begun."""
    begins = _moment(claims.get("nbf", 0))
    return NOT_YET_VALID if now is not None and begins > now + expectation.leeway else None


def expiry(claims: Mapping[str, JsonValue], expectation: Expectation, now: float | None) -> Message | None:
    """A lifetime that has ended."""
    ends = _moment(claims.get("exp"))
    return EXPIRED if now is not None and ends < now - expectation.leeway else None


def _moment(value: JsonValue) -> float:
    """The moment that a date stands for, in whole seconds since the epoch, UTC; no earlier one exists.

    A half is rounded to the even second, as .NET's Convert.ToInt64 and Python's round do.
    """
    moment = max(0.0, float(value)) if isinstance(value, str | int | float) else 0.0
    return float(round(moment)) if isfinite(moment) else moment


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An issuer that is missing has another text than one that is not expected."""
    issuer, expected = claims.get("iss"), expectation.issuers
    if expected is None or issuer in expected:
        return None
    if not issuer:
        return NO_ISSUER
    return ISSUER if len(expected) == 1 else ISSUER_LIST


def audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """One expected audience stands in ValidAudience, a list in ValidAudiences; blank values count on neither side."""
    if not _is_audience(claims.get("aud")):
        return UNDECODABLE
    if expectation.audiences is NONE_CONFIGURED:
        return NOT_CONFIGURED
    values = expectation.values
    alone = len(values) == 1
    if alone and not values[0].strip():
        return NOT_CONFIGURED
    found = read(claims).values
    if not found:
        return MISSING
    wanted = [value for value in values if value.strip()]
    if any(ONE_SLASH.equal(value, one) for value in found if value.strip() for one in wanted):
        return ACCEPT
    return MISMATCH if alone else MISMATCH_LIST


VERIFIER = Verifier(
    id="dotnet-identitymodel",
    name="Microsoft.IdentityModel.Tokens",
    kind="library",
    language="C#",
    versions="8.22.0",
    basis=Basis.OBSERVED,
    sources=(
        "observed: 8.22.0 on .NET 10, with the values shown; and 5.6.0",
        "AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, Validators.cs and LogMessages.cs at 8.2.0",
        "the same, CHANGELOG.md and Validators.cs after 8.8.0 for the text without values",
    ),
    aliases=("microsoft-identitymodel", "microsoft-identitymodel-tokens", "system-identitymodel-tokens-jwt"),
    hints=(
        "Microsoft.IdentityModel",
        "System.IdentityModel.Tokens.Jwt",
        "SecurityTokenInvalidAudienceException",
        "IDX10",
    ),
    messages=(
        MISMATCH,
        MISMATCH_LIST,
        MISMATCH_BOTH,
        MISMATCH_SCRUBBED,
        MISMATCH_NEW,
        MISSING,
        MISSING_NULL,
        NOT_CONFIGURED,
        NOT_CONFIGURED_NEW,
        DELEGATE,
        SWITCHED_OFF,
        VALIDATED,
        ISSUER,
        ISSUER_BOTH,
        ISSUER_LIST,
        ISSUER_DISCOVERED,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        KEY_NOT_FOUND,
        ALGORITHM,
        MALFORMED,
        UNDECODABLE,
        NO_EXPIRY,
        NEVER_VALID,
        NO_ISSUER,
        *_OTHERS,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=UNDECODABLE,
        absent=MISSING,
        null=MISSING,
        empty_string=MISMATCH,
        empty_array=MISSING,
        number=UNDECODABLE,
        other=UNDECODABLE,
        mixed=UNDECODABLE,
        empty_setting=NOT_CONFIGURED,
        compare=ONE_SLASH,
        decide=audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.PRESENCE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    special={
        Check.STRUCTURE: payload,
        Check.PRESENCE: lifetime,
        Check.NOT_BEFORE: not_before,
        Check.EXPIRY: expiry,
        Check.ISSUER: _issuer,
    },
    failures={
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
    },
    setting=Setting(
        name="TokenValidationParameters.ValidAudience and ValidAudiences, which are united",
        keys=("ValidAudience", "ValidAudiences", "AudienceValidator"),
    ),
    switch="TokenValidationParameters.ValidateAudience = false",
    recipe=Recipe(
        text="set ValidAudiences of the TokenValidationParameters",
        language="csharp",
        code="""\
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

var parameters = new TokenValidationParameters
{
    ValidAudiences = new[] { $audiences },
    ValidIssuer = $issuer,
    IssuerSigningKey = key,
};
var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, parameters);
""",
    ),
    limits=(
        Limit(
            text="A trailing slash on one side parts two audiences; later versions forgive one.",
            seen=Seen.REFUSED,
            versions="until 6.4.1",
            symptom="aud-trailing-slash",
            source="observed: 5.6.0; Validators.cs and TokenValidationParameters.cs at 5.7.0, 6.5.0 and 8.2.0",
        ),
        Limit(
            text="A token without aud gets IDX10214 with Audiences: 'empty' in place of IDX10206.",
            seen=Seen.WORDED,
            versions="5.6.0",
            symptom="aud-missing",
            source="observed: 5.6.0",
        ),
        Limit(
            text="An aud, iss, exp, nbf or iat of a wrong type is told as IDX14101, a payload that cannot be decoded as "
            "Base64Url, before anything else is looked at.",
            seen=Seen.WORDED,
            symptom="aud-wrong-type",
            source="observed: 8.22.0; 5.6.0 compares what it can read instead",
        ),
        Limit(
            text="Where no key has the token's kid, the claims are looked at first, so that a wrong audience is told and "
            "the missing key is not.",
            seen=Seen.WORDED,
            symptom="aud-mismatch",
            source="observed: 8.22.0",
        ),
        Limit(
            text="The text of a mismatch names neither the found nor the expected audience.",
            seen=Seen.WORDED,
            versions="from 8.8.0",
            symptom="aud-mismatch",
            source="CHANGELOG.md, pull request 3195",
        ),
    ),
    reveal="IdentityModelEventSource.ShowPII = true shows values written as [PII is hidden]; from 8.8.0 also "
    'AppContext.SetSwitch("Switch.Microsoft.IdentityModel.DoNotScrubExceptions", true), both on a development machine only.',
    notes=(
        "IgnoreTrailingSlashWhenValidatingAudience is true unless it is set; letter case counts.",
        "Blank entries are skipped on both sides, and null in an array of audiences is.",
        "ClockSkew forgives five minutes around exp and nbf unless it is set.",
        "IgnoreCaseWhenValidatingAudience, in newer versions, forgives letter case.",
    ),
)
