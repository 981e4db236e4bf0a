"""What libraries do whose rule for the audience is not that of a list and a comparison."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, decide, predict
from forwhom.verifier import ACCEPT, Check, Message
from forwhom.verifiers import (
    angular_auth_oidc_client,
    authlib_jose,
    authlib_oidc,
    go_jose_v2,
    go_oidc_v3,
    golang_jwt_v5,
    jwcrypto,
)

UNSET = Expectation(audiences=NONE_CONFIGURED)
EMPTY_LIST = Expectation(audiences=())


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


def test_golang_checks_nothing_when_the_list_of_options_is_empty() -> None:
    """`WithAudience()` without arguments accepts every audience."""
    assert decide(golang_jwt_v5.VERIFIER.audience, {"aud": "other"}, EMPTY_LIST) is ACCEPT


@pytest.mark.parametrize("aud", [None, "", [], [""]])
def test_golang_takes_a_blank_audience_for_an_absent_one(aud: JsonValue) -> None:
    """Null, the empty values and an array of empty strings are missing, not mismatched."""
    assert decide(golang_jwt_v5.VERIFIER.audience, {"aud": aud}, expecting("api")) is golang_jwt_v5.MISSING


@pytest.mark.parametrize("aud", [1, {"a": 1}, ["api", 1]])
def test_golang_refuses_a_wrong_type_also_unset(aud: JsonValue) -> None:
    """The type of the claim is validated whether an audience is expected or not."""
    assert decide(golang_jwt_v5.VERIFIER.audience, {"aud": aud}, UNSET) is golang_jwt_v5.MALFORMED


def test_authlib_still_asks_for_the_claim_when_the_option_is_empty() -> None:
    """An empty expected value compares nothing, yet an essential claim has to be there and not be blank."""
    rules = authlib_jose.VERIFIER.audience
    assert decide(rules, {}, expecting("")) is authlib_jose.MISSING
    assert decide(rules, {"aud": ""}, expecting("")) is authlib_jose.MISMATCH
    assert decide(rules, {"aud": "other"}, expecting("")) is ACCEPT


def test_authlib_compares_azp_once_the_token_names_one() -> None:
    """The ID Token claims of Authlib hold azp against the client id, and no longer aud."""
    rules = authlib_oidc.VERIFIER.audience
    assert decide(rules, {"aud": "other", "azp": "web"}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": "web", "azp": "other"}, expecting("web")) is authlib_oidc.AUTHORIZED_PARTY


def test_authlib_reports_a_wrong_audience_as_a_missing_azp() -> None:
    """A token without azp passes only when its audience is exactly the client."""
    rules = authlib_oidc.VERIFIER.audience
    assert decide(rules, {"aud": "web"}, expecting("web")) is ACCEPT
    assert decide(rules, {"aud": "other"}, expecting("web")) is authlib_oidc.MISMATCH
    assert decide(rules, {}, expecting("web")) is authlib_oidc.MISSING
    assert decide(rules, {"aud": None}, expecting("web")) is authlib_oidc.MALFORMED
    assert decide(rules, {"aud": "other"}, UNSET) is ACCEPT


def test_jwcrypto_refuses_a_wrong_type_also_unset() -> None:
    """The type of the claim is validated whether an audience is expected or not."""
    rules = jwcrypto.VERIFIER.audience
    assert decide(rules, {"aud": 1}, UNSET) is jwcrypto.WRONG_TYPE
    assert decide(rules, {"aud": ["a", 1]}, UNSET) is jwcrypto.WRONG_MEMBER
    assert decide(rules, {"aud": "a"}, expecting("a")) is ACCEPT


def test_go_oidc_reads_the_claims_before_it_compares_any() -> None:
    """An aud of a wrong type hides a wrong issuer; null in an array is an empty string, and no exp is the year 1."""
    wrong: dict[str, JsonValue] = {"iss": "https://other.example", "aud": ["web", 7], "exp": 2}
    expectation = Expectation(audiences=("web",), issuers=("https://login.example",))
    assert predict(go_oidc_v3.VERIFIER, wrong, expectation).message == go_oidc_v3.MALFORMED.template
    listed: JsonValue = ["web", None]
    assert decide(go_oidc_v3.VERIFIER.audience, {"aud": listed}, expecting("web")) is ACCEPT
    said = predict(go_oidc_v3.VERIFIER, {"aud": listed}, expecting("api")).message
    assert said == 'oidc: expected audience "api" got ["web" ""]'
    assert predict(go_oidc_v3.VERIFIER, {"aud": "web"}, expecting("web")).check is Check.EXPIRY
    now = Circumstances(now=5)
    assert predict(go_oidc_v3.VERIFIER, {"aud": "web", "exp": 4}, expecting("web"), now).check is Check.EXPIRY
    assert predict(go_oidc_v3.VERIFIER, {"aud": "web", "exp": 6}, expecting("web"), now).outcome == "accepted"


def test_go_jose_2_wants_every_expected_audience() -> None:
    """Version 4 has a setting for any of them."""
    rules = go_jose_v2.VERIFIER.audience
    assert decide(rules, {"aud": ["a", "b", "c"]}, expecting("a", "b")) is ACCEPT
    assert decide(rules, {"aud": "a"}, expecting("a", "b")) is go_jose_v2.VERIFIER.audience.mismatch


@pytest.mark.parametrize(
    ("aud", "azp", "message"),
    [
        (["web"], None, None),
        ("web", None, None),
        (["web", "shop"], None, angular_auth_oidc_client.NO_PARTY),
        (["web", "shop"], "shop", angular_auth_oidc_client.PARTY),
        (["web", "shop"], "web", None),
    ],
)
def test_angular_auth_oidc_client_wants_azp_with_several_audiences(
    aud: JsonValue, azp: str | None, message: Message | None
) -> None:
    """With several audiences azp has to be there, and wherever it is it has to be the client id."""
    claims: dict[str, JsonValue] = {"aud": aud, "azp": azp}
    rule = angular_auth_oidc_client.VERIFIER.special[Check.OTHER]
    assert rule(claims, expecting("web"), None) is message
    assert rule({"aud": "web", "azp": "shop"}, UNSET, None) is None
