"""The OAuth 2 backend of RabbitMQ, which splits a string of audiences at blanks and wants exactly one to match.

It reads the audience before the signature is verified, to choose the resource server.

Source: rabbitmq/rabbitmq-server, deps/rabbitmq_auth_backend_oauth2/src/rabbit_oauth2_resource_server.erl
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
    AudienceRules,
    Basis,
    Check,
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)

MISMATCH = Message(
    template="Authentication using OAuth 2/JWT token failed: {error,no_matching_aud_found}",
    sample="2026-03-04 09:12:33.418 [error] <0.801.0> Authentication using OAuth 2/JWT token failed: {error,no_matching_aud_found}",
    codes=("aud-mismatch",),
    where="log of the broker",
    note="AMQP clients see only ACCESS_REFUSED.",
)
MISSING = Message(
    template="Authentication using OAuth 2/JWT token failed: {error,no_aud_found}",
    sample="2026-03-04 09:12:33.418 [error] <0.801.0> Authentication using OAuth 2/JWT token failed: {error,no_aud_found}",
    codes=("aud-missing",),
    where="log of the broker",
)
MANY = Message(
    template="Authentication using OAuth 2/JWT token failed: {error,aud_matched_many_resource_servers_only_one_allowed}",
    sample="2026-03-04 09:12:33.418 [error] <0.801.0> Authentication using OAuth 2/JWT token failed: {error,aud_matched_many_resource_servers_only_one_allowed}",
    codes=("aud-many-unsupported",),
    where="log of the broker",
    note="The token fits more than one resource server; exactly one may match.",
)
MISSING_MANY = Message(
    template="Authentication using OAuth 2/JWT token failed: {error,no_aud_found_cannot_pick_one_from_too_many_resource_servers}",
    sample="2026-03-04 09:12:33.418 [error] <0.801.0> Authentication using OAuth 2/JWT token failed: {error,no_aud_found_cannot_pick_one_from_too_many_resource_servers}",
    codes=("aud-missing",),
    where="log of the broker",
)
UNCHECKED_MANY = Message(
    template="Authentication using OAuth 2/JWT token failed: {error,too_many_resources_with_verify_aud_false}",
    sample="2026-03-04 09:12:33.418 [error] <0.801.0> Authentication using OAuth 2/JWT token failed: {error,too_many_resources_with_verify_aud_false}",
    codes=("audience-check-disabled",),
    check=Check.CONFIGURATION,
    where="log of the broker",
)
SIGNATURE = Message(
    template="Authentication using an OAuth 2/JWT token failed: signature_invalid",
    sample="2026-03-04 09:12:33.418 [error] <0.801.0> Authentication using an OAuth 2/JWT token failed: signature_invalid",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    where="log of the broker",
)
KEY_NOT_FOUND = Message(
    template="Authentication using an OAuth 2/JWT token failed: {error,key_not_found}",
    sample="2022-07-05 09:12:33.418 [error] <0.801.0> Authentication using an OAuth 2/JWT token failed: {error,key_not_found}",
    codes=("key-not-found",),
    check=Check.KEY,
    where="log of the broker",
    basis=Basis.REPORTED,
    note="The kid of the token is none of those configured or published (rabbitmq/rabbitmq-server, issue 5179).",
)
EXPIRED = Message(
    template="Provided JWT token has expired at timestamp {exp} (validated at {now})",
    sample="Provided JWT token has expired at timestamp 1772615553 (validated at 1772619153)",
    codes=("token-expired",),
    check=Check.EXPIRY,
    where="log of the broker",
)
NO_EXPIRY = Message(
    template="Provided JWT token has no exp claim",
    sample="Provided JWT token has no exp claim",
    codes=("exp-missing", "token-malformed"),
    check=Check.OTHER,
    where="log of the broker",
)


def _exactly_one(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A string counts as several audiences, parted by blanks; more than one match is refused like none.

    The same audience twice is more than one match. What is neither a string nor an array ends the process.
    """
    if "aud" not in claims:
        return None
    raw = claims["aud"]
    if not isinstance(raw, str | list):
        return REFUSE
    found = raw.split(" ") if isinstance(raw, str) else raw
    matching = [value for value in found if value and value in expectation.values]
    if len(matching) > 1:
        return MANY
    return ACCEPT if matching else MISMATCH


VERIFIER = Verifier(
    id="rabbitmq-oauth2",
    name="RabbitMQ OAuth 2 backend",
    kind="infrastructure",
    language="Erlang",
    versions="4, not recorded; for 3 see rabbitmq-oauth2-3",
    basis=Basis.READ,
    sources=(
        "rabbitmq/rabbitmq-server, deps/rabbitmq_auth_backend_oauth2/src/rabbit_oauth2_resource_server.erl",
        "rabbitmq/rabbitmq-server, deps/rabbitmq_auth_backend_oauth2/src/uaa_jwt.erl, uaa_jwt_jwt.erl, rabbit_auth_backend_oauth2.erl",
    ),
    aliases=("rabbitmq",),
    hints=(
        "rabbit",
        "oauth 2/jwt",
        "access_refused",
        "auth_oauth2",
    ),
    messages=(
        MISMATCH,
        MISSING,
        MANY,
        MISSING_MANY,
        UNCHECKED_MANY,
        SIGNATURE,
        KEY_NOT_FOUND,
        EXPIRED,
        NO_EXPIRY,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=REFUSE,
        absent=MISSING,
        null=REFUSE,
        empty_string=MISMATCH,
        empty_array=MISMATCH,
        number=REFUSE,
        other=REFUSE,
        mixed=COMPARE,
        decide=_exactly_one,
    ),
    order=(
        Check.AUDIENCE,
        Check.SIGNATURE,
        Check.OTHER,
        Check.EXPIRY,
    ),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.EXPIRY: EXPIRED,
        Check.OTHER: NO_EXPIRY,
    },
    setting=Setting(
        name="auth_oauth2.resource_server_id",
        keys=(
            "auth_oauth2.resource_server_id",
            "resource_server_id",
            "auth_oauth2.resource_servers",
        ),
    ),
    switch="auth_oauth2.verify_aud = false",
    recipe=Recipe(
        text="set resource_server_id to the audience of the tokens",
        language="properties",
        code="""\
auth_oauth2.resource_server_id = $audience
auth_oauth2.issuer = $issuer
""",
    ),
    reveal="the log of the node with log.console.level = debug",
    notes=(
        '"using OAuth 2" is printed while the resource server is chosen by the audience, "using an OAuth 2" when the token itself is verified.',
        "Scopes carry the resource_server_id as prefix; that is a separate check.",
        "An aud that is null, a number or an object fits no clause of the code that reads it, so that the process ends with an error of Erlang.",
        "A wrong audience hides a bad signature and an expired token.",
    ),
)
