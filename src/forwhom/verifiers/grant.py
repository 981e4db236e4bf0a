"""grant, the OAuth middleware for Node.js, which looks at the audience and the nonce of an ID Token, at nothing else.

No value is printed. Without a key any audience is refused, and a token without aud is accepted.

Source: grant 5.4.24, lib/response.js
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import UNKNOWN, Expectation
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

MISMATCH = Message(
    template="Grant: OpenID Connect invalid id_token audience",
    sample="Error: Grant: OpenID Connect invalid id_token audience",
    codes=("aud-other-client", "aud-mismatch", "aud-missing", "aud-empty", "audience-not-configured"),
    where="error of the callback's response",
)
NOT_A_JWT = Message(
    template="Grant: OpenID Connect invalid id_token format",
    sample='{"error": "Grant: OpenID Connect invalid id_token format"}',
    codes=("token-opaque", "token-encrypted", "token-malformed"),
    check=Check.STRUCTURE,
    where="error of the callback's response",
    basis=Basis.READ,
)
NOT_JSON = Message(
    template="Grant: OpenID Connect error decoding id_token",
    sample='{"error": "Grant: OpenID Connect error decoding id_token"}',
    codes=("token-malformed",),
    check=Check.STRUCTURE,
    where="error of the callback's response",
    basis=Basis.READ,
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An absent claim is undefined, as is a key that is not set or empty, and the two are equal."""
    unset = expectation.audiences is not UNKNOWN and not any(expectation.values)
    return ACCEPT if unset and "aud" not in claims else None


VERIFIER = Verifier(
    id="grant",
    name="grant (Node.js)",
    kind="library",
    language="JavaScript",
    versions="5.4.24",
    basis=Basis.OBSERVED,
    sources=(
        "grant 5.4.24, run: a login, and its callback with ID Tokens of a token endpoint on the loopback interface",
        "grant 5.4.24, lib/response.js and lib/config.js",
    ),
    hints=("grant:",),
    messages=(MISMATCH, NOT_A_JWT, NOT_JSON),
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
        mixed=COMPARE,
        empty_setting=MISMATCH,
        decide=_audience,
    ),
    order=(Check.STRUCTURE, Check.AUDIENCE),
    failures={Check.STRUCTURE: NOT_A_JWT},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="key of the provider", keys=("client_id",)),
    recipe=Recipe(
        text="set the client id that the provider issues ID Tokens for",
        language="json",
        code="""\
{"provider": {"key": $audience, "scope": ["openid"]}}
""",
    ),
    limits=(
        Limit(
            text="Where key is absent or empty, as an unset environment variable leaves it, a token without aud is accepted.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="grant 5.4.24, run",
        ),
        Limit(
            text="The issuer, the dates and the signature are not looked at: an expired ID Token of another issuer is accepted.",
            seen=Seen.ACCEPTED,
            symptom="token-expired",
            source="grant 5.4.24, run",
        ),
    ),
    notes=(
        "The signature is left to the channel: the ID Token comes from the token endpoint.",
        "The nonce is compared after the audience, where the configuration asks for one.",
    ),
)
