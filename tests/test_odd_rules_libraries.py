"""What libraries do with an `aud` of a shape, or in a company, that few tokens have."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import decide, predict
from forwhom.verifier import ACCEPT, REFUSE, Outcome
from forwhom.verifiers import (
    apache_cxf_jose,
    appauth,
    ballerina_jwt,
    google_id_token_ruby,
    helidon_jwt,
    jwt_cpp,
    lestrrat_jwx,
    oauth2_azure,
    okta_jwt_verifier_golang,
    openidconnect_rs,
    sap_java_security,
    web_token_jwt_framework,
    wildfly_elytron,
    zitadel_oidc_go,
)
from forwhom.verifiers import jumbojett_openid_connect_php as jumbojett

UNSET = Expectation(audiences=NONE_CONFIGURED)


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


@pytest.mark.parametrize(
    ("found", "outcome"),
    [(None, lestrrat_jwx.WRONG_TYPE), (["a", 5], lestrrat_jwx.MEMBER), (5, lestrrat_jwx.WRONG_TYPE), ("a", ACCEPT)],
)
def test_jwx_reads_the_claims_before_any_option(found: JsonValue, outcome: Outcome) -> None:
    """A wrong type is refused although no audience is expected."""
    assert decide(lestrrat_jwx.VERIFIER.audience, {"aud": found}, UNSET) is outcome


@pytest.mark.parametrize(
    ("claims", "text"),
    [
        ({"aud": ["shop", "api"]}, zitadel_oidc_go.PARTY_MISSING.template),
        ({"aud": "shop", "azp": "web"}, 'azp "web" must be equal to client_id "shop"'),
        ({"aud": ["shop", "api"], "azp": "shop"}, None),
        ({"aud": "shop"}, None),
    ],
)
def test_zitadel_wants_azp_beside_several_audiences(claims: dict[str, JsonValue], text: str | None) -> None:
    """Where azp stands it is the client id."""
    message = predict(zitadel_oidc_go.VERIFIER, claims, expecting("shop")).message
    assert message is None if text is None else text in (message or "")


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (["b", "c"], "aud: [b c] does not match a"),
        ("b", "aud: b does not match a"),
        (["a", 5], None),
        ([5, "a"], okta_jwt_verifier_golang.UNKNOWN_TYPE.template),
        (None, okta_jwt_verifier_golang.UNKNOWN_TYPE.template),
    ],
)
def test_okta_in_go_compares_the_members_in_their_order(found: JsonValue, text: str | None) -> None:
    """What is no string ends the comparison with a text of its own."""
    assert predict(okta_jwt_verifier_golang.VERIFIER, {"aud": found}, expecting("a")).message == text


@pytest.mark.parametrize(
    ("claims", "audiences", "outcome"),
    [
        ({"aud": ""}, UNSET, apache_cxf_jose.MISMATCH),
        ({"aud": []}, UNSET, ACCEPT),
        ({}, UNSET, ACCEPT),
        ({}, expecting("a"), apache_cxf_jose.MISMATCH),
        ({"aud": ["a", 5]}, expecting("a"), ACCEPT),
    ],
)
def test_cxf_wants_the_audience_that_it_expects(
    claims: dict[str, JsonValue], audiences: Expectation, outcome: Outcome
) -> None:
    """Only where none is expected may a token be without one."""
    assert decide(apache_cxf_jose.VERIFIER.audience, claims, audiences) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [(["a", 5], ACCEPT), ([5, "a"], REFUSE), (None, REFUSE), (["b"], wildfly_elytron.MISMATCH), ("a", ACCEPT)],
)
def test_elytron_compares_the_members_in_their_order(found: JsonValue, outcome: Outcome) -> None:
    """What is no string ends in an error of Java, null included."""
    assert decide(wildfly_elytron.VERIFIER.audience, {"aud": found}, expecting("a")) is outcome


@pytest.mark.parametrize(
    ("found", "audiences", "outcome"),
    [
        ("a", ("a", "b"), jwt_cpp.MISMATCH),
        (["a", "b"], ("a", "b"), ACCEPT),
        (None, ("a",), jwt_cpp.WRONG_TYPE),
        (["a", 5], ("a",), REFUSE),
    ],
)
def test_jwt_cpp_holds_a_string_against_one_audience_only(
    found: JsonValue, audiences: tuple[str, ...], outcome: Outcome
) -> None:
    """An array has to hold every expected audience."""
    assert decide(jwt_cpp.VERIFIER.audience, {"aud": found}, expecting(*audiences)) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ({"x": "a"}, ACCEPT),
        ({"a": "x"}, web_token_jwt_framework.MISMATCH),
        (["a", 5], ACCEPT),
        (5, web_token_jwt_framework.MISMATCH),
    ],
)
def test_web_token_takes_an_object_for_an_array(found: JsonValue, outcome: Outcome) -> None:
    """PHP reads both alike."""
    assert decide(web_token_jwt_framework.VERIFIER.audience, {"aud": found}, expecting("a")) is outcome


@pytest.mark.parametrize(
    ("found", "audiences", "outcome"),
    [
        (["a", "b"], ("a", "b"), ACCEPT),
        (["b", "a"], ("a", "b"), google_id_token_ruby.MISMATCH),
        (["a"], ("a",), google_id_token_ruby.MISMATCH),
        ("b", ("a", "b"), ACCEPT),
    ],
)
def test_google_id_token_of_ruby_knows_no_array_in_the_token(
    found: JsonValue, audiences: tuple[str, ...], outcome: Outcome
) -> None:
    """It is compared as a whole."""
    assert decide(google_id_token_ruby.VERIFIER.audience, {"aud": found}, expecting(*audiences)) is outcome


@pytest.mark.parametrize(
    ("found", "outcome"),
    [(True, ACCEPT), (False, oauth2_azure.MISMATCH), (["a"], oauth2_azure.MISMATCH), ("a", ACCEPT)],
)
def test_oauth2_azure_compares_loosely(found: JsonValue, outcome: Outcome) -> None:
    """True equals any client id, an array none."""
    assert decide(oauth2_azure.VERIFIER.audience, {"aud": found}, expecting("a")) is outcome


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ({"aud": "api", "azp": "app"}, ACCEPT),
        ({"aud": "api", "azp": "web"}, appauth.MISMATCH),
        ({"aud": "app"}, ACCEPT),
    ],
)
def test_appauth_is_content_with_azp(claims: dict[str, JsonValue], outcome: Outcome) -> None:
    """The client may stand in either claim."""
    assert decide(appauth.VERIFIER.audience, claims, expecting("app")) is outcome


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ({"aud": "b"}, jumbojett.NO_ARRAY),
        ({"aud": "a"}, ACCEPT),
        ({"aud": ["b"]}, jumbojett.MISMATCH),
        ({"aud": ["a", 5]}, ACCEPT),
        ({}, jumbojett.NO_ARRAY),
    ],
)
def test_jumbojett_searches_a_string_as_an_array(claims: dict[str, JsonValue], outcome: Outcome) -> None:
    """PHP 8 refuses to."""
    assert decide(jumbojett.VERIFIER.audience, claims, expecting("a")) is outcome


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [({"aud": "b"}, jumbojett.NO_ARRAY), ({"aud": ["b"]}, jumbojett.MISMATCH), ({}, ACCEPT)],
)
def test_jumbojett_without_a_client_id(claims: dict[str, JsonValue], outcome: Outcome) -> None:
    """No audience equals no client id."""
    assert decide(jumbojett.VERIFIER.audience, claims, Expectation(audiences=NONE_CONFIGURED)) is outcome


@pytest.mark.parametrize(("found", "kind"), [("b", "string"), (5, "int"), ({}, "stdClass"), (None, "null")])
def test_jumbojett_names_the_type(found: JsonValue, kind: str) -> None:
    """In the words of PHP."""
    said = predict(jumbojett.VERIFIER, {"aud": found}, expecting("a")).message
    assert said == f"in_array(): Argument #2 ($haystack) must be of type array, {kind} given"


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ({"aud": ["orders!t1.read", "b"]}, ACCEPT),
        ({"aud": ["orders!t2.read"]}, sap_java_security.MISMATCH),
        ({"aud": "b", "azp": "orders!t1"}, ACCEPT),
        ({"scope": ["openid", "orders!t1.read"]}, ACCEPT),
        ({"scope": ["openid"], "aud": []}, sap_java_security.MISMATCH),
        ({"aud": ["sb-1|orders!b1"]}, ACCEPT),
        ({"aud": ["sb-1|orders!t1"]}, sap_java_security.MISMATCH),
        ({"aud": None}, sap_java_security.WRONG_TYPE),
        ({"aud": ["orders!t1", 5]}, sap_java_security.MEMBER),
    ],
)
def test_the_library_of_sap_reads_client_ids_out_of_the_token(claims: dict[str, JsonValue], outcome: Outcome) -> None:
    """Namespaces are cut off, azp and the scopes may stand for aud."""
    assert decide(sap_java_security.VERIFIER.audience, claims, expecting("orders!t1", "orders!b1")) is outcome


def test_openidconnect_of_rust_quotes_each_audience() -> None:
    """In backquotes."""
    said = predict(openidconnect_rs.VERIFIER, {"aud": ["a", "b"]}, expecting("web")).message
    assert said == "Invalid audiences: must contain `web` (found audiences: `a`, `b`)"


@pytest.mark.parametrize(
    ("found", "outcome"),
    [(5, ACCEPT), (["b", 5], ACCEPT), (None, ballerina_jwt.MISMATCH), ([], ballerina_jwt.MISMATCH), ("5", ACCEPT)],
)
def test_ballerina_compares_what_json_writes(found: JsonValue, outcome: Outcome) -> None:
    """A number equals the string of its digits."""
    assert decide(ballerina_jwt.VERIFIER.audience, {"aud": found}, expecting("5")) is outcome
    assert decide(ballerina_jwt.VERIFIER.audience, {"aud": found}, UNSET) is ACCEPT


def test_ballerina_asks_for_an_audience() -> None:
    """With a text of its own."""
    assert decide(ballerina_jwt.VERIFIER.audience, {}, expecting("5")) is ballerina_jwt.MISSING


def test_helidon_shows_a_java_optional() -> None:
    """Around the list."""
    said = predict(helidon_jwt.VERIFIER, {"aud": ["a", "b"]}, expecting("web")).message
    assert said == "Audience must contain [web], yet it is: Optional[[a, b]]"


@pytest.mark.parametrize("found", ["a", None, {"x": "a"}, 5])
def test_web_token_without_a_checker_asks_for_nothing(found: JsonValue) -> None:
    """Only a claim that has a checker is looked at."""
    assert decide(web_token_jwt_framework.VERIFIER.audience, {"aud": found}, UNSET) is ACCEPT
