"""What servers do with an `aud` of a shape, or in a company, that few tokens have."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import decide, predict
from forwhom.verifier import ACCEPT, REFUSE, Outcome, Verifier
from forwhom.verifiers import (
    apollo_router,
    cockroachdb_jwt,
    consul_jwt,
    convex,
    dgraph,
    jitsi_prosody,
    kafka_oauthbearer,
    keycloak_client_assertion,
    keycloak_gatekeeper,
    keycloak_identity_broker,
    keycloak_tokenverifier,
    lua_resty_openidc,
    nextcloud_user_oidc,
    open_liberty,
    ory_fosite,
    ory_oathkeeper_introspection,
    ory_oathkeeper_jwt,
    pulsar_token,
    strimzi_kafka_oauth,
    supabase_auth,
    trino_jwt,
    trino_oauth2,
    vault_gcp,
    vault_oidc,
)

UNSET = Expectation(audiences=NONE_CONFIGURED)


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


@pytest.mark.parametrize("verifier", [keycloak_tokenverifier.VERIFIER, keycloak_identity_broker.VERIFIER])
@pytest.mark.parametrize(
    ("found", "outcome"),
    [(["a", 5], ACCEPT), ([5, "a"], REFUSE), (["b", None], REFUSE), (5, REFUSE), (["b", "a"], ACCEPT)],
)
def test_keycloak_stumbles_over_what_is_no_string(verifier: Verifier, found: JsonValue, outcome: Outcome) -> None:
    """The members are compared in their order, and one that is no string ends it without a text."""
    assert decide(verifier.audience, {"aud": found}, expecting("a")) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (["realm"], ACCEPT),
        (["realm", "other"], keycloak_client_assertion.SEVERAL),
        (["realm", 5], keycloak_client_assertion.SEVERAL),
        (["a", "b"], keycloak_client_assertion.MISMATCH),
        (None, keycloak_client_assertion.MISMATCH),
    ],
)
def test_a_client_assertion_for_keycloak_names_the_realm_alone(found: JsonValue, outcome: Outcome) -> None:
    """A second audience is refused even beside the right one."""
    assert decide(keycloak_client_assertion.VERIFIER.audience, {"aud": found}, expecting("realm")) is outcome


def test_gatekeeper_takes_no_array_with_a_number() -> None:
    """An array that is not all strings is no audience, whatever else it names."""
    rules = keycloak_gatekeeper.VERIFIER.audience
    assert decide(rules, {"aud": ["shop", 5]}, expecting("gatekeeper")) is keycloak_gatekeeper.MISSING


@pytest.mark.parametrize(
    ("claims", "audiences", "outcome"),
    [
        ({"aud": 5}, UNSET, kafka_oauthbearer.MALFORMED),
        ({"aud": ["a", 5]}, expecting("a"), kafka_oauthbearer.MALFORMED_MEMBER),
        ({"aud": ""}, UNSET, kafka_oauthbearer.NOT_CONFIGURED),
        ({"aud": None}, UNSET, ACCEPT),
        ({}, expecting("a", "b"), kafka_oauthbearer.MISSING),
        ({"aud": "c"}, expecting("a", "b"), kafka_oauthbearer.MISMATCH_SEVERAL),
        ({"aud": "b"}, expecting("a", "b"), ACCEPT),
        ({"aud": "c"}, expecting("a"), kafka_oauthbearer.MISMATCH),
    ],
)
def test_kafka_decides_as_jose4j_does(claims: dict[str, JsonValue], audiences: Expectation, outcome: Outcome) -> None:
    """Types are validated before any setting, and several expected audiences have a text of their own."""
    assert decide(kafka_oauthbearer.VERIFIER.audience, claims, audiences) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ("", trino_jwt.MISSING),
        ([], trino_jwt.MISSING),
        ([None, "trino"], ACCEPT),
        (["a"], trino_jwt.MISMATCH),
        (["trino", 5], trino_jwt.MALFORMED),
        (5, trino_jwt.MALFORMED),
    ],
)
def test_trino_reads_claims_as_jjwt_does(found: JsonValue, outcome: Outcome) -> None:
    """An empty claim is an absent one, and a wrong type is refused before the audience is looked at."""
    assert decide(trino_jwt.VERIFIER.audience, {"aud": found}, expecting("trino")) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [("", consul_jwt.NOT_CONFIGURED), ([], ACCEPT), (None, consul_jwt.WRONG_TYPE), (5, consul_jwt.WRONG_TYPE)],
)
def test_consul_without_bound_audiences_wants_no_audience(found: JsonValue, outcome: Outcome) -> None:
    """An empty string is an audience, an empty array is none, null is an error."""
    assert decide(consul_jwt.VERIFIER.audience, {"aud": found}, UNSET) is outcome


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ({}, lua_resty_openidc.MISSING),
        ({"aud": False}, lua_resty_openidc.MISSING),
        ({"aud": None}, ACCEPT),
        ({"aud": True}, ACCEPT),
        ({"aud": 5}, ACCEPT),
        ({"aud": "b"}, lua_resty_openidc.MISMATCH),
        ({"aud": ["b", 5]}, lua_resty_openidc.MISMATCH_LIST),
        ({"aud": {"x": "a"}}, ACCEPT),
        ({"aud": ["b", "a"]}, ACCEPT),
    ],
)
def test_lua_resty_openidc_only_compares_strings_and_tables(claims: dict[str, JsonValue], outcome: Outcome) -> None:
    """An object is a table like an array; what is neither string nor table passes."""
    assert decide(lua_resty_openidc.VERIFIER.audience, claims, expecting("a")) is outcome


@pytest.mark.parametrize(
    ("requested", "outcome"),
    [
        ("https://api.example/orders/1", ACCEPT),
        ("https://api.example/orders/", ACCEPT),
        ("https://api.example/orders2", ory_fosite.MISMATCH),
        ("http://api.example/orders", ory_fosite.MISMATCH),
        (["https://api.example/orders", "billing"], ACCEPT),
        ("https://api.example/orders?x=1", ACCEPT),
        ("urn:other:orders", ACCEPT),
        (["billing", "other"], ory_fosite.MISMATCH),
        ("", ACCEPT),
    ],
)
def test_hydra_lets_a_listed_audience_stand_for_the_paths_below(requested: JsonValue, outcome: Outcome) -> None:
    """Every requested audience has to be listed, not the other way round; one URN stands for every other."""
    listed = expecting("https://api.example/orders", "billing", "urn:acme:orders")
    assert decide(ory_fosite.VERIFIER.audience, {"aud": requested}, listed) is outcome


def test_hydra_names_the_first_that_is_not_listed() -> None:
    """The text shows the audience at fault, not the first of the request."""
    prediction = predict(ory_fosite.VERIFIER, {"aud": ["billing", "other"]}, expecting("billing"))
    assert prediction.message
    assert "'other'" in prediction.message


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (["a", "c"], "Token audience [a c] is not intended for target audience b"),
        (["a", "b", 5], "Token audience [] is not intended for target audience a"),
        (None, "Token audience [] is not intended for target audience a"),
    ],
)
def test_oathkeeper_names_the_audience_that_is_lacking(found: JsonValue, text: str) -> None:
    """Of an array that is not all strings nothing is read."""
    assert predict(ory_oathkeeper_jwt.VERIFIER, {"aud": found}, expecting("a", "b")).message == text


def test_oathkeeper_decodes_what_was_introspected_before_it_compares() -> None:
    """Null is of a wrong type, also where no audience is configured."""
    verifier = ory_oathkeeper_introspection.VERIFIER
    assert decide(verifier.audience, {"aud": None}, UNSET) is ory_oathkeeper_introspection.WRONG_TYPE
    prediction = predict(verifier, {"aud": ["a"]}, expecting("a", "b"))
    assert prediction.message == "Token audience is not intended for target audience b"


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ("a kafka", ACCEPT),
        (["a kafka"], strimzi_kafka_oauth.MISMATCH),
        (["kafka", 5], ACCEPT),
        (None, strimzi_kafka_oauth.WRONG_TYPE),
    ],
)
def test_strimzi_splits_a_string_at_its_blanks(found: JsonValue, outcome: Outcome) -> None:
    """A string is a list of words, an array is not."""
    assert decide(strimzi_kafka_oauth.VERIFIER.audience, {"aud": found}, expecting("kafka")) is outcome


@pytest.mark.parametrize(
    ("found", "expected", "outcome"),
    [
        ([None, "a"], "a", ACCEPT),
        (["a", 5], "a", supabase_auth.ID_TOKEN),
        ({}, "a", supabase_auth.ID_TOKEN),
        ("", "", supabase_auth.MISMATCH),
        (None, "a", supabase_auth.MISMATCH),
    ],
)
def test_supabase_reads_tokens_as_go_oidc_does(found: JsonValue, expected: str, outcome: Outcome) -> None:
    """What go-oidc cannot read is a bad token, null is an empty string, and an empty client ID counts for nothing."""
    assert decide(supabase_auth.VERIFIER.audience, {"aud": found}, expecting(expected)) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (["broker", 5], ACCEPT),
        ([5, "broker"], REFUSE),
        (5, pulsar_token.FORMAT),
        (None, pulsar_token.MISSING),
        ([], pulsar_token.MISMATCH),
    ],
)
def test_pulsar_stumbles_over_a_member_that_is_no_string(found: JsonValue, outcome: Outcome) -> None:
    """A claim of another type has a text, a member of another type ends in an error of Java."""
    assert decide(pulsar_token.VERIFIER.audience, {"aud": found}, expecting("broker")) is outcome


@pytest.mark.parametrize(
    ("claims", "audiences", "outcome"),
    [
        ({"aud": ""}, UNSET, dgraph.UNSET),
        ({"aud": []}, UNSET, ACCEPT),
        ({"aud": None}, expecting("a"), ACCEPT),
        ({"aud": 5}, UNSET, dgraph.MALFORMED),
    ],
)
def test_dgraph_takes_a_token_without_audience(
    claims: dict[str, JsonValue], audiences: Expectation, outcome: Outcome
) -> None:
    """An empty string is one, though."""
    assert decide(dgraph.VERIFIER.audience, claims, audiences) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [(None, cockroachdb_jwt.INVALID), ([5], cockroachdb_jwt.INVALID), ([], cockroachdb_jwt.MISMATCH)],
)
def test_cockroachdb_cannot_read_null(found: JsonValue, outcome: Outcome) -> None:
    """A wrong type is an invalid token."""
    assert decide(cockroachdb_jwt.VERIFIER.audience, {"aud": found}, expecting("a")) is outcome


@pytest.mark.parametrize(
    ("claims", "text"),
    [
        ({}, "`aud` was '<none>', but 'a, b' was expected"),
        ({"aud": None}, "`aud` was 'null', but 'a, b' was expected"),
        ({"aud": "c"}, "`aud` was 'c', but 'a, b' was expected"),
    ],
)
def test_apollo_shows_what_it_found(claims: dict[str, JsonValue], text: str) -> None:
    """The expected audiences stand in the order of the alphabet."""
    assert text in (predict(apollo_router.VERIFIER, claims, expecting("b", "a")).message or "")


@pytest.mark.parametrize(
    ("found", "outcome"),
    [(["convex", "b"], convex.SEVERAL), (["convex"], ACCEPT), (["a", "b"], convex.MISMATCH), ("convex", ACCEPT)],
)
def test_convex_takes_one_audience_only(found: JsonValue, outcome: Outcome) -> None:
    """A second one is refused in other words than a wrong one."""
    assert decide(convex.VERIFIER.audience, {"aud": found}, expecting("convex")) is outcome


@pytest.mark.parametrize(
    ("claims", "audiences", "outcome"),
    [
        ({}, UNSET, jitsi_prosody.MISSING),
        ({"aud": "b"}, UNSET, ACCEPT),
        ({"aud": ["a"]}, expecting("a"), jitsi_prosody.MISMATCH),
        ({"aud": "a"}, expecting("a"), ACCEPT),
    ],
)
def test_jitsi_wants_some_audience(claims: dict[str, JsonValue], audiences: Expectation, outcome: Outcome) -> None:
    """Without accepted audiences any will do, and an array never does."""
    assert decide(jitsi_prosody.VERIFIER.audience, claims, audiences) is outcome


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ({}, ACCEPT),
        ({"aud": {}}, ACCEPT),
        ({"aud": ""}, nextcloud_user_oidc.MISMATCH),
        ({"aud": ["a", 5]}, ACCEPT),
        ({"aud": []}, nextcloud_user_oidc.MISMATCH),
    ],
)
def test_nextcloud_only_looks_at_strings_and_arrays(claims: dict[str, JsonValue], outcome: Outcome) -> None:
    """What is neither passes."""
    assert decide(nextcloud_user_oidc.VERIFIER.audience, claims, expecting("a")) is outcome


@pytest.mark.parametrize("audiences", [UNSET, expecting("vault/orders")])
@pytest.mark.parametrize("found", [None, 5, ["vault/orders", 5]])
def test_vault_gcp_reads_the_claims_as_go_jose_does(audiences: Expectation, found: JsonValue) -> None:
    """Null is of a wrong type, too."""
    assert decide(vault_gcp.VERIFIER.audience, {"aud": found}, audiences) is vault_gcp.WRONG_TYPE


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (None, ACCEPT),
        (["trino", 5], ACCEPT),
        ([5, "trino"], REFUSE),
        (5, trino_oauth2.WRONG_TYPE),
        ([], ACCEPT),
        (["a"], trino_oauth2.MISMATCH),
    ],
)
def test_the_oauth2_login_of_trino_takes_a_token_without_audience(found: JsonValue, outcome: Outcome) -> None:
    """Null is none; a member that is no string ends in an error of Java."""
    assert decide(trino_oauth2.VERIFIER.audience, {"aud": found}, expecting("trino")) is outcome


@pytest.mark.parametrize(("found", "shown"), [("a", "a"), (["a", "b"], "[a, b]")])
def test_the_oauth2_login_of_trino_shows_a_string_bare(found: JsonValue, shown: str) -> None:
    """An array stands in brackets."""
    message = predict(trino_oauth2.VERIFIER, {"aud": found}, expecting("trino")).message
    assert message == f"Invalid Audience: {shown}. Allowed audiences: [trino]"


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (None, vault_oidc.MISMATCH),
        ([None, "vault"], ACCEPT),
        (["vault", 5], vault_oidc.WRONG_TYPE),
        ({}, vault_oidc.WRONG_TYPE),
    ],
)
def test_the_oidc_login_of_vault_reads_tokens_as_go_oidc_does(found: JsonValue, outcome: Outcome) -> None:
    """Null is an empty string to it."""
    assert decide(vault_oidc.VERIFIER.audience, {"aud": found}, expecting("vault")) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ([None, "a"], ACCEPT),
        (["a", 5], open_liberty.MEMBER),
        (5, open_liberty.WRONG_TYPE),
        (None, open_liberty.MISMATCH),
    ],
)
def test_open_liberty_reads_the_claim_as_jose4j_does(found: JsonValue, outcome: Outcome) -> None:
    """Null is no audience, and no error as a member."""
    assert decide(open_liberty.VERIFIER.audience, {"aud": found}, expecting("a")) is outcome


def test_open_liberty_shows_a_list_in_brackets() -> None:
    """Also an empty one."""
    message = predict(open_liberty.VERIFIER, {"aud": []}, expecting("a")).message
    assert message is not None
    assert message.startswith("CWWKS6023E: The audience [[]] of the provided")
