"""The Bot Framework SDKs, which compare aud with the bot's app ID themselves, after the library has verified the rest.

Source: botframework-connector 4.17.1, connector/auth/channel_validation.py, skill_validation.py, emulator_validation.py
"""

from __future__ import annotations

from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Unauthorized. Invalid AppId passed on token: {found}",
    sample="BotFrameworkAdapter.processActivity(): 401 ERROR - Error: Unauthorized. Invalid AppId passed on token: "
    "66666666-7777-8888-9999-000000000000",
    codes=("aud-mismatch", "aud-is-client-id", "audience-setting-unresolved"),
    status=401,
    exception="PermissionError",
    nothing=("None", "undefined"),
    note="The value is the token's aud, the app ID of the bot that the channel calls. It is right more often than the "
    "MicrosoftAppId that this process was given, which may be empty.",
)
MISMATCH_PYTHON = Message(
    template="Unauthorized. Invalid AppId passed on token: ] {found}",
    sample="PermissionError: [Errno Unauthorized. Invalid AppId passed on token: ] 66666666-7777-8888-9999-000000000000",
    codes=("aud-mismatch", "aud-is-client-id", "audience-setting-unresolved"),
    status=401,
    exception="PermissionError",
    nothing=("None",),
    note="Python prints the two arguments of the error as an error number. The value is the token's aud.",
)
MISMATCH_PLAIN = Message(
    template="Invalid AppId passed on token: {found}",
    sample="System.UnauthorizedAccessException: Invalid AppId passed on token: 66666666-7777-8888-9999-000000000000",
    codes=("aud-mismatch", "aud-is-client-id", "audience-setting-unresolved"),
    status=401,
    exception="System.UnauthorizedAccessException",
    note="The value is the token's aud, the app ID of the bot that the channel calls.",
)
ISSUER = Message(
    template="Unauthorized. Audience Claim MUST be present.",
    sample="PermissionError: Unauthorized. Audience Claim MUST be present.",
    codes=("iss-mismatch", "token-of-other-product"),
    check=Check.ISSUER,
    status=401,
    exception="PermissionError",
    note="In spite of its words it is the issuer that is wrong: the token does not come from https://api.botframework.com.",
)
SKILL = Message(
    template="PermissionError: Invalid audience.",
    sample="PermissionError: Invalid audience.",
    codes=("aud-mismatch",),
    status=401,
    exception="PermissionError",
    note="A skill was called with a token for another app ID.",
)
SKILL_MISSING = Message(
    template="'aud' claim is required on skill Tokens.",
    sample="PermissionError: 'aud' claim is required on skill Tokens.",
    codes=("aud-missing", "aud-empty"),
    status=401,
    exception="PermissionError",
)
ALGORITHM = Message(
    template="Token signing algorithm not in allowed list",
    sample="Exception: Token signing algorithm not in allowed list",
    codes=("alg-not-allowed",),
    check=Check.ALGORITHM,
    status=401,
)

VERIFIER = Verifier(
    id="botframework",
    name="Bot Framework SDK",
    kind="library",
    language="Python",
    versions="botframework-connector 4.17.1",
    basis=Basis.READ,
    sources=(
        "botframework-connector 4.17.1, connector/auth/channel_validation.py, skill_validation.py, jwt_token_extractor.py",
        "microsoft/botbuilder-dotnet, issue 6577; microsoft/BotFramework-WebChat, issue 2391",
        "microsoft/BotBuilder-Samples, issue 3918",
    ),
    aliases=("bot-framework", "botframework-connector", "botbuilder", "azure-bot-service"),
    hints=("botframework", "botbuilder", "microsoft.bot", "api/messages", "microsoftappid"),
    messages=(MISMATCH, MISMATCH_PYTHON, MISMATCH_PLAIN, ISSUER, SKILL, SKILL_MISSING, ALGORITHM),
    audience=AudienceRules(
        mismatch=MISMATCH_PYTHON,
        unset=MISMATCH_PYTHON,
        unset_blank=MISMATCH_PYTHON,
        unset_malformed=MISMATCH_PYTHON,
        absent=MISMATCH_PYTHON,
        null=MISMATCH_PYTHON,
        empty_string=COMPARE,
        empty_array=MISMATCH_PYTHON,
        number=MISMATCH_PYTHON,
        other=MISMATCH_PYTHON,
        mixed=MISMATCH_PYTHON,
        string_only=MISMATCH_PYTHON,
    ),
    order=(Check.STRUCTURE, Check.ALGORITHM, Check.SIGNATURE, Check.EXPIRY, Check.ISSUER, Check.AUDIENCE),
    failures={Check.ALGORITHM: ALGORITHM, Check.ISSUER: ISSUER},
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
    reveal="the log of the adapter; the app ID in the text is the token's, the other one is MicrosoftAppId as the process read it",
    notes=(
        "Its name differs by SDK (MicrosoftAppId, MICROSOFT_APP_ID, APP_ID): a wrong one leaves the ID empty, and none fits.",
        "Tokens of the emulator and of skills are Entra's: there appid or azp is compared.",
        "A bot registered with Entra may be sent tokens for api://botid- and its app ID.",
    ),
)
