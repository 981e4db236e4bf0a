"""What libraries do with dates that are no numbers."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, predict
from forwhom.verifier import Verifier
from forwhom.verifiers import jose_node, joserfc, jsonwebtoken, pyjwt, python_jose

NOW = 1_711_497_600
NO_NUMBERS: tuple[JsonValue, ...] = (None, [NOW], {}, "soon")


def answer(verifier: Verifier, **claims: JsonValue) -> str | None:
    """What the verifier says of a token that is in order but for these claims; `None` when it accepts."""
    expectation = Expectation(audiences=("api",))
    return predict(verifier, {"aud": "api", **claims}, expectation, Circumstances(now=NOW)).message


@pytest.mark.parametrize("value", ["1711501200", None, True, [NOW]])
def test_a_date_that_is_no_number_is_refused(value: JsonValue) -> None:
    """A string of digits, null, a boolean and a list are no dates, whatever they would count as elsewhere."""
    assert answer(jsonwebtoken.VERIFIER, exp=value) == "invalid exp value"
    assert answer(jsonwebtoken.VERIFIER, nbf=value) == "invalid nbf value"
    assert answer(jose_node.VERIFIER, exp=value) == '"exp" claim must be a number'
    assert answer(jose_node.VERIFIER, nbf=value) == '"nbf" claim must be a number'


def test_jose_wants_iat_to_be_a_number_first() -> None:
    """It is looked at before the others, though it is compared only with a maximum age."""
    assert answer(jose_node.VERIFIER, iat="now", exp="later") == '"iat" claim must be a number'


def test_jsonwebtoken_does_not_look_at_iat() -> None:
    """Only a maximum age would make it."""
    assert answer(jsonwebtoken.VERIFIER, iat="now", exp=NOW + 60) is None


@pytest.mark.parametrize("name", ["iat", "nbf", "exp"])
def test_pyjwt_takes_what_python_takes_for_a_number(name: str) -> None:
    """Digits and true count, and are then compared with the clock; null, a list and other words are refused."""
    for value in (*NO_NUMBERS, "", str(NOW) + ".5", float("inf")):
        assert str(answer(pyjwt.VERIFIER, **{name: value})).endswith(f"claim ({name}) must be an integer.")
    assert answer(pyjwt.VERIFIER, iat=True, nbf=str(NOW), exp=str(NOW + 60)) is None
    assert answer(pyjwt.VERIFIER, exp=str(NOW)) == "Signature has expired"
    assert answer(pyjwt.VERIFIER, exp=-1) == "Signature has expired"
    assert answer(pyjwt.VERIFIER, nbf=str(NOW + 60)) == "The token is not yet valid (nbf)"
    assert answer(pyjwt.VERIFIER, iat=NOW + 60.5) == "The token is not yet valid (iat)"


@pytest.mark.parametrize("name", ["iat", "nbf", "exp"])
def test_python_jose_stumbles_over_null(name: str) -> None:
    """Words are refused; null, a list and an object raise an error of Python that no handler of the library expects."""
    assert str(answer(python_jose.VERIFIER, **{name: "soon"})).endswith(f"claim ({name}) must be an integer.")
    for value in NO_NUMBERS[:3]:
        assert str(answer(python_jose.VERIFIER, **{name: value})).startswith("int() argument must be")
    assert answer(python_jose.VERIFIER, iat=NOW + 60, nbf=str(NOW), exp=str(NOW)) is None
    assert answer(python_jose.VERIFIER, exp=False) == "Signature has expired."
    assert answer(python_jose.VERIFIER, nbf=str(NOW + 60)) == "The token is not yet valid (nbf)"


@pytest.mark.parametrize("name", ["iat", "nbf", "exp"])
def test_joserfc_takes_numbers_alone(name: str) -> None:
    """Digits in a string and true are no dates; what lies before 1970 is one."""
    for value in (*NO_NUMBERS, str(NOW), True):
        text = f"invalid_claim: Claim '{name}' must be a NumericDate value"
        assert answer(joserfc.VERIFIER, **{name: value}) == text
    assert answer(joserfc.VERIFIER, iat=NOW, nbf=-1, exp=NOW + 0.5) is None
    assert answer(joserfc.VERIFIER, exp=-1) == "expired_token: The token is expired"
    assert answer(joserfc.VERIFIER, nbf=NOW + 0.5) == "invalid_claim: The token is not yet valid"
    assert answer(joserfc.VERIFIER, iat=NOW + 0.5) == "invalid_claim: The token was issued in the future"
