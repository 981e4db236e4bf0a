"""The query API of Azure Log Analytics, which takes only tokens that were issued for itself.

Source: Azure documentation, errors of the API of Log Analytics, and a public report that quotes the SDK
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="The provided authentication is not valid for this resource",
    sample='{"error": {"message": "The provided authentication is not valid for this resource", "code": "InvalidTokenError", '
    '"innererror": {"code": "SignatureVerificationFailed", "message": "Could not validate the request"}}}',
    codes=("aud-other-resource", "aud-mismatch", "audience-not-requested"),
    status=403,
    exception="InvalidTokenError",
    note="SignatureVerificationFailed beside it does not mean the signature: the token is for another resource.",
)

VERIFIER = Verifier(
    id="azure-log-analytics",
    name="Azure Log Analytics",
    kind="cloud",
    versions="as documented, date not recorded",
    basis=Basis.DOCUMENTED,
    sources=("Azure documentation, errors of the API of Log Analytics", "Azure/azure-sdk-for-js, pull request 15399"),
    aliases=("azure-monitor-query", "loganalytics"),
    hints=("loganalytics", "operationalinsights"),
    messages=(MISMATCH,),
    audience=alike(MISMATCH),
    order=(Check.AUDIENCE, Check.SIGNATURE, Check.EXPIRY),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource", "tokenAudience")),
    own=("https://api.loganalytics.io", "https://api.loganalytics.azure.com"),
    recipe=Recipe(
        text="request a token for Log Analytics",
        language="text",
        code="""\
scope=$audience/.default
""",
        party=Party.CLIENT,
    ),
    notes=("The audience is https://api.loganalytics.io; a token for Azure Resource Manager is refused.",),
    inferred=(*EVERY_SHAPE, "order"),
)
