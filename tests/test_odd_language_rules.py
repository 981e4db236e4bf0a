"""What libraries of other languages do whose rule for the audience is not that of a list and a comparison."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT, REFUSE, Verifier
from forwhom.verifiers import (
    angular_oauth2_oidc,
    cpp_jwt,
    crypt_jwt_perl,
    go_jose,
    golang_jwt_v4,
    idtoken_verifier,
    joken,
    jose4j,
    jwtkit,
    lcobucci_jwt,
    libjwt,
    nextjs_auth0,
    oidc_client_js,
    passport_azure_ad,
    rhonabwy,
    ruby_openid_connect,
    smallrye_jwt,
    spring_security_oauth,
    spring_security_oidc_client,
    vertx_auth_jwt,
    warden_jwt_auth,
)

UNSET = Expectation(audiences=NONE_CONFIGURED)
NOW = 1_711_497_600


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


def text(verifier: Verifier, claims: dict[str, JsonValue], expectation: Expectation) -> str | None:
    """What the verifier says of the claims; `None` when it accepts them or says nothing."""
    return predict(verifier, claims, expectation, Circumstances(now=NOW)).message


def test_go_jose_checks_nothing_when_the_list_is_empty() -> None:
    """An empty AnyAudience is no expectation, but a wrong type is refused all the same."""
    assert text(go_jose.VERIFIER, {"aud": "other"}, expecting()) is None
    assert text(go_jose.VERIFIER, {}, expecting()) is None
    assert text(go_jose.VERIFIER, {"aud": 1}, expecting()) == go_jose.MALFORMED.template


@pytest.mark.parametrize(("aud", "expected"), [(123, "123"), (True, "1"), (False, "0"), (1.5, "1.5")])
def test_perl_compares_a_number_by_its_text(aud: JsonValue, expected: str) -> None:
    """A number equals the string that it prints as, and true is 1."""
    rules = crypt_jwt_perl.VERIFIER.audience
    assert decide(rules, {"aud": aud}, expecting(expected)) is ACCEPT
    assert decide(rules, {"aud": aud}, expecting("api")) is crypt_jwt_perl.MISMATCH
    assert decide(rules, {"aud": aud}, UNSET) is ACCEPT


def test_perl_takes_one_scalar_on_both_sides() -> None:
    """An array in the token never matches, and a list is no setting once the token has aud."""
    rules = crypt_jwt_perl.VERIFIER.audience
    assert decide(rules, {"aud": ["api"]}, expecting("api")) is crypt_jwt_perl.MISMATCH
    for setting in (expecting("api", "web"), expecting()):
        assert decide(rules, {"aud": "api"}, setting) is crypt_jwt_perl.SETTING
        assert decide(rules, {}, setting) is crypt_jwt_perl.MISSING


def test_rhonabwy_asks_for_any_string_when_the_expected_one_is_empty() -> None:
    """The empty string compares nothing, yet the claim has to be a string that is not empty."""
    rules = rhonabwy.VERIFIER.audience
    assert decide(rules, {"aud": "other"}, expecting("")) is ACCEPT
    refused: tuple[dict[str, JsonValue], ...] = ({}, {"aud": ""}, {"aud": ["api"]})
    for claims in refused:
        assert decide(rules, claims, expecting("")) is rhonabwy.CLAIM
    assert decide(rules, {"aud": ["api"]}, expecting("api")) is rhonabwy.CLAIM


def test_libjwt_and_cpp_jwt_look_at_claims_before_the_signature() -> None:
    """A forged token for another audience reports the audience."""
    forged = Circumstances(signature_valid=False)
    assert predict(libjwt.VERIFIER, {"aud": "other"}, expecting("api"), forged).message == "Failed one or more claims"
    assert predict(cpp_jwt.VERIFIER, {"aud": "other"}, expecting("api"), forged).message == "invalid audience"


def test_cpp_jwt_cannot_convert_an_array() -> None:
    """The claim is read as one string, so that every array is a type conversion error."""
    assert text(cpp_jwt.VERIFIER, {"aud": ["api"]}, expecting("api")) == "type conversion error"


def test_golang_v4_refuses_without_a_text() -> None:
    """VerifyAudience only returns false; a wrong type is an error of Parse, set or unset, in Go's words."""
    refused = predict(golang_jwt_v4.VERIFIER, {"aud": "other"}, expecting("api"))
    assert (refused.outcome, refused.message) == ("rejected", None)
    names: tuple[tuple[JsonValue, str], ...] = (
        (1, "float64"),
        ({}, "map[string]interface {}"),
        (True, "bool"),
        (["api", 1], "float64"),
        (["api", []], "[]interface {}"),
    )
    for aud, name in names:
        assert text(golang_jwt_v4.VERIFIER, {"aud": aud}, UNSET) == f"json: unsupported type: {name}"
    nil = "runtime error: invalid memory address or nil pointer dereference"
    assert text(golang_jwt_v4.VERIFIER, {"aud": ["api", None]}, UNSET) == nil


def test_lcobucci_lists_every_violation_in_a_line() -> None:
    """Of the dates the first that fails is listed, with the audience under the same head."""
    claims: dict[str, JsonValue] = {"aud": "other", "exp": NOW - 60, "nbf": NOW + 60}
    assert text(lcobucci_jwt.VERIFIER, claims, expecting("api")) == (
        "The token violates some mandatory constraints, details:\n"
        "- The token cannot be used yet\n"
        "- The token is not allowed to be used by this audience"
    )


def test_lcobucci_takes_no_list() -> None:
    """A list of expected audiences is a TypeError, an empty one too."""
    for setting in (expecting("api", "web"), expecting()):
        assert text(lcobucci_jwt.VERIFIER, {"aud": "api"}, setting) == lcobucci_jwt.SETTING_TYPE.template


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "nil"),
        ({"a": 1}, '%{"a" => 1}'),
        ([123], "'{'"),
        ([], "[]"),
        (["a", 1], '["a", 1]'),
        (True, "true"),
        ("ü", '"ü"'),
    ],
)
def test_joken_prints_the_claim_as_elixir_does(value: JsonValue, shown: str) -> None:
    """The whole claim stands in the refusal; a list of one number prints as a character."""
    said = text(joken.VERIFIER, {"aud": value}, expecting("api"))
    assert said == f'[message: "Invalid token", claim: "aud", claim_val: {shown}]'


def test_joken_lets_a_token_without_aud_pass() -> None:
    """The rule is asked only of a claim that is there; an array never equals a string."""
    rules = joken.VERIFIER.audience
    assert decide(rules, {}, expecting("api")) is ACCEPT
    assert decide(rules, {"aud": ["api"]}, expecting("api")) is joken.MISMATCH


def test_jose4j_refuses_an_audience_that_nobody_expects() -> None:
    """Without an expected audience only an absent or null one passes; an empty list of them asks for the claim."""
    rules = jose4j.VERIFIER.audience
    refused: tuple[dict[str, JsonValue], ...] = ({"aud": "api"}, {"aud": ""}, {"aud": []})
    for claims in refused:
        assert decide(rules, claims, UNSET) is jose4j.NOT_CONFIGURED
        assert decide(rules, claims, expecting()) is jose4j.NOT_CONFIGURED
    assert decide(rules, {}, UNSET) is ACCEPT
    assert decide(rules, {"aud": None}, expecting()) is jose4j.MISSING


def test_jose4j_names_several_expected_audiences_together() -> None:
    """One expected audience stands bare; several are introduced by `one of`, and types are told apart."""
    verifier = jose4j.VERIFIER
    assert "Expected api as an aud value.]" in (text(verifier, {"aud": "other"}, expecting("api")) or "")
    assert "Expected one of [api, web] as" in (text(verifier, {"aud": "other"}, expecting("api", "web")) or "")
    assert decide(verifier.audience, {"aud": 1}, UNSET) is jose4j.MALFORMED
    assert decide(verifier.audience, {"aud": ["api", 1]}, UNSET) is jose4j.MALFORMED_MEMBER


def test_smallrye_leaves_the_check_out_when_nothing_is_configured() -> None:
    """Bare jose4j would refuse; configured, its rules hold."""
    rules = smallrye_jwt.VERIFIER.audience
    assert decide(rules, {"aud": "other"}, UNSET) is ACCEPT
    assert decide(rules, {"aud": "other"}, expecting("api")) is jose4j.MISMATCH
    assert decide(rules, {"aud": 1}, expecting("api")) is jose4j.MALFORMED


RELYING_PARTIES = (spring_security_oidc_client, idtoken_verifier)


@pytest.mark.parametrize("module", RELYING_PARTIES, ids=["spring", "idtoken-verifier"])
def test_a_second_audience_asks_for_azp(module: object) -> None:
    """The audience has to match first; then azp is required beside a second one, and has to be the client."""
    assert module in RELYING_PARTIES
    verifier = (
        spring_security_oidc_client.VERIFIER if module is spring_security_oidc_client else idtoken_verifier.VERIFIER
    )
    claims: dict[str, JsonValue] = {"aud": ["web", "api"]}
    assert "azp" in (text(verifier, claims, expecting("web")) or "")
    assert "azp" in (text(verifier, {**claims, "azp": "other"}, expecting("web")) or "")
    assert text(verifier, {**claims, "azp": "web"}, expecting("web")) is None
    assert text(verifier, {"aud": ["web"]}, expecting("web")) is None
    assert text(verifier, {"aud": "web"}, expecting("web")) is None
    assert "aud" in (text(verifier, {**claims, "azp": "other"}, expecting("other")) or "")


def test_idtoken_verifier_tells_a_list_from_a_string() -> None:
    """Both values are shown, in other words for a list; a client id that is not configured is undefined."""
    verifier = idtoken_verifier.VERIFIER
    assert (text(verifier, {"aud": "api"}, expecting("web")) or "").endswith('expected "web" but found "api"')
    assert (text(verifier, {"aud": ["a", "b"]}, expecting("web")) or "").endswith('but was not one of "a, b"')
    assert (text(verifier, {"aud": "api"}, UNSET) or "").endswith('expected "undefined" but found "api"')
    malformed: tuple[JsonValue, ...] = (None, "", 1, {})
    for aud in malformed:
        assert decide(verifier.audience, {"aud": aud}, expecting("web")) is idtoken_verifier.MALFORMED


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        ({}, "undefined"),
        ({"aud": None}, "null"),
        ({"aud": True}, "true"),
        ({"aud": {"a": 1}}, "[object Object]"),
        ({"aud": ["a", None, 1]}, "a,,1"),
        ({"aud": 123}, "123"),
        ({"aud": "a"}, "a"),
    ],
)
def test_javascript_joins_the_claim_to_a_text(claims: dict[str, JsonValue], shown: str) -> None:
    """angular-oauth2-oidc shows whatever the token names, as JavaScript prints it."""
    assert text(angular_oauth2_oidc.VERIFIER, claims, expecting("web")) == f"Wrong audience: {shown}"


def test_oidc_client_calls_what_is_false_not_provided() -> None:
    """Zero and false count as absent; an empty array and an object are invalid."""
    rules = oidc_client_js.VERIFIER.audience
    for aud in (None, "", 0, False):
        assert decide(rules, {"aud": aud}, expecting("web")) is oidc_client_js.MISSING
    empty: JsonValue = []
    assert decide(rules, {"aud": empty}, expecting("web")) is oidc_client_js.MISMATCH
    assert decide(rules, {"aud": {}}, expecting("web")) is oidc_client_js.MISMATCH
    assert decide(rules, {"aud": "web"}, UNSET) is oidc_client_js.NO_CLIENT
    assert text(oidc_client_js.VERIFIER, {"aud": "web"}, expecting("")) == "SigninRequest.ctor: No client_id passed"


def test_oidc_client_compares_azp_where_there_is_one() -> None:
    """A second audience needs no azp, but an azp has to be the client."""
    rules = oidc_client_js.VERIFIER.audience
    assert decide(rules, {"aud": ["web", "api"]}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": "web", "azp": "other"}, expecting("web")) is oidc_client_js.PARTY


def test_passport_azure_ad_refuses_a_second_audience() -> None:
    """One audience that matches is enough alone, and not beside a second one, whatever that is."""
    rules = passport_azure_ad.VERIFIER.audience
    assert decide(rules, {"aud": ["api"]}, expecting("api")) is ACCEPT
    assert decide(rules, {"aud": ["api", "web"]}, expecting("api")) is passport_azure_ad.MANY
    assert decide(rules, {"aud": ["a", "b"]}, expecting("api")) is passport_azure_ad.MANY
    assert decide(rules, {"aud": "api"}, UNSET) is passport_azure_ad.MISMATCH


def test_the_ruby_gem_misses_an_empty_audience_before_anything_else() -> None:
    """An empty claim is absent to it; a list of expected values is sought as one value."""
    verifier = ruby_openid_connect.VERIFIER
    empty: tuple[JsonValue, ...] = (None, "", [], {})
    for aud in empty:
        assert text(verifier, {"aud": aud}, UNSET) == "'aud' required."
    assert text(verifier, {"aud": ["web", "api"]}, expecting("web")) is None
    assert text(verifier, {"aud": "web"}, expecting("web", "api")) == ruby_openid_connect.MISMATCH.template


def test_jwtkit_names_the_expected_value_that_is_lacking() -> None:
    """Called for several values it wants all of them; an absent claim cannot be decoded and has no text of its own."""
    assert text(jwtkit.VERIFIER, {"aud": ["api"]}, expecting("api", "web")) == "not intended for web"
    refused = predict(jwtkit.VERIFIER, {}, expecting("api"))
    assert (refused.outcome, refused.message) == ("rejected", None)


def test_vertx_prints_the_expected_audiences_as_json() -> None:
    """Without a blank between them, and for an absent claim too."""
    said = 'Invalid JWT audience. expected: ["api","web"]'
    assert text(vertx_auth_jwt.VERIFIER, {"aud": "other"}, expecting("api", "web")) == said
    assert text(vertx_auth_jwt.VERIFIER, {}, expecting("api", "web")) == said


def test_warden_compares_the_whole_claim_with_a_header() -> None:
    """A token that names an audience needs the header; one without needs none."""
    rules = warden_jwt_auth.VERIFIER.audience
    assert decide(rules, {"aud": "web"}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": ["web"]}, expecting("web")) is warden_jwt_auth.MISMATCH
    assert decide(rules, {"aud": "web"}, UNSET) is warden_jwt_auth.NO_HEADER
    assert decide(rules, {}, UNSET) is ACCEPT


def test_nextjs_auth0_asks_for_azp_beside_a_second_audience() -> None:
    """Two audiences pass with an azp that is the client; whatever else is wrong gets one text."""
    rules = nextjs_auth0.VERIFIER.audience
    assert decide(rules, {"aud": ["web"], "azp": "other"}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": ["web", "api"], "azp": "web"}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": ["web", "api"]}, expecting("web")) is nextjs_auth0.EXCHANGE
    assert decide(rules, {"aud": ["web", 42], "azp": "web"}, expecting("web")) is nextjs_auth0.EXCHANGE
    assert decide(rules, {"aud": ["web", "api"]}, UNSET) is nextjs_auth0.NO_CLIENT


def test_spring_security_oauth_compares_with_its_default() -> None:
    """Without a resource id of one's own it is oauth2-resource; a token that names no audience passes anyway."""
    verifier = spring_security_oauth.VERIFIER
    rules = verifier.audience
    empty: JsonValue = []
    assert text(verifier, {"aud": "api"}, UNSET) == "Invalid token does not contain resource id (oauth2-resource)"
    assert (
        text(verifier, {"aud": ["api"]}, expecting("orders")) == "Invalid token does not contain resource id (orders)"
    )
    assert decide(rules, {"aud": ["api", "oauth2-resource"]}, UNSET) is ACCEPT
    assert decide(rules, {"aud": "oauth2-resource"}, UNSET) is ACCEPT
    assert decide(rules, {"aud": empty}, UNSET) is ACCEPT
    assert decide(rules, {}, expecting("orders")) is ACCEPT
    assert decide(rules, {"aud": 42}, UNSET) is REFUSE


def test_oidc_client_takes_what_is_false_for_absent() -> None:
    """An issuer or a subject that is null, empty or zero was not provided; an issuer that is there is compared."""
    expectation = Expectation(audiences=("web",), issuers=("https://login.example",))
    usual: dict[str, JsonValue] = {"iss": "https://login.example", "aud": "web", "iat": 1, "exp": NOW + 60}
    assert text(oidc_client_js.VERIFIER, {**usual, "iss": None}, expectation) == "issuer was not provided"
    assert text(oidc_client_js.VERIFIER, {**usual, "sub": ""}, expectation) == "No sub present in id_token"
    assert text(oidc_client_js.VERIFIER, {**usual, "iss": 7}, expectation) == "Invalid issuer in token: 7"
    assert text(oidc_client_js.VERIFIER, {**usual, "sub": "user"}, expectation) is None
    assert text(oidc_client_js.VERIFIER, {**usual, "azp": "other"}, expectation) == "Invalid azp in token: {party}"
    assert text(oidc_client_js.VERIFIER, {**usual, "iat": 0}, expectation) == "iat was not provided"
    assert text(oidc_client_js.VERIFIER, {**usual, "exp": None}, expectation) == "exp was not provided"
    assert text(oidc_client_js.VERIFIER, {"aud": "web"}, UNSET) == "SigninRequest.ctor: No client_id passed"
    unknown = Expectation(audiences=UNKNOWN)
    assert decide(oidc_client_js.VERIFIER.audience, {"aud": "web"}, unknown) is oidc_client_js.MISMATCH


def test_passport_azure_ad_reads_the_dates_of_a_token() -> None:
    """An exp has to be a number; a nbf that counts as true has to be one too, and to lie before exp."""
    usual: dict[str, JsonValue] = {"iss": "https://sts.example", "aud": "api", "exp": NOW + 60}
    verifier = passport_azure_ad.VERIFIER
    assert text(verifier, {**usual, "exp": "soon"}, expecting("api")) == "invalid exp value in payload"
    assert text(verifier, {**usual, "exp": NOW}, expecting("api")) == "jwt is expired"
    assert text(verifier, {**usual, "nbf": ""}, expecting("api")) is None
    assert text(verifier, {**usual, "nbf": NOW - 60}, expecting("api")) is None
    assert text(verifier, {**usual, "nbf": "now"}, expecting("api")) == "nbf value in payload is not a number"
    assert text(verifier, {**usual, "nbf": NOW + 60}, expecting("api")) == (
        "nbf value in payload is not before the exp value"
    )
    assert text(verifier, {**usual, "nbf": NOW + 30}, expecting("api")) == "jwt is not active"
    assert text(verifier, {**usual, "iss": ""}, expecting("api")) == "invalid iss value in payload"
    assert text(verifier, usual, Expectation(audiences=())) == passport_azure_ad.SETTING.template
