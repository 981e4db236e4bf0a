"""What a message can mean: by its entry, by its words, and by those around it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forwhom.case import Case
from forwhom.catalogue import catalogue
from forwhom.example import case
from forwhom.finding import Confidence
from forwhom.verifier import Check, Message
from tests.entries import GATEKEEPER
from tests.test_situation import alone, situation


def test_what_a_message_can_mean() -> None:
    """The first code is likely, the others possible, and a single one is as sure as the match."""
    assert situation(case(error="gatekeeper: access refused for reasons", verifier="gatekeeper")).suspects == {
        "aud-mismatch": Confidence.LIKELY,
        "iss-mismatch": Confidence.POSSIBLE,
    }
    assert situation(case(error="gatekeeper: too late", verifier="gatekeeper")).suspects == {
        "token-expired": Confidence.CERTAIN
    }


def test_the_words_beside_a_message_say_which_of_its_meanings_it_has() -> None:
    """Of what it can mean, what is told of the audience comes first."""
    vague = Message(template="gate shut", sample="", codes=("aud-mismatch", "iss-mismatch", "audience-not-configured"))
    known = alone(replace(GATEKEEPER, messages=(vague,)))
    told = situation(case(error="gate shut when `audience` is not set", verifier="gatekeeper"), known)
    assert list(told.suspects) == ["audience-not-configured", "aud-mismatch", "iss-mismatch"]
    untold = situation(case(error="gate shut by the issuer", verifier="gatekeeper"), known)
    assert list(untold.suspects) == ["aud-mismatch", "iss-mismatch", "audience-not-configured"]


@pytest.mark.parametrize("behind", [": the signature is bad", " (the signature is bad) at last"])
def test_the_reason_that_a_message_adds_comes_first(behind: str) -> None:
    """Behind a colon or in parentheses stands what it was about."""
    told = situation(case(error=f"gatekeeper: access refused for reasons{behind}", verifier="gatekeeper"))
    assert list(told.suspects) == ["signature-invalid", "aud-mismatch", "iss-mismatch"]
    assert told.suspects["signature-invalid"] is Confidence.LIKELY


def test_the_words_of_an_unknown_message() -> None:
    """What no entry knows is read by its words."""
    read = situation(case(error="signature bad, wrong issuer"))
    assert read.suspects == {"signature-invalid": Confidence.LIKELY, "iss-mismatch": Confidence.POSSIBLE}
    assert not read.speaks_of_audience
    assert not read.blames_audience


def test_the_words_inside_a_frame_come_first() -> None:
    """Where the catalogue knows only the frame of a message, the words inside it tell more."""
    read = situation(
        case(
            error="gatekeeper: access refused for reasons: wrong audience: expected stock, got orders",
            verifier="gatekeeper",
        )
    )
    assert next(iter(read.suspects)) == "aud-mismatch"
    assert (read.found, read.expected) == (("orders",), ("stock",))


def test_the_words_behind_a_message_say_more_than_it() -> None:
    """A message that the line goes on with behind a colon means first of all what is said there."""
    known = catalogue()
    spoken = "Key not authorized: no matching audience claim found"
    assert next(iter(situation(case(error=spoken), known).suspects)) == "aud-mismatch"
    alone = situation(case(error="Key not authorized"), known).suspects
    assert next(iter(alone)) == "signature-invalid"


def test_of_two_messages_the_second_says_more() -> None:
    """A header's error stands before its description, which tells what it is; the first is only what stands around."""
    vague = replace(GATEKEEPER.messages[0], template='error="refused"', codes=("token-malformed",), check=Check.OTHER)
    plain = replace(GATEKEEPER.messages[0], template="the audience is no good", codes=("aud-mismatch", "aud-missing"))
    known = alone(replace(GATEKEEPER, messages=(vague, plain)))
    both = situation(Case(error='gatekeeper error="refused", error_description="the audience is no good"'), known)
    assert list(both.suspects) == ["aud-mismatch", "aud-missing", "token-malformed"]
    assert both.suspects["aud-mismatch"] is Confidence.LIKELY
    assert both.suspects["token-malformed"] is Confidence.POSSIBLE
    alone_there = situation(Case(error='gatekeeper error="refused"'), known)
    assert list(alone_there.suspects) == ["token-malformed"]
