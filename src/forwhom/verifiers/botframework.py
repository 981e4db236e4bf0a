"""The Bot Framework SDKs, which compare aud with the bot's app ID themselves, after the library has verified the rest.

Source: botframework-connector 4.17.1, connector/auth/channel_validation.py, skill_validation.py, emulator_validation.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, Basis, Check, Limit, Message, Outcome, Recipe, Seen, Setting, Verifier, alike
from forwhom.verifiers import pyjwt


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The claim as Python prints it."""
    return {"found": printed.python(claims.get("aud"))}


MISMATCH = Message(
    template="Unauthorized. Invalid AppId passed on token: {found}",
    sample="BotFrameworkAdapter.processActivity(): 401 ERROR - Error: Unauthorized. Invalid AppId passed on token: "
    "66666666-7777-8888-9999-000000000000",
    codes=("aud-mismatch", "aud-is-client-id", "audience-setting-unresolved"),
    status=401,
    exception="PermissionError",
    nothing=("None", "undefined"),
    basis=Basis.REPORTED,
    note="The value is the token's aud, the app ID of the bot that the channel calls. It is right more often than the "
    "MicrosoftAppId that this process was given, which may be empty.",
)
MISMATCH_PYTHON = Message(
    template="Unauthorized. Invalid AppId passed on token: ] {found}",
    sample="PermissionError: [Errno Unauthorized. Invalid AppId passed on token: ] 66666666-7777-8888-9999-000000000000",
    codes=("aud-mismatch", "aud-is-client-id", "audience-setting-unresolved"),
    exception="PermissionError",
    nothing=("None",),
    printed=_printed,
    note="Python prints the two arguments of the error as an error number. The value is the token's aud.",
)
MISMATCH_PLAIN = Message(
    template="Invalid AppId passed on token: {found}",
    sample="System.UnauthorizedAccessException: Invalid AppId passed on token: 66666666-7777-8888-9999-000000000000",
    codes=("aud-mismatch", "aud-is-client-id", "audience-setting-unresolved"),
    status=401,
    exception="System.UnauthorizedAccessException",
    basis=Basis.REPORTED,
    note="The value is the token's aud, the app ID of the bot that the channel calls.",
)
NO_IDENTITY = Message(
    template="Unauthorized. No valid identity.",
    sample="PermissionError: Unauthorized. No valid identity.",
    codes=("iss-mismatch", "token-of-other-product"),
    check=Check.ISSUER,
    exception="PermissionError",
    note="The issuer of the token is not https://api.botframework.com. It is looked at before the signature.",
)
ISSUER = Message(
    template="Unauthorized. Audience Claim MUST be present.",
    sample="PermissionError: Unauthorized. Audience Claim MUST be present.",
    codes=("iss-mismatch", "token-of-other-product"),
    check=Check.ISSUER,
    status=401,
    exception="PermissionError",
    note="In spite of its words it is the issuer that is wrong: the token does not come from https://api.botframework.com.",
    basis=Basis.READ,
)
SKILL = Message(
    template="PermissionError: Invalid audience.",
    sample="PermissionError: Invalid audience.",
    codes=("aud-mismatch",),
    status=401,
    exception="PermissionError",
    note="A skill was called with a token for another app ID.",
    basis=Basis.READ,
)
SKILL_MISSING = Message(
    template="'aud' claim is required on skill Tokens.",
    sample="PermissionError: 'aud' claim is required on skill Tokens.",
    codes=("aud-missing", "aud-empty"),
    status=401,
    exception="PermissionError",
    basis=Basis.READ,
)
ALGORITHM = Message(
    template="Token signing algorithm not in allowed list",
    sample="Exception: Token signing algorithm not in allowed list",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    status=401,
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """With an empty app ID, as an unset variable leaves it, a token passes whose aud is absent, null, empty or zero."""
    return ACCEPT if expectation.audiences == ("",) and not claims.get("aud") else None


VERIFIER = Verifier(
    id="botframework",
    name="Bot Framework SDK",
    kind="library",
    language="Python",
    versions="botframework-connector 4.17.1",
    basis=Basis.OBSERVED,
    sources=(
        "botframework-connector 4.17.1 with PyJWT, run as JwtTokenValidation.validate_auth_header",
        "botframework-connector 4.17.1, connector/auth/channel_validation.py, skill_validation.py, jwt_token_extractor.py",
        "microsoft/botbuilder-dotnet, issue 6577; microsoft/BotFramework-WebChat, issue 2391",
        "microsoft/BotBuilder-Samples, issue 3918",
    ),
    aliases=("bot-framework", "botframework-connector", "botbuilder", "azure-bot-service"),
    hints=("botframework", "botbuilder", "microsoft.bot", "api/messages", "microsoftappid"),
    builds_on="pyjwt",
    messages=(
        MISMATCH,
        MISMATCH_PYTHON,
        MISMATCH_PLAIN,
        NO_IDENTITY,
        ISSUER,
        SKILL,
        SKILL_MISSING,
        ALGORITHM,
        pyjwt.SIGNATURE,
        pyjwt.ISSUED_LATER,
        pyjwt.ISSUED_TYPE,
        pyjwt.NOT_YET_VALID,
        pyjwt.NOT_BEFORE_TYPE,
        pyjwt.EXPIRED,
        pyjwt.EXPIRY_TYPE,
        pyjwt.SUBJECT_TYPE,
    ),
    audience=alike(MISMATCH_PYTHON, string_only=MISMATCH_PYTHON, decide=_audience),
    order=(
        Check.STRUCTURE,
        Check.ISSUER,
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUED_AT,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.SUBJECT,
        Check.AUDIENCE,
    ),
    failures={Check.ISSUER: NO_IDENTITY, Check.ALGORITHM: ALGORITHM, Check.SIGNATURE: pyjwt.SIGNATURE},
    special={
        check: pyjwt.VERIFIER.special[check]
        for check in (Check.ISSUED_AT, Check.NOT_BEFORE, Check.EXPIRY, Check.SUBJECT)
    },
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(
        name="MicrosoftAppId of the bot", keys=("MicrosoftAppId", "APP_ID", "MICROSOFT_APP_ID", "BOT_ID", "appId")
    ),
    switch="an empty MicrosoftAppId together with an empty password: authentication is off",
    recipe=Recipe(
        text="give the bot the app ID under which it is registered at the Azure Bot",
        language="json",
        code="""\
{
  "MicrosoftAppType": "SingleTenant",
  "MicrosoftAppId": $audience,
  "MicrosoftAppTenantId": "11111111-2222-3333-4444-555555555555"
}
""",
    ),
    limits=(
        Limit(
            text="With an empty app ID a token without aud, or with an empty one, passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-setting-unresolved",
            source="botframework-connector 4.17.1, run",
        ),
    ),
    reveal="the log of the adapter; the app ID in the text is the token's, the other one is MicrosoftAppId as the process read it",
    notes=(
        "Its name differs by SDK (MicrosoftAppId, MICROSOFT_APP_ID, APP_ID): a wrong one leaves the ID empty, and none fits.",
        "Tokens of the emulator and of skills are Entra's: there appid or azp is compared.",
        "A bot registered with Entra may be sent tokens for api://botid- and its app ID.",
    ),
)
