"""Messages that a text only resembles: shortened, reworded, or known by a name; and texts that resemble none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.catalogue import catalogue
from forwhom.finding import Confidence
from forwhom.message_match import Match
from forwhom.phrasebook import build
from forwhom.recognise import recognise
from forwhom.resemblance import resembling
from forwhom.verifier import Check, Message, Verifier
from tests.entries import GATEKEEPER

SENTENCE = "gatekeeper turned the visitor away: audience {found} opens none of its seven doors"


def speaker(identifier: str, *messages: Message, builds_on: str = "") -> Verifier:
    """A verifier that prints these messages."""
    return replace(GATEKEEPER, id=identifier, messages=messages, hints=(), builds_on=builds_on)


def message(template: str, exception: str = "") -> Message:
    """A message about a wrong audience."""
    return Message(template=template, sample="", codes=("aud-mismatch",), exception=exception)


def near(text: str, *verifiers: Verifier, named: str | None = None) -> tuple[Match, ...]:
    """What a text leads to with nobody but these in the catalogue."""
    known = verifiers or (speaker("gatekeeper", message(SENTENCE, "doors.VisitorTurnedAway")),)
    return recognise(text, build(known), named)


@pytest.mark.parametrize(
    "text",
    [
        "gatekeeper turned the visitor away: audience orders opens none of its doors",
        "Gatekeepers turned this visitor away, audience orders opens none of its seven doors!",
        "12:00 WARN the gatekeeper has turned the visitor away as audience orders opens none of his seven doors",
    ],
    ids=["a word less", "other words", "in a log line"],
)
def test_a_reworded_message_is_likely(text: str) -> None:
    """Most of its words in their order are enough where nobody else prints such a message."""
    (match,) = near(text)
    assert (match.verifier, match.altered, match.confidence) == ("gatekeeper", True, Confidence.LIKELY)


def test_a_message_in_full_is_not_altered() -> None:
    """What stands there word for word is no resemblance."""
    (match,) = near(SENTENCE.replace("{found}", "orders"))
    assert not match.altered


def test_the_beginning_of_a_message_is_enough() -> None:
    """A sentence that breaks off leads to the message that begins so, though it is not sure."""
    (match,) = near("gatekeeper turned the visitor away: audience")
    assert (match.altered, match.confidence) == (True, Confidence.POSSIBLE)


def test_the_end_of_a_message_alone_is_not_enough() -> None:
    """A few of its words anywhere are no message."""
    assert near("audience: opens its doors at seven, come in") == ()


def test_other_words_of_the_same_kind_are_another_message() -> None:
    """Common words in common with a message lead nowhere."""
    assert near("the audience was turned away at the doors") == ()


def test_a_message_about_something_else_is_another() -> None:
    """A line that shares no word of this field with the message does not resemble it."""
    assert near("gatekeeper turned the visitor away, it opens none of its seven doors") == ()


def test_the_name_of_an_exception_is_enough() -> None:
    """The name leads to the message, without its package and without any of its words."""
    (match,) = near("Unhandled: VisitorTurnedAway")
    assert (match.verifier, match.altered, match.confidence) == ("gatekeeper", True, Confidence.LIKELY)


def test_a_name_that_every_program_raises_leads_nowhere() -> None:
    """A TypeError says nothing about who raised it."""
    known = speaker("gatekeeper", message(SENTENCE, "TypeError"))
    assert near("TypeError: x is not a function", known) == ()


def test_the_number_of_an_error_is_enough() -> None:
    """A number that stands in one message leads there, whatever stands beside it."""
    known = speaker("gatekeeper", message("GTK10007: audience {found} is refused"), message("GTK10008: no audience"))
    assert [one.message.template[:8] for one in near("what does GTK10008 mean?", known)] == ["GTK10008"]


def test_a_number_outweighs_a_short_message_that_others_print() -> None:
    """Two common words that stand there in full do not hide the numbered message that is nearly there."""
    known = speaker("gatekeeper", message("GTK10007: invalid audience. Expected one of the following: {expected}"))
    others = [speaker(name, message("Invalid audience")) for name in ("porter", "warden")]
    found = near("GTK10007: Invalid audience. Expected something else", known, *others)
    assert [(one.verifier, one.altered) for one in found] == [
        ("gatekeeper", True),
        ("porter", False),
        ("warden", False),
    ]


def test_a_short_message_beside_a_resemblance_stands() -> None:
    """What resembles a message elsewhere in the text does not replace one that stands there in full."""
    known = speaker("gatekeeper", message(SENTENCE))
    others = [speaker(name, message("Invalid audience")) for name in ("porter", "warden")]
    found = near("Invalid audience\ngatekeeper turned the visitor away: audience", known, *others)
    assert {one.verifier for one in found} == {"porter", "warden"}


def test_two_verifiers_with_one_message_are_both_possible() -> None:
    """A text that resembles a message of two verifiers does not tell which of them spoke."""
    found = near("VisitorTurnedAway", *(speaker(name, message(SENTENCE, "VisitorTurnedAway")) for name in ("a", "b")))
    assert {(one.verifier, one.confidence) for one in found} == {("a", Confidence.POSSIBLE), ("b", Confidence.POSSIBLE)}


def test_the_verifier_within_is_the_likely_one() -> None:
    """Of two verifiers, one of which builds on the other, the inner one speaks likely."""
    inner, outer = (
        speaker(name, message(SENTENCE, "VisitorTurnedAway"), builds_on=base) for name, base in (("a", ""), ("b", "a"))
    )
    found = near("VisitorTurnedAway", inner, outer)
    assert [(one.verifier, one.confidence) for one in found] == [("a", Confidence.LIKELY), ("b", Confidence.POSSIBLE)]


def test_the_named_verifier_comes_first() -> None:
    """Where the verifier is known, its own message is the likely one."""
    found = near(
        "VisitorTurnedAway",
        *(speaker(name, message(SENTENCE, "VisitorTurnedAway")) for name in ("a", "b")),
        named="b",
    )
    assert [(one.verifier, one.confidence) for one in found] == [("b", Confidence.LIKELY), ("a", Confidence.POSSIBLE)]


def test_of_a_long_log_only_lines_that_complain_count() -> None:
    """A message is looked for where something goes wrong."""
    calm = "listening on port 8080\n" * 5
    assert near(f"{calm}error: gatekeeper turned the visitor away: audience\n{calm}")
    assert near(f"{calm}gatekeeper turned the visitor away: audience\n{calm}") == ()


def test_the_nearest_place_counts() -> None:
    """Where a message is hinted at twice, the place that holds more of it is the one."""
    half = "gatekeeper turned the visitor away: audience"
    text = f"VisitorTurnedAway: {half}\nVisitorTurnedAway"
    (match,) = near(text)
    assert half in text[match.start : match.end]
    (match,) = near(f"{half}, {half} orders opens none of its doors")
    assert match.end > len(half) + 2


def test_a_nearer_place_before_another_stands() -> None:
    """A second place that holds less of the message changes nothing."""
    whole = "gatekeeper turned the visitor away: audience orders opens none of its doors"
    (match,) = near(f"{whole}, and the gatekeeper turned the visitor away: audience orders opens none")
    assert match.start == 0


#: Texts as people quote them, and whom they lead to.
QUOTED = {
    "InvalidAudienceError": "pyjwt",
    "jwt.exceptions.InvalidAudienceError": "pyjwt",
    "IDX10214": "dotnet-identitymodel",
    "IDX10214: Audience validation failed": "dotnet-identitymodel",
    "SecurityTokenInvalidAudienceException": "dotnet-identitymodel",
    "AADSTS500011 resource principal not found": "entra-resource",
    "CWWKS6023E": "open-liberty",
    "Audience in Jwt is not allowed": "envoy-jwt-authn",
    "the jwt audience was invalid, expected api": "jsonwebtoken",
    "{error,no_matching_aud_found}": "rabbitmq-oauth2",
    "code external_oauth_audience_validation_failed": "snowflake-external-oauth",
}


@pytest.mark.parametrize(("text", "verifier"), QUOTED.items(), ids=QUOTED)
def test_what_people_quote_leads_to_the_verifier(text: str, verifier: str) -> None:
    """A number, a name or half a sentence is enough to be told who speaks."""
    assert verifier in {match.verifier for match in recognise(text, catalogue().phrasebook)}


@pytest.mark.parametrize(
    "text",
    [
        "the server returned 500 and the key was not found in the database",
        "Connection refused: could not connect to the authorization server",
        "User is not authorized to perform this action",
        "TypeError: x is not a function",
        "ValueError: invalid literal for int() with base 10",
        "the JSON of the answer could not be read",
        "the server sent no id_token_hint",
        "error: pathspec 'main' did not match any file(s) known to git",
        "hello",
    ],
)
def test_what_speaks_of_something_else_leads_nowhere(text: str) -> None:
    """Errors of other trades are nobody's here."""
    assert recognise(text, catalogue().phrasebook) == ()


def test_an_exception_of_several_checks_does_not_tell_which() -> None:
    """Where the same name is raised for an expired token too, it leads to the verifier and leaves the meaning open."""
    expired = replace(
        message("the visitor came long after closing time", "doors.VisitorTurnedAway"), check=Check.EXPIRY
    )
    mismatch = message(SENTENCE, "doors.VisitorTurnedAway")
    text = "doors.VisitorTurnedAway: some other reason altogether"
    assert {one.confidence for one in near(text, speaker("gatekeeper", mismatch, expired))} == {Confidence.POSSIBLE}
    assert {one.confidence for one in near(text, speaker("gatekeeper", mismatch))} == {Confidence.LIKELY}


@given(st.text(max_size=400))
def test_any_text_can_be_compared(text: str) -> None:
    """Whatever resembles lies inside the text, and no nearer than the whole."""
    for one in resembling(text, catalogue().phrasebook):
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.nearness <= 1.0001


def test_a_short_message_is_found_among_many_that_share_its_words() -> None:
    """However many longer messages hold the words of a text, one that stands there nearly whole is looked at."""
    short = speaker("authlib", message("Missing aud claim"))
    long = [
        speaker(
            f"other-{number}", message(f"invalid or missing aud claim of the kind {number} that nobody expected here")
        )
        for number in range(40)
    ]
    assert [one.message.template for one in near("missing or invalid aud claim", short, *long)] == ["Missing aud claim"]


@pytest.mark.parametrize(
    "text",
    ["ID token audience does not match client ID.", "missing or invalid aud claim", "the audience claim is not valid"],
)
def test_everyday_words_that_are_reworded_are_anybodys(text: str) -> None:
    """A sentence that every program says in much the same words may be a known one, and is not likely to be."""
    assert {match.confidence for match in recognise(text, catalogue().phrasebook)} == {Confidence.POSSIBLE}
