"""The MCP Python SDK's check that a token was issued for this server, on what the server's token verifier reports.

Source: mcp 2.3.0, mcp/server/auth/middleware/bearer_auth.py and mcp/client/auth/oauth2.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.audience.http_url import canonical
from forwhom.audience.listing import Listing
from forwhom.audience.match import Comparison
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)


def _as_urls(found: str, expected: str) -> bool:
    """Whether both are the same HTTP URL."""
    one, other = canonical(found), canonical(expected)
    return one is not None and other is not None and one.removesuffix("/") == other.removesuffix("/")


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The address as a URL is written, and what the verifier reported: of a list its first text, or nothing."""
    aud = claims.get("aud")
    named = [one for one in (aud if isinstance(aud, list) else [aud]) if isinstance(one, str)]
    found = printed.python_literal(named[0] if named else None)
    url = canonical(expectation.values[0]) if expectation.values else None
    return {"found": found, "expected": url} if url else {"found": found}


MISMATCH = Message(
    template="Bearer token resource {found} is not resource_server_url {expected}",
    sample="WARNING mcp.server.auth.middleware.bearer_auth: Bearer token resource 'https://mcp.example.com/sse' is not "
    "resource_server_url https://mcp.example.com/mcp",
    codes=("aud-mismatch", "aud-missing", "aud-path-differs", "audience-not-requested"),
    status=401,
    found_as=Listing.PYTHON,
    nothing=("None",),
    printed=_printed,
    where="log of the server at level WARNING",
    note="None means that the token verifier reported no resource: the token has none, or the verifier does not pass it on.",
)
REQUIRED = Message(
    template='"error": "invalid_token", "error_description": "Authentication required"',
    sample="""\
HTTP/1.1 401 Unauthorized
www-authenticate: Bearer error="invalid_token", error_description="Authentication required"

{"error": "invalid_token", "error_description": "Authentication required"}""",
    codes=("aud-mismatch", "aud-missing", "token-expired", "iss-mismatch", "token-opaque"),
    check=Check.OTHER,
    status=401,
    where="response body and WWW-Authenticate",
    note="Every refusal has this text, also that of a request without a token: the reason stands in the log of the server.",
)
REQUIRED_HEADER = Message(
    template='error="invalid_token", error_description="Authentication required"',
    sample='www-authenticate: Bearer error="invalid_token", error_description="Authentication required", '
    'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"',
    codes=("aud-mismatch", "aud-missing", "token-expired", "iss-mismatch", "token-opaque"),
    check=Check.OTHER,
    status=401,
    where="WWW-Authenticate",
)
CLIENT = Message(
    template="Protected resource {found} does not match expected {expected}",
    sample="mcp.client.auth.exceptions.OAuthFlowError: Protected resource https://mcp.example.com/other does not match "
    "expected https://mcp.example.com/mcp",
    codes=("aud-path-differs", "aud-host-differs", "aud-scheme-differs"),
    exception="OAuthFlowError",
    where="the client, before any token is requested",
    basis=Basis.READ,
    note="The resource that the server publishes about itself (RFC 9728) is not the address under which it was reached: "
    "usually a proxy changed the scheme or host.",
)

SETTING = Message(
    template="Input should be a valid URL, {detail}",
    sample="""\
pydantic_core._pydantic_core.ValidationError: 1 validation error for AuthSettings
resource_server_url
  Input should be a valid URL, relative URL without a base [type=url_parsing, input_value='api', input_type=str]""",
    codes=("audience-setting-unresolved", "aud-scheme-differs"),
    check=Check.CONFIGURATION,
    exception="pydantic_core._pydantic_core.ValidationError",
    common=True,
    note="The address of the server has no scheme or is empty; the server does not start.",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The address of the server has to be an HTTP URL."""
    return SETTING if any(canonical(value) is None for value in expectation.values) else None


VERIFIER = Verifier(
    id="mcp-python-sdk",
    name="MCP Python SDK",
    kind="library",
    language="Python",
    versions="2.3.0",
    basis=Basis.OBSERVED,
    sources=(
        "mcp 2.3.0, run in Starlette with a token verifier that reports aud",
        "mcp 2.3.0, mcp/server/auth/middleware/bearer_auth.py and settings.py",
        "mcp 2.3.0, mcp/client/auth/oauth2.py",
    ),
    aliases=("mcp", "mcp-server", "mcp-python"),
    hints=("mcp.server", "mcp.client", "resource_server_url", "oauthflowerror", "mcp", "oauth-protected-resource"),
    messages=(MISMATCH, REQUIRED, REQUIRED_HEADER, CLIENT, SETTING),
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
        mixed=COMPARE,
        compare=Comparison(
            "url",
            "audience values as URLs: the letter case of scheme and host, a default port and one slash at the end do not matter",
            _as_urls,
        ),
    ),
    order=(Check.CONFIGURATION, Check.OTHER, Check.EXPIRY, Check.AUDIENCE),
    failures={Check.CONFIGURATION: SETTING, Check.OTHER: REQUIRED, Check.EXPIRY: REQUIRED},
    special={Check.CONFIGURATION: _configuration},
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(
        name="resource_server_url of AuthSettings, with validate_token_resource",
        keys=("resource_server_url", "validate_token_resource"),
    ),
    switch="validate_token_resource left unset: any resource passes, with a warning",
    recipe=Recipe(
        text="name the address of the server and let the SDK compare it; the token verifier has to report the resource",
        language="python",
        code="""\
from mcp.server.auth.settings import AuthSettings
from pydantic import AnyHttpUrl

settings = AuthSettings(
    issuer_url=AnyHttpUrl($issuer),
    resource_server_url=AnyHttpUrl($audience),
    validate_token_resource=True,
)
""",
    ),
    limits=(
        Limit(
            text="The SDK compared nothing before it had validate_token_resource: only the server's own token verifier "
            "did, if at all.",
            seen=Seen.ACCEPTED,
            versions="before 2.3.0 at the latest",
            symptom="audience-not-configured",
            source="mcp 2.3.0, mcp/server/auth/settings.py",
        ),
    ),
    reveal="the log of mcp.server.auth at level WARNING, and the claims that the token verifier was given",
    notes=(
        "What is compared is AccessToken.resource, which the server's token verifier fills, usually from aud.",
        "For a list the verifier has to report the entry that is this server.",
        "Clients ask with the parameter resource (RFC 8707); an authorization server that ignores it issues tokens for something else.",
    ),
)
