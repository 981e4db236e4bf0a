"""What libraries do whose rule for the audience is not that of a list and a comparison."""

from __future__ import annotations

from forwhom.audience import printed
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.prediction import decide, predict
from forwhom.verifier import ACCEPT
from forwhom.verifiers import authlib_jose, aws_jwt_verify, aws_jwt_verify_cognito, jwcrypto, oauth4webapi

UNSET = Expectation(audiences=NONE_CONFIGURED)
API = Expectation(audiences=("api",))


def test_authlib_takes_an_empty_option_for_none() -> None:
    """An empty list compares nothing, yet the essential claim has to be there and not be blank."""
    rules, empty = authlib_jose.VERIFIER.audience, Expectation(audiences=())
    assert decide(rules, {"aud": "api"}, empty) is ACCEPT
    assert decide(rules, {"aud": 0}, empty) is authlib_jose.MISMATCH
    assert decide(rules, {}, empty) is authlib_jose.MISSING
    assert decide(rules, {"aud": "web"}, API) is authlib_jose.MISMATCH


def test_authlib_misses_a_claim_before_it_compares_another() -> None:
    """A blank audience is refused before the issuer is compared; without an option nothing is."""
    expected = Expectation(audiences=("api",), issuers=("issuer",))
    assert predict(authlib_jose.VERIFIER, {"iss": "other"}, expected).message == authlib_jose.MISSING.template
    assert predict(authlib_jose.VERIFIER, {"iss": "x", "aud": []}, expected).message == authlib_jose.MISMATCH.template
    assert predict(authlib_jose.VERIFIER, {"aud": "api"}, UNSET).outcome == "accepted"


def test_jwcrypto_prints_the_claim_where_it_says_expected() -> None:
    """The value after the word Expected is the token's, and the configured one stands after in."""
    message = predict(jwcrypto.VERIFIER, {"aud": ["web", "app"]}, API).message
    assert message == "Invalid 'aud' value. Expected '['web', 'app']' in 'api'"
    assert predict(jwcrypto.VERIFIER, {"aud": 1}, UNSET).outcome == "rejected"


def test_aws_jwt_verify_asks_no_issuer_of_which_nothing_is_known() -> None:
    """Without an expected issuer only the audience counts."""
    assert predict(aws_jwt_verify.VERIFIER, {"aud": "api"}, API).outcome == "accepted"
    assert predict(aws_jwt_verify_cognito.VERIFIER, {"aud": "api"}, API).outcome == "accepted"


def test_oauth4webapi_is_undetermined_where_the_setting_is_unknown() -> None:
    """An unknown setting is no missing one."""
    assert predict(oauth4webapi.VERIFIER, {"aud": "api"}, Expectation(audiences=UNKNOWN)).outcome == "undetermined"


def test_json_is_printed_as_javascript_prints_it() -> None:
    """A number without a fraction has no point, inside lists and objects too."""
    assert printed.javascript([1.0, None, {}, True]) == "1,,[object Object],true"
    assert printed.compact({"a": [1.0, "b"], "c": None}) == '{"a":[1,"b"],"c":null}'


def test_json_is_printed_as_ruby_prints_it() -> None:
    """A text stands bare, and what is inside a list or an object is inspected."""
    assert [printed.ruby(one) for one in ("api", None, 7)] == ["api", "", "7"]
    assert printed.ruby(["api", None, {"a": 1}]) == '["api", nil, {"a"=>1}]'
