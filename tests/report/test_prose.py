"""The sentences around the findings: who spoke, and the last word."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.case import Case
from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.finding import Confidence
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import from_parts
from forwhom.report.prose import prediction, speaker, verdict
from forwhom.report.text import report

KNOWN = catalogue()


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (Case(error="Audiences in Jwt are not allowed"), "Envoy jwt_authn refused this token with status 403 (recog"),
        (Case(error="Audiences in Jwt are not allowed", verifier="pyjwt"), "the message is known from envoy-jwt-authn"),
        (Case(error="Audiences in Jwt are not allowed", verifier="envoy"), "the message is its own"),
        (
            Case(error="Audiences in Jwt are not allowed", verifier="mine"),
            "mine is not in the catalogue; the message is known from envoy-jwt-authn, whose rules are assumed.",
        ),
        (
            Case(error="Invalid audience", verifier="mine"),
            "mine is not in the catalogue; the message is known from pyjwt.",
        ),
        (Case(error="InvalidAudienceError"), "a refusal by PyJWT: the text resembles a message of its own"),
        (Case(error="Audiences in", verifier="envoy"), "the message is none of those that the catalogue knows"),
        (Case(error="Audience in Jwt is not allowed", verifier="envoy"), "the message resembles one of its own"),
        (
            Case(error="OIDC introspection failed: audience list does"),
            "the text only resembles a message of its own.",
        ),
        (Case(error="EXPIRED"), "This may be a refusal by cloudflare-worker-jwt: the message is too short"),
        (Case(error="the moon is full", verifier="pyjwt"), "the message is none of those that the catalogue knows"),
        (Case(error="the moon is full"), "No verifier of the catalogue is known to print this message."),
        (Case(verifier="pyjwt"), "PyJWT was named as the verifier."),
        (Case(verifier="mine"), "The verifier mine is not in the catalogue."),
    ],
)
def test_who_spoke(case: Case, told: str) -> None:
    """The first line names the verifier and how it is known."""
    assert told in speaker(diagnose(case))


def test_nobody_spoke() -> None:
    """Without a message and a name there is no first line."""
    assert speaker(diagnose(Case())) == ""


def test_each_confidence_has_its_own_words() -> None:
    """Certain, likely and possible are told apart in the first line, over all samples of the catalogue."""
    said: dict[Confidence, set[str]] = {}
    for verifier in KNOWN.verifiers.values():
        for message in verifier.messages:
            answer = diagnose(Case(error=message.sample))
            said.setdefault(answer.situation.matches[0].confidence, set()).add(speaker(answer))
    assert all(one.endswith("(recognised by its message).") for one in said[Confidence.CERTAIN])
    assert all(one.startswith("This looks like a refusal by ") for one in said[Confidence.LIKELY])
    assert all(one.startswith(("This may be ", "The message may be that of ")) for one in said[Confidence.POSSIBLE])


@pytest.mark.parametrize(
    ("claims", "expected", "told"),
    [
        ({"aud": "a"}, ("a",), "Nothing wrong was found: the audience is the expected one."),
        ({"aud": "a"}, ("b",), ""),
        ({"aud": "a"}, None, "Nothing wrong was found in what was given"),
    ],
)
def test_the_last_word(claims: dict[str, JsonValue], expected: tuple[str, ...] | None, told: str) -> None:
    """What was found is told without calling a token valid; with an error the findings are the last word."""
    case = Case(token=from_parts(None, claims), expectation=Expectation(audiences=expected or UNKNOWN))
    answer = verdict(diagnose(case))
    assert answer.startswith(told)
    assert bool(answer) == bool(told)


def test_every_verifier_is_predicted_in_one_sentence() -> None:
    """The prediction is one sentence for each verifier."""
    for name, verifier in KNOWN.verifiers.items():
        case = Case(
            token=from_parts(None, {"aud": "a", "iss": "https://auth.example.com"}),
            expectation=Expectation(audiences=("b",)),
            verifier=name,
        )
        answer = diagnose(case)
        sentence = prediction(answer, verifier)
        assert sentence.startswith(f"{verifier.name} would ")
        assert "".join(segment.text for segment in report(answer, width=100))


def test_nothing_is_predicted_without_an_expected_audience() -> None:
    """A verifier whose setting is not known may do either."""
    answer = diagnose(Case(token=from_parts(None, {"aud": "a"}), verifier="pyjwt"))
    assert prediction(answer, answer.situation.verifier) == ""
