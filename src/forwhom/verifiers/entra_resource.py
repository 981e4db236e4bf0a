"""Microsoft Entra ID on the resource and the scopes that a client asks for, before any token is issued.

Source: Microsoft Learn, Microsoft Entra error codes; public reports that quote the texts
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import EVERY_SHAPE, Basis, Check, Message, Recipe, Setting, Verifier, alike


def _refused(template: str, sample: str, codes: tuple[str, ...], note: str) -> Message:
    return Message(
        template=template,
        sample=sample,
        codes=codes,
        check=Check.AUDIENCE,
        status=400,
        exception=template.partition(":")[0],
        where="error_description of the authorization or token endpoint",
        note=note,
    )


NOT_FOUND = _refused(
    "AADSTS500011: The resource principal named {expected} was not found in the tenant named {tenant}",
    "invalid_resource: AADSTS500011: The resource principal named api://orders was not found in the tenant named Corp. "
    "This can happen if the application has not been installed by the administrator of the tenant or consented to by any "
    "user in the tenant.",
    ("resource-not-registered",),
    "No token was issued at all: the resource or scope that was asked for is not known to this tenant.",
)
NOT_LISTED = _refused(
    "AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed in the requested "
    "permissions in the client's application registration. Client app ID: {client}. Resource value from request: "
    "{expected}. Resource app ID: {resource}. List of valid resources from app registration: {listed}.",
    "invalid_client: AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed in "
    "the requested permissions in the client's application registration. Client app ID: "
    "66666666-7777-8888-9999-000000000000(web). Resource value from request: api://orders. Resource app ID: "
    "11111111-2222-3333-4444-555555555555. List of valid resources from app registration: "
    "00000003-0000-0000-c000-000000000000.",
    ("resource-not-registered", "audience-not-requested"),
    "The API permissions of the client's registration do not list the API that it asks for.",
)
NOT_LISTED_SHORT = _refused(
    "AADSTS650057: Invalid resource.",
    "AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed.",
    ("resource-not-registered", "audience-not-requested"),
    "The API permissions of the client's registration do not list the API that it asks for.",
)
NOT_LISTED_OLD = _refused(
    "AADSTS65005: Invalid resource. The client has requested access to a resource which is not listed in the requested "
    "permissions in the client's application registration.",
    "AADSTS65005: Invalid resource. The client has requested access to a resource which is not listed in the requested "
    "permissions in the client's application registration. Client app ID: 66666666-7777-8888-9999-000000000000.",
    ("resource-not-registered", "audience-not-requested"),
    "The older code of AADSTS650057.",
)
NOT_SUBSCRIBED = _refused(
    "AADSTS650052: The app needs access to a service",
    "AADSTS650052: The app needs access to a service ('api://orders') that your organization 'Corp' has not subscribed to "
    "or enabled.",
    ("resource-not-registered",),
    "The API has no service principal in this tenant.",
)
NOT_CONSENTED = _refused(
    "AADSTS65001: The user or administrator has not consented to use the application with ID '{client}'",
    "invalid_grant: AADSTS65001: The user or administrator has not consented to use the application with ID "
    "'66666666-7777-8888-9999-000000000000' named 'web'. Send an interactive authorization request for this user and "
    "resource.",
    ("resource-not-registered",),
    "Nobody has consented yet that this client gets tokens for this API: the user does so in an interactive request, an "
    "administrator for the whole tenant.",
)
SCOPE_UNKNOWN = _refused(
    "AADSTS650053: The application '{client}' asked for scope '{scope}' that doesn't exist on the resource '{expected}'.",
    "AADSTS650053: The application 'web' asked for scope 'mcp.read' that doesn't exist on the resource "
    "'00000003-0000-0000-c000-000000000000'.",
    ("audience-not-requested", "resource-not-registered", "aud-other-resource"),
    "A scope without the API's identifier before it counts as one of Microsoft Graph "
    "(00000003-0000-0000-c000-000000000000).",
)
CONFLICT = _refused(
    "AADSTS9010010: The resource parameter provided in the request doesn't match with the requested scopes",
    "invalid_target: AADSTS9010010: The resource parameter provided in the request doesn't match with the requested scopes.",
    ("resource-not-registered", "audience-not-requested"),
    "The parameter resource (RFC 8707), which MCP clients always send, names another application than the scopes do: "
    "the address of the server has to be an App ID URI of that application.",
)
SEVERAL = _refused(
    "AADSTS28000: Provided value for the input parameter scope is not valid because it contains more than one resource.",
    "AADSTS28000: Provided value for the input parameter scope is not valid because it contains more than one resource. "
    "Scope api://orders/read https://graph.microsoft.com/User.Read is not valid.",
    ("aud-many-unsupported",),
    "A token is for one resource: request one for each API.",
)
SEVERAL_OLD = _refused(
    "AADSTS700022: The provided value for the input parameter scope is not valid because it contains more than one resource.",
    "AADSTS700022: The provided value for the input parameter scope is not valid because it contains more than one resource.",
    ("aud-many-unsupported",),
    "A token is for one resource: request one for each API.",
)
ITSELF = _refused(
    "AADSTS90009: Application {client} is requesting a token for itself.",
    "AADSTS90009: Application '66666666-7777-8888-9999-000000000000'(web) is requesting a token for itself. This scenario "
    "is supported only if resource is specified using the GUID based App Identifier.",
    ("aud-guid-or-uri", "aud-is-client-id"),
    "Ask with the bare client ID instead of the App ID URI, or register the API as an application of its own.",
)
MAPPED = _refused(
    "AADSTS501461: AcceptMappedClaims is only supported for a token audience matching the application GUID",
    "AADSTS501461: AcceptMappedClaims is only supported for a token audience matching the application GUID or an audience "
    "within the tenant's verified domains. Either change the resource identifier, or use an application-specific signing key.",
    ("aud-guid-or-uri", "resource-not-registered"),
    "Of an API with mapped claims the App ID URI has to be api://GUID or lie in a verified domain of the tenant.",
)
NO_DEFAULT = _refused(
    "AADSTS1002012: The provided value for scope {expected} is not valid.",
    "AADSTS1002012: The provided value for scope api://orders/read is not valid. Client credential flows must have a scope "
    "value with /.default suffixed to the resource identifier (application ID URI).",
    ("audience-not-requested",),
    "With client credentials the scope is the identifier of the API followed by /.default.",
)
NO_RESOURCE_PARAMETER = _refused(
    "AADSTS901002: The 'resource' request parameter is not supported",
    "AADSTS901002: The 'resource' request parameter is not supported.",
    ("audience-not-requested",),
    "The v2.0 endpoint wants the API in the scope: its identifier, a slash and the scope.",
)

VERIFIER = Verifier(
    id="entra-resource",
    name="Microsoft Entra ID resource and scope",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "Microsoft Learn, Microsoft Entra authentication and authorization error codes",
        "MicrosoftDocs/azure-docs, issue 30816; Azure/azure-cli, issue 33887",
        "punkpeye/mcp-remote, issue 217; TracecatHQ/tracecat, issue 2466; Earlybyte/aad_oauth, issue 328",
        "AzureAD/azure-activedirectory-library-for-python, issue 37; KelvinTegelaar/CIPP, issue 1716",
        "Azure-Samples/active-directory-aspnetcore-webapp-openidconnect-v2, issue 728",
    ),
    aliases=("entra-authorize", "entra-scope"),
    hints=("aadsts", "login.microsoftonline.com", "invalid_resource", "invalid_target", "invalid_scope"),
    messages=(
        NOT_FOUND,
        NOT_LISTED,
        NOT_LISTED_SHORT,
        NOT_LISTED_OLD,
        NOT_SUBSCRIBED,
        NOT_CONSENTED,
        SCOPE_UNKNOWN,
        CONFLICT,
        SEVERAL,
        SEVERAL_OLD,
        ITSELF,
        MAPPED,
        NO_DEFAULT,
        NO_RESOURCE_PARAMETER,
    ),
    audience=alike(NOT_FOUND, several=SEVERAL),
    order=(Check.AUDIENCE,),
    setting=Setting(name="scope of the request", keys=("scope", "scopes", "resource")),
    recipe=Recipe(
        text="ask for the API by its App ID URI, followed by the scope",
        language="javascript",
        code="""\
const { accessToken } = await client.acquireTokenSilent({ scopes: [$audience + "/.default"] });
""",
        party=Party.CLIENT,
    ),
    reveal="the sign-in log of the tenant, found by the correlation ID of the message",
    notes=("No token is looked at here: what counts as its audience is the resource that the client asks for.",),
    inferred=(*EVERY_SHAPE, "order", "compare", "combine"),
)
