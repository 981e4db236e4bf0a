"""ASP.NET Core's JwtBearer handler, whose WWW-Authenticate header prints the token's audience, never the expected one.

The header says the same for a mismatch and for an audience that is not configured; the IDX number in the log tells.
Beside Microsoft.IdentityModel 8.8.0 or later it prints '(null)' in the place of the audience of a mismatch.

Source: dotnet/aspnetcore, src/Security/Authentication/JwtBearer/src/JwtBearerHandler.cs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.audience import read
from forwhom.audience.listing import Listing
from forwhom.audience.match import ONE_SLASH
from forwhom.record import replace
from forwhom.retold import retold
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
from forwhom.verifiers import dotnet_identitymodel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.audience.expectation import Expectation
    from forwhom.jwt.json import JsonValue

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
    nothing=("", "empty", "(null)", "null"),
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
    codes=("aud-mismatch", "audience-not-configured", "aud-missing"),
    status=401,
    where="WWW-Authenticate header",
    note="The token may name an audience: from Microsoft.IdentityModel 8.8.0 a mismatch is told without it. "
    "A validator of the application that refuses is told so too.",
)
MISMATCH_OLD = Message(
    template="The audience is invalid",
    sample='{"error": "The audience is invalid"}',
    codes=("aud-mismatch", "aud-missing", "audience-not-configured"),
    status=401,
    versions="2.x",
    where="WWW-Authenticate header",
    note="Until 2.x the header shows no value.",
)
MISMATCH_OLD_HEADER = replace(
    MISMATCH_OLD,
    template='Bearer error="invalid_token", error_description="The audience is invalid"',
    sample=_HEADER.format(text="The audience is invalid"),
)


def _issuer(claims: Mapping[str, JsonValue], _expectation: Expectation) -> dict[str, str]:
    """An issuer that is null is told apart from one that is not there."""
    issuer = claims.get("iss", "")
    return {"issuer": "(null)" if issuer is None else str(issuer)}


ISSUER = replace(
    _header(
        "The issuer '{issuer}' is invalid",
        "iss-mismatch",
        check=Check.ISSUER,
        shown="The issuer 'https://sts.example.com/' is invalid",
    ),
    printed=_issuer,
)
BARE = Message(
    template='Bearer error="invalid_token"',
    sample='HTTP/1.1 401 Unauthorized\nServer: Kestrel\nWWW-Authenticate: Bearer error="invalid_token"',
    codes=("token-malformed", "aud-wrong-type", "token-opaque"),
    check=Check.STRUCTURE,
    status=401,
    where="WWW-Authenticate header",
    note="The token could not be read, be it for one claim of a wrong type; the log has IDX14101 or IDX14100.",
    common=True,
)
UNWRITABLE = Message(
    template="Invalid non-ASCII or control character in header: {character}",
    sample="System.InvalidOperationException: Invalid non-ASCII or control character in header: 0x0456\n"
    "   at Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpHeaders.ThrowInvalidHeaderCharacter(Char ch)",
    codes=("aud-mismatch", "aud-stray-characters", "audience-not-configured"),
    status=500,
    where="log",
    note="The audience of the token is no ASCII text, so the header that would name it cannot be written, and the caller "
    "gets a 500 in the place of a 401.",
    common=True,
)
NO_EXPIRY = _header("The token has no expiration", "exp-missing", "token-expired", check=Check.EXPIRY)
NEVER_VALID = _header(
    "The token lifetime is invalid",
    "token-expired",
    "token-not-yet-valid",
    check=Check.EXPIRY,
    shown="The token lifetime is invalid; NotBefore: '(null)', Expires: '09/05/2026 02:16:30'",
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
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """The header for what Microsoft.IdentityModel says, and the audience of the token in it."""
    told = dotnet_identitymodel.audience(claims, expectation)
    if told is ACCEPT:
        return ACCEPT
    if told is dotnet_identitymodel.UNDECODABLE:
        return BARE
    found = read(claims).values
    if not all(value.isascii() for value in found):
        return UNWRITABLE
    return MISMATCH if found else MISSING


_HEADERS = (
    (dotnet_identitymodel.UNDECODABLE, BARE),
    (dotnet_identitymodel.NO_EXPIRY, NO_EXPIRY),
    (dotnet_identitymodel.NEVER_VALID, NEVER_VALID),
    (dotnet_identitymodel.NOT_YET_VALID, NOT_YET_VALID),
    (dotnet_identitymodel.EXPIRED, EXPIRED),
    (dotnet_identitymodel.NO_ISSUER, ISSUER),
    (dotnet_identitymodel.ISSUER, ISSUER),
    (dotnet_identitymodel.ISSUER_LIST, ISSUER),
)


def _answering(told: Message) -> Message:
    """The header for what Microsoft.IdentityModel says."""
    return next(header for message, header in _HEADERS if message is told)


VERIFIER = Verifier(
    id="aspnetcore-jwtbearer",
    name="ASP.NET Core JwtBearer",
    kind="library",
    language="C#",
    versions="10.0.0",
    basis=Basis.OBSERVED,
    sources=(
        "observed: 10.0.0 on .NET 10 with Microsoft.IdentityModel 8.22.0, with its values shown and without",
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
    hints=(
        "Kestrel",
        "JwtBearerHandler",
        "Microsoft.AspNetCore",
        "JwtBearer",
        "Bearer was not authenticated",
        "AddJwtBearer",
    ),
    messages=(
        MISMATCH,
        MISSING,
        MISSING_NULL,
        MISMATCH_OLD,
        MISMATCH_OLD_HEADER,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        KEY_NOT_FOUND,
        SIGNATURE,
        BARE,
        UNWRITABLE,
        NO_EXPIRY,
        NEVER_VALID,
        *_OLD,
        *map(_logged, dotnet_identitymodel.VERIFIER.messages),
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=BARE,
        absent=MISSING,
        null=MISSING,
        empty_string=MISMATCH,
        empty_array=MISSING,
        number=BARE,
        other=BARE,
        mixed=BARE,
        empty_setting=MISMATCH,
        compare=ONE_SLASH,
        decide=_audience,
    ),
    order=dotnet_identitymodel.VERIFIER.order,
    special=retold(dotnet_identitymodel.VERIFIER.special, _answering),
    failures={
        Check.KEY: KEY_NOT_FOUND,
        Check.SIGNATURE: SIGNATURE,
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
    limits=(
        *dotnet_identitymodel.VERIFIER.limits,
        Limit(
            text="The header says The audience '(null)' is invalid for any mismatch, whatever the token names, where "
            "Microsoft.IdentityModel is 8.8.0 or later.",
            seen=Seen.WORDED,
            versions="with Microsoft.IdentityModel from 8.8.0",
            symptom="aud-missing",
            source="observed: 10.0.0 with 8.22.0",
        ),
    ),
    reveal="the log of the category Microsoft.AspNetCore.Authentication at level Information shows the IDX number; "
    + dotnet_identitymodel.VERIFIER.reveal,
    notes=(
        "IncludeErrorDetails = false leaves the texts out of the header.",
        "Several registered handlers that all fail have their texts joined by a semicolon.",
        "A token that is no JWT gets a bare 401 with error=invalid_token; the log names IDX14100 or IDX12741.",
        *dotnet_identitymodel.VERIFIER.notes,
    ),
)
