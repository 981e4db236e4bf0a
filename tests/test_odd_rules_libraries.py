"""What libraries do whose rule for the audience is not that of a list and a comparison."""

from __future__ import annotations

from forwhom.audience import printed
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT
from forwhom.verifiers import (
    authlib_jose,
    authlib_oidc,
    aws_jwt_verify,
    aws_jwt_verify_cognito,
    firebase_admin_python,
    jwcrypto,
    oauth4webapi,
)

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


def test_jwcrypto_validates_the_times_only_where_no_claims_are_listed() -> None:
    """An expired token passes a call that lists aud in check_claims, and is refused by one that lists nothing."""
    expired: dict[str, JsonValue] = {"aud": "api", "exp": 1, "nbf": 1}
    at = Circumstances(now=10)
    assert predict(jwcrypto.VERIFIER, expired, API, at).outcome == "accepted"
    assert predict(jwcrypto.VERIFIER, expired, UNSET, at).message == jwcrypto.EXPIRED.template
    only_issuer = Expectation(audiences=NONE_CONFIGURED, issuers=("login",))
    assert predict(jwcrypto.VERIFIER, {**expired, "iss": "login"}, only_issuer, at).outcome == "accepted"


def test_jwcrypto_validates_types_first() -> None:
    """A subject or an issuer that is no text is refused for that; an absent issuer has a text of its own."""
    expected = Expectation(audiences=("api",), issuers=("login",))
    cases: tuple[dict[str, JsonValue], ...] = (
        {"iss": 1},
        {"iss": "login", "sub": 1},
        {},
        {"iss": "sts"},
        {"iss": "login"},
    )
    messages = [predict(jwcrypto.VERIFIER, {"aud": "api", **claims}, expected).message for claims in cases]
    assert messages == [
        "Claim iss is not a StringOrURI type",
        "Claim sub is not a StringOrURI type",
        "Claim iss is missing",
        "Invalid 'iss' value. Expected 'login' got 'sts'",
        None,
    ]


def test_authlib_validates_each_claim_before_azp() -> None:
    """Presence of aud comes first, then the claims one by one, and azp last."""
    expected = Expectation(audiences=("web",), issuers=("login",))
    good: dict[str, JsonValue] = {"iss": "login", "sub": "user", "aud": "web"}
    messages = [
        predict(authlib_oidc.VERIFIER, claims, expected).message
        for claims in (
            {"iss": 1},
            {**good, "iss": 1},
            {**good, "iss": "sts"},
            {**good, "sub": 1},
            {**good, "aud": 1},
            {**good, "aud": "app"},
            good,
        )
    ]
    assert messages == [
        "Missing claim: 'aud'",
        "Claim 'iss' must be a StringOrURI value",
        "Invalid claim: 'iss'",
        "Claim 'sub' must be a StringOrURI value",
        "Claim 'aud' must be an array of StringOrURI value or a single StringOrURI value",
        "Missing claim: 'azp'",
        None,
    ]
    assert predict(authlib_oidc.VERIFIER, {**good, "iss": "sts"}, API).message == "Missing claim: 'azp'"


def test_firebase_takes_a_subject_that_is_no_text_for_none() -> None:
    """The text is that of an absent subject, and it comes before the signature."""
    project = Expectation(audiences=("app",))
    assert predict(firebase_admin_python.VERIFIER, {"aud": "app", "sub": 1}, project).message == (
        firebase_admin_python.SUBJECT.template
    )
    assert predict(firebase_admin_python.VERIFIER, {"aud": "app", "sub": "user"}, project).outcome == "accepted"


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
