"""FastMCP's JWTVerifier, which names both audiences in its log and tells the caller nothing of them.

Source: fastmcp 4.2.3 (fastmcp-slim), fastmcp/server/auth/providers/jwt.py; fastmcp 2.14.7, the same file
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience import printed
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """Both values as Python's `repr` prints them: what stands in the token, and one value or a list."""
    values = expectation.values
    return {
        "found": printed.python_literal(claims.get("aud")),
        "expected": printed.python_literal(values[0] if len(values) == 1 else list(values)),
    }


def _issuers(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """Both issuers as Python's `repr` prints them."""
    values = expectation.issuers or ()
    return {
        "issuer": printed.python_literal(claims.get("iss")),
        "expected_issuer": printed.python_literal(values[0] if len(values) == 1 else list(values)),
    }


def _audience(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An empty list is no setting."""
    return ACCEPT if expectation.audiences == () else None


def _subject(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """A sub that is no string is refused when everything else has passed."""
    return None if isinstance(claims.get("sub"), str | None) else SUBJECT


MISMATCH = Message(
    template="Bearer token rejected for client {client}: audience mismatch (got {found}, expected {expected})",
    sample="[03/04/26 09:12:33] WARNING  Bearer token rejected for client s6BhdRkqt3Vx: audience mismatch (got 'account', "
    "expected 'https://mcp.example.com/mcp')",
    codes=("aud-mismatch", "aud-missing", "aud-provider-default", "aud-is-client-id"),
    status=401,
    found_as=Listing.PYTHON,
    expected_as=Listing.PYTHON,
    nothing=("None",),
    printed=_printed,
    where="log at level WARNING",
    note="None is a token without aud, such as an access token of Cognito.",
)
MISMATCH_OLD = Message(
    template="Token validation failed: audience mismatch for client {client}",
    sample="DEBUG fastmcp.server.auth.providers.jwt Token validation failed: audience mismatch for client s6BhdRkqt3Vx",
    codes=("aud-mismatch", "aud-missing", "aud-provider-default", "aud-is-client-id"),
    status=401,
    versions="until 2.14 at least",
    where="log at level DEBUG",
    note="A token without aud gets this text too, such as an access token of Cognito.",
)
REJECTED_OLD = Message(
    template="Bearer token rejected for client {client}",
    sample="INFO fastmcp.server.auth.providers.jwt Bearer token rejected for client s6BhdRkqt3Vx",
    codes=("aud-mismatch", "iss-mismatch", "token-expired"),
    check=Check.OTHER,
    status=401,
    versions="until 2.14 at least",
    where="log at level INFO",
    note="The reason stands one line before, at level DEBUG.",
)
ISSUER = Message(
    template="Bearer token rejected for client {client}: issuer mismatch (got {issuer}, expected {expected_issuer})",
    sample="WARNING Bearer token rejected for client s6BhdRkqt3Vx: issuer mismatch (got 'https://idp.example/', expected "
    "'https://idp.example')",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    issuers_as=Listing.PYTHON,
    printed=_issuers,
    where="log at level WARNING",
)
SUBJECT = Message(
    template="Token validation failed: 1 validation error for AccessToken{detail}",
    sample="DEBUG Token validation failed: 1 validation error for AccessToken\nsubject\n  Input should be a valid string "
    "[type=string_type, input_value=42, input_type=int]",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    status=401,
    where="log at level DEBUG",
)
EXPIRED = Message(
    template="Bearer token rejected for client {client}: token expired",
    sample="INFO Bearer token rejected for client s6BhdRkqt3Vx: token expired",
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    where="log at level INFO",
)
NOT_YET_VALID = Message(
    template="Bearer token rejected for client {client}: token not yet valid (nbf)",
    sample="INFO Bearer token rejected for client s6BhdRkqt3Vx: token not yet valid (nbf)",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=401,
    where="log at level INFO",
)
SIGNATURE = Message(
    template="Token validation failed: JWT signature/format invalid",
    sample="DEBUG Token validation failed: JWT signature/format invalid",
    codes=("signature-invalid", "token-malformed", "token-opaque"),
    check=Check.SIGNATURE,
    status=401,
    where="log at level DEBUG",
)
BODY = Message(
    template="Authentication failed. The provided bearer token is invalid, expired, or no longer recognized by the server.",
    sample='{"error": "invalid_token", "error_description": "Authentication failed. The provided bearer token is invalid, '
    "expired, or no longer recognized by the server. To resolve: clear authentication tokens in your MCP client and "
    'reconnect. Your client should automatically re-register and obtain new tokens."}',
    codes=("aud-mismatch", "aud-missing", "token-expired", "iss-mismatch", "signature-invalid", "token-opaque"),
    check=Check.OTHER,
    status=401,
    where="response body and WWW-Authenticate",
    note="Every refused token is answered so, and new tokens of the same kind change nothing: the log of the server names "
    "the reason.",
)

VERIFIER = Verifier(
    id="fastmcp",
    name="FastMCP JWTVerifier",
    kind="library",
    language="Python",
    versions="4.2.3",
    basis=Basis.OBSERVED,
    sources=(
        "fastmcp 4.2.3, run",
        "fastmcp 4.2.3 (fastmcp-slim), fastmcp/server/auth/providers/jwt.py",
        "fastmcp 2.14.7, fastmcp/server/auth/providers/jwt.py",
        "PrefectHQ/fastmcp, issue 3739",
    ),
    aliases=("fastmcp-jwtverifier",),
    hints=("fastmcp", "jwtverifier", "remoteauthprovider", "bearer token rejected"),
    messages=(MISMATCH, MISMATCH_OLD, REJECTED_OLD, ISSUER, SUBJECT, EXPIRED, NOT_YET_VALID, SIGNATURE, BODY),
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
        empty_setting=ACCEPT,
        decide=_audience,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.NOT_BEFORE, Check.ISSUER, Check.AUDIENCE, Check.SUBJECT),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.ISSUER: ISSUER,
    },
    special={Check.SUBJECT: _subject},
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(
        name="audience of JWTVerifier", keys=("audience", "fastmcp_server_auth_jwt_audience", "jwtverifier")
    ),
    switch="no audience, or an empty one: any audience passes",
    recipe=Recipe(
        text="tell JWTVerifier for whom tokens have to be: the address of this MCP server",
        language="python",
        code="""\
from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier

verifier = JWTVerifier(
    jwks_uri="https://idp.example/jwks.json",
    issuer=$issuer,
    audience=$audience,
)
mcp = FastMCP("orders", auth=verifier)
""",
    ),
    reveal="the log of fastmcp at level WARNING names both audiences; before that release, level DEBUG names the failed check",
    notes=(
        "The caller sees a text without a reason.",
        "Several audiences may be configured, and one of them is enough.",
        "An access token of Cognito has no aud at all: compare its client_id, or let the authorization server bind a resource.",
    ),
)
