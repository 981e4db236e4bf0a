"""Power Automate and Power Apps, behind management.azure.com and api.flow.microsoft.com.

Source: pnp/cli-microsoft365, issue 2573
"""

from __future__ import annotations

from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The received access token has been obtained from wrong audience or resource",
    sample="The received access token has been obtained from wrong audience or resource (m365 flow export)",
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
)

VERIFIER = Verifier(
    id="microsoft-power-platform",
    name="Microsoft Power Platform",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("pnp/cli-microsoft365, issue 2573",),
    aliases=("power-automate",),
    hints=("businessappplatform", "microsoft.flow", "powerapps", "api.flow"),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource")),
    recipe=Recipe(
        text="request a token for the service that answers",
        language="text",
        code="""\
scope=$audience/.default
""",
    ),
    inferred=(*EVERY_SHAPE, "order"),
)
