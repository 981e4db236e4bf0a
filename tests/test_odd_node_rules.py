"""What libraries of Node do with claims and settings that no trial of a running one draws, or that tell much."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT, Message, Outcome, Verifier
from forwhom.verifiers import (
    auth0_spa_js,
    cloudflare_workers_oauth_provider,
    grant,
    kinde_js,
    nextjs_auth0,
    node_oidc_provider_client_assertion,
    node_oidc_provider_token_endpoint,
    oidc_client_ts,
    powersync,
    verify_apple_id_token,
)

UNSET = Expectation(audiences=NONE_CONFIGURED)


def expecting(*audiences: str) -> Expectation:
    """A client of this id."""
    return Expectation(audiences=audiences)


def test_auth0_spa_js_asks_for_azp_beside_a_second_audience() -> None:
    """The audience has to match first; then azp is required beside a second one, and has to be the client."""
    rules = auth0_spa_js.VERIFIER.audience
    claims: dict[str, JsonValue] = {"aud": ["web", "api"]}
    assert decide(rules, claims, expecting("web")) is auth0_spa_js.PARTY_MISSING
    assert decide(rules, {**claims, "azp": "app"}, expecting("web")) is auth0_spa_js.PARTY_OTHER
    assert decide(rules, {**claims, "azp": "web"}, expecting("web")) is ACCEPT
    assert decide(rules, {**claims, "azp": "app"}, expecting("app")) is auth0_spa_js.MISMATCH_LIST
    assert decide(rules, {"aud": ["web"], "azp": "app"}, expecting("web")) is ACCEPT


@pytest.mark.parametrize(("name", "value"), [("exp", None), ("exp", True), ("exp", "1"), ("iat", None), ("iat", "1")])
def test_auth0_spa_js_asks_for_dates_that_are_numbers(name: str, value: JsonValue) -> None:
    """An exp or iat that is absent or no number is refused after the audience."""
    claims: dict[str, JsonValue] = {"iss": "https://a/", "sub": "user", "aud": "web", "exp": 2, "iat": 1, name: value}
    assert f"({name}) claim must be a number" in (
        predict(auth0_spa_js.VERIFIER, claims, expecting("web")).message or ""
    )


@pytest.mark.parametrize("verifier", [grant.VERIFIER, verify_apple_id_token.VERIFIER], ids=lambda one: one.id)
def test_what_is_absent_equals_what_was_never_configured(verifier: Verifier) -> None:
    """Without a client id these refuse whatever the token names, and accept one that names nothing."""
    assert decide(verifier.audience, {}, UNSET) is ACCEPT
    assert decide(verifier.audience, {}, expecting("web")) is verifier.audience.mismatch
    named: tuple[JsonValue, ...] = ("web", "", None, [], 1)
    for aud in named:
        assert decide(verifier.audience, {"aud": aud}, UNSET) is verifier.audience.mismatch


@pytest.mark.parametrize(
    ("found", "expected", "same"),
    [
        ("https://a.example", "https://a.example/", True),
        ("HTTPS://A.example/mcp", "https://a.example/mcp", True),
        ("https://a.example?x=1", "https://a.example/?x=1", True),
        ("https://a.example/mcp/", "https://a.example/mcp", False),
        ("https://a.example/MCP", "https://a.example/mcp", False),
        ("https://b.example", "https://a.example", False),
        ("a.example", "a.example", False),
    ],
)
def test_a_worker_compares_urls(found: str, expected: str, *, same: bool) -> None:
    """Scheme and host in any case, and a slash for an empty path; what is no URL equals nothing."""
    assert cloudflare_workers_oauth_provider.same_resource(found, expected) is same
    assert cloudflare_workers_oauth_provider.same_resource(expected, found) is same


@pytest.mark.parametrize(
    ("resource", "refusal"),
    [
        ("https://a.example/mcp", None),
        ("http://localhost:8787", None),
        ("http://[::1]:8787", None),
        ("https://a.example:8443", None),
        ("http://a.example/", cloudflare_workers_oauth_provider.REQUIRED),
        ("https://a.example/%zz", cloudflare_workers_oauth_provider.REQUIRED),
        ("https://A.example/", cloudflare_workers_oauth_provider.LOWER_CASE),
        ("https://a.example:443/", cloudflare_workers_oauth_provider.CANONICAL),
        ("http://127.0.0.1:80/", cloudflare_workers_oauth_provider.CANONICAL),
        ("https://a.example:/", cloudflare_workers_oauth_provider.CANONICAL),
        ("https://a.example?x=1", cloudflare_workers_oauth_provider.CANONICAL),
        ("https://user@a.example/", cloudflare_workers_oauth_provider.CANONICAL),
        ("https://a.example/b/../mcp", cloudflare_workers_oauth_provider.CANONICAL),
    ],
)
def test_a_worker_takes_a_canonical_resource(resource: str, refusal: Message | None) -> None:
    """The configured resource is an HTTPS URL, written in the one way in which a URL is printed."""
    said = predict(cloudflare_workers_oauth_provider.VERIFIER, {"aud": resource}, expecting(resource))
    assert said.message == (refusal.template if refusal else None)
    assert (
        predict(cloudflare_workers_oauth_provider.VERIFIER, {"aud": resource}, Expectation()).outcome == "undetermined"
    )


def test_kinde_parts_the_setting_at_blanks() -> None:
    """Every part has to be in the token; an empty setting is none."""
    rules = kinde_js.VERIFIER.audience
    assert decide(rules, {"aud": ["a", "b", "c"]}, expecting("a b")) is ACCEPT
    assert decide(rules, {"aud": ["a b"]}, expecting("a b")) is kinde_js.MISMATCH
    assert decide(rules, {"aud": "a"}, expecting("a", "b")) is kinde_js.MISMATCH
    assert decide(rules, {"aud": "other"}, expecting("")) is ACCEPT
    assert decide(rules, {"aud": {"a": 1}}, expecting("a")) is kinde_js.MISMATCH


@pytest.mark.parametrize(
    ("exp", "now", "accepted"),
    [(131, 100, True), (130, 100, False), ("131", 100, True), ("soon", 100, False), (131, None, True)],
)
def test_kinde_calls_a_token_expired_before_its_end(exp: JsonValue, now: float | None, *, accepted: bool) -> None:
    """Half a minute is left to use it; a text that is a number is one."""
    claims: dict[str, JsonValue] = {"iss": "https://a/", "aud": "api", "exp": exp}
    said = predict(kinde_js.VERIFIER, claims, expecting("api"), Circumstances(now=now))
    assert said.message == (None if accepted else "Token expired")


def test_kinde_asks_for_an_issuer() -> None:
    """An issuer that is absent has another text than one that is wrong."""
    expectation = Expectation(audiences=("api",), issuers=("https://a/",))
    assert predict(kinde_js.VERIFIER, {}, expectation).message == "(iss) claim is required."
    assert "mismatch" in (predict(kinde_js.VERIFIER, {"iss": "https://b/"}, expectation).message or "")


def test_oidc_client_ts_accepts_any_audience() -> None:
    """It asks for a client id and for a subject, and compares neither with the audience."""
    verifier = oidc_client_ts.VERIFIER
    assert predict(verifier, {"aud": "other", "sub": "user"}, expecting("web")).outcome == "accepted"
    assert predict(verifier, {"sub": "user"}, UNSET).message == oidc_client_ts.NO_CLIENT.template
    assert predict(verifier, {"aud": "web"}, expecting("web")).message == oidc_client_ts.SUBJECT.template


@pytest.mark.parametrize(
    ("resource", "outcome"),
    [
        ("https://api.example.com#part", node_oidc_provider_token_endpoint.FRAGMENT),
        ("urn:api", node_oidc_provider_token_endpoint.UNKNOWN),
        ("https:// api", node_oidc_provider_token_endpoint.NOT_ABSOLUTE),
        (["https://api.example.com", "https://api.example.com"], ACCEPT),
        (["https://api.example.com", "https://web.example.com"], node_oidc_provider_token_endpoint.SEVERAL),
    ],
)
def test_oidc_provider_looks_at_each_resource_that_is_asked_for(resource: JsonValue, outcome: Outcome) -> None:
    """A resource is an absolute URI without a fragment that is known, and one alone."""
    rules = node_oidc_provider_token_endpoint.VERIFIER.audience
    assert decide(rules, {"aud": resource}, expecting("https://api.example.com", "https://web.example.com")) is outcome


@pytest.mark.parametrize(
    ("issuer", "aud", "outcome"),
    [
        ("https://op.example.com", "https://op.example.com/token", ACCEPT),
        ("https://op.example.com/a/", ["x", "https://op.example.com/token"], ACCEPT),
        ("https://op.example.com/a", "https://op.example.com/a/token", node_oidc_provider_client_assertion.MISMATCH),
        ("op.example.com", "op.example.com/token", node_oidc_provider_client_assertion.MISMATCH),
    ],
)
def test_oidc_provider_takes_its_token_endpoint_for_its_issuer(issuer: str, aud: JsonValue, outcome: Outcome) -> None:
    """An assertion may name the address of the token endpoint, which begins with the host of the issuer."""
    assert decide(node_oidc_provider_client_assertion.VERIFIER.audience, {"aud": aud}, expecting(issuer)) is outcome


def test_oidc_provider_says_nothing_of_an_issuer_that_is_not_known() -> None:
    """Without an issuer that is known to be expected the audience of an assertion is open."""
    claims: dict[str, JsonValue] = {"iss": "web", "aud": "https://op.example.com", "exp": 1}
    assert predict(node_oidc_provider_client_assertion.VERIFIER, claims, Expectation()).outcome == "undetermined"


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        ({"nbf": "1"}, node_oidc_provider_client_assertion.NOT_BEFORE_TYPE),
        ({"iat": None}, node_oidc_provider_client_assertion.ISSUED_TYPE),
        ({"exp": "9"}, node_oidc_provider_client_assertion.EXPIRY_TYPE),
        ({"exp": 0}, node_oidc_provider_client_assertion.NO_EXPIRY),
        ({"nbf": 6}, node_oidc_provider_client_assertion.NOT_YET_VALID),
        ({"exp": 5}, node_oidc_provider_client_assertion.EXPIRED),
    ],
)
def test_oidc_provider_asks_for_dates_that_are_numbers(dates: dict[str, JsonValue], outcome: Message) -> None:
    """A date of another type is refused by itself, and an exp of zero is none."""
    claims: dict[str, JsonValue] = {"iss": "web", "aud": "https://op.example.com", "exp": 9, **dates}
    said = predict(
        node_oidc_provider_client_assertion.VERIFIER, claims, expecting("https://op.example.com"), Circumstances(now=5)
    )
    assert said.message == outcome.template


@pytest.mark.parametrize(
    "wrong",
    [{"sub": 42}, {"exp": None}, {"exp": True}, {"iat": "1"}, {"nbf": "1"}, {"iss": "https://b/"}, {"aud": "api"}],
)
def test_nextjs_auth0_has_one_text_for_whatever_is_wrong(wrong: dict[str, JsonValue]) -> None:
    """A date that is no number and a subject that is no text get it too, and a client id that is not set another."""
    claims: dict[str, JsonValue] = {"iss": "https://a/", "sub": "user", "aud": "web", "exp": 9, "iat": 1}
    expectation = Expectation(audiences=("web",), issuers=("https://a/",))
    circumstances = Circumstances(now=5)
    assert predict(nextjs_auth0.VERIFIER, claims, expectation, circumstances).outcome == "accepted"
    said = predict(nextjs_auth0.VERIFIER, {**claims, **wrong}, expectation, circumstances)
    assert said.message == nextjs_auth0.EXCHANGE.template
    assert predict(nextjs_auth0.VERIFIER, {**claims, **wrong}, UNSET).message == nextjs_auth0.NO_CLIENT.template
    assert predict(nextjs_auth0.VERIFIER, claims, Expectation()).outcome == "undetermined"


def test_powersync_takes_null_for_an_absent_claim() -> None:
    """Whether an audience is configured or not; without one every other audience is unexpected, and printed as JSON."""
    verifier = powersync.VERIFIER
    for expectation in (UNSET, expecting("api")):
        assert decide(verifier.audience, {"aud": None}, expectation) is powersync.MISSING
        assert decide(verifier.audience, {}, expectation) is powersync.MISSING
    said = predict(verifier, {"aud": ["web", 1]}, UNSET).message
    assert said == '[PSYNC_S2105] Unexpected "aud" claim value: ["web",1]'
