"""The Partner Center API of Microsoft.

Source: microsoft/Partner-Center-DotNet-Samples, issue 140
"""

from __future__ import annotations

from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The audience '{found}' in the token is invalid and is no longer supported in Partner Center API.",
    sample='{"code":900420,"description":"The audience \'https://graph.windows.net\' in the token is invalid and is no longer supported in Partner Center API."}',
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
)

VERIFIER = Verifier(
    id="microsoft-partner-center",
    name="Microsoft Partner Center",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("microsoft/Partner-Center-DotNet-Samples, issue 140",),
    hints=("partnercenter", "partner center", "900420"),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource")),
    recipe=Recipe(
        text="request a token for Partner Center instead of Azure AD Graph",
        language="text",
        code="""\
scope=$audience/.default
""",
    ),
    inferred=(*EVERY_SHAPE, "order"),
)
