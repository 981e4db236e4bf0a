"""SharePoint Online and OneDrive on an access token of Entra; the reason stands in the header x-ms-diagnostics.

Source: pnp/pnpframework, issue 662; AzureAD/azure-activedirectory-library-for-objc, issue 724
"""

from __future__ import annotations

from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Invalid audience Uri '{found}'.",
    sample='x-ms-diagnostics: 3000003;reason="Invalid audience Uri \'https://graph.microsoft.com/\'.";category="invalid_client"',
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
    where="header x-ms-diagnostics",
)
BODY = Message(
    template="Exception of type 'Microsoft.IdentityModel.Tokens.AudienceUriValidationFailedException' was thrown.",
    sample='{"error_description":"Exception of type \'Microsoft.IdentityModel.Tokens.AudienceUriValidationFailedException\' was thrown."}',
    codes=("aud-other-resource", "aud-mismatch"),
    status=401,
    where="response body",
    exception="Microsoft.IdentityModel.Tokens.AudienceUriValidationFailedException",
)

VERIFIER = Verifier(
    id="sharepoint-online",
    name="SharePoint Online",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("pnp/pnpframework, issue 662", "AzureAD/azure-activedirectory-library-for-objc, issue 724"),
    aliases=("sharepoint",),
    hints=("sharepoint", "3000003", "audienceurivalidationfailedexception"),
    messages=(MISMATCH, BODY),
    audience=alike(MISMATCH),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY),
    providers=("entra-v1", "entra-v2"),
    setting=Setting(name="the scope that the client requests", keys=("scope", "scopes", "resource")),
    recipe=Recipe(
        text="request a token for the host of the site",
        language="text",
        code="""\
scope=$audience/.default
""",
    ),
    reveal="the header x-ms-diagnostics of the 401",
    notes=(
        "A token for Microsoft Graph is not taken: the audience is https:// and the host of the tenant's SharePoint, or of its -my host for OneDrive.",
    ),
    inferred=(*EVERY_SHAPE, "order"),
)
