"""Rules of OpenID Connect clients that no running verifier reaches: what else stands beside the client's own id."""

from __future__ import annotations

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT
from forwhom.verifiers import google_apis_auth_dotnet, mod_auth_openidc, openidconnect_rs

NOW = 1_772_615_553


def expecting(*audiences: str) -> Expectation:
    """A client of this id, which trusts the further audiences."""
    return Expectation(audiences=audiences)


def test_openidconnect_of_rust_refuses_an_audience_that_it_does_not_trust() -> None:
    """The client's own id in the token is not enough where another audience stands beside it."""
    rules = openidconnect_rs.VERIFIER.audience
    beside: dict[str, JsonValue] = {"aud": ["web", "329836626744180738"], "exp": NOW + 60}
    said = predict(openidconnect_rs.VERIFIER, beside, expecting("web"), Circumstances(now=NOW)).message
    assert said == "Invalid audiences: `329836626744180738` is not a trusted audience"
    assert decide(rules, beside, expecting("web", "329836626744180738")) is ACCEPT
    assert decide(rules, {"aud": ["app"]}, expecting("web")) is openidconnect_rs.MISMATCH
    assert decide(rules, {"aud": "web"}, expecting("web")) is ACCEPT


def test_mod_auth_openidc_has_a_text_for_a_list() -> None:
    """A list without the client id is refused in other words than a single audience."""
    rules = mod_auth_openidc.VERIFIER.audience
    assert decide(rules, {"aud": ["app"]}, expecting("web")) is mod_auth_openidc.LIST
    assert decide(rules, {"aud": ["app", "web"]}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": "app"}, expecting("web")) is mod_auth_openidc.MISMATCH


def test_google_apis_auth_of_dotnet_compares_a_string_only() -> None:
    """An array, or nothing at all, is no audience that could be untrusted."""
    rules = google_apis_auth_dotnet.VERIFIER.audience
    assert decide(rules, {"aud": "app"}, expecting("web")) is google_apis_auth_dotnet.MISMATCH
    assert decide(rules, {"aud": ["app"]}, expecting("web")) is ACCEPT
    assert decide(rules, {}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": "web"}, expecting("web", "app")) is ACCEPT
