"""Which rules an answer about an audience rests on, and what is said where nobody checked them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from docs._generator.markdown import render
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation, Unset
from forwhom.audience.match import ENVOY
from forwhom.case import Case
from forwhom.catalogue import Catalogue, of
from forwhom.diagnose import diagnose
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import from_parts
from forwhom.page.matrix import matrix_page
from forwhom.page.verifier import verifier_page
from forwhom.prediction import Circumstances, predict
from forwhom.report import entry, json, text, verifier_json
from forwhom.report.matrix import matrix
from forwhom.report.segment import Segment
from forwhom.ruling import rule
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Combine,
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)

API = "https://api.example.com"
OTHER = "https://orders.example.com"
REFUSED = Message(template="wrong audience", sample="wrong audience", codes=("aud-mismatch",))
EXPIRED = Message(template="too late", sample="too late", codes=("token-expired",), check=Check.EXPIRY)
RULES = AudienceRules(
    mismatch=REFUSED,
    unset=REFUSED,
    absent=REFUSED,
    null=REFUSED,
    empty_array=REFUSED,
    number=REFUSED,
    other=REFUSED,
    mixed=COMPARE,
)
VERIFIER = Verifier(
    id="made-up",
    name="Made up",
    kind="library",
    versions="1.0",
    basis=Basis.READ,
    sources=("this test",),
    messages=(REFUSED, EXPIRED),
    audience=RULES,
    order=(Check.EXPIRY, Check.AUDIENCE),
    failures={Check.EXPIRY: EXPIRED},
    setting=Setting(name="audience"),
    recipe=Recipe(text="configure the audience", language="text", code="$audience"),
)


def accept_any(_claims: Mapping[str, JsonValue], _expectation: Expectation) -> Outcome:
    """An odd rule that accepts whatever comes."""
    return ACCEPT


def only(verifier: Verifier) -> Catalogue:
    """A catalogue of this verifier alone."""
    return of({verifier.id: verifier}, {}, {})


def words(segments: Iterable[Segment]) -> str:
    """The words of a report."""
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("aud", "audiences", "rests_on"),
    [
        (API, (API,), ()),
        (f"{API}/", (API,), ("compare",)),
        (OTHER, (API,), ("compare", "mismatch")),
        ([API], (API,), ("string_only",)),
        ([OTHER], (API,), ("string_only", "compare", "mismatch")),
        (API, (API, OTHER), ("several", "combine")),
        ([API, OTHER], (API, OTHER), ("several", "string_only")),
        (API, ("",), ("empty_setting", "compare", "mismatch")),
        (None, (API,), ("null",)),
        ("", (API,), ("empty_string", "compare", "mismatch")),
        ([], (API,), ("empty_array",)),
        (42, (API,), ("number",)),
        ({}, (API,), ("other",)),
        ([API, 1], (API,), ("mixed", "string_only")),
        (API, NONE_CONFIGURED, ("unset",)),
        ("", NONE_CONFIGURED, ("unset_blank",)),
        (42, NONE_CONFIGURED, ("unset_malformed",)),
    ],
)
def test_an_answer_names_the_rules_it_rests_on(
    aud: JsonValue, audiences: tuple[str, ...] | Unset, rests_on: tuple[str, ...]
) -> None:
    """Only what could have changed the answer is named: the same value needs no comparison to be accepted."""
    rules = replace(RULES, compare=ENVOY)
    assert rule(rules, {"aud": aud}, Expectation(audiences=audiences)).rests_on == rests_on


@pytest.mark.parametrize(
    ("rules", "aud", "audiences", "rests_on"),
    [
        (replace(RULES, empty_setting=ACCEPT), API, ("",), ("empty_setting",)),
        (replace(RULES, several=REFUSED), API, (API, OTHER), ("several",)),
        (replace(RULES, string_only=REFUSED), [API], (API,), ("string_only",)),
        (replace(RULES, combine=Combine.ALL), API, (API, OTHER), ("several", "combine", "mismatch")),
        (replace(RULES, decide=accept_any), OTHER, (API,), ("decide",)),
    ],
)
def test_a_rule_that_ends_it_is_the_last_one_named(
    rules: AudienceRules, aud: JsonValue, audiences: tuple[str, ...], rests_on: tuple[str, ...]
) -> None:
    """What comes after the rule that decided was not asked."""
    assert rule(rules, {"aud": aud}, Expectation(audiences=audiences)).rests_on == rests_on


def test_a_prediction_names_what_is_inferred_in_it() -> None:
    """Of the rules behind an answer, those are named that the entry marks; an answer of others carries no mark."""
    verifier = replace(VERIFIER, inferred=("null", "order"))
    expecting = Expectation(audiences=(API,))
    assert predict(verifier, {"aud": None}, expecting).inferred == ("null",)
    assert predict(verifier, {"aud": OTHER}, expecting).inferred == ()
    assert predict(verifier, {"aud": API}, expecting).inferred == ()


@pytest.mark.parametrize(
    ("aud", "audiences", "exp", "inferred"),
    [
        (OTHER, (API,), 1, ("order",)),
        (API, (API,), 1, ()),
        (OTHER, (API,), 9, ()),
        (OTHER, UNKNOWN, 1, ()),
    ],
)
def test_an_inferred_order_counts_where_it_settles_something(
    aud: str, audiences: tuple[str, ...] | Unset, exp: int, inferred: tuple[str, ...]
) -> None:
    """The order of checks matters only where more than one of them fails."""
    verifier = replace(VERIFIER, inferred=("order",))
    prediction = predict(verifier, {"aud": aud, "exp": exp}, Expectation(audiences=audiences), Circumstances(now=5))
    assert prediction.inferred == inferred


def test_a_verifier_that_takes_any_audience_rests_on_that() -> None:
    """Where the audience is no check at all, that is what may be inferred."""
    verifier = replace(
        VERIFIER, audience=replace(RULES, mismatch=ACCEPT), order=(Check.EXPIRY,), inferred=("mismatch", "order")
    )
    assert predict(verifier, {"aud": OTHER}, Expectation(audiences=(API,))).inferred == ("mismatch",)


@pytest.mark.parametrize(("inferred", "marked"), [(("null",), True), ((), False)])
def test_what_is_inferred_is_shown_as_not_checked(inferred: tuple[str, ...], *, marked: bool) -> None:
    """Diagnosis, matrix, entry and reference pages mark an answer that rests on an inferred rule, and no other."""
    verifier = replace(VERIFIER, inferred=inferred)
    known = only(verifier)
    prediction = predict(verifier, {"aud": None}, Expectation(audiences=(API,)))
    answer = diagnose(
        Case(token=from_parts({}, {"aud": None}), expectation=Expectation(audiences=(API,)), verifier="made-up"), known
    )
    assert ("was not checked" in words(text.report(answer))) == marked
    assert json.prediction(prediction)["inferred"] == list(inferred)
    assert verifier_json.verifier(verifier)["inferred"] == list(inferred)
    assert ("(not checked)" in words(matrix([prediction]))) == marked
    assert ('aud is null: refused: "wrong audience" (not checked)\n' in words(entry.verifier(verifier))) == marked
    assert ("`wrong audience` *not checked*" in render(verifier_page(verifier, known), "")) == marked
    assert ("(✗)" in render(matrix_page(known), "").partition("## The matrix")[2]) == marked


def test_an_inferred_order_is_shown_as_not_checked() -> None:
    """The order of checks and the way of comparing carry the mark where they are shown."""
    verifier = replace(VERIFIER, inferred=("order", "compare"))
    shown = words(entry.verifier(verifier))
    assert "character by character (not checked)\n" in shown
    assert "expiry, audience (not checked)\n" in shown
    page = render(verifier_page(verifier, only(verifier)), "")
    assert "The order was not checked." in page
    assert "Not all of this was checked" in page


def test_an_acceptance_by_an_inferred_rule_says_so() -> None:
    """Also the sentence that a token would be accepted carries the mark."""
    verifier = replace(VERIFIER, audience=replace(RULES, null=ACCEPT), inferred=("null",))
    case = Case(token=from_parts({}, {"aud": None}), expectation=Expectation(audiences=(API,)), verifier="made-up")
    assert "is in order. This follows from its other rules and was not checked." in " ".join(
        words(text.report(diagnose(case, only(verifier)))).split()
    )
