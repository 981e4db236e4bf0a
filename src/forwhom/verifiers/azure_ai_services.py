"""Azure OpenAI, AI Foundry and the Cognitive Services on a token of Entra.

Source: public reports that quote the message
"""

from __future__ import annotations

from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Access token is missing, invalid, audience is incorrect ({expected}), or have expired.",
    sample="openai.AuthenticationError: Error code: 401 - {'statusCode': 401, 'message': 'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.'}",
    codes=("aud-other-resource", "token-missing", "token-expired", "aud-mismatch"),
    status=401,
    note="One text for four troubles; the value in brackets is the audience that this endpoint wants.",
)

VERIFIER = Verifier(
    id="azure-ai-services",
    name="Azure AI services",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("public reports that quote the message, of azure-openai clients and of AI Foundry",),
    aliases=("azure-openai", "azure-cognitive-services"),
    hints=("cognitiveservices", "ai.azure.com", "azure openai", "azureopenai", "openai"),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource")),
    recipe=Recipe(
        text="request the token with the scope of this endpoint",
        language="python",
        code="""\
from azure.identity import DefaultAzureCredential, get_bearer_token_provider

token_provider = get_bearer_token_provider(DefaultAzureCredential(), $audience + '/.default')
""",
    ),
    notes=(
        "The older endpoints want https://cognitiveservices.azure.com, the newer ones of AI Foundry https://ai.azure.com.",
    ),
    inferred=(*EVERY_SHAPE, "order"),
)
