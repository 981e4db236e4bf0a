"""What gateways, clouds and SDKs of products do whose rule for the audience is not that of a list and a comparison."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import decide, predict
from forwhom.verifier import ACCEPT, REFUSE
from forwhom.verifiers import (
    argocd,
    auth0_api_python,
    auth0_sdk,
    aws_appsync_oidc,
    botframework,
    entra_resource,
    fastmcp,
    grafana_auth_jwt,
    haproxy_jwt,
    istiod_ca_jwt,
    keycloak_gatekeeper,
    kong_openid_connect,
    kubernetes_oidc,
    mcp_python_sdk,
    mcp_typescript_sdk,
    minio_sts,
    oauth2_proxy,
    rabbitmq_oauth2,
    vault_gcp,
)

UNSET = Expectation(audiences=NONE_CONFIGURED)


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


@pytest.mark.parametrize(
    ("found", "required", "accepted"),
    [
        (["a", "b"], ("a b",), True),
        (["a"], ("a b",), False),
        (["b"], ("a", "b"), True),
        ("a", ("a b", "a"), True),
        (["c"], ("a", "b"), False),
        (None, ("a",), False),
        ("", ("",), False),
    ],
)
def test_kong_joins_by_blanks_and_chooses_between_entries(
    found: JsonValue, required: tuple[str, ...], *, accepted: bool
) -> None:
    """A blank inside an entry of audience_required means both, separate entries are alternatives."""
    claims: dict[str, JsonValue] = {"aud": found}
    rule = decide(kong_openid_connect.VERIFIER.audience, claims, expecting(*required))
    assert rule is (ACCEPT if accepted else REFUSE)


def test_kong_accepts_any_audience_unless_told() -> None:
    """Without audience_required, the default, the audience is not looked at."""
    assert decide(kong_openid_connect.VERIFIER.audience, {"aud": "other"}, UNSET) is ACCEPT


@pytest.mark.parametrize(
    ("found", "setting", "accepted"),
    [
        ("web-12", "web-[0-9]+|mobile", True),
        ("web-12x", "web-[0-9]+|mobile", False),
        ("mobile", "mobile", True),
        ("web.12", "web.12", True),
        ("web", "(", False),
        ("(", "(", True),
        ("a" * 40, "(a+)+b", False),
        ("a" * 300, ".*", False),
    ],
)
def test_appsync_reads_the_client_id_as_a_regular_expression(found: str, setting: str, *, accepted: bool) -> None:
    """The setting has to fit the whole value; what cannot be run safely fits only itself."""
    rule = decide(aws_appsync_oidc.VERIFIER.audience, {"aud": found}, expecting(setting))
    assert rule is (ACCEPT if accepted else aws_appsync_oidc.REFUSED)


@pytest.mark.parametrize(
    ("found", "accepted"),
    [
        ("https://mcp.example.com/mcp/", True),
        ("HTTPS://MCP.example.com:443/mcp", True),
        ("https://mcp.example.com/MCP", False),
        ("https://mcp.example.com:8443/mcp", False),
        ("https://mcp.example.com:99999/mcp", False),
        ("mcp.example.com/mcp", False),
        ("https:///mcp", False),
    ],
)
def test_mcp_in_python_compares_urls(found: str, *, accepted: bool) -> None:
    """Letter case of scheme and host, the default port and one slash at the end do not matter; the path does."""
    rule = decide(mcp_python_sdk.VERIFIER.audience, {"aud": found}, expecting("https://mcp.example.com/mcp"))
    assert rule is (ACCEPT if accepted else mcp_python_sdk.MISMATCH)


def test_mcp_in_python_prints_none_for_an_absent_resource() -> None:
    """A token without a resource is written as Python writes nothing."""
    prediction = predict(mcp_python_sdk.VERIFIER, {}, expecting("https://mcp.example.com/mcp"))
    assert prediction.message == "Bearer token resource None is not resource_server_url https://mcp.example.com/mcp"


@pytest.mark.parametrize(
    ("found", "accepted"),
    [
        ("https://mcp.example.com/mcp/#part", True),
        ("https://mcp.example.com/mcp#part", True),
        ("https://mcp.example.com/mcp//", False),
        ("https://MCP.example.com/mcp", True),
        ("https://mcp.example.com:443/mcp", True),
        ("https://mcp.example.com:70000/mcp", False),
        ("mcp.example.com/mcp", False),
    ],
)
def test_mcp_in_typescript_forgives_a_fragment_and_a_slash(found: str, *, accepted: bool) -> None:
    """A fragment, one slash at the end and the letter case of the host do not matter; everything else does."""
    rule = decide(mcp_typescript_sdk.VERIFIER.audience, {"aud": found}, expecting("https://mcp.example.com/mcp"))
    assert rule is (ACCEPT if accepted else mcp_typescript_sdk.MISMATCH)


def test_fastmcp_prints_what_python_prints() -> None:
    """One value stands in quotes, several in a list, an absent claim as None."""
    verifier = fastmcp.VERIFIER
    one = predict(verifier, {"aud": "account"}, expecting("https://mcp.example.com"))
    assert one.message is not None
    assert one.message.endswith("(got 'account', expected 'https://mcp.example.com')")
    two = predict(verifier, {}, expecting("a", "b"))
    assert two.message is not None
    assert two.message.endswith("(got None, expected ['a', 'b'])")


def test_an_empty_setting_switches_fastmcp_off() -> None:
    """An audience that is the empty string counts as none, and any token passes."""
    assert decide(fastmcp.VERIFIER.audience, {"aud": "other"}, expecting("")) is ACCEPT


def test_auth0_sdks_have_a_text_for_lists() -> None:
    """A list is looked through for the one client ID, and has a text of its own."""
    rules = auth0_sdk.VERIFIER.audience
    assert decide(rules, {"aud": ["web", "other"]}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": ["other"]}, expecting("web")) is auth0_sdk.MISMATCH_LIST
    assert decide(rules, {"aud": ["other"]}, UNSET) is auth0_sdk.MISMATCH_LIST
    assert decide(rules, {"aud": [None]}, UNSET) is ACCEPT
    assert decide(rules, {"aud": ""}, UNSET) is auth0_sdk.MISMATCH
    assert decide(rules, {"aud": ["other", 7]}, expecting("web")) is auth0_sdk.NO_TEXTS


def test_auth0_sdks_want_azp_beside_several_audiences() -> None:
    """With several audiences azp has to be there and to be the client ID."""
    verifier = auth0_sdk.VERIFIER

    def text(claims: dict[str, JsonValue]) -> str | None:
        usual: dict[str, JsonValue] = {"iss": "https://corp.eu.auth0.com/", "sub": "user", "exp": 2, "iat": 1}
        return predict(verifier, {**usual, **claims}, expecting("web")).message

    assert text({"aud": ["web", "other"], "azp": "web"}) is None
    assert text({"aud": ["web"]}) is None
    assert text({"aud": "web", "iat": None}) == auth0_sdk.NO_ISSUED_AT.template
    assert text({"aud": "web", "exp": 2.5}) == auth0_sdk.NO_EXPIRY.template
    assert text({"aud": "web", "sub": None}) == "Subject must be a string"
    assert text({"aud": ["web", "other"]}) == auth0_sdk.PARTY_MISSING.template
    assert (text({"aud": ["web", "other"], "azp": "app"}) or "").startswith("Authorized Party (azp) claim mismatch")


def test_auth0_api_python_is_not_built_without_an_audience() -> None:
    """No audience, or an empty one, is refused when the client is built; a list has a text of its own."""
    rules = auth0_api_python.VERIFIER.audience
    assert decide(rules, {"aud": "x"}, UNSET) is auth0_api_python.NOT_CONFIGURED
    assert decide(rules, {"aud": ""}, expecting("")) is auth0_api_python.NOT_CONFIGURED
    assert decide(rules, {"aud": ["x"]}, expecting("api")) is auth0_api_python.LIST
    assert decide(rules, {"aud": ["x", "api"]}, expecting("api")) is ACCEPT
    assert decide(rules, {"aud": "x"}, expecting("api")) is auth0_api_python.SINGLE


def test_haproxy_meets_no_list() -> None:
    """jwt_payload_query gives an array as text, so a rule for a string never meets it."""
    rules = haproxy_jwt.VERIFIER.audience
    assert decide(rules, {"aud": ["orders"]}, expecting("orders")) is haproxy_jwt.DENIED
    assert decide(rules, {"aud": "orders"}, expecting("orders")) is ACCEPT


def test_entra_issues_a_token_for_one_resource() -> None:
    """Scopes of two resources in one request are refused."""
    rule = decide(entra_resource.VERIFIER.audience, {"aud": "api://a"}, expecting("api://a", "api://b"))
    assert rule is entra_resource.SEVERAL


def test_a_bot_is_one_application() -> None:
    """Aud is compared as it stands with the app ID, so a list never fits."""
    rules = botframework.VERIFIER.audience
    assert decide(rules, {"aud": ["app"]}, expecting("app")) is botframework.MISMATCH_PYTHON
    assert decide(rules, {"aud": "app"}, expecting("app")) is ACCEPT


@pytest.mark.parametrize("found", [None, 5, {"a": 1}])
def test_rabbitmq_has_no_words_for_what_is_no_audience(found: JsonValue) -> None:
    """What is neither a string nor an array ends the process that reads it, whatever is configured."""
    assert decide(rabbitmq_oauth2.VERIFIER.audience, {"aud": found}, UNSET) is REFUSE


def test_rabbitmq_counts_a_repeated_audience_twice() -> None:
    """The same audience twice is more than one match; a blank string is none."""
    rules = rabbitmq_oauth2.VERIFIER.audience
    assert decide(rules, {"aud": ["a", "a", 5]}, expecting("a")) is rabbitmq_oauth2.MANY
    assert decide(rules, {"aud": ""}, expecting("")) is rabbitmq_oauth2.MISMATCH


@pytest.mark.parametrize("aud", ["web, minio", ["web,minio"], ["minio", 5]])
def test_minio_parts_a_text_at_commas(aud: JsonValue) -> None:
    """A text counts as several values, and so does each text of a list."""
    assert decide(minio_sts.VERIFIER.audience, {"aud": aud}, expecting("minio")) is ACCEPT


def test_istiod_takes_an_array_only() -> None:
    """A string is refused even when it is the expected audience."""
    rules = istiod_ca_jwt.VERIFIER.audience
    assert decide(rules, {"aud": "istio-ca"}, expecting("istio-ca")) is istiod_ca_jwt.STRING
    assert decide(rules, {"aud": ["istio-ca"]}, expecting("istio-ca")) is ACCEPT


def test_argo_cd_without_audiences_tells_a_claim_from_none() -> None:
    """A claim that is there, even an empty one, is refused for want of allowed audiences; an absent one is not."""
    rules = argocd.VERIFIER.audience
    assert decide(rules, {"aud": []}, UNSET) is argocd.NOT_CONFIGURED
    assert decide(rules, {}, UNSET) is argocd.MISSING


def test_grafana_looks_at_the_type_without_a_setting() -> None:
    """A wrong type is refused even where no audience is expected."""
    rules = grafana_auth_jwt.VERIFIER.audience
    assert decide(rules, {"aud": None}, UNSET) is grafana_auth_jwt.WRONG_TYPE
    assert decide(rules, {"aud": ["a", 5]}, UNSET) is grafana_auth_jwt.MIXED
    assert decide(rules, {"aud": "a"}, UNSET) is ACCEPT


def test_kubernetes_writes_null_as_an_empty_string() -> None:
    """Of several expected audiences the text shows the one empty string that null was read as."""
    predicted = predict(kubernetes_oidc.VERIFIER, {"aud": None}, expecting("a", "b"))
    assert predicted.message == 'oidc: verify token: oidc: expected audience in ["a" "b"] got [""]'


def test_what_a_gateway_prints_has_no_hole_left() -> None:
    """The claim that oauth2-proxy looks at and the audience that Argo CD tried stand in the text that is foretold."""
    wrong: dict[str, JsonValue] = {"aud": ["web"], "iss": "https://id.example"}
    proxy = predict(oauth2_proxy.VERIFIER, wrong, expecting("orders"))
    assert proxy.message == (
        "audience from claim aud with value [web] does not match with any of allowed audiences map[orders:{}]"
    )
    argo = predict(argocd.VERIFIER, wrong, expecting("orders"))
    assert argo.message is not None
    assert argo.message.endswith('error for aud "orders": oidc: expected audience "orders" got ["web"]')


@pytest.mark.parametrize(
    ("found", "accepted"),
    [
        ("https://vault.example/vault/orders", True),
        ("vault/orders", True),
        ("vault/billing", False),
        (["vault/orders", "vault/billing"], False),
        ([], True),
    ],
)
def test_vault_wants_every_audience_to_end_in_the_role(found: JsonValue, *, accepted: bool) -> None:
    """The gcp method compares endings, of all audiences, and lets a token without any in."""
    rule = decide(vault_gcp.VERIFIER.audience, {"aud": found}, expecting("vault/orders"))
    assert rule is (ACCEPT if accepted else vault_gcp.MISMATCH)


def test_vault_gcp_always_expects_the_role() -> None:
    """Nothing switches the check off; without a role there is nothing to end in."""
    assert decide(vault_gcp.VERIFIER.audience, {"aud": "orders"}, UNSET) is vault_gcp.MISMATCH


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("account", keycloak_gatekeeper.MISMATCH),
        (["shop", "account"], keycloak_gatekeeper.MISMATCH_LIST),
        (["shop", "gatekeeper"], ACCEPT),
        ([], keycloak_gatekeeper.MISMATCH_LIST),
    ],
)
def test_gatekeeper_has_a_text_for_lists(found: JsonValue, expected: object) -> None:
    """A list that lacks the client id is told apart from another string."""
    assert decide(keycloak_gatekeeper.VERIFIER.audience, {"aud": found}, expecting("gatekeeper")) is expected
