"""The OAuth 2 backend of RabbitMQ 3, which verifies the signature first and prints both audiences.

From 4 on, and late in 3, another module chooses a resource server by the audience: see the entry without a number.

Source: rabbitmq/rabbitmq-server, deps/rabbitmq_auth_backend_oauth2/src/rabbit_auth_backend_oauth2.erl at v3.10.8
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
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

_FAILED = "Authentication using an OAuth 2/JWT token failed: "

MISMATCH = Message(
    template=f'{_FAILED}{{invalid_aud,{{resource_id_not_found_in_aud,<<"{{expected}}">>,{{list}}}}}}',
    sample=f'{_FAILED}{{invalid_aud,{{resource_id_not_found_in_aud,<<"rabbitmq">>,[<<"https://orders.example.com">>]}}}}',
    codes=("aud-mismatch", "aud-empty"),
    where="log of the broker",
    note="The list is the token's audience. AMQP clients see only ACCESS_REFUSED.",
)
MISMATCH_BYTES = Message(
    template=f"{_FAILED}{{invalid_aud,{{resource_id_not_found_in_aud,<<{{bytes}}>>,{{list}}}}}}",
    sample=f'{_FAILED}{{invalid_aud,{{resource_id_not_found_in_aud,<<97,112,209,150>>,[<<"https://orders.example.com">>]}}}}',
    codes=("aud-mismatch",),
    where="log of the broker",
    note="A value with a character beyond ASCII is written as the numbers of its bytes.",
)
NOT_A_LIST = Message(
    template=f"{_FAILED}{{invalid_aud,{{badarg,{{aud_is_not_a_list,{{value}}}}}}}}",
    sample=f"{_FAILED}{{invalid_aud,{{badarg,{{aud_is_not_a_list,42}}}}}}",
    codes=("aud-wrong-type",),
    where="log of the broker",
    note="Neither a string nor an array; null gets this text too.",
)
SIGNATURE = Message(
    template=f"{_FAILED}signature_invalid",
    sample=f"{_FAILED}signature_invalid",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    where="log of the broker",
)
EXPIRED = Message(
    template=f'{_FAILED}"Provided JWT token has expired at timestamp {{exp}} (validated at {{now}})"',
    sample=f'{_FAILED}"Provided JWT token has expired at timestamp 1772615553 (validated at 1772619153)"',
    codes=("token-expired",),
    check=Check.EXPIRY,
    where="log of the broker",
)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A string counts as several audiences, parted by blanks; without a setting, or an empty one, any passes.

    A token without aud ends the process of the connection, whatever is configured.
    """
    if "aud" not in claims:
        return REFUSE
    if expectation.audiences is NONE_CONFIGURED or expectation.audiences == ("",):
        return ACCEPT
    raw = claims["aud"]
    if not isinstance(raw, str | list):
        return NOT_A_LIST
    found = raw.split(" ") if isinstance(raw, str) else raw
    if any(value in found for value in expectation.values):
        return ACCEPT
    return MISMATCH if all(value.isascii() for value in expectation.values) else MISMATCH_BYTES


VERIFIER = Verifier(
    id="rabbitmq-oauth2-3",
    name="RabbitMQ 3 OAuth 2 backend",
    kind="infrastructure",
    language="Erlang",
    versions="3.10.8",
    basis=Basis.OBSERVED,
    sources=(
        "rabbitmq_auth_backend_oauth2 3.10.8 of Debian 12, called as the broker calls it at a login",
        "rabbitmq/rabbitmq-server, deps/rabbitmq_auth_backend_oauth2/src/rabbit_auth_backend_oauth2.erl at v3.10.8",
    ),
    aliases=("rabbitmq-3",),
    hints=("rabbit", "oauth 2/jwt", "resource_id_not_found_in_aud", "access_refused", "invalid_aud"),
    messages=(MISMATCH, MISMATCH_BYTES, NOT_A_LIST, SIGNATURE, EXPIRED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=REFUSE,
        null=NOT_A_LIST,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=NOT_A_LIST,
        other=NOT_A_LIST,
        mixed=COMPARE,
        empty_setting=ACCEPT,
        decide=_audience,
    ),
    order=(Check.SIGNATURE, Check.AUDIENCE, Check.EXPIRY),
    failures={Check.SIGNATURE: SIGNATURE, Check.EXPIRY: EXPIRED},
    setting=Setting(
        name="auth_oauth2.resource_server_id", keys=("auth_oauth2.resource_server_id", "resource_server_id")
    ),
    switch="no resource_server_id, or an empty one: any audience passes",
    recipe=Recipe(
        text="set resource_server_id in advanced.config to the audience of the tokens",
        language="erlang",
        code="""\
[
  {rabbitmq_auth_backend_oauth2, [
    {resource_server_id, <<$audience/utf8>>},
    {key_config, [{default_key, <<"idp">>}, {signing_keys, #{<<"idp">> => {pem, "/etc/rabbitmq/idp.pem"}}}]}
  ]}
].
""",
    ),
    limits=(
        Limit(
            text="Without a resource_server_id, or with an empty one, a token for any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="rabbitmq_auth_backend_oauth2 3.10.8, run",
        ),
        Limit(
            text="A token without aud or without scope ends the process with function_clause, and nobody says which is missing.",
            seen=Seen.WORDED,
            symptom="aud-missing",
            source="rabbitmq_auth_backend_oauth2 3.10.8, run",
        ),
    ),
    notes=(
        "The issuer, nbf and iat are not looked at, and exp only where it is there.",
        "Scopes carry the resource_server_id as prefix; that is a separate check.",
        "The log breaks such a text over several lines, by its width.",
    ),
)
