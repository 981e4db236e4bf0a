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
    sources=("public reports that quote x-ms-diagnostics 2000003", "Microsoft documentation, resolve free/busy errors"),
    aliases=("exchange-online",),
    hints=("x-ms-diagnostics", "2000003", "outlook.office", "x-beserver"),
    messages=(MISMATCH, HOST, RESOURCE),
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
