"""What libraries do with dates that are no numbers."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, predict
from forwhom.verifier import Verifier
from forwhom.verifiers import (
    authlib_jose,
    authlib_oidc,
    flask_jwt_extended,
    jjwt,
    jose_node,
    joserfc,
    jsonwebtoken,
    pyjwt,
    python_jose,
    simplejwt,
)

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


@pytest.mark.parametrize("name", ["iat", "nbf", "exp"])
def test_authlib_takes_numbers_alone(name: str) -> None:
    """Digits in a string and true are no dates; its two ways of validating name the trouble differently."""
    for value in (*NO_NUMBERS, str(NOW), True):
        assert answer(authlib_jose.VERIFIER, **{name: value}) == f"Invalid claim '{name}'"
        assert answer(authlib_oidc.VERIFIER, **{name: value}) == f"Claim '{name}' must be a NumericDate value"
    assert answer(authlib_jose.VERIFIER, iat=NOW, nbf=-1, exp=NOW) is None
    assert answer(authlib_jose.VERIFIER, exp=NOW - 0.5) == "expired_token: The token is expired"
    assert answer(authlib_jose.VERIFIER, nbf=NOW + 0.5) == "invalid_token: The token is not valid yet"
    assert str(answer(authlib_jose.VERIFIER, iat=1000 * NOW)).endswith("it was issued in the future")
    assert answer(authlib_oidc.VERIFIER, exp=NOW) == "The token is expired"


def test_flask_looks_at_the_type_of_exp_before_the_audience_and_at_its_value_after() -> None:
    """PyJWT runs twice when a token has expired, the second time without exp."""
    assert answer(flask_jwt_extended.VERIFIER, exp=None, aud="x") == "Expiration Time claim (exp) must be an integer."
    assert answer(flask_jwt_extended.VERIFIER, exp=NOW - 1, aud="x") == "Audience doesn't match"
    assert answer(flask_jwt_extended.VERIFIER, exp=str(NOW - 1)) == "Token has expired"
    assert answer(flask_jwt_extended.VERIFIER, exp=str(NOW + 1), nbf=True) is None


def test_simplejwt_stumbles_over_a_date_that_python_cannot_make() -> None:
    """What PyJWT takes for a number need not be one to Python's dates, and the answer is 500."""
    late = "Token is expired"
    for value in NO_NUMBERS:
        assert answer(simplejwt.VERIFIER, exp=value) == "Token is invalid"
    assert answer(simplejwt.VERIFIER, exp=True) == answer(simplejwt.VERIFIER, exp=str(NOW)) == late
    assert answer(simplejwt.VERIFIER) == "Token has no 'exp' claim"
    assert answer(simplejwt.VERIFIER, exp=NOW + 0.5) == late
    assert answer(simplejwt.VERIFIER, exp=NOW + 60.5) is None
    assert answer(simplejwt.VERIFIER, exp=str(NOW + 60)) == simplejwt.EXPIRY_TEXT.template
    assert answer(simplejwt.VERIFIER, exp=1000 * NOW) == simplejwt.EXPIRY_FAR.template
    assert answer(simplejwt.VERIFIER, exp=1e300) == simplejwt.EXPIRY_TOO_FAR.template


def test_milliseconds_lie_in_the_future() -> None:
    """A date that is written in milliseconds is compared as seconds, and a token issued then is not yet valid."""
    assert answer(jsonwebtoken.VERIFIER, exp=1000 * NOW) is None
    assert answer(jsonwebtoken.VERIFIER, nbf=1000 * NOW) == "jwt not active"


def test_a_date_that_java_cannot_count_lies_in_the_past() -> None:
    """JJWT multiplies seconds by a thousand in a long, which comes round."""
    assert answer(jjwt.VERIFIER, exp=1000 * NOW) is None
    assert str(answer(jjwt.VERIFIER, exp=1e300)).startswith("JWT expired")
    assert str(answer(jjwt.VERIFIER, exp="9" * 5000)).startswith("Invalid claims")
