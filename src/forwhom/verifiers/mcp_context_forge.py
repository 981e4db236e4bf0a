"""MCP Context Forge (mcpgateway) on a token that it sends to an MCP server: aud has to name that server's resource.

It cannot verify the signature, and looks at claims that are there alone; the MCP server decides in the end.

Source: IBM/mcp-context-forge, mcpgateway/services/token_validation_service.py and gateway_service.py
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
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
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_FRAME = (
    "Failed to fetch tools after OAuth: Refusing to forward OAuth token for gateway '{gateway}': {failures}. "
    "Fix oauth_config (resource/scopes/issuer) or the IdP token request."
)
_MISMATCH = "Token audience mismatch: token aud does not match expected resource or gateway URL"

MISMATCH = Message(
    template=_MISMATCH,
    sample=f"WARNING - mcpgateway.services.gateway_service - OAuth token validation for gateway orders: {_MISMATCH}",
    codes=("aud-is-client-id", "aud-provider-default", "aud-mismatch", "audience-not-requested"),
    note="An authorization server that knows no resource indicators (RFC 8707) puts the client ID where the address is "
    "expected.",
)
MISMATCH_OLD = Message(
    template="Token audience mismatch: token aud={found}, expected '{expected}'",
    sample="WARNING mcpgateway Token audience mismatch: token aud=['s6BhdRkqt3Vx'], expected 'https://mcp.example.com/mcp'",
    codes=("aud-is-client-id", "aud-provider-default", "aud-mismatch", "audience-not-requested"),
    found_as=Listing.PYTHON,
    versions="before 1.0.7",
    basis=Basis.REPORTED,
    note="An authorization server that knows no resource indicators (RFC 8707) puts the client ID where the address is "
    "expected.",
)
ISSUER = Message(
    template="Token issuer mismatch: token iss='{issuer}', expected '{expected_issuer}'",
    sample="WARNING - mcpgateway.services.gateway_service - OAuth token validation for gateway orders: Token issuer mismatch: "
    "token iss='https://sts.example.com', expected 'https://login.example.com'",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    note="A slash at the end makes no difference.",
)
ISSUER_TYPE = Message(
    template="Failed to fetch tools after OAuth: '{type}' object has no attribute 'rstrip'",
    sample="GatewayConnectionError: Failed to fetch tools after OAuth: 'int' object has no attribute 'rstrip'",
    codes=("iss-mismatch",),
    check=Check.TYPE,
    note="Python's own error: iss is no text.",
)
SCOPES = Message(
    template="Token may be missing required scopes: [{scopes}]",
    sample="WARNING - mcpgateway.services.gateway_service - OAuth token validation for gateway orders: Token may be missing "
    "required scopes: [orders.read]",
    codes=("scope-insufficient",),
    check=Check.OTHER,
)
REFUSED = Message(
    template="Refusing to forward OAuth token for gateway '{gateway}': {detail}",
    sample="GatewayConnectionError: Failed to fetch tools after OAuth: Refusing to forward OAuth token for gateway 'orders': "
    f"{_MISMATCH}. Fix oauth_config (resource/scopes/issuer) or the IdP token request.",
    codes=("aud-is-client-id", "aud-mismatch", "aud-provider-default", "iss-mismatch", "scope-insufficient"),
    note="The frame around all that is wrong with the token, separated by semicolons.",
)


def _audience(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Nothing empty is taken for a resource; what is made of the address then only warns."""
    return None if any(expectation.values) else ACCEPT


def _text(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """An iss that is there has to be a text once an issuer is expected."""
    issuer = claims.get("iss")
    return ISSUER_TYPE if expectation.issuers is not None and issuer and not isinstance(issuer, str) else None


def _issuer(claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The issuer is compared without the slashes at its end, where there is one."""
    issuer = claims.get("iss")
    if expectation.issuers is None or not isinstance(issuer, str) or not issuer:
        return None
    return None if issuer.rstrip("/") in [one.rstrip("/") for one in expectation.issuers] else ISSUER


VERIFIER = Verifier(
    id="mcp-context-forge",
    name="MCP Context Forge",
    kind="gateway",
    language="Python",
    versions="1.0.7; the source of 1.1.0 says the same",
    basis=Basis.OBSERVED,
    sources=(
        "mcp-contextforge-gateway 1.0.7, its GatewayService run with a database in memory",
        "IBM/mcp-context-forge, mcpgateway/services/token_validation_service.py and gateway_service.py at 1.0.7",
        "IBM/mcp-context-forge, issues 4384, 4171 and 3563",
    ),
    aliases=("mcp-gateway", "mcpgateway"),
    hints=("mcpgateway", "mcp-context-forge", "context forge", "mcp"),
    messages=(MISMATCH, MISMATCH_OLD, ISSUER, ISSUER_TYPE, SCOPES, REFUSED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=ACCEPT,
        null=ACCEPT,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=COMPARE,
        empty_setting=ACCEPT,
        decide=_audience,
    ),
    order=(Check.TYPE, Check.AUDIENCE, Check.OTHER, Check.ISSUER),
    failures={Check.TYPE: ISSUER_TYPE, Check.OTHER: SCOPES, Check.ISSUER: ISSUER},
    special={Check.TYPE: _text, Check.ISSUER: _issuer},
    reports_all=_FRAME,
    separator="; ",
    fatal=(Check.TYPE,),
    takes=TokenKind.ACCESS_TOKEN,
    setting=Setting(
        name="the resource of the gateway's OAuth settings", keys=("resource", "app_domain", "oauth_config")
    ),
    switch="leaving resource out of oauth_config: the audience then only warns, unless OAUTH_REQUIRE_CONFIGURED_RESOURCE is on",
    recipe=Recipe(
        text="name the resource for which the authorization server issues tokens to this MCP server; a token without aud is "
        "the MCP server's to refuse",
        language="json",
        code="""\
{"oauth_config": {"grant_type": "authorization_code", "issuer": $issuer, "resource": $audience}}
""",
    ),
    limits=(
        Limit(
            text="A token whose aud is absent or null is sent on, as is one whose signature nobody verified.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="mcp-contextforge-gateway 1.0.7, run",
        ),
        Limit(
            text="Without a resource of its own the origin of the gateway's address is expected, and another audience only "
            "makes a line in the log.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="mcp-contextforge-gateway 1.0.7, run",
        ),
    ),
    reveal="the log of mcpgateway at level WARNING names each claim that does not fit, and none of its values but the issuer's",
    notes=(
        "Its own endpoints validate with PyJWT and print its texts; they expect JWT_AUDIENCE, which is mcpgateway-api unless set.",
        "resource may be a list: any of its values is enough.",
        "Where the authorization server cannot bind a resource, let it do so with a mapper or an API of its own.",
        "An audience that was learned from the user's first token takes the place of one that is not configured.",
    ),
)
