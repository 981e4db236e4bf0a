"""Microsoft Graph, which takes only tokens that were issued for itself.

Source: public reports that quote responses
"""

from __future__ import annotations

from forwhom.finding import Party
from forwhom.verifier import Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Access token validation failure. Invalid audience.",
    sample='{"error": {"code": "InvalidAuthenticationToken", "message": "Access token validation failure. Invalid audience.", "innerError": {"date": "2026-03-04T09:12:33"}}}',
    codes=(
        "aud-mismatch",
        "aud-other-resource",
        "audience-not-requested",
    ),
    status=401,
    exception="InvalidAuthenticationToken",
)
NO_JWT = Message(
    template="CompactToken parsing failed with error code: {number}",
    sample='{"error": {"code": "InvalidAuthenticationToken", "message": "CompactToken parsing failed with error code: 80049217", "innerError": {"date": "2026-03-04T09:12:33"}}}',
    codes=("token-malformed", "token-opaque"),
    check=Check.STRUCTURE,
    status=401,
    exception="InvalidAuthenticationToken",
    note="What stands in the header is no JWT: it is empty, cut, of another kind, or stands behind the word Bearer twice.",
)

VERIFIER = Verifier(
    id="microsoft-graph",
    name="Microsoft Graph",
    kind="cloud",
    versions="as reported, version not recorded",
    basis=Basis.REPORTED,
    sources=(
        "public reports that quote InvalidAuthenticationToken",
        "OfficeDev/outlook-dev-docs, issue 508; microsoftgraph/msgraph-training-dotnet, issue 31",
    ),
    aliases=("ms-graph",),
    hints=(
        "graph.microsoft.com",
        "invalidauthenticationtoken",
    ),
    messages=(MISMATCH, NO_JWT),
    audience=alike(MISMATCH),
    order=(
        Check.AUDIENCE,
        Check.SIGNATURE,
        Check.EXPIRY,
    ),
    setting=Setting(
        name="the scope that the client requests",
        keys=(
            "scope",
            "scopes",
            "resource",
        ),
    ),
    recipe=Recipe(
        text="request a token for Microsoft Graph",
        language="javascript",
        code="""\
const { accessToken } = await client.acquireTokenSilent({ scopes: ["https://graph.microsoft.com/User.Read"] });
""",
        party=Party.CLIENT,
    ),
    reveal="the token's aud: Graph takes only tokens that were issued for it",
    own=("https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"),
    notes=(
        "The audience has to be https://graph.microsoft.com or Graph's application ID, 00000003-0000-0000-c000-000000000000.",
        "A service that holds a token for itself exchanges it on behalf of the user instead of sending it on.",
    ),
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
        "unset",
        "unset_blank",
        "order",
    ),
)
