"""Exchange Online and Exchange Server on a bearer token; the reason stands in the header x-ms-diagnostics.

Source: Microsoft documentation of hybrid free/busy; public reports that quote x-ms-diagnostics 2000003
"""

from __future__ import annotations

from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The audience claim value is invalid '{found}'.",
    sample='x-ms-diagnostics: 2000003;reason="The audience claim value is invalid \'https://graph.microsoft.com\'.";error_category="invalid_resource"',
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
    where="header x-ms-diagnostics",
)
HOST = Message(
    template="The hostname component of the audience claim value is invalid. Expected '{expected}'. Actual '{found}'.",
    sample="x-ms-diagnostics: 2000003;reason=\"The hostname component of the audience claim value is invalid. Expected 'https://mail.contoso.com'. Actual 'http://mail.contoso.com'.\";error_category=\"invalid_resource\"",
    codes=("aud-scheme-differs", "aud-host-differs", "aud-mismatch"),
    status=401,
    where="header x-ms-diagnostics",
)
UNNAMED = Message(
    template="The audience claim value is invalid 'aud'.",
    sample="RestApiException: The audience claim value is invalid 'aud'. in EventManager.php:52",
    codes=MISMATCH.codes,
    status=401,
    note="The word in quotes is the name of the claim, not its value.",
)
NO_JWT = Message(
    template="The given token is invalid.",
    sample="System.ArgumentException: The given token is invalid.\n   at Microsoft.Exchange.WebServices.Data.OAuthCredentials..ctor(String token, Boolean verbatim)",
    codes=("token-opaque", "token-malformed"),
    check=Check.STRUCTURE,
    exception="System.ArgumentException",
    note="The EWS Managed API says so before it sends anything: the token has not the three parts of a JWT.",
    common=True,
)
RESOURCE = Message(
    template="The audience claim value is invalid for current resource. Audience claim is '{found}', request url is '{expected}' and resource type is '{type}'.",
    sample='{"error":{"code":"InvalidAudienceForResource","message":"The audience claim value is invalid for current resource. Audience claim is \'https://graph.microsoft.com/\', request url is \'https://outlook.office.com\' and resource type is \'Exchange\'."}}',
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
    exception="InvalidAudienceForResource",
)

VERIFIER = Verifier(
    id="exchange-web-services",
    name="Exchange",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "public reports that quote x-ms-diagnostics 2000003",
        "Microsoft documentation, resolve free/busy errors",
        "OfficeDev/ews-managed-api, issue 229",
        "sagarrabadiya/outlook-php, issue 15",
        "microsoftgraph/microsoft-graph-docs, issue 19395",
    ),
    aliases=("exchange-online",),
    hints=("x-ms-diagnostics", "2000003", "outlook.office", "x-beserver", "exchange.webservices"),
    messages=(MISMATCH, HOST, UNNAMED, RESOURCE, NO_JWT),
    audience=alike(MISMATCH),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource")),
    recipe=Recipe(
        text="request a token for Exchange",
        language="text",
        code="""\
scope=$audience/.default
""",
    ),
    reveal="the header x-ms-diagnostics of the 401",
    inferred=(*EVERY_SHAPE, "order"),
)
