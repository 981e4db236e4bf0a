"""Azure Event Hubs and Service Bus.

Source: MicrosoftDocs/azure-docs, pull request 19707
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="InvalidAudience: Invalid authorization token audience.",
    sample="Put token failed. status-code: 401, status-description: InvalidAudience: Invalid authorization token audience..",
    codes=(
        "aud-other-resource",
        "aud-mismatch",
    ),
    status=401,
)

VERIFIER = Verifier(
    id="azure-event-hubs",
    name="Azure Event Hubs",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("MicrosoftDocs/azure-docs, pull request 19707",),
    aliases=("azure-service-bus",),
    hints=(
        "servicebus.windows.net",
        "eventhubs",
        "invalidaudience",
    ),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(
        Check.AUDIENCE,
        Check.SIGNATURE,
        Check.EXPIRY,
    ),
    setting=Setting(
        name="the scope that the client requests",
        keys=(
            "scope",
            "scopes",
            "resource",
        ),
    ),
    recipe=Recipe(
        text="request the token for Event Hubs",
        language="shell",
        code="""\
az account get-access-token --scope https://eventhubs.azure.net/.default
""",
        party=Party.CLIENT,
    ),
    reveal="the runtime audit logs among the diagnostic settings of the namespace",
    notes=("How it compares, the status and the order of the checks are not confirmed.",),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
        "order",
        "compare",
        "combine",
    ),
)
