"""Every entry of the catalogue of verifiers is whole: what it prints, when, how that is known, and how to mend it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from string import Template
from typing import TYPE_CHECKING

import pytest

from forwhom import folder
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.catalogue import slug
from forwhom.phrasebook import build, cut, lower, one_line
from forwhom.prediction import Circumstances, predict
from forwhom.recognise import recognise
from forwhom.unwrapping import unwrapped
from forwhom.verifier import ACCEPT, REFUSE, Basis, Check, Message, Verifier

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue

VERIFIERS = folder.load("forwhom.verifiers", "VERIFIER", Verifier, "id")
CODES = {name.replace("_", "-") for name in folder.names("forwhom.findings")}
PLACEHOLDERS = {"audience", "audiences", "issuer"}
BAD_ADVICE = re.compile(
    r"disabl|wildcard|insecure|verify_aud\W+false|skip_?aud|SkipClientIDCheck|ValidateAudience\s*=\s*false|[\"']\*[\"']",
    re.IGNORECASE,
)

each_verifier = pytest.mark.parametrize("verifier", VERIFIERS.values(), ids=VERIFIERS)


def used(verifier: Verifier) -> list[Message]:
    """The messages that the entry predicts with."""
    rules = (getattr(verifier.audience, field.name) for field in fields(verifier.audience))
    return [one for one in (*rules, *verifier.failures.values()) if isinstance(one, Message)]


def holds(text: str, pieces: tuple[str, ...]) -> bool:
    """Whether all pieces stand in the text, one after the other."""
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def test_the_catalogue_is_not_empty() -> None:
    """A folder that loads as nothing would let every other test here pass."""
    assert len(VERIFIERS) > 1


@each_verifier
def test_a_verifier_prints_something(verifier: Verifier) -> None:
    """An entry knows at least one message of its verifier, or says that its refusal has no published text."""
    assert verifier.messages or verifier.audience.mismatch is REFUSE


@each_verifier
def test_no_message_stands_twice(verifier: Verifier) -> None:
    """A text stands once for each range of versions in which it was printed."""
    count = Counter((message.template, message.versions) for message in verifier.messages)
    assert [text for text, times in count.items() if times > 1] == []


@each_verifier
def test_a_sample_shows_its_template(verifier: Verifier) -> None:
    """Every sample, or what remains of it without the escapes of its log, holds the literal text of its template."""
    strangers = [
        message.template
        for message in verifier.messages
        if not any(holds(form, cut(one_line(message.template))[0]) for form in unwrapped(message.sample))
    ]
    assert strangers == []


@each_verifier
def test_a_sample_is_recognised(verifier: Verifier) -> None:
    """Every sample is recognised as the message that it is a sample of."""
    phrasebook = build([verifier])
    missed = [
        message.template
        for message in verifier.messages
        if message.template
        not in {match.message.template for match in recognise(message.sample, phrasebook, named=verifier.id)}
    ]
    assert missed == []


@each_verifier
def test_the_codes_are_those_of_findings(verifier: Verifier) -> None:
    """Every code that a message can mean, or that a limit looks like, has a file among the findings."""
    told = {code for message in verifier.messages for code in message.codes}
    told |= {limit.symptom for limit in verifier.limits if limit.symptom}
    assert told - CODES == set()


@each_verifier
def test_no_message_names_a_code_twice(verifier: Verifier) -> None:
    """The codes of a message are an order, so none stands in it twice."""
    twice = [message.template for message in verifier.messages if len(set(message.codes)) < len(message.codes)]
    assert twice == []


@each_verifier
def test_an_entry_says_how_it_is_known(verifier: Verifier) -> None:
    """An entry names its sources and the versions that it describes."""
    assert verifier.versions
    assert verifier.sources
    assert all(source.strip() for source in verifier.sources)
    assert verifier.basis


@each_verifier
def test_a_limit_says_what_goes_wrong_and_who_says_so(verifier: Verifier) -> None:
    """A known defect has a sentence, which leaves its versions to their own place, and a source."""
    for limit in verifier.limits:
        assert limit.source
        assert limit.text.endswith(".")
        assert not limit.text.startswith(("Until ", "From ", "Before "))


@each_verifier
def test_a_recipe_can_be_filled_in(verifier: Verifier) -> None:
    """A recipe is a valid template that asks for nothing but the audiences and the issuer."""
    template = Template(verifier.recipe.code)
    assert template.is_valid()
    assert set(template.get_identifiers()) <= PLACEHOLDERS


@each_verifier
def test_a_recipe_weakens_nothing(verifier: Verifier) -> None:
    """No recipe switches a check off or accepts any audience."""
    assert not BAD_ADVICE.search(verifier.recipe.code)
    assert not BAD_ADVICE.search(verifier.recipe.text)


@each_verifier
def test_what_is_inferred_is_a_part_of_the_entry(verifier: Verifier) -> None:
    """An entry marks as inferred only what it states: a rule of the audience, or the order of checks."""
    assert set(verifier.inferred) <= {"order"} | {field.name for field in fields(verifier.audience)}


@each_verifier
def test_what_was_observed_is_not_inferred(verifier: Verifier) -> None:
    """Where the real verifier was run, nothing is filled by analogy."""
    assert verifier.basis is not Basis.OBSERVED or not verifier.inferred


@each_verifier
def test_the_audience_is_in_the_order_of_checks(verifier: Verifier) -> None:
    """The audience stands among the checks, unless the verifier accepts any; no check stands there twice."""
    assert (Check.AUDIENCE in verifier.order) == (verifier.audience.mismatch is not ACCEPT)
    assert len(set(verifier.order)) == len(verifier.order)


@each_verifier
def test_a_failure_belongs_to_a_check_that_is_made(verifier: Verifier) -> None:
    """Only checks that the verifier makes have a message, and the audience has its own rules."""
    assert verifier.failures.keys() <= set(verifier.order) - {Check.AUDIENCE}


@each_verifier
def test_every_predicted_message_is_a_known_one(verifier: Verifier) -> None:
    """What an entry predicts with is among the messages that it recognises, but for refusals without a text."""
    texts = used(verifier)
    assert [message.template for message in texts if message not in verifier.messages] == []
    assert all(message.template for message in verifier.messages)


@each_verifier
def test_no_value_makes_a_prediction_fail(verifier: Verifier) -> None:
    """Whatever JSON a claim holds, half of a surrogate pair too, and whatever is configured, there is an answer."""
    values: tuple[JsonValue, ...] = (
        "\ud800",
        "\0",
        "é",
        "",
        -1,
        1e300,
        10**300,
        True,
        None,
        [],
        {},
        ["\udfff", None],
        [[1]],
    )
    for value in values:
        for name in ("aud", "azp", "iss", "sub", "exp", "iat", "nbf", "client_id", "scope"):
            claims = {"aud": "\udfff", "iss": "issuer", name: value}
            for audiences in (("\ud800",), ("a", ""), NONE_CONFIGURED):
                told = predict(
                    verifier, claims, Expectation(audiences=audiences, issuers=("\ud800",)), Circumstances(now=0)
                )
                assert told.outcome in {"accepted", "rejected"}


@each_verifier
def test_the_text_around_all_failures_has_a_place_for_them(verifier: Verifier) -> None:
    """A verifier that reports all failures at once says where they stand."""
    assert not verifier.reports_all or "{failures}" in verifier.reports_all


def test_a_name_leads_to_one_verifier() -> None:
    """No alias is another verifier's alias or id."""
    names = [*VERIFIERS, *(slug(alias) for verifier in VERIFIERS.values() for alias in verifier.aliases)]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_hints_are_words_in_lower_case_or_names() -> None:
    """A hint is long enough to point anywhere, and stands once in its entry."""
    poor = [
        (verifier.id, hint)
        for verifier in VERIFIERS.values()
        for hint in verifier.hints
        if len(hint) < 3 or [lower(one) for one in verifier.hints].count(lower(hint)) > 1
    ]
    assert poor == []
