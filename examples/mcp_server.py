"""An MCP server that takes only tokens that were issued for it, and tells clients where to get them.

Run it with `uvicorn examples.mcp_server:app`; set RESOURCE to its public URL and ISSUER. A client without a token is
led by the challenge to the metadata (RFC 9728), by that to the authorization server, and asks it for a token with
`resource=` this URL (RFC 8707).
"""

import os
from urllib.parse import urlsplit

from mcp.server import MCPServer
from mcp.server.auth.routes import build_resource_metadata_url, create_protected_resource_routes
from mcp.server.mcpserver import Context
from pydantic import AnyHttpUrl

from forwhom import RemoteKeys, Validator
from forwhom.asgi import ASGIApp, RequireToken, claims_of

RESOURCE = os.environ.get("RESOURCE", "https://mcp.example.com/mcp")
ISSUER = os.environ.get("ISSUER", "https://auth.example.com")


def create(validator: Validator, resource: str, issuer: str) -> ASGIApp:
    """The server at the URL `resource`, behind this validator."""
    server = MCPServer("orders")

    @server.tool()
    def whoami(context: Context) -> str:
        """Whose token this is."""
        request = context.request_context.request
        return str(claims_of(request.scope)["sub"]) if request else "nobody"

    host = urlsplit(resource).hostname or ""
    # Without sessions: one that is bound to nobody could be taken over by whoever has a token of his own.
    app = server.streamable_http_app(stateless_http=True, json_response=True, host=host)
    app.router.routes += create_protected_resource_routes(AnyHttpUrl(resource), [AnyHttpUrl(issuer)])
    metadata = str(build_resource_metadata_url(AnyHttpUrl(resource)))
    return RequireToken(app, validator, resource_metadata=metadata, exempt=[urlsplit(metadata).path])


app = create(Validator(audience=RESOURCE, issuer=ISSUER, keys=RemoteKeys.from_issuer(ISSUER)), RESOURCE, ISSUER)
