"""ASP.NET Core's JwtBearer handler, whose WWW-Authenticate header prints the token's audience, never the expected one.

The header says the same for a mismatch and for an audience that is not configured; the IDX number in the log tells.

Source: dotnet/aspnetcore, src/Security/Authentication/JwtBearer/src/JwtBearerHandler.cs.
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.audience.match import ONE_SLASH
from forwhom.record import replace
from forwhom.verifier import AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers import dotnet_identitymodel

_HEADER = 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="{text}"'


def _header(template: str, *codes: str, check: Check, shown: str = "", versions: str = "") -> Message:
    """A text of the header, and as its sample the response around it."""
    return Message(
        template=template,
        sample=_HEADER.format(text=shown or template),
        codes=codes,
        check=check,
        status=401,
        versions=versions,
        where="WWW-Authenticate header",
    )


def _logged(message: Message) -> Message:
    """A message of Microsoft.IdentityModel as the handler logs it."""
    _, _, text = message.sample.partition("IDX")
    return replace(
        message,
        sample=f"Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler: Bearer was not authenticated. Failure message: IDX{text}",
        where="log",
    )


MISMATCH = Message(
    template="The audience '{found}' is invalid",
    sample=_HEADER.format(text="The audience 'https://orders.example.com' is invalid"),
    codes=("aud-mismatch", "audience-not-configured"),
    status=401,
    found_as=Listing.COMMA_BLANK,
    nothing=("empty", "(null)", "null", ""),
    where="WWW-Authenticate header",
    note="The value is the token's, not the expected one. An audience that was never configured gets this text too; "
    "the log says IDX10214 or IDX10208.",
)
MISSING = Message(
    template="The audience 'empty' is invalid",
    sample=_HEADER.format(text="The audience 'empty' is invalid"),
    codes=("aud-missing", "aud-empty", "audience-not-configured"),
    status=401,
    where="WWW-Authenticate header",
    note="The word empty is the handler's own: the token names no audience at all.",
)
MISSING_NULL = Message(
    template="The audience '(null)' is invalid",
    sample=_HEADER.format(text="The audience '(null)' is invalid"),
    codes=("aud-missing", "audience-not-configured"),
    status=401,
    where="WWW-Authenticate header",
    note="The token names no audience, or a validator of the application refused it without saying which.",
)
MISMATCH_OLD = Message(
    template="The audience is invalid",
    sample=_HEADER.format(text="The audience is invalid"),
    codes=("aud-mismatch", "aud-missing", "audience-not-configured"),
    status=401,
    versions="2.x",
    where="WWW-Authenticate header",
    note="Until 2.x the header shows no value.",
)
ISSUER = _header(
    "The issuer '{issuer}' is invalid",
    "iss-mismatch",
    check=Check.ISSUER,
    shown="The issuer 'https://sts.example.com/' is invalid",
)
EXPIRED = _header(
    "The token expired at '{time}'",
    "token-expired",
    check=Check.EXPIRY,
    shown="The token expired at '09/05/2026 02:16:30'",
)
NOT_YET_VALID = _header(
    "The token is not valid before '{time}'",
    "token-not-yet-valid",
    check=Check.NOT_BEFORE,
    shown="The token is not valid before '09/05/2026 04:16:30'",
)
KEY_NOT_FOUND = _header(
    "The signature key was not found", "key-not-found", "signature-invalid", "jwks-unavailable", check=Check.KEY
)
SIGNATURE = _header("The signature is invalid", "signature-invalid", check=Check.SIGNATURE)
_OLD = (
    _header("The issuer is invalid", "iss-mismatch", check=Check.ISSUER, versions="2.x"),
    _header("The token is expired", "token-expired", check=Check.EXPIRY, versions="2.x"),
    _header("The token is not valid yet", "token-not-yet-valid", check=Check.NOT_BEFORE, versions="2.x"),
    _header("The token has no expiration", "token-expired", check=Check.EXPIRY),
    _header(
        "The token lifetime is invalid",
        "token-expired",
        "token-not-yet-valid",
        check=Check.EXPIRY,
        shown="The token lifetime is invalid; NotBefore: '(null)', Expires: '09/05/2026 02:16:30'",
    ),
)

VERIFIER = Verifier(
    id="aspnetcore-jwtbearer",
    name="ASP.NET Core JwtBearer",
    kind="library",
    language="C#",
    versions="3.0 to 9.0",
    basis=Basis.READ,
    sources=(
        "dotnet/aspnetcore, src/Security/Authentication/JwtBearer/src/JwtBearerHandler.cs at 2.1 and later",
        "AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, Validators.cs at 8.2.0",
    ),
    builds_on="dotnet-identitymodel",
    aliases=(
        "dotnet-jwtbearer",
        "aspnet-jwtbearer",
        "azure-functions",
        "azure-identity-web",
        "microsoft-identity-web",
        "azure-spring-boot-none",
    ),
    hints=("JwtBearerHandler", "Microsoft.AspNetCore", "JwtBearer", "Bearer was not authenticated", "AddJwtBearer"),
    messages=(
        MISMATCH,
        MISSING,
        MISSING_NULL,
        MISMATCH_OLD,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        KEY_NOT_FOUND,
        SIGNATURE,
        *_OLD,
        *map(_logged, dotnet_identitymodel.VERIFIER.messages),
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=MISMATCH,
        absent=MISSING,
        null=MISSING,
        empty_string=MISMATCH,
        empty_array=MISSING,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        empty_setting=MISMATCH,
        compare=ONE_SLASH,
    ),
    order=dotnet_identitymodel.VERIFIER.order,
    failures={
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.ISSUER: ISSUER,
    },
    setting=Setting(
        name="JwtBearerOptions.Audience or TokenValidationParameters.ValidAudiences",
        keys=("Audience", "ValidAudience", "ValidAudiences", "JwtBearerOptions.Audience", "Jwt:Audience"),
    ),
    switch=dotnet_identitymodel.VERIFIER.switch,
    recipe=Recipe(
        text="set the audience in AddJwtBearer",
        language="csharp",
        code="""\
using Microsoft.AspNetCore.Authentication.JwtBearer;

builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
{
    options.Authority = $issuer;
    options.TokenValidationParameters.ValidAudiences = new[] { $audiences };
});
""",
    ),
    limits=dotnet_identitymodel.VERIFIER.limits,
    reveal="the log of the category Microsoft.AspNetCore.Authentication at level Information shows the IDX number; "
    + dotnet_identitymodel.VERIFIER.reveal,
    notes=(
        "IncludeErrorDetails = false leaves the texts out of the header.",
        "Several registered handlers that all fail have their texts joined by a semicolon.",
        "A token that is no JWT gets a bare 401 with error=invalid_token; the log names IDX14100 or IDX12741.",
        *dotnet_identitymodel.VERIFIER.notes,
    ),
    inferred=dotnet_identitymodel.VERIFIER.inferred,
)
