"""The MCP TypeScript SDK: requireBearerAuth on the server, and the resource that a client is willing to ask for.

Source: @modelcontextprotocol/sdk 1.32.2, server/auth/middleware/bearerAuth.js and client/auth.js
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.http_url import canonical
from forwhom.audience.match import Comparison
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

#: What a URL parser takes as well: a scheme that is not of the web, with anything behind it.
_OTHER_SCHEME = re.compile(r"(?!https?:|wss?:|ftp:|file:)[a-z][a-z0-9+.-]*:.*", re.IGNORECASE | re.DOTALL)


def _comparable(value: str) -> str | None:
    """The value as a URL without its fragment and without one slash at the end; `None` where it is no URL."""
    url = canonical(value) or (value if _OTHER_SCHEME.fullmatch(value) else None)
    return url and url.partition("#")[0].removesuffix("/")


def _same(found: str, expected: str) -> bool:
    """Whether both are the same URL but for a fragment and one slash at the end."""
    one = _comparable(found)
    return one is not None and one == _comparable(expected)


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
    codes=("exp-missing", "token-malformed"),
    check=Check.PRESENCE,
    status=401,
)
CLIENT = Message(
    template="Protected resource {found} does not match expected {expected} (or origin)",
    sample="Error: Protected resource https://internal.example.com/mcp does not match expected "
    "https://mcp.example.com/mcp (or origin)",
    codes=("aud-host-differs", "aud-path-differs", "aud-scheme-differs"),
    where="the client, before any token is requested",
    basis=Basis.READ,
    note="The resource that the server publishes about itself (RFC 9728) is not the address under which it was reached: "
    "usually a proxy changed the scheme or host.",
)
SETTING = Message(
    template="TypeError: Invalid URL",
    sample="TypeError: Invalid URL\n  code: 'ERR_INVALID_URL',\n  input: 'api.example.com'",
    codes=("audience-setting-unresolved", "aud-scheme-differs"),
    check=Check.CONFIGURATION,
    exception="TypeError",
    common=True,
    note="From new URL, to which the address of the server was handed without a scheme or empty; the server does not start.",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The expected resource has to be a URL."""
    return SETTING if any(_comparable(value) is None for value in expectation.values) else None


def _number(value: JsonValue) -> float | None:
    """The value where JavaScript calls it a number."""
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The verifier has to report an expiry that is a number."""
    return NO_EXPIRY if _number(claims.get("exp")) is None else None


def _expiry(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """The expiry may not lie in the past."""
    moment = _number(claims.get("exp"))
    return EXPIRED if moment is not None and now is not None and moment < now else None


VERIFIER = Verifier(
    id="mcp-typescript-sdk",
    name="MCP TypeScript SDK",
    kind="library",
    language="JavaScript",
    versions="1.32.2",
    basis=Basis.OBSERVED,
    sources=(
        "@modelcontextprotocol/sdk 1.32.2, run in Express with a token verifier that reports aud as a URL",
        "@modelcontextprotocol/sdk 1.32.2, server/auth/middleware/bearerAuth.js, client/auth.js",
    ),
    aliases=("mcp-sdk", "mcp-remote"),
    hints=("@modelcontextprotocol", "mcp-remote", "requirebearerauth", "mcp", "oauth-protected-resource"),
    messages=(MISMATCH, EXPIRED, NO_EXPIRY, CLIENT, SETTING),
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
            "audience values as URLs, but for a fragment and one slash at the end",
            _same,
        ),
    ),
    order=(Check.CONFIGURATION, Check.OTHER, Check.AUDIENCE, Check.PRESENCE, Check.EXPIRY),
    failures={Check.CONFIGURATION: SETTING, Check.PRESENCE: NO_EXPIRY, Check.EXPIRY: EXPIRED},
    special={Check.CONFIGURATION: _configuration, Check.PRESENCE: _presence, Check.EXPIRY: _expiry},
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(name="expectedResource of requireBearerAuth", keys=("expectedResource",)),
    switch="no expectedResource: any resource passes",
    recipe=Recipe(
        text="tell requireBearerAuth the address of this server; the token verifier has to report the token's resource",
        language="javascript",
        code="""\
import { requireBearerAuth } from "@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js";

const expectedResource = new URL($audience);
app.use("/mcp", requireBearerAuth({ verifier, expectedResource }));
""",
    ),
    reveal="the claims of the token that the server's verifyAccessToken was given",
    notes=(
        "What is compared is AuthInfo.resource, which the server's token verifier fills, usually from aud.",
        "It is one URL: for a list the verifier has to report the entry that is this server.",
        "Clients ask with the parameter resource (RFC 8707); an authorization server that ignores it issues tokens for something else.",
    ),
)
