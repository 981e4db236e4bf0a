"""What a verifier would do: predicted from a small entry made for each test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.audience.listing import Listing
from forwhom.audience.match import ONE_SLASH
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, Prediction, decide, fill, predict
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    REFUSE,
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
ISSUER = "https://login.example.com/"
NOW = 1_800_000_000


def message(template: str, check: Check = Check.AUDIENCE) -> Message:
    """A message of this text about this check, with status 401."""
    return Message(template=template, sample=template, codes=("aud-mismatch",), check=check, status=401)


MISMATCH = message("wrong audience")
MISSING = message("no audience")
UNSET = message("no audience configured")
UNSET_BLANK = message("blank and none configured")
UNSET_MALFORMED = message("malformed and none configured")
NULL = message("null")
EMPTY = message("empty array")
NUMBER = message("number")
OBJECT = message("object")
MIXED = message("mixed")
ARRAY = message("array")
SEVERAL = message("several")
EXPIRED = message("expired", Check.EXPIRY)
EARLY = message("early", Check.NOT_BEFORE)
FUTURE = message("from the future", Check.ISSUED_AT)
ISSUER_WRONG = message("wrong issuer", Check.ISSUER)
SIGNATURE = message("bad signature", Check.SIGNATURE)
ALGORITHM = message("bad algorithm", Check.ALGORITHM)
RULES = AudienceRules(
    mismatch=MISMATCH,
    unset=UNSET,
    unset_blank=UNSET_BLANK,
    unset_malformed=UNSET_MALFORMED,
    absent=MISSING,
    null=NULL,
    empty_array=EMPTY,
    number=NUMBER,
    other=OBJECT,
    mixed=MIXED,
)
VERIFIER = Verifier(
    id="made-up",
    name="Made up",
    kind="library",
    versions="1.0",
    basis=Basis.OBSERVED,
    sources=("this test",),
    messages=(MISMATCH,),
    audience=RULES,
    order=(
        Check.ALGORITHM,
        Check.SIGNATURE,
        Check.ISSUER,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.ISSUED_AT,
        Check.AUDIENCE,
        Check.SUBJECT,
    ),
    failures={
        Check.ALGORITHM: ALGORITHM,
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: ISSUER_WRONG,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: EARLY,
        Check.ISSUED_AT: FUTURE,
    },
    setting=Setting(name="audience"),
    recipe=Recipe(text="configure the audience", language="text", code="$audience"),
)


def expecting(*audiences: str) -> Expectation:
    """These audiences are configured."""
    return Expectation(audiences=audiences)


NOTHING = Expectation(audiences=NONE_CONFIGURED)


def text(verifier: Verifier, claims: Mapping[str, JsonValue], now: float | None = NOW) -> str | None:
    """The text with which the verifier refuses these claims where the API's audience is expected."""
    expectation = Expectation(audiences=(API,), issuers=(ISSUER,))
    return predict(verifier, {"aud": API, "iss": ISSUER, **claims}, expectation, Circumstances(now=now)).message


@pytest.mark.parametrize(
    ("aud", "outcome"),
    [
        (API, ACCEPT),
        (OTHER, MISMATCH),
        ([OTHER, API], ACCEPT),
        ([OTHER], MISMATCH),
        (None, NULL),
        ("", MISMATCH),
        ([], EMPTY),
        (42, NUMBER),
        (1.5, NUMBER),
        (True, OBJECT),
        ({"aud": API}, OBJECT),
        ([API, 42], MIXED),
    ],
)
def test_each_shape_has_its_answer(aud: JsonValue, outcome: Outcome) -> None:
    """Where an audience is configured, each shape of the claim has the answer that the rules give it."""
    assert decide(RULES, {"aud": aud}, expecting(API)) is outcome


def test_an_absent_audience_has_its_own_answer() -> None:
    """An absent claim is not a null one."""
    assert decide(RULES, {}, expecting(API)) is MISSING


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ({"aud": API}, UNSET),
        ({"aud": [API]}, UNSET),
        ({}, UNSET_BLANK),
        ({"aud": None}, UNSET_BLANK),
        ({"aud": ""}, UNSET_BLANK),
        ({"aud": []}, UNSET_BLANK),
        ({"aud": 42}, UNSET_MALFORMED),
        ({"aud": False}, UNSET_MALFORMED),
        ({"aud": [42]}, UNSET_MALFORMED),
    ],
)
def test_without_a_setting_the_shapes_fall_into_three(claims: Mapping[str, JsonValue], outcome: Outcome) -> None:
    """Where none is configured, an audience that is named, blank or malformed each has its answer."""
    assert decide(RULES, claims, NOTHING) is outcome


def test_an_unknown_expectation_is_not_met() -> None:
    """What is expected and not known is met by nothing."""
    assert decide(RULES, {"aud": API}, Expectation(audiences=UNKNOWN)) is MISMATCH


def test_an_empty_list_is_not_met() -> None:
    """A list of no audiences is met by nothing."""
    assert decide(RULES, {"aud": API}, expecting()) is MISMATCH


def test_an_empty_setting_is_compared() -> None:
    """The empty string is a value like any other, unless the rules say else."""
    assert decide(RULES, {"aud": ""}, expecting("")) is ACCEPT


def test_an_empty_setting_can_switch_the_check_off() -> None:
    """For some verifiers an empty setting accepts any audience, and none."""
    rules = replace(RULES, empty_setting=ACCEPT)
    assert [decide(rules, claims, expecting("")) for claims in ({"aud": API}, {})] == [ACCEPT, ACCEPT]


def test_a_refusal_may_have_no_known_text() -> None:
    """Where no text is published the prediction says that the token is rejected, and in which check, and no more."""
    silent = replace(VERIFIER, audience=replace(RULES, mismatch=REFUSE))
    assert predict(silent, {"aud": OTHER}, expecting(API)) == Prediction(silent.id, "rejected", check=Check.AUDIENCE)


def test_any_of_several_is_enough() -> None:
    """Of several expected audiences one is enough."""
    assert decide(RULES, {"aud": API}, expecting(OTHER, API)) is ACCEPT


def test_all_of_several_can_be_demanded() -> None:
    """Some verifiers want the token to name every expected audience."""
    rules = replace(RULES, combine=Combine.ALL)
    assert decide(rules, {"aud": [API]}, expecting(OTHER, API)) is MISMATCH
    assert decide(rules, {"aud": [API, OTHER]}, expecting(OTHER, API)) is ACCEPT


def test_several_can_be_unsupported() -> None:
    """Some verifiers refuse more than one expected audience, whatever the token names."""
    assert decide(replace(RULES, several=SEVERAL), {"aud": API}, expecting(OTHER, API)) is SEVERAL
    assert decide(replace(RULES, several=SEVERAL), {"aud": API}, expecting(API)) is ACCEPT


def test_an_array_can_be_unsupported() -> None:
    """Some verifiers refuse an array, even of the expected audience."""
    rules = replace(RULES, string_only=ARRAY)
    assert decide(rules, {"aud": [API]}, expecting(API)) is ARRAY
    assert decide(rules, {"aud": API}, expecting(API)) is ACCEPT


def test_a_mixed_array_can_be_compared() -> None:
    """Some verifiers look at the strings of an array and pass over the rest."""
    assert decide(replace(RULES, mixed=COMPARE), {"aud": [42, API]}, expecting(API)) is ACCEPT


def test_the_comparison_is_that_of_the_rules() -> None:
    """A verifier that forgives a slash accepts what others refuse."""
    assert decide(RULES, {"aud": f"{API}/"}, expecting(API)) is MISMATCH
    assert decide(replace(RULES, compare=ONE_SLASH), {"aud": f"{API}/"}, expecting(API)) is ACCEPT


def test_an_odd_rule_is_asked_first() -> None:
    """An odd rule answers before all others, and leaves the answer to them with `None`."""

    def odd(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
        assert expectation.values == (API,)
        return NUMBER if "azp" in claims else None

    rules = replace(RULES, decide=odd)
    assert decide(rules, {"aud": API, "azp": "app"}, expecting(API)) is NUMBER
    assert decide(rules, {"aud": API}, expecting(API)) is ACCEPT


def test_a_token_in_order_is_accepted() -> None:
    """Where nothing fails, the prediction says so and has no text."""
    assert predict(VERIFIER, {"aud": API}, expecting(API)) == Prediction("made-up", "accepted")


def test_a_refusal_says_what_the_message_says() -> None:
    """A refusal has the text, the status, the check and the codes of its message."""
    assert predict(VERIFIER, {"aud": OTHER}, expecting(API)) == Prediction(
        "made-up", "rejected", "wrong audience", 401, Check.AUDIENCE, ("aud-mismatch",)
    )


def test_without_the_expectation_nothing_can_be_told() -> None:
    """An expectation that is not known leaves the outcome open."""
    assert predict(VERIFIER, {"aud": API}, Expectation()) == Prediction("made-up", "undetermined")


def test_an_earlier_failure_needs_no_expectation() -> None:
    """A check before the audience decides also where the expected audience is not known."""
    prediction = predict(VERIFIER, {"aud": API}, Expectation(), Circumstances(signature_valid=False))
    assert prediction.message == "bad signature"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({}, None),
        ({"iss": OTHER}, "wrong issuer"),
        ({"exp": NOW + 60}, None),
        ({"exp": NOW}, "expired"),
        ({"exp": NOW - 60}, "expired"),
        ({"exp": "soon"}, None),
        ({"nbf": NOW}, None),
        ({"nbf": NOW + 60}, "early"),
        ({"iat": NOW - 60}, None),
        ({"iat": NOW + 60}, "from the future"),
    ],
)
def test_the_other_checks_fail_with_their_own_text(claims: Mapping[str, JsonValue], expected: str | None) -> None:
    """Issuer and dates are held against the expectation and the clock."""
    assert text(VERIFIER, claims) == expected


def test_without_a_clock_no_date_fails() -> None:
    """A moment that is not known counts as in order."""
    assert text(VERIFIER, {"exp": NOW - 60}, now=None) is None


def test_an_issuer_that_is_not_known_does_not_fail() -> None:
    """An expectation without issuers accepts any."""
    assert predict(VERIFIER, {"aud": API, "iss": OTHER}, expecting(API)).outcome == "accepted"


@pytest.mark.parametrize(("distance", "expected"), [(-60, None), (-121, "expired")])
def test_the_leeway_widens_the_expiry(distance: int, expected: str | None) -> None:
    """A token that has expired within the leeway is accepted."""
    expectation = Expectation(audiences=(API,), leeway=120)
    claims: dict[str, JsonValue] = {"aud": API, "exp": NOW + distance}
    assert predict(VERIFIER, claims, expectation, Circumstances(now=NOW)).message == expected


def test_the_first_failure_is_the_one_reported() -> None:
    """Of two troubles the one that the verifier looks at first is reported."""
    claims: dict[str, JsonValue] = {"aud": OTHER, "exp": NOW - 60}
    assert text(VERIFIER, claims) == "expired"
    assert text(replace(VERIFIER, order=(Check.AUDIENCE, Check.EXPIRY)), claims) == "wrong audience"


def test_all_failures_can_be_reported() -> None:
    """A verifier that reports all failures joins their texts inside its own."""
    verifier = replace(VERIFIER, reports_all="not valid: {failures}.")
    assert text(verifier, {"aud": OTHER, "exp": NOW - 60}) == "not valid: expired, wrong audience."


def test_one_step_reports_its_first_failure() -> None:
    """Of the checks that are one step the first failure is reported; the separator is the verifier's own."""
    one_step = (Check.EXPIRY, Check.NOT_BEFORE)
    verifier = replace(VERIFIER, reports_all="{failures}", separator="; ", exclusive=one_step)
    assert text(verifier, {"aud": OTHER, "exp": NOW - 60, "nbf": NOW + 60}) == "expired; wrong audience"


def test_a_silent_refusal_hides_nothing_of_the_others() -> None:
    """Of several failures those that have a text are reported; with none there is no text around them either."""
    verifier = replace(VERIFIER, reports_all="not valid: {failures}.", audience=replace(RULES, mismatch=REFUSE))
    claims: dict[str, JsonValue] = {"aud": OTHER}
    assert text(verifier, claims) is None
    assert text(verifier, {**claims, "exp": NOW - 60}) == "not valid: expired."


def test_a_fatal_failure_is_reported_alone() -> None:
    """A check that ends the others prints its own text and nothing around it."""
    verifier = replace(VERIFIER, reports_all="not valid: {failures}.", fatal=(Check.SIGNATURE,))
    claims: dict[str, JsonValue] = {"aud": OTHER}
    broken = Circumstances(signature_valid=False)
    assert predict(verifier, claims, expecting(API), broken).message == "bad signature"
    assert predict(verifier, claims, expecting(API)).message == "not valid: wrong audience."


def test_a_special_rule_answers_for_its_check() -> None:
    """A rule of its own chooses among several messages for one check."""

    def missing(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
        return MISSING if "sub" not in claims else None

    verifier = replace(VERIFIER, special={Check.SUBJECT: missing})
    assert text(verifier, {}) == "no audience"
    assert text(verifier, {"sub": "user"}) is None


def test_a_special_rule_is_told_the_time() -> None:
    """A rule that reads a date in a way of its own sees the clock, or `None` where nobody looked at one."""

    def passed(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
        return MISSING if now is not None and claims["until"] == str(now) else None

    verifier = replace(VERIFIER, special={Check.OTHER: passed}, order=(Check.OTHER,))
    claims: dict[str, JsonValue] = {"until": str(NOW)}
    assert predict(verifier, claims, expecting(API), Circumstances(now=NOW)).message == "no audience"
    assert predict(verifier, claims, expecting(API)).outcome == "accepted"


def test_the_order_can_be_that_of_the_token() -> None:
    """Some verifiers walk through the claims as they stand in the token, after what needs no claim."""
    verifier = replace(VERIFIER, in_token_order=True)
    late: dict[str, JsonValue] = {"exp": NOW - 60, "aud": OTHER}
    early: dict[str, JsonValue] = {"aud": OTHER, "exp": NOW - 60}
    circumstances = Circumstances(now=NOW)
    assert predict(verifier, late, expecting(API), circumstances).message == "expired"
    assert predict(verifier, early, expecting(API), circumstances).message == "wrong audience"
    assert predict(verifier, early, expecting(API), Circumstances(signature_valid=False)).message == "bad signature"


def test_what_needs_no_claim_may_come_after_the_order_of_the_token() -> None:
    """A check that stands behind those of the claims is the last, whatever the token begins with."""

    def old(_claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message:
        return message("too old", Check.OTHER)

    order = (*VERIFIER.order, Check.OTHER)
    verifier = replace(VERIFIER, in_token_order=True, order=order, special={Check.OTHER: old})
    assert predict(verifier, {"aud": OTHER}, expecting(API)).message == "wrong audience"
    assert predict(verifier, {"aud": API}, expecting(API)).message == "too old"
    assert (
        predict(verifier, {"aud": API}, expecting(API), Circumstances(signature_valid=False)).message == "bad signature"
    )


def test_the_values_of_a_case_stand_in_the_text() -> None:
    """Found and expected audiences and issuers are written where the template has a place for them."""
    template = "{found}|{expected}|{issuer}|{expected_issuer}|{detail}"
    expectation = Expectation(audiences=(API,), issuers=(ISSUER,))
    assert fill(message(template), {"aud": OTHER, "iss": "me"}, expectation) == (
        f"{OTHER}|{API}|me|{ISSUER}|{{detail}}"
    )


def test_several_values_are_written_as_the_message_says() -> None:
    """Each list of values has its own way of being written."""
    one = replace(
        message("{found} {expected} {expected_issuer}"),
        found_as=Listing.JSON,
        expected_as=Listing.OR,
        issuers_as=Listing.COMMA,
    )
    expectation = Expectation(audiences=("a", "b"), issuers=("c", "d"))
    assert fill(one, {"aud": ["x", "y"]}, expectation) == '["x", "y"] a or b c,d'


def test_no_value_is_written_as_nothing() -> None:
    """Where there is no value, the message's word for nothing stands, or no text at all."""
    assert fill(replace(message("{found}"), nothing=("empty", "null")), {}, NOTHING) == "empty"
    assert fill(message("<{found}{expected}{issuer}{expected_issuer}>"), {"iss": 7}, NOTHING) == "<>"


def test_a_message_can_print_in_its_own_way() -> None:
    """A message whose values are written in no common way says itself what it prints."""

    def printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
        return {"found": str(claims["aud"]), "count": str(len(expectation.values))}

    assert fill(replace(message("{found} of {count}: {expected}"), printed=printed), {"aud": 7}, expecting("a")) == (
        "7 of 1: a"
    )


def test_a_value_that_looks_like_a_hole_stays() -> None:
    """A value is never read as a part of the template."""
    assert fill(message("{found} {expected}"), {"aud": "{expected}"}, expecting(API)) == f"{{expected}} {API}"
