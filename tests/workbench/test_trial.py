"""The forms of the catalogue's pages: what a verifier does with any values, and a provider's way with one's own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.catalogue import catalogue
from forwhom.prediction import predict
from forwhom.workbench.bridge import answer

API = "https://api.example.com"
FOUND = ('"https://api.example.com/"', '["a", "https://api.example.com"]', "null", "[]", "7", '""')


def ask(question: str, **more: object) -> Any:  # noqa: ANN401 - JSON
    """The answer to one question."""
    return json.loads(answer(json.dumps({"ask": question, **more})))


@pytest.mark.parametrize("verifier", catalogue().verifiers)
def test_a_form_says_what_the_prediction_says(verifier: str) -> None:
    """Outcome, message, status and mark are those of `predict`, for any JSON."""
    for found in FOUND:
        expected = predict(catalogue().verifiers[verifier], {"aud": json.loads(found)}, Expectation(audiences=(API,)))
        told = ask("try", verifier=verifier, found=found, audiences=[API])
        assert (told["outcome"], told["message"], told["status"], told["inferred"]) == (
            expected.outcome,
            expected.message,
            expected.status,
            list(expected.inferred),
        )
        assert ("was not checked" in told["told"]) == bool(expected.inferred)


def test_a_missing_claim_and_a_missing_setting_are_told_apart() -> None:
    """No `aud` is not an empty one, and no expected audience means that none is configured."""
    pyjwt = catalogue().verifiers["pyjwt"]
    absent = ask("try", verifier="pyjwt", found=API, absent=True, audiences=[API])
    assert absent["message"] == predict(pyjwt, {}, Expectation(audiences=(API,))).message
    unset = ask("try", verifier="pyjwt", found=API, audiences=[])
    assert unset["message"] == predict(pyjwt, {"aud": API}, Expectation(audiences=NONE_CONFIGURED)).message


@pytest.mark.parametrize("text", ["my-api", "{not json", "NaN", "[" * 100_000])
def test_what_is_no_json_is_a_text(text: str) -> None:
    """A claim may be typed without its quotes; nothing typed is a defect of ours."""
    assert ask("try", verifier="pyjwt", found=text, audiences=[API])["found"] == text


def test_the_setting_holds_the_values() -> None:
    """The snippet of the form is the recipe with what was typed, quoted."""
    assert '"my\\"api"' in ask("try", verifier="pyjwt", found="x", audiences=['my"api'])["snippet"]["code"]


def test_the_way_of_a_provider_holds_the_values() -> None:
    """Every fix of the entry comes, with the audience and the client id where they belong."""
    fixes = ask("route", provider="auth0", audience="https://mine", client_id="c1", issuer="https://i")
    assert len(fixes) == len(catalogue().providers["auth0"].fixes)
    assert 'clientId: "c1"' in fixes[0]["snippet"]["code"]
    assert '"https://mine"' in fixes[0]["snippet"]["code"]


def test_what_nobody_knows_is_answered_with_nothing() -> None:
    """An id that is not in the catalogue is no defect."""
    assert ask("try", verifier="nobody") is None
    assert ask("route", provider="nobody") is None
