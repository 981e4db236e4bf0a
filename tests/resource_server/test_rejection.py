"""A refused token: the code of each refusal, and how it reads."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from forwhom.finding import Evidence, Where
from forwhom.resource_server.token_rejected import TokenRejected
from tests.resource_server.tokens import (
    AUDIENCE,
    CLAIMS,
    ISSUER,
    NOW,
    SECRET,
    refusal,
    signed,
    validator,
)

if TYPE_CHECKING:
    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"aud": AUDIENCE + "/"}, "aud-trailing-slash", id="slash"),
        pytest.param({"aud": "orders"}, "aud-mismatch", id="another service"),
        pytest.param({"aud": ["a", "b"]}, "aud-mismatch", id="other services"),
        pytest.param({"aud": []}, "aud-empty", id="empty array"),
        pytest.param({"aud": ""}, "aud-empty", id="empty string"),
        pytest.param({"aud": None}, "aud-wrong-type", id="null"),
        pytest.param({"aud": [AUDIENCE, 5]}, "aud-wrong-type", id="a number among them"),
        pytest.param({"iss": ISSUER + "/"}, "iss-mismatch", id="issuer"),
        pytest.param({"exp": NOW - 30}, "token-expired", id="expired"),
        pytest.param({"nbf": NOW + 31}, "token-not-yet-valid", id="not yet valid"),
        pytest.param({"iat": NOW + 31}, "token-not-yet-valid", id="from the future"),
        pytest.param({"nbf": NOW + 20, "exp": NOW + 10}, "token-not-yet-valid", id="never valid"),
        pytest.param({"sub": 5}, "token-malformed", id="sub that is a number"),
        pytest.param({"client_id": 5}, "token-malformed", id="client_id that is a number"),
        pytest.param({"exp": "1800000600"}, "token-malformed", id="exp that is a string"),
    ],
)
def test_each_refusal_has_its_code(changed: dict[str, JsonValue], code: str) -> None:
    """A good signature around one changed claim is refused for that claim."""
    assert refusal(signed({**CLAIMS, **changed})).code == code


@pytest.mark.parametrize(("name", "code"), [("aud", "aud-missing"), ("iss", "iss-mismatch"), ("exp", "exp-missing")])
def test_a_missing_claim_is_refused(name: str, code: str) -> None:
    """Audience, issuer and expiry are required."""
    assert refusal(signed({key: value for key, value in CLAIMS.items() if key != name})).code == code


def test_the_leeway_is_exclusive_at_both_ends() -> None:
    """Thirty seconds after exp a token is expired, half a second earlier it is not; so with nbf."""
    judge = validator(leeway=30)
    assert judge.validate(signed(), NOW + 600 + 29.5)
    assert refusal(signed(), judge, NOW + 600 + 30).code == "token-expired"
    strict = validator(leeway=0)
    assert strict.validate(signed(), NOW + 600 - 0.5)
    assert refusal(signed(), strict, NOW + 600).code == "token-expired"
    assert judge.validate(signed({**CLAIMS, "nbf": NOW + 30}), NOW)


def test_every_other_trouble_is_reported_too() -> None:
    """A token that is expired and for another service has both findings, the audience first."""
    codes = [finding.code for finding in refusal(signed({**CLAIMS, "aud": "orders", "exp": NOW - 50})).findings]
    assert codes[0] == "aud-mismatch"
    assert "token-expired" in codes


def test_what_is_merely_possible_comes_last() -> None:
    """That the audience is a client's is a guess, that the token is not valid yet is not; nothing is told twice."""
    cause = refusal(signed({**CLAIMS, "aud": "api", "client_id": "orders", "nbf": NOW + 90}))
    assert [one.code for one in cause.findings] == ["aud-mismatch", "token-not-yet-valid", "aud-is-client-id"]


def test_a_refusal_is_told_in_the_words_of_the_catalogue() -> None:
    """Under the title of its kind, with the reason that this validator has, and the place where it shows."""
    forged = refusal(signed(secret=SECRET[::-1]))
    (cause,) = forged.findings
    assert str(forged) == f"signature-invalid: {cause.title}" == "signature-invalid: the signature does not verify"
    assert cause.evidence == (Evidence(Where.TOKEN),)
    assert not forged.verified
    slash = refusal(signed({**CLAIMS, "aud": AUDIENCE + "/"}))
    (cause,) = slash.findings
    assert cause.because == "audience values are compared exactly, character by character"
    assert slash.verified
    (cause,) = refusal(signed(), now=NOW + 700).findings
    assert cause.because.startswith("it expired ")
    (cause,) = refusal(signed({name: value for name, value in CLAIMS.items() if name != "iss"})).findings
    assert cause.title == "the token has no iss claim"
    (cause,) = refusal(signed(header={"alg": "none"})).findings
    assert cause.title == "the token is not signed"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("opaque", "it is no JWT"),
        ("ya29.opaque", "it is no JWT, it looks like: Google access token"),
        ("a" * 70_000, "the text is 70000 characters long, more than the 65536 that are read as a token"),
    ],
)
def test_what_is_no_token_is_told_by_what_it_looks_like(text: str, because: str) -> None:
    """At the text as a whole, for it has no parts."""
    (cause,) = refusal(text).findings
    assert cause.because == because
    assert cause.evidence == (Evidence(Where.TOKEN),)


def test_three_defects_are_told_of_a_text() -> None:
    """However many it has."""
    (cause,) = refusal(f' "Bearer {signed().replace(".", "%2E")}&amp;\\n" ').findings
    assert cause.because.count("; ") == 2


def test_several_audiences_and_issuers_may_be_expected() -> None:
    """Any of them will do."""
    judge = validator(audience=("a", "b"), issuer={ISSUER, "https://other.example.com"})
    assert judge.validate(signed({**CLAIMS, "aud": ["x", "b"]}), NOW)["aud"] == ["x", "b"]
    assert refusal(signed({**CLAIMS, "aud": "x"}), judge).code == "aud-mismatch"


def test_the_text_shows_the_values_escaped_and_never_the_token() -> None:
    """A line end in a value does not end the line, a long value is cut, and no part of the token stands there."""
    token = signed({**CLAIMS, "aud": ["x\nRESULT: VALID\u202e" + "y" * 500, "b", "c", "d", "e"]})
    text = str(refusal(token))
    assert "\\nRESULT" in text
    assert "\n" not in text
    assert text.isascii()
    assert len(text) < 400
    assert "476 characters more" in text
    assert not any(part in text for part in token.split("."))


def test_the_text_shows_four_values_at_most() -> None:
    """The rest is counted."""
    cause = refusal(signed({**CLAIMS, "aud": "x"})).findings[0]
    text = str(TokenRejected((replace(cause, found=["a", "b", "c", "d", "e"], expected=None),)))
    assert text.endswith('(found ["a", "b", "c", "d" and 1 more])')
    text = str(TokenRejected((replace(cause, found=["a", "b", "c", "d"], expected=None),)))
    assert text.endswith('(found ["a", "b", "c", "d"])')


def test_the_text_shows_values_of_audience_and_issuer_alone() -> None:
    """No other claim stands in a log; what is not there is called none."""
    cause = refusal(signed({**CLAIMS, "iss": "https://other.example.com"})).findings[0]
    shown = f'(found "https://other.example.com", expected "{ISSUER}")'
    assert str(TokenRejected((cause,))).endswith(shown)
    assert str(TokenRejected((replace(cause, code="audience-not-configured"),))).endswith(shown)
    assert str(TokenRejected((replace(cause, code="token-expired"),))).endswith(cause.title)
    without = refusal(signed({name: value for name, value in CLAIMS.items() if name != "iss"}))
    assert str(without).endswith(f'(found none, expected ["{ISSUER}"])')


@pytest.mark.parametrize("found", [[["a"]], {"a": 1}, 5, None])
def test_the_text_shows_no_values_that_are_no_strings(found: JsonValue) -> None:
    """An audience of the wrong type is named by its code."""
    assert str(refusal(signed({**CLAIMS, "aud": found}))).startswith("aud-wrong-type: ")


def test_a_refusal_survives_copying_and_pickling() -> None:
    """What crosses a process border keeps its findings, and its repr holds the code alone."""
    cause = refusal(signed({**CLAIMS, "aud": "orders"}))
    again = pickle.loads(pickle.dumps(cause))  # noqa: S301 - our own
    assert (again.findings, copy.copy(cause).code) == (cause.findings, cause.code)
    assert repr(again) == "TokenRejected('aud-mismatch')"


def test_a_refusal_is_explained_once() -> None:
    """When it is first asked why, and not before."""
    cause = refusal(signed({**CLAIMS, "aud": "orders"}))
    asked: list[str] = []

    def told() -> tuple[Finding, ...]:
        asked.append("why")
        return cause.findings

    again = TokenRejected(told)
    assert not asked
    assert (again.code, again.findings, str(again)) == (cause.code, cause.findings, str(cause))
    assert asked == ["why"]


def test_a_refusal_hides_no_other_exception() -> None:
    """Nothing that a reader might print along with it holds the payload."""
    assert refusal(signed('{"aud":')).__context__ is None
    assert refusal("a.b.c").__context__ is None


@pytest.mark.parametrize("token", [None, 5, b"a.b.c", ["a.b.c"]])
def test_what_is_no_text_is_refused(token: Any) -> None:  # noqa: ANN401
    """A header that was not there, or bytes, is no token."""
    assert refusal(token).code == "token-malformed"
