"""How a provider is recognised: by its issuer, claims, header, metadata or name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.finding import Confidence
from forwhom.folder import load
from forwhom.provider import Provider, named, recognise, recognise_server

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue

PROVIDERS = load("forwhom.providers", "PROVIDER", Provider, "id")
GRAPH = "00000003-0000-0000-c000-000000000000"
TENANT = "11111111-2222-3333-4444-555555555555"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    sorted({name for one in PROVIDERS.values() for name in (*one.marks, *one.traits, "iss", "aud")})
)
CLAIMS = st.dictionaries(NAMES | st.text(max_size=6), JSON, max_size=6)


def best(claims: Mapping[str, JsonValue] | None, header: Mapping[str, JsonValue] | None = None) -> str | None:
    """The id of the provider that comes first."""
    return next((identifier for identifier, _ in recognise(PROVIDERS, header, claims)), None)


def test_every_family_has_one_member_that_is_meant() -> None:
    """A family's name is the id or an alias of exactly one provider."""
    own = {name for one in PROVIDERS.values() for name in (one.id, *one.aliases)}
    assert {family for one in PROVIDERS.values() for family in one.families} <= own


def test_a_special_case_comes_before_the_usual_one() -> None:
    """A token for Microsoft Graph is that before it is a token of version 2.0."""
    claims: dict[str, JsonValue] = {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "aud": GRAPH}
    found = recognise(PROVIDERS, None, claims)
    assert found == (("entra-graph", Confidence.CERTAIN), ("entra-v2", Confidence.POSSIBLE))


def test_a_special_case_is_recognised_by_its_claims_alone() -> None:
    """The audience of Microsoft Graph is likely enough without an issuer."""
    assert recognise(PROVIDERS, None, {"aud": GRAPH}) == (("entra-graph", Confidence.LIKELY),)


def test_a_special_case_needs_its_issuer() -> None:
    """An audience at Cloud Run does not make a stranger's token Google's."""
    claims: dict[str, JsonValue] = {
        "iss": "https://login.acme.example/",
        "aud": "https://x-1.a.run.app",
        "sub": "auth0|1",
    }
    assert recognise(PROVIDERS, None, claims) == (("auth0", Confidence.LIKELY),)


def test_a_mark_makes_a_provider_likely() -> None:
    """One mark is enough where the issuer is a domain of the customer."""
    claims: dict[str, JsonValue] = {"iss": "https://login.acme.example/oauth2/default", "aud": "x"}
    assert recognise(PROVIDERS, None, claims)[0] == ("okta-custom", Confidence.LIKELY)


def test_two_traits_make_a_provider_possible() -> None:
    """Traits count only when they come together."""
    claims: dict[str, JsonValue] = {"gty": "client-credentials", "org_id": "org_1"}
    assert recognise(PROVIDERS, None, claims) == (("auth0", Confidence.POSSIBLE),)
    assert recognise(PROVIDERS, None, {"org_id": "org_1"}) == ()


def test_a_mark_may_stand_in_the_header() -> None:
    """Header parameters betray a provider as claims do."""
    assert best({"iss": "https://login.acme.example"}, {"kid": "keystore-CHANGE-ME"}) == "node-oidc-provider"


def test_an_unspecific_provider_needs_an_issuer_of_its_form() -> None:
    """OpenIddict's issuers are URLs that end in a slash."""
    assert best({"iss": "https://login.acme.example/", "oi_prst": "shop"}) == "openiddict"
    assert best({"iss": "urn:acme", "oi_prst": "shop"}) is None


@pytest.mark.parametrize(
    ("issuer", "provider"),
    [
        ("https://sso.acme.example/realms/acme", "keycloak"),
        ("https://sso.acme.example/auth/realms/acme", "keycloak"),
        ("http://localhost:8080/realms/dev", "keycloak"),
        ("https://sts.windows.net/{tenantId}/", "entra-v1"),
        ("https://auth.acme.example/application/o/shop/", "authentik"),
        ("https://token.actions.githubusercontent.com//", "github-actions"),
        ("kubernetes/serviceaccount", "kubernetes-sa"),
        ("accounts.google.com", "google"),
        ("https://api.acme.example", None),
        ("", None),
    ],
)
def test_the_issuer_alone_tells_where_it_has_a_form(issuer: str, provider: str | None) -> None:
    """Issuers of a known form tell the provider; any other URL tells nobody."""
    assert best({"iss": issuer}) == provider


@pytest.mark.parametrize(
    ("aud", "provider"),
    [
        ("account", "keycloak"),
        ("api://default", "okta-custom"),
        ("http://localhost:5000/resources", "duende-identityserver"),
        ("123456789012-a1b2c3.apps.googleusercontent.com", "google"),
        (["https://api.example", "https://acme.auth0.com/userinfo"], "auth0"),
        ("https://api.example", None),
        ([], None),
        ({}, None),
        (None, None),
        (7, None),
    ],
)
def test_an_audience_of_the_providers_own_tells_it(aud: JsonValue, provider: str | None) -> None:
    """Audiences that one provider fills in by itself betray it; what is no string betrays nobody."""
    assert best({"aud": aud}) == provider


def test_very_long_values_are_passed_over() -> None:
    """What is far longer than any issuer or audience is not looked at."""
    assert best({"iss": "https://sso.acme.example/realms/" + "a" * 5000}) is None


def test_nothing_is_nobodys() -> None:
    """Without header and claims nobody is recognised."""
    assert recognise(PROVIDERS, None, None) == ()


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("entra", "entra-v2"),
        ("Azure AD", "entra-v2"),
        ("azure_ad", "entra-v2"),
        ("okta", "okta-custom"),
        ("okta-org", "okta-org"),
        ("google", "google"),
        ("kubernetes", "kubernetes-sa"),
        ("identityserver", "duende-identityserver"),
        ("Sign in with Apple", "apple"),
        ("cognito", "cognito"),
    ],
)
def test_people_name_providers_in_many_ways(name: str, provider: str) -> None:
    """Ids, product names and aliases lead to the entry; a family's name to its usual member."""
    found = named(PROVIDERS, name)
    assert found
    assert found.id == provider


@pytest.mark.parametrize(
    ("name", "claims", "provider"),
    [
        ("entra", {"iss": f"https://sts.windows.net/{TENANT}/"}, "entra-v1"),
        ("azure-ad", {"aud": GRAPH}, "entra-graph"),
        ("okta", {"iss": "https://acme.okta.com"}, "okta-org"),
        ("google", {"iss": "https://securetoken.google.com/acme"}, "firebase"),
        ("okta", {"iss": "https://sso.acme.example/realms/acme"}, "okta-custom"),
        ("okta-org", {"iss": "https://acme.okta.com/oauth2/default"}, "okta-org"),
    ],
)
def test_claims_choose_among_a_family(name: str, claims: Mapping[str, JsonValue], provider: str) -> None:
    """Of a family the member that the claims betray; an id names its own entry whatever the claims are."""
    found = named(PROVIDERS, name, claims)
    assert found
    assert found.id == provider


def test_an_unknown_name_is_nobody() -> None:
    """A name that no entry has leads nowhere."""
    assert named(PROVIDERS, "no such provider") is None


@given(header=st.none() | CLAIMS, claims=st.none() | CLAIMS)
def test_recognition_never_raises(
    header: Mapping[str, JsonValue] | None, claims: Mapping[str, JsonValue] | None
) -> None:
    """Any JSON objects can be asked about; the answer is in the order of confidence."""
    found = recognise(PROVIDERS, header, claims)
    assert all(identifier in PROVIDERS for identifier, _ in found)
    ranks = [confidence.rank for _, confidence in found]
    assert ranks == sorted(ranks)


def test_metadata_tells_the_provider() -> None:
    """A metadata document whose endpoints are those of one product leads to it, wherever it runs."""
    metadata: dict[str, JsonValue] = {
        "issuer": "https://login.acme.example",
        "authorization_endpoint": "https://login.acme.example/auth",
        "token_endpoint": "https://login.acme.example/token",
        "userinfo_endpoint": "https://login.acme.example/me",
        "jwks_uri": "https://login.acme.example/jwks",
        "claim_types_supported": ["normal"],
    }
    assert recognise_server(PROVIDERS, metadata) == "node-oidc-provider"


def test_metadata_that_tells_nothing() -> None:
    """A document that looks like no product's, or that lacks one of its members, leads to none."""
    assert recognise_server(PROVIDERS, {"issuer": "https://login.acme.example"}) is None
    assert recognise_server(PROVIDERS, {"token_endpoint": "https://login.acme.example/token"}) is None


def test_metadata_of_two_products() -> None:
    """Where two entries fit, none is named."""
    first = PROVIDERS["node-oidc-provider"]
    two = {"a": replace(first, id="a", metadata={"x": ""}), "b": replace(first, id="b", metadata={"x": ""})}
    assert recognise_server(two, {"x": "y"}) is None


@pytest.mark.parametrize(
    ("metadata", "provider"),
    [
        ({"token_endpoint": "https://login.acme.example/realms/shop/protocol/openid-connect/token"}, "keycloak"),
        (
            {
                "token_endpoint": "https://login.acme.example/oauth/token",
                "mfa_challenge_endpoint": "https://login.acme.example/mfa/challenge",
            },
            "auth0",
        ),
    ],
)
def test_metadata_behind_a_domain_of_the_customer(metadata: Mapping[str, JsonValue], provider: str) -> None:
    """Behind a domain that tells nothing, the endpoints tell the product."""
    assert recognise_server(PROVIDERS, metadata) == provider
