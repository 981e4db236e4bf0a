"""MCP Context Forge (mcpgateway), which expects the address of the server that it sends a token to.

Source: IBM/mcp-context-forge, issues 4384, 4171 and 3563
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Token audience mismatch: token aud={found}, expected '{expected}'",
    sample="WARNING mcpgateway Token audience mismatch: token aud=['s6BhdRkqt3Vx'], expected 'https://mcp.example.com/mcp'",
    codes=("aud-is-client-id", "aud-provider-default", "aud-mismatch", "audience-not-requested"),
    found_as=Listing.PYTHON,
    note="An authorization server that knows no resource indicators (RFC 8707) puts the client ID where the address is "
    "expected.",
)

VERIFIER = Verifier(
    id="mcp-context-forge",
    name="MCP Context Forge",
    kind="gateway",
    language="Python",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=("IBM/mcp-context-forge, issues 4384, 4171 and 3563",),
    aliases=("mcp-gateway", "mcpgateway"),
    hints=("mcpgateway", "mcp-context-forge", "context forge", "mcp"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.AUDIENCE,),
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(
        name="the resource of the gateway's OAuth settings", keys=("resource", "app_domain", "oauth_config")
    ),
    recipe=Recipe(
        text="name the resource for which the authorization server issues tokens to this MCP server",
        language="json",
        code="""\
{"oauth_config": {"grant_type": "authorization_code", "issuer": $issuer, "resource": $audience}}
""",
    ),
    reveal="the log of mcpgateway at level DEBUG",
    notes=(
        "Its own endpoints validate with PyJWT and print its texts; the expected audience is made from APP_DOMAIN.",
        "Where the authorization server cannot bind a resource, let it do so with a mapper or an API of its own.",
    ),
    inferred=(
        "order",
        "compare",
        "combine",
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
    ),
)
