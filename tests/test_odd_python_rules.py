"""What Python libraries do whose rule for the audience is not that of a list and a comparison."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import decide, predict
from forwhom.verifier import ACCEPT, Verifier
from forwhom.verifiers import flask_jwt_extended, idpyoidc, jwskate, pyoidc_oic, simplejwt

UNSET = Expectation(audiences=NONE_CONFIGURED)
RELYING_PARTIES = pytest.mark.parametrize(
    "verifier", [pyoidc_oic.VERIFIER, idpyoidc.VERIFIER], ids=["pyoidc", "idpyoidc"]
)


def expecting(*audiences: str) -> Expectation:
    """A verifier that is configured with these audiences."""
    return Expectation(audiences=audiences)


def text(verifier: Verifier, claims: dict[str, JsonValue], expectation: Expectation) -> str | None:
    """What the verifier says of the claims; `None` when it accepts them."""
    return predict(verifier, claims, expectation).message


@RELYING_PARTIES
def test_a_second_audience_asks_for_azp(verifier: Verifier) -> None:
    """A correct array with a second audience needs azp, which has to be the client and one of the audiences."""
    claims: dict[str, JsonValue] = {"aud": ["web", "api"]}
    assert text(verifier, claims, expecting("web")) == "azp missing"
    assert text(verifier, {**claims, "azp": "other"}, expecting("web")) == "Mismatch between azp and aud claims"
    assert text(verifier, {**claims, "azp": "api"}, expecting("web")) == "{client} != azp:{party}"
    assert text(verifier, {**claims, "azp": "web"}, expecting("web")) is None
    assert text(verifier, {**claims, "azp": "web"}, UNSET) is None


@RELYING_PARTIES
def test_an_object_passes_by_its_names(verifier: Verifier) -> None:
    """An object in aud is searched for the client id as a list would be."""
    assert text(verifier, {"aud": {"web": 1}}, expecting("web")) is None
    assert (text(verifier, {"aud": {"a": 1}}, expecting("web")) or "").endswith("{'a': 1}")


@RELYING_PARTIES
def test_aud_is_required_also_without_a_client_id(verifier: Verifier) -> None:
    """An absent or empty aud is refused before anything is compared, and so is a wrong type."""
    blank: tuple[JsonValue, ...] = ("", [], [""], [None], {})
    malformed: tuple[JsonValue, ...] = (1, True)
    for aud in blank:
        assert text(verifier, {"aud": aud}, UNSET) == "Missing required attribute 'aud'"
    assert text(verifier, {}, UNSET) == "Missing required attribute 'aud'"
    for wrong in malformed:
        assert text(verifier, {"aud": wrong}, UNSET) == "On 'aud': type != <class 'str'>"
    assert text(verifier, {"aud": ["web", 1]}, UNSET) == "On 'aud': type != <class 'str'> ({type})"


def test_a_null_aud_has_another_text_in_idpyoidc() -> None:
    """What pyoidc calls a wrong type, its successor refuses while it reads the claims."""
    assert text(pyoidc_oic.VERIFIER, {"aud": None}, UNSET) == "On 'aud': type != <class 'str'>"
    assert text(idpyoidc.VERIFIER, {"aud": None}, UNSET) == "Null is not allowed"


def test_only_pyoidc_cuts_a_string_at_its_blanks() -> None:
    """A blank at the end makes a second, empty audience in pyoidc; idpyoidc compares the string as it is."""
    assert text(pyoidc_oic.VERIFIER, {"aud": "web "}, expecting("web")) == "azp missing"
    assert text(idpyoidc.VERIFIER, {"aud": "web "}, expecting("web")) == "web not in ['web ']"


@RELYING_PARTIES
def test_a_list_of_client_ids_never_matches(verifier: Verifier) -> None:
    """The list itself is sought among the audiences, and is printed in Python's notation."""
    assert (text(verifier, {"aud": "web"}, expecting("web", "api")) or "").startswith("['web', 'api'] not in ")
    assert (text(verifier, {"aud": "web"}, expecting()) or "").startswith("[] not in ")


def test_jwskate_calls_the_right_audience_unexpected() -> None:
    """With a list as the expected audience, the text shows the token's own, correct value."""
    verifier = jwskate.VERIFIER
    assert text(verifier, {"aud": "api"}, expecting("api", "web")) == "('Unexpected audience', 'aud', ['api'])"
    assert text(verifier, {}, expecting("api")) == "('Unexpected audience', 'aud', [])"
    assert text(verifier, {"aud": [1]}, expecting("api")) == "('Unexpected audience', 'aud', [1])"


@pytest.mark.parametrize("aud", [None, "", 0, {}])
def test_flask_takes_what_is_false_for_an_absent_audience(aud: JsonValue) -> None:
    """Zero and an empty object are missing too, as in PyJWT, but nothing is missed when none is configured."""
    rules = flask_jwt_extended.VERIFIER.audience
    assert decide(rules, {"aud": aud}, expecting("api")) is flask_jwt_extended.MISSING
    assert decide(rules, {"aud": aud}, UNSET) is ACCEPT


def test_flask_refuses_another_wrong_type_as_a_format() -> None:
    """A number that is not zero is malformed, and a value is compared."""
    rules = flask_jwt_extended.VERIFIER.audience
    assert decide(rules, {"aud": 1}, expecting("api")) is flask_jwt_extended.MALFORMED
    assert decide(rules, {"aud": "api"}, expecting("api")) is ACCEPT


def test_simplejwt_accepts_any_audience_when_none_is_configured() -> None:
    """It turns PyJWT's check off then, and says one thing of all other refusals."""
    rules = simplejwt.VERIFIER.audience
    assert decide(rules, {"aud": "other"}, UNSET) is ACCEPT
    assert decide(rules, {"aud": "other"}, expecting("api")) is simplejwt.INVALID
    assert decide(rules, {}, expecting("api")) is simplejwt.INVALID
