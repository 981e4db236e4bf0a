"""What the essay says of particular verifiers is what the catalogue predicts of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.audience.expectation import Expectation
from forwhom.catalogue import catalogue
from forwhom.classic import BY_ID, EXPECTED
from forwhom.prediction import Circumstances, predict
from forwhom.verifier import Basis, Check

ESSAY = (Path(__file__).parents[1] / "docs" / "audience.md").read_text(encoding="utf-8")
VERIFIERS = catalogue().verifiers

#: What the essay states, by situation and outcome.
STATED = {
    ("absent", "accepted"): "python-jose fast-jwt clerk-backend rust-jsonwebtoken postgrest hasura trino-oauth2",
    ("mixed", "rejected"): "pyjwt joserfc golang-jwt-v5",
    ("mixed", "accepted"): "jsonwebtoken jose-node",
    ("slash", "accepted"): (
        "envoy-jwt-authn istio-requestauthentication envoy-gateway-securitypolicy google-esp-v2 dotnet-identitymodel"
    ),
    ("scheme", "accepted"): "envoy-jwt-authn istio-requestauthentication envoy-gateway-securitypolicy google-esp-v2",
    ("scheme", "rejected"): "dotnet-identitymodel",
    ("case", "rejected"): "envoy-jwt-authn dotnet-identitymodel",
    ("array-of-one", "rejected"): "firebase-admin-auth pypi-trusted-publishing",
    ("two-set", "rejected"): "auth0-java-jwt jjwt ory-oathkeeper-jwt python-jose",
    ("two-set-both", "accepted"): "auth0-java-jwt jjwt ory-oathkeeper-jwt",
    ("none-set", "rejected"): "pyjwt python-jose dotnet-identitymodel vault-jwt kafka-oauthbearer",
    ("none-set", "accepted"): (
        "jsonwebtoken jose-node joserfc envoy-jwt-authn istio-requestauthentication spring-security"
    ),
    ("other", "accepted"): "kong-jwt apisix-jwt-auth nginx-auth-jwt",
    ("empty-string-set", "accepted"): "jsonwebtoken",
    ("empty-string-set", "rejected"): "pyjwt joserfc jose-node auth0-java-jwt golang-jwt-v5",
}


@pytest.mark.parametrize(
    ("situation", "outcome", "name"),
    [(situation, outcome, name) for (situation, outcome), names in STATED.items() for name in names.split()],
)
def test_the_catalogue_predicts_what_the_essay_states(situation: str, outcome: str, name: str) -> None:
    """Each statement is one cell of the matrix, and the essay links to the verifier's page."""
    assert BY_ID[situation].predict(VERIFIERS[name]).outcome == outcome
    assert f"reference/verifiers/{name}.md" in ESSAY


def test_libraries_compare_exactly() -> None:
    """What was run and looks at `aud` refuses a variation by slash, letter case or scheme, but for .NET's slash.

    What stands before MCP servers compares resources as URLs.
    """
    ran = [one for one in VERIFIERS.values() if one.basis is Basis.OBSERVED and one.kind == "library"]
    looking = [one for one in ran if BY_ID["other"].predict(one).outcome == "rejected"]
    assert len(looking) > 20
    assert len(looking) < len(ran)
    lenient = {
        (one.id, situation)
        for one in looking
        for situation in ("slash", "case", "scheme")
        if BY_ID[situation].predict(one).outcome == "accepted"
    }
    slash = {(name, "slash") for name in ("aspnetcore-jwtbearer", "dotnet-identitymodel")}
    resources = ("mcp-python-sdk", "mcp-typescript-sdk", "cloudflare-workers-oauth-provider")
    urls = {(name, situation) for name in resources for situation in ("slash", "case")}
    assert lenient == slash | urls


@pytest.mark.parametrize(
    ("name", "check"), [("pyjwt", Check.EXPIRY), ("jsonwebtoken", Check.EXPIRY), ("jose-node", Check.AUDIENCE)]
)
def test_the_first_failure_is_the_one_the_essay_names(name: str, check: Check) -> None:
    """An expired token with a wrong audience is called what the essay says."""
    claims = {**BY_ID["other"].claims, "exp": 1}
    expectation = Expectation(audiences=(EXPECTED,), issuers=(str(claims["iss"]),))
    assert predict(VERIFIERS[name], claims, expectation, Circumstances(now=1760000001)).check is check


def test_both_failures_are_reported_where_the_essay_says_so() -> None:
    """golang-jwt names the expiry and the audience in one text."""
    claims = {**BY_ID["other"].claims, "exp": 1}
    expectation = Expectation(audiences=(EXPECTED,), issuers=(str(claims["iss"]),))
    text = predict(VERIFIERS["golang-jwt-v5"], claims, expectation, Circumstances(now=1760000001)).message or ""
    assert "expired" in text
    assert "audience" in text


@pytest.mark.parametrize(
    "text",
    [
        "Invalid audience",
        "Audience doesn't match",
        "unable to verify signature of JWT token:",
        "clientID must be provided or SkipClientIDCheck must be set",
        "Token audience doesn't match domain",
        "Incorrect token audience",
        "Signature has expired",
        "audience must be a string or None",
    ],
)
def test_the_texts_that_the_essay_quotes_are_known(text: str) -> None:
    """A text that the essay quotes is one that the catalogue knows to be printed."""
    assert text in " ".join(ESSAY.split())
    assert any(text in message.template for one in VERIFIERS.values() for message in one.messages)
