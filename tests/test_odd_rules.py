"""What verifiers do whose rule for the audience is not that of a list and a comparison."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT, Check, Verifier
from forwhom.verifiers import (
    aws_apigw_http_jwt,
    aws_sts_webidentity,
    envoy_jwt_authn,
    google_esp_v2,
    istio_requestauthentication,
    kubernetes_oidc,
    kubernetes_sa_token,
    minio_sts,
    nomad_jwt,
    rabbitmq_oauth2,
    vault_jwt,
)

UNSET = Expectation(audiences=NONE_CONFIGURED)


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


def test_aws_sts_takes_azp_for_aud() -> None:
    """A token with azp is held against the list by azp, whatever aud says."""
    rules = aws_sts_webidentity.VERIFIER.audience
    assert decide(rules, {"aud": "other", "azp": "web"}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": "web", "azp": "other"}, expecting("web")) is aws_sts_webidentity.MISMATCH


def test_aws_sts_compares_aud_without_azp() -> None:
    """Without azp it is aud that counts, and an absent one has a text of its own."""
    rules = aws_sts_webidentity.VERIFIER.audience
    assert decide(rules, {"aud": "web"}, expecting("web")) is ACCEPT
    assert decide(rules, {}, expecting("web")) is aws_sts_webidentity.MISSING


def test_api_gateway_takes_client_id_when_aud_is_absent() -> None:
    """A Cognito access token has no aud: its client_id is compared."""
    rules = aws_apigw_http_jwt.VERIFIER.audience
    assert decide(rules, {"client_id": "3n4b5"}, expecting("3n4b5")) is ACCEPT
    assert decide(rules, {"client_id": "other"}, expecting("3n4b5")) is aws_apigw_http_jwt.MISMATCH
    assert decide(rules, {}, expecting("3n4b5")) is aws_apigw_http_jwt.MISMATCH


def test_api_gateway_ignores_client_id_when_aud_is_present() -> None:
    """A token that has both is held against the list by aud alone."""
    rules = aws_apigw_http_jwt.VERIFIER.audience
    claims: dict[str, JsonValue] = {"aud": "https://orders", "client_id": "3n4b5"}
    assert decide(rules, claims, expecting("3n4b5")) is aws_apigw_http_jwt.MISMATCH


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("https://api.example.com/", "api.example.com"),
        ("api.example.com", "http://api.example.com"),
        ("https://api.example.com/v1", "http://api.example.com/v1/"),
    ],
)
def test_envoy_forgives_one_scheme_and_one_slash(found: str, expected: str) -> None:
    """One scheme and one trailing slash never part two audiences at Envoy."""
    assert decide(envoy_jwt_authn.VERIFIER.audience, {"aud": found}, expecting(expected)) is ACCEPT


@pytest.mark.parametrize("found", ["https://API.example.com", "https://api.example.com//", "HTTPS://api.example.com"])
def test_envoy_forgives_nothing_else(found: str) -> None:
    """Letter case and a second slash do part them."""
    found_rule = decide(envoy_jwt_authn.VERIFIER.audience, {"aud": found}, expecting("https://api.example.com"))
    assert found_rule is envoy_jwt_authn.MISMATCH


def test_envoy_takes_any_audience_when_none_is_configured() -> None:
    """An empty list switches the check off, but the claim still has to be a string or strings."""
    rules = envoy_jwt_authn.VERIFIER.audience
    assert decide(rules, {"aud": "anything"}, UNSET) is ACCEPT
    assert decide(rules, {}, UNSET) is ACCEPT
    assert decide(rules, {"aud": 42}, UNSET) is envoy_jwt_authn.WRONG_TYPE
    assert decide(rules, {"aud": None}, UNSET) is envoy_jwt_authn.WRONG_TYPE


def test_envoy_reports_the_audience_before_the_signature() -> None:
    """A wrong audience is answered with 403 even when the signature is bad."""
    told = predict(
        envoy_jwt_authn.VERIFIER, {"aud": "other"}, expecting("orders"), Circumstances(now=0, signature_valid=False)
    )
    assert (told.check, told.status) == (Check.AUDIENCE, 403)


def test_envoy_reports_the_expiry_before_the_audience() -> None:
    """An expired token hides its wrong audience."""
    told = predict(envoy_jwt_authn.VERIFIER, {"aud": "other", "exp": 1}, expecting("orders"), Circumstances(now=99))
    assert (told.check, told.status) == (Check.EXPIRY, 401)


def test_istio_says_what_envoy_says() -> None:
    """Istio shares Envoy's rules and texts."""
    assert istio_requestauthentication.VERIFIER.audience is envoy_jwt_authn.AUDIENCE
    assert set(envoy_jwt_authn.MESSAGES) <= set(istio_requestauthentication.VERIFIER.messages)


def test_esp_has_a_default_audience() -> None:
    """Without audiences the service name is expected, so a token for something else is refused."""
    assert decide(google_esp_v2.VERIFIER.audience, {"aud": "other"}, UNSET) is google_esp_v2.MISMATCH


@pytest.mark.parametrize(
    ("verifier", "message"),
    [(vault_jwt.VERIFIER, vault_jwt.WRONG_TYPE), (nomad_jwt.VERIFIER, nomad_jwt.WRONG_TYPE)],
    ids=["vault", "nomad"],
)
def test_a_null_audience_does_not_parse(verifier: Verifier, message: object) -> None:
    """Null is refused while the claims are parsed, also where no audience is configured; an absent claim is not."""
    assert decide(verifier.audience, {"aud": None}, UNSET) is message
    assert decide(verifier.audience, {}, UNSET) is ACCEPT


def test_vault_refuses_an_audience_that_no_role_binds() -> None:
    """A role without bound_audiences refuses a token that names an audience, in words of its own."""
    assert decide(vault_jwt.VERIFIER.audience, {"aud": "vault"}, UNSET) is vault_jwt.NOT_CONFIGURED


def test_kubernetes_takes_a_token_without_audience_for_a_legacy_one() -> None:
    """An absent aud counts as made for the API server itself."""
    assert decide(kubernetes_sa_token.VERIFIER.audience, {}, expecting("api")) is ACCEPT


def test_kubernetes_words_one_and_several_audiences_differently() -> None:
    """Two or more configured audiences have a text of their own; the comparison is the same."""
    rules = kubernetes_oidc.VERIFIER.audience
    assert decide(rules, {"aud": "x"}, expecting("a")) is kubernetes_oidc.MISMATCH
    assert decide(rules, {"aud": "x"}, expecting("a", "b")) is kubernetes_oidc.MISMATCH_SEVERAL
    assert decide(rules, {"aud": ["x", "b"]}, expecting("a", "b")) is ACCEPT
    assert decide(rules, {"aud": 42}, expecting("a", "b")) is kubernetes_oidc.WRONG_TYPE


def test_rabbitmq_parts_a_string_at_blanks() -> None:
    """A string is a list of audiences, parted by blanks."""
    assert decide(rabbitmq_oauth2.VERIFIER.audience, {"aud": "other rabbitmq"}, expecting("rabbitmq")) is ACCEPT


def test_rabbitmq_wants_exactly_one_match() -> None:
    """A token that fits two resource servers is refused like one that fits none."""
    rules = rabbitmq_oauth2.VERIFIER.audience
    assert decide(rules, {"aud": ["a", "b"]}, expecting("a", "b")) is rabbitmq_oauth2.MANY
    assert decide(rules, {"aud": ["a"]}, expecting("a", "b")) is ACCEPT
    assert decide(rules, {"aud": "x"}, expecting("a", "b")) is rabbitmq_oauth2.MISMATCH
    assert decide(rules, {}, expecting("a")) is rabbitmq_oauth2.MISSING


def test_minio_asks_azp_only_when_there_is_an_audience() -> None:
    """The client ID may stand in azp instead, but not for a token without aud."""
    rules = minio_sts.VERIFIER.audience
    assert decide(rules, {"aud": "account", "azp": "minio"}, expecting("minio")) is ACCEPT
    assert decide(rules, {"aud": "account", "azp": "web"}, expecting("minio")) is minio_sts.MISMATCH
    assert decide(rules, {"azp": "minio"}, expecting("minio")) is minio_sts.MISSING
