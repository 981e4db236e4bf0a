"""grant, the OAuth middleware for Node.js.

Source: simov/grant, lib/oidc.js and its tests
"""

from __future__ import annotations

from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Grant: OpenID Connect invalid id_token audience",
    sample="Error: Grant: OpenID Connect invalid id_token audience",
    codes=("aud-other-client", "aud-mismatch"),
)

VERIFIER = Verifier(
    id="grant",
    name="grant (Node.js)",
    kind="library",
    language="JavaScript",
    versions="5.x, as read",
    basis=Basis.READ,
    sources=("simov/grant, lib/oidc.js and its tests",),
    hints=("grant:",),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.STRUCTURE, Check.AUDIENCE, Check.OTHER),
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="key of the provider", keys=("client_id",)),
    recipe=Recipe(
        text="set the client id that the provider issues ID Tokens for",
        language="json",
        code="""\
{"provider": {"key": $audience, "scope": ["openid"]}}
""",
    ),
    notes=("The signature is left to the channel: the ID Token comes from the token endpoint.",),
    inferred=(
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
        "order",
    ),
)
