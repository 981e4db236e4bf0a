"""The MCP TypeScript SDK: requireBearerAuth on the server, and the resource that a client is willing to ask for.

Source: @modelcontextprotocol/sdk 1.32.2, server/auth/middleware/bearerAuth.js and client/auth.js
"""

from __future__ import annotations

from forwhom.audience.match import Comparison
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier


def _comparable(value: str) -> str:
    """The value without its fragment and without one slash at the end."""
    return value.partition("#")[0].removesuffix("/")


def _same(found: str, expected: str) -> bool:
    """Whether both are the same but for a fragment and one slash at the end."""
    return _comparable(found) == _comparable(expected)


MISMATCH = Message(
    template="Token was not issued for this resource",
    sample="""\
HTTP/1.1 401 Unauthorized
www-authenticate: Bearer error="invalid_token", error_description="Token was not issued for this resource"

{"error":"invalid_token","error_description":"Token was not issued for this resource"}""",
    codes=("aud-mismatch", "aud-missing", "audience-not-requested"),
    status=401,
    exception="InvalidTokenError",
    where="response body and WWW-Authenticate",
    note="The resource that the server's token verifier reported is not expectedResource, or it reported none.",
)
EXPIRED = Message(
    template='"error":"invalid_token","error_description":"Token has expired"',
    sample='{"error":"invalid_token","error_description":"Token has expired"}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
)
NO_EXPIRY = Message(
    template="Token has no expiration time",
    sample='{"error":"invalid_token","error_description":"Token has no expiration time"}',
    codes=("token-malformed",),
    check=Check.PRESENCE,
    status=401,
)
CLIENT = Message(
    template="Protected resource {found} does not match expected {expected} (or origin)",
    sample="Error: Protected resource https://internal.example.com/mcp does not match expected "
    "https://mcp.example.com/mcp (or origin)",
    codes=("aud-host-differs", "aud-path-differs", "aud-scheme-differs"),
    where="the client, before any token is requested",
    note="The resource that the server publishes about itself (RFC 9728) is not the address under which it was reached: "
    "usually a proxy changed the scheme or host.",
)

VERIFIER = Verifier(
    id="mcp-typescript-sdk",
    name="MCP TypeScript SDK",
    kind="library",
    language="JavaScript",
    versions="1.32.2",
    basis=Basis.READ,
    sources=("@modelcontextprotocol/sdk 1.32.2, server/auth/middleware/bearerAuth.js, client/auth.js",),
    aliases=("mcp-sdk", "mcp-remote"),
    hints=("@modelcontextprotocol", "mcp-remote", "requirebearerauth", "mcp", "oauth-protected-resource"),
    messages=(MISMATCH, EXPIRED, NO_EXPIRY, CLIENT),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=MISMATCH,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        compare=Comparison(
            "resource",
            "audience values exactly, but for a fragment and one slash at the end",
            _same,
        ),
    ),
    order=(Check.OTHER, Check.AUDIENCE, Check.PRESENCE, Check.EXPIRY),
    failures={Check.PRESENCE: NO_EXPIRY, Check.EXPIRY: EXPIRED},
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(name="expectedResource of requireBearerAuth", keys=("expectedResource",)),
    switch="no expectedResource: any resource passes",
    recipe=Recipe(
        text="tell requireBearerAuth the address of this server; the token verifier has to report the token's resource",
        language="javascript",
        code="""\
app.use("/mcp", requireBearerAuth({ verifier, expectedResource: new URL($audience) }));
""",
    ),
    reveal="the claims of the token that the server's verifyAccessToken was given",
    notes=(
        "What is compared is AuthInfo.resource, which the server's token verifier fills, usually from aud.",
        "Clients ask with the parameter resource (RFC 8707); an authorization server that ignores it issues tokens for something else.",
    ),
    inferred=("empty_array", "number", "other", "mixed"),
)
