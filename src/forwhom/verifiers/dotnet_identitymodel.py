"""Microsoft.IdentityModel for .NET. IDX10214 is a mismatch, IDX10206 an absent aud, IDX10208 an absent setting.

One trailing slash is forgiven from 6.5.0, in either direction; from 8.8.0 the mismatch shows no values.

Source: AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, Validators.cs and LogMessages.cs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import NAMED, read
from forwhom.audience.listing import Listing
from forwhom.audience.match import ONE_SLASH
from forwhom.verifier import AudienceRules, Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue

_TYPE = "Microsoft.IdentityModel.Tokens."
_AUDIENCE = f"{_TYPE}SecurityTokenInvalidAudienceException"
_NOTHING = ("null", "empty", "")
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
MISMATCH_LIST = _mismatch(
    "'null' or validationParameters.ValidAudiences: '{expected}'",
    "'null' or validationParameters.ValidAudiences: 'https://api.example.com, https://shop.example.com'.",
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
    "Did not match: validationParameters.ValidIssuer: 'https://login.example.com' or validationParameters.ValidIssuers: 'null'.",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_TYPE}SecurityTokenInvalidIssuerException",
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


def _other(check: Check, exception: str, template: str, tail: str, *codes: str) -> Message:
    """A refusal for another reason: its text up to the first value, and an invented rest."""
    name = f"{_TYPE}{exception}"
    return Message(
        template=template,
        sample=f"{name}: {template}{tail}",
        codes=codes,
        check=check,
        exception=name,
        basis=Basis.READ,
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
_OTHERS = tuple(
    _other(check, exception, template, tail, *codes)
    for check, exception, template, tail, codes in (
        (Check.ISSUER, "SecurityTokenInvalidIssuerException", "IDX10204: Unable to validate issuer.", " validationParameters.ValidIssuer is null or whitespace AND validationParameters.ValidIssuers is null.", ("iss-mismatch",)),
        (Check.ISSUER, "SecurityTokenInvalidIssuerException", "IDX10211: Unable to validate issuer. The 'issuer' parameter is null or whitespace", "", ("iss-mismatch",)),
        (Check.EXPIRY, "SecurityTokenNoExpirationException", "IDX10225: Lifetime validation failed. The token is missing an Expiration Time.", " Tokentype: 'JsonWebToken'.", ("token-expired",)),
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


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Message | None:
    """Several expected audiences stand in ValidAudiences, and the text shows them there."""
    audience, values = read(claims), tuple(value for value in expectation.values if value.strip())
    if len(expectation.values) < 2 or not values or audience.shape not in NAMED:  # noqa: PLR2004 - several
        return None
    met = any(ONE_SLASH.equal(found, value) for found in audience.values if found.strip() for value in values)
    return None if met else MISMATCH_LIST


VERIFIER = Verifier(
    id="dotnet-identitymodel",
    name="Microsoft.IdentityModel.Tokens",
    kind="library",
    language="C#",
    versions="8.2.0",
    basis=Basis.READ,
    sources=(
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
        ISSUER_LIST,
        ISSUER_DISCOVERED,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
        KEY_NOT_FOUND,
        ALGORITHM,
        MALFORMED,
        *_OTHERS,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=NOT_CONFIGURED,
        absent=MISSING,
        null=MISSING,
        empty_string=MISMATCH,
        empty_array=MISSING,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        empty_setting=NOT_CONFIGURED,
        compare=ONE_SLASH,
        decide=_audience,
    ),
    order=(
        Check.STRUCTURE,
        Check.ALGORITHM,
        Check.KEY,
        Check.SIGNATURE,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.ISSUER,
    ),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.ALGORITHM: ALGORITHM,
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
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
            text="Until 6.4.1 a trailing slash on one side parts two audiences; from 6.5.0 one is forgiven.",
            versions="until 6.4.1",
            symptom="aud-trailing-slash",
            source="Validators.cs and TokenValidationParameters.cs at 5.7.0, 6.5.0 and 8.2.0",
        ),
        Limit(
            text="From 8.8.0 the text of a mismatch names neither the found nor the expected audience.",
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
        "Blank entries are skipped on both sides.",
        "ClockSkew forgives five minutes around exp and nbf unless it is set.",
        "IgnoreCaseWhenValidatingAudience, in newer versions, forgives letter case.",
    ),
    inferred=("null", "number", "other", "mixed"),
)
