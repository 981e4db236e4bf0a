"""Azure Storage (blobs, queues, files, tables) on a token of Entra.

Source: Azure SDK for JavaScript, recorded answers of the service
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

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

VERIFIER = Verifier(
    id="azure-storage",
    name="Azure Storage",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("Azure SDK for JavaScript, recorded answers of the service with another audience",),
    hints=("core.windows.net", "invalidauthenticationinfo", "azure storage", "storageerror"),
    messages=(MISMATCH, BARE),
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
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource", "audience")),
    recipe=Recipe(
        text="request the token for storage",
        language="text",
        code="""\
scope=$audience/.default
""",
    ),
    notes=("The audience is https://storage.azure.com/, or the address of the one account.",),
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "order",
    ),
)
