"""What programs of Debian do with claims and settings that are odd, as each was seen to do it."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT, Verifier
from forwhom.verifiers import (
    docker_distribution,
    dovecot_oauth2,
    google_idtoken_go,
    googleauth_ruby,
    jetty_openid,
    lemonldap_ng_client,
    mod_auth_openidc,
)

NOW = 1_711_497_600
DAY = 86_400
APACHE = mod_auth_openidc.VERIFIER
MAIL = dovecot_oauth2.VERIFIER
PORTAL = lemonldap_ng_client.VERIFIER


def says(verifier: Verifier, claims: dict[str, JsonValue], *expected: str, issuer: str | None = None) -> str | None:
    """The text about a token that is in order but for these claims, `None` when it passes."""
    expectation = Expectation(audiences=expected or NONE_CONFIGURED, issuers=None if issuer is None else (issuer,))
    return predict(verifier, {"exp": NOW + DAY, **claims}, expectation, Circumstances(now=NOW)).message


@pytest.mark.parametrize("aud", ["api ", " api", "a p i"])
def test_apache_leaves_white_space_out(aud: str) -> None:
    """It compares in natural order; only between two digits a blank counts."""
    assert says(APACHE, {"aud": aud}, "api") is None
    assert says(APACHE, {"aud": [aud, 42]}, "api") is None
    assert says(APACHE, {"aud": "1  2"}, "1 2") is None
    assert says(APACHE, {"aud": "12"}, "1 2") is not None


def test_apache_writes_bytes_into_its_log() -> None:
    """A character beyond ASCII is shown as its bytes."""
    text = says(APACHE, {"aud": "ap\u0456"}, "api")
    assert text == 'the configured client_id (api) did not match the "aud" claim value (ap\\xd1\\x96) in the id_token'


def test_apache_does_not_start_without_one_client_id() -> None:
    """None, an empty one and several are faults of the configuration."""
    assert says(APACHE, {"aud": ["api"]}) == "mandatory parameter 'OIDCClientID' is not set"
    for expected in (("",), ("api", "web")):
        assert str(says(APACHE, {"aud": "api"}, *expected)).startswith("OIDCClientID takes one argument")


def test_apache_asks_for_an_issuer_that_is_text() -> None:
    """An absent one has a text of its own; a slash at the end makes no difference; unknown ones pass."""
    assert says(APACHE, {"aud": "api"}, "api") is None
    assert says(APACHE, {"aud": "api", "iss": "https://a/"}, "api", issuer="https://a") is None
    assert str(says(APACHE, {"aud": "api"}, "api", issuer="https://a")).startswith("JWT did not contain")
    assert str(says(APACHE, {"aud": "api", "iss": "b"}, "api", issuer="https://a")).startswith(
        "requested issuer (https://a)"
    )


def test_apache_refuses_a_token_of_another_day() -> None:
    """The moment of issue has to be near, on either side."""
    assert str(says(APACHE, {"aud": "api", "iat": NOW + DAY}, "api")).endswith("in the future")
    assert str(says(APACHE, {"aud": "api", "iat": NOW - 2 * DAY}, "api")).endswith("ago")
    assert says(APACHE, {"aud": "api", "iat": NOW}, "api") is None
    unknown = predict(APACHE, {"aud": "api", "iat": 1}, Expectation(audiences=("api",)))
    assert unknown.outcome == "accepted"


@pytest.mark.parametrize("verifier", [docker_distribution.VERIFIER, google_idtoken_go.VERIFIER, PORTAL])
@pytest.mark.parametrize("exp", [None, 0, NOW - DAY])
def test_a_token_without_an_end_has_ended(verifier: Verifier, exp: JsonValue) -> None:
    """An exp that is not there reads as 0, which is long past."""
    text = str(says(verifier, {"aud": "api", "exp": exp}, "api"))
    assert text.startswith(("idtoken: token expired", "token not to be used after", "ID token expired"))
    assert says(verifier, {"aud": "api", "exp": "soon"}, "api") is None


@pytest.mark.parametrize("verifier", [docker_distribution.VERIFIER, google_idtoken_go.VERIFIER])
@pytest.mark.parametrize(("aud", "kind"), [(["api"], "array"), (42, "number"), ({}, "object"), (True, "bool")])
def test_go_reads_a_string_into_aud(verifier: Verifier, aud: JsonValue, kind: str) -> None:
    """Its JSON package refuses any other type, and names it."""
    assert f"cannot unmarshal {kind} into" in str(says(verifier, {"aud": aud}, "api"))


def test_a_registry_of_no_name_lets_any_token_without_an_audience_in() -> None:
    """An empty service is what such a token names; without a service, or with two, the registry does not start."""
    registry = docker_distribution.VERIFIER
    assert says(registry, {}, "") is None
    assert says(registry, {"aud": "api"}, "") == 'token intended for another audience: "api"'
    assert str(says(registry, {"aud": "api"})).endswith('option string: "service"')
    assert str(says(registry, {"aud": "api"}, "api", "web")).endswith('option string: "service"')


def test_googleauth_prints_a_claim_as_ruby_does() -> None:
    """A list is inspected, nothing is nothing."""
    google = googleauth_ruby.VERIFIER
    assert says(google, {"aud": ["web", None]}, "api") == 'Token aud mismatch: ["web", nil]'
    assert (
        says(google, {"aud": "api", "iss": 7}, "api", issuer="https://accounts.google.com") == "Token iss mismatch: 7"
    )


@pytest.mark.parametrize(
    ("claims", "expected", "text"),
    [
        ({"aud": ["api", "web"]}, "api", None),
        ({"aud": ["api", "web", None]}, "api", "More than one audience, and azp not equal to client ID"),
        ({"aud": ["api", "web", "app"], "azp": "api"}, "api", None),
        ({"aud": ["web"]}, "api", "Client ID not found in audience array"),
        ({"aud": True}, "api", "Not an ARRAY reference"),
        ({"aud": 0}, "", "Audience mismatch"),
        ({"aud": None}, "", None),
        ({"aud": "api"}, "api", None),
    ],
)
def test_the_portal_compares_as_perl_does(claims: dict[str, JsonValue], expected: str, text: str | None) -> None:
    """Nothing is an empty string, and a reference is taken for an array; from three audiences on azp is asked for."""
    assert says(PORTAL, claims, expected) == text


def test_the_portal_without_a_client_id_takes_a_token_without_an_audience() -> None:
    """What is not set and what is not there are equal; of what is unknown nothing is said."""
    assert says(PORTAL, {}) is None
    assert says(PORTAL, {"aud": "api"}) == "Audience mismatch"
    assert decide(PORTAL.audience, {}, Expectation(audiences=UNKNOWN)) is not ACCEPT


@pytest.mark.parametrize(
    ("claims", "text"),
    [
        ({"aud": ["api"]}, None),
        ({"aud": 42}, "Audience claim was not valid"),
        ({"aud": ["api", "web"]}, "A multi-audience ID token needs to contain an azp claim"),
        ({"aud": ["api", "web"], "azp": "api"}, None),
        ({"aud": ["app", "web"]}, "Audience Claim MUST contain the client_id value"),
    ],
)
def test_jetty_wants_azp_beside_a_second_audience(claims: dict[str, JsonValue], text: str | None) -> None:
    """The client id alone in a list passes without."""
    assert says(jetty_openid.VERIFIER, claims, "api") == text
    assert str(says(jetty_openid.VERIFIER, claims)).startswith("Cannot invoke")


@pytest.mark.parametrize(
    ("aud", "expected", "accepted"),
    [
        (["api", "web"], ("api", "web"), True),
        (["api", ["x"], 42], ("api",), True),
        ("api", ("api", "web"), False),
        ("api", ("web api",), False),
        ("api web", ("api web",), False),
        ("api", (" ",), True),
        (None, ("api",), False),
        (["api", None], ("api",), False),
    ],
)
def test_dovecot_wants_every_audience(aud: JsonValue, expected: tuple[str, ...], *, accepted: bool) -> None:
    """They are parted by blanks; where the token holds null, no answer comes."""
    expectation = Expectation(audiences=expected)
    outcome = predict(MAIL, {"exp": NOW + DAY, "aud": aud}, expectation, Circumstances(now=NOW)).outcome
    assert (outcome == "accepted") is accepted


def test_dovecot_says_what_is_wrong_in_its_log() -> None:
    """An end has to be there; an issuer that is absent is told from another one; of what is unknown nothing is said."""
    said = "Local validation failed: "
    assert says(MAIL, {"aud": "api"}, "web") == f"{said}Token audience does not include 'web'"
    assert says(MAIL, {"aud": "api", "exp": None}, "api") == f"{said}Missing 'exp' field"
    assert says(MAIL, {"aud": "api"}, "api", issuer="a") == f"{said}Token is missing 'iss' field"
    assert says(MAIL, {"aud": "api", "iss": "b"}, "api", issuer="a") == f"{said}Issuer 'b' is not allowed"
    assert says(MAIL, {"aud": "api", "iss": "a"}, "api", issuer="a") is None
    assert decide(MAIL.audience, {"aud": "api"}, Expectation(audiences=UNKNOWN)) is not ACCEPT
