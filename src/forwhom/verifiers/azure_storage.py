"""Azure Storage (blobs, queues, files, tables) on a token of Entra.

Source: Azure SDK for JavaScript, recorded answers of the service
"""

from __future__ import annotations

from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="<AuthenticationErrorDetail>Audience validation failed. Audience did not match.</AuthenticationErrorDetail>",
    sample="<Error><Code>InvalidAuthenticationInfo</Code><Message>Server failed to authenticate the request. Please refer to the information in the www-authenticate header.</Message><AuthenticationErrorDetail>Audience validation failed. Audience did not match.</AuthenticationErrorDetail></Error>",
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
)
BARE = Message(
    template="Audience validation failed. Audience did not match.",
    sample="RestError from https://shop.blob.core.windows.net: Audience validation failed. Audience did not match.",
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
)
ISSUER = Message(
    template="Issuer validation failed. Issuer did not match.",
    sample="Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.\nIssuer validation failed. Issuer did not match.",
    check=Check.ISSUER,
    codes=("iss-mismatch",),
    status=401,
    note="The token is of another tenant than that of the subscription that the account belongs to.",
)

VERIFIER = Verifier(
    id="azure-storage",
    name="Azure Storage",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "Azure SDK for JavaScript, recorded answers of the service with another audience",
        "MicrosoftDocs/azure-docs, issue 11564 (the issuer)",
    ),
    hints=("core.windows.net", "invalidauthenticationinfo", "azure storage", "storageerror"),
    messages=(MISMATCH, BARE, ISSUER),
    audience=alike(MISMATCH),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.ISSUER, Check.AUDIENCE),
    failures={Check.ISSUER: ISSUER},
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource", "audience")),
    recipe=Recipe(
        text="request the token for storage",
        language="text",
        code="""\
scope=$audience/.default
""",
    ),
    own=("https://storage.azure.com/", "https://storage.azure.com"),
    notes=("The audience is https://storage.azure.com/, or the address of the one account.",),
    inferred=(*EVERY_SHAPE, "order"),
)
