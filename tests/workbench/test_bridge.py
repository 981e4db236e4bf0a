"""What the page asks the engine: JSON in, JSON out, the same answers as everywhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.report.json import diagnosis
from forwhom.workbench.bridge import answer
from tests.sample_token import SIGNATURE, shows_signature, token

ERROR = "jwt audience invalid. expected: https://api.example.com"


def ask(question: str, text: str = "", **more: object) -> Any:  # noqa: ANN401 - JSON
    """The answer to one question."""
    return json.loads(answer(json.dumps({"ask": question, "text": text, **more})))


def test_a_text_is_read_as_a_whole() -> None:
    """The token, who spoke, both values and the cause come in one answer."""
    read = ask("read", f"{ERROR}\n{token()}", now=1)
    assert read["diagnosis"]["cause"] == "aud-trailing-slash"
    assert read["verifier"] == {"id": "jsonwebtoken", "name": "jsonwebtoken"}
    assert (read["found"], read["expected"]) == ("https://api.example.com/", ["https://api.example.com"])
    assert read["token"]["claims"]["sub"] == "u1"
    assert read["compact"] == token()


def test_what_is_chosen_wins_over_the_text() -> None:
    """Verifier, provider and expected audience beside the text are taken before what the text says."""
    read = ask("read", token(), verifier="PyJWT", provider="auth0", audiences=["https://other.example.com"], issuer="i")
    assert read["verifier"]["id"] == "pyjwt"
    assert read["provider"]["id"] == "auth0"
    assert read["expected"] == ["https://other.example.com"]
    assert read["issuers"] == ["i"]


def test_none_configured_is_not_unknown() -> None:
    """An empty list says that no audience is configured; without it nothing is known."""
    assert ask("read", token(), audiences=[])["expected"] == []
    assert ask("read", token(), audiences=None)["expected"] is None


def test_a_checked_signature_and_the_keys_count() -> None:
    """What the page found out about the signature, and the key set pasted, enter the diagnosis."""
    assert ask("read", token(), signature_valid=False)["diagnosis"]["cause"] == "signature-invalid"
    keys = json.dumps({"keys": [{"kty": "RSA", "kid": "k2", "n": "AQAB", "e": "AQAB"}]})
    codes = [finding["code"] for finding in ask("read", token(), keys=keys)["diagnosis"]["findings"]]
    assert "key-not-found" in codes


def test_the_report_is_fit_to_be_shared() -> None:
    """No signature and no claim about a person stands in either form."""
    report = ask("report", f"{ERROR}\n{token()}")
    for text in report.values():
        assert "aud-trailing-slash" in text
        assert not shows_signature(text)
        assert '"u1"' not in text


def test_a_link_carries_no_token() -> None:
    """In the text of a link the claims that decide stand in place of the token, and say the same."""
    shared = ask("share", f"{ERROR}\n{token()}")["text"]
    assert not shows_signature(shared)
    assert "u1" not in shared
    assert ask("read", shared)["diagnosis"]["cause"] == "aud-trailing-slash"
    assert ask("share", ERROR)["text"] == ERROR


def test_every_verifier_is_asked_about_a_pair() -> None:
    """The matrix has a line for each verifier, and none where a value is not known."""
    predictions = ask("matrix", f"{ERROR}\n{token()}")["predictions"]
    assert [one["verifier"] for one in predictions] == list(catalogue().verifiers)
    assert {one["outcome"] for one in predictions} >= {"accepted", "rejected"}
    assert ask("matrix", token())["predictions"] is None


def test_any_verifier_is_predicted() -> None:
    """A verifier that did not speak is asked what it would do; what that needs is said."""
    told = ask("predict", f"{ERROR}\n{token()}", other="dotnet-identitymodel", now=1)
    assert told["outcome"] == "accepted"
    assert "would accept" in told["text"]
    assert "needs" in ask("predict", token(), other="pyjwt")["text"]
    assert "needs" in ask("predict", "", other="pyjwt")["text"]


def test_a_message_is_explained() -> None:
    """The verifier that prints it, and the explanation as text."""
    told = ask("explain", ERROR)
    assert told["matches"][0]["verifier"] == "jsonwebtoken"
    assert "jsonwebtoken" in told["text"]


def test_a_setting_is_written() -> None:
    """The recipe of a verifier with the audience in it; nothing for a verifier that is not known."""
    told = ask("fix", verifier="pyjwt", audiences=["https://api.example.com"], issuer="https://auth.example.com")
    assert "https://api.example.com" in told["snippet"]["code"]
    assert ask("fix", verifier="nobody") is None


def test_a_token_is_decoded() -> None:
    """A token by itself, without its signature."""
    told = ask("decode", token())
    assert told["form"] == "jws"
    assert not shows_signature(json.dumps(told))


def test_everything_can_be_named() -> None:
    """The page offers every verifier, provider and finding."""
    known = catalogue()
    names = ask("names")
    assert [one["id"] for one in names["verifiers"]] == list(known.verifiers)
    assert [one["id"] for one in names["providers"]] == list(known.providers)
    assert [one["code"] for one in names["findings"]] == list(known.kinds)


def test_the_examples_are_those_of_the_catalogue() -> None:
    """Every example is diagnosed as it is without the bridge."""
    expected = [diagnosis(diagnose(one.case)) for kind in catalogue().kinds.values() for one in kind.examples()]
    assert [one["diagnosis"] for one in ask("examples")] == json.loads(json.dumps(expected))


@pytest.mark.parametrize("request_text", ["", "[]", "{}", '{"ask": "nothing"}', '{"ask": "read"}'])
def test_a_defect_is_told_without_a_value(request_text: str) -> None:
    """A request that is none is answered by the place where it went wrong."""
    assert set(json.loads(answer(request_text))) == {"defect"}


def test_no_question_brings_the_signature_back() -> None:
    """Of all answers only `compact`, for the page's own verification, holds the signature."""
    text = f"{ERROR}\n{token()}"
    for question in ("report", "matrix", "share", "explain", "names"):
        assert SIGNATURE[:24] not in answer(json.dumps({"ask": question, "text": text}))
    read = ask("read", text)
    del read["compact"]
    assert not shows_signature(json.dumps(read))
