"""What the libraries of Node do with dates that are no numbers."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, predict
from forwhom.verifier import Verifier
from forwhom.verifiers import jose_node, jsonwebtoken

NOW = 1_711_497_600


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
