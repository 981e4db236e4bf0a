"""What a diagnosis adds beside its findings: assumptions, next steps, and who would decide otherwise."""

from __future__ import annotations

import pytest

from forwhom.case import Case
from forwhom.diagnose import diagnose
from forwhom.diagnosis import Diagnosis
from forwhom.example import case
from tests.entries import made_up


def of_case(one: Case) -> Diagnosis:
    """The diagnosis with the made-up catalogue."""
    return diagnose(one, made_up())


def test_a_verifier_that_nobody_knows_is_said() -> None:
    """A name that the catalogue does not have is no reason to be silent about it."""
    assert 'the verifier "home-made" is not in the catalogue' in of_case(case(verifier="home-made")).assumed
    within = diagnose(case(verifier="home-made", error="Audiences in Jwt are not allowed")).assumed
    assert any(
        one.endswith("not in the catalogue; it is taken to go by the rules of Envoy jwt_authn") for one in within
    )


def test_nothing_is_assumed_without_need() -> None:
    """With the verifier known and no contradiction nothing is taken for granted."""
    assert of_case(case(aud="a", expected="b", verifier="gatekeeper")).assumed == ()


def test_a_message_that_says_the_same_contradicts_nothing() -> None:
    """Where message and settings agree nobody has to be believed."""
    read = of_case(case(error="gatekeeper: audience a is none of b", expected="b", verifier="gatekeeper"))
    assert read.assumed == ()


def test_a_certain_cause_needs_no_next_step() -> None:
    """What the evidence settles is settled."""
    assert of_case(case(aud="orders/", expected="orders")).next_steps == ()


@pytest.mark.parametrize(
    ("one", "step"),
    [
        (case(error="bad audience", expected="orders"), "decode a refused token and read its aud"),
        (case(aud="orders", error="bad audience"), "read which audience the running verifier is configured with"),
        (case(aud="orders", verifier="gatekeeper"), "configured with (gate.audiences)"),
        (case(aud="orders", verifier="gatekeeper"), "start Gatekeeper with --verbose"),
        (case(error="401 Unauthorized"), "find the verifier's own log line"),
        (case(aud="<client-id>", expected="orders"), 'the value "<client-id>" was shortened or blacked out'),
    ],
)
def test_what_to_look_at_next(one: Case, step: str) -> None:
    """Each piece of evidence that is not there is named, with the way to it."""
    assert any(step in line for line in of_case(one).next_steps)


@pytest.mark.parametrize(
    ("one", "step"),
    [
        (
            case(aud="orders", expected="orders", verifier="pyjwt", error="Audience doesn't match"),
            "forwhom verifiers pyjwt",
        ),
        (case(aud="a", error="invalid audience"), "name the verifier: "),
        (case(aud="a", verifier="envoy"), "where Envoy jwt_authn says more: "),
    ],
)
def test_what_to_look_at_next_in_the_catalogue(one: Case, step: str) -> None:
    """A limit sends to the version that runs; a text that several verifiers print asks for a name."""
    assert any(step in line for line in diagnose(one).next_steps)


def test_a_named_verifier_is_not_asked_for_again() -> None:
    """Once the verifier is named, nobody asks which it is."""
    named = diagnose(case(aud="a", error="invalid audience", verifier="pyjwt"))
    assert not any("name the verifier" in line for line in named.next_steps)


def test_a_verifier_without_a_way_to_show_more() -> None:
    """Where no way is known to show the values, none is offered."""
    steps = of_case(case(aud="orders", verifier="lenient")).next_steps
    assert steps == ("read which audience the running verifier is configured with (gate.audiences)",)


def test_what_would_be_revealed_is_known_already() -> None:
    """With both sides known nothing more has to be shown."""
    steps = of_case(
        case(aud="orders", expected="billing", verifier="gatekeeper", error="gatekeeper: nobody")
    ).next_steps
    assert not any("--verbose" in step for step in steps)


def test_who_would_decide_otherwise() -> None:
    """With no verifier known, those that refuse what the standard accepts are named."""
    read = of_case(case(aud=["orders"], expected="orders", exp=1))
    assert [(one.verifier, one.outcome) for one in read.otherwise] == [("lenient", "rejected")]


@pytest.mark.parametrize(
    "one",
    [
        case(aud=["orders"], expected="orders", verifier="gatekeeper"),
        case(aud=["orders"]),
        case(error="bad audience", expected="orders"),
        case(aud=7, expected="orders"),
        case(aud="billing", expected="orders"),
    ],
)
def test_nobody_decides_otherwise(one: Case) -> None:
    """With the verifier known, or nothing to decide about, nobody else is asked."""
    assert of_case(one).otherwise == ()
