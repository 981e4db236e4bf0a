"""Messages of the catalogue in any text: who spoke, how sure that is, and which values were printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.listing import Listing
from forwhom.catalogue import catalogue
from forwhom.finding import Confidence
from forwhom.message_match import Match
from forwhom.phrasebook import Phrase, build
from forwhom.recognise import MAX_TEXT, recognise
from forwhom.unwrapping import unwrapped
from forwhom.verifier import Check, Message, Verifier
from tests.entries import GATEKEEPER, MISMATCH

SENTENCE = "gatekeeper: audience orders is none of billing, stock"


def speaker(*templates: str, identifier: str = "gatekeeper", builds_on: str = "", **changes: str) -> Verifier:
    """A verifier that prints these messages."""
    messages = tuple(
        Message(template=template, sample="", codes=("aud-mismatch",), exception=changes.get("exception", ""))
        for template in templates
    )
    hints = (changes["hint"],) if "hint" in changes else ()
    return replace(GATEKEEPER, id=identifier, messages=messages, hints=hints, builds_on=builds_on)


def matches(text: str, *verifiers: Verifier, named: str | None = None) -> tuple[Match, ...]:
    """What is recognised in a text with nobody else in the catalogue."""
    return recognise(text, build(verifiers or [GATEKEEPER]), named)


def test_a_message_is_recognised_with_its_values() -> None:
    """The text between the pieces is what was printed, each list read as it is written."""
    (match,) = matches(f"2026-01-01 ERROR {SENTENCE}")
    assert match.verifier == "gatekeeper"
    assert match.message is MISMATCH
    assert match.captured.found == ("orders",)
    assert match.captured.expected == ("billing", "stock")
    assert match.start == len("2026-01-01 ERROR ")


def test_letter_case_does_not_matter_but_is_kept() -> None:
    """A message is found in any letter case, and its values come as they were."""
    (match,) = matches("GATEKEEPER: AUDIENCE Orders IS NONE OF Billing")
    assert match.captured.found == ("Orders",)


@pytest.mark.parametrize("nothing", ["nothing", "[]", ""])
def test_a_value_can_be_stated_to_be_none(nothing: str) -> None:
    """What the verifier prints for no value is no value."""
    (match,) = matches(f"gatekeeper: audience {nothing} is none of billing")
    assert match.captured.found == ()


def test_the_issuers_are_captured() -> None:
    """The token's issuer and the expected one stand in holes of their own."""
    match, *_ = matches("gatekeeper: issuer https://a.example is not https://b.example\n  at main")
    assert (match.captured.issuer, match.captured.expected_issuer) == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    "text", ["", "nothing of the kind", "xgatekeeper: audience a is none of b", "gatekeeper: audience a"]
)
def test_another_text_is_not_recognised(text: str) -> None:
    """A text without all the pieces, or with the first in the middle of a word, is no message; it may resemble one."""
    assert all(match.altered for match in matches(text))


def test_a_message_ends_at_the_end_of_a_word() -> None:
    """A text that goes on in the middle of a word says something else."""
    verifier = speaker("audience refused by gate")
    assert matches("audience refused by gatehouse", verifier) == ()
    assert matches("audience refused by gate.", verifier)


def test_a_message_is_sought_at_its_later_places_too() -> None:
    """The first piece may stand in the text before the message does, but not endlessly often."""
    verifier = speaker("token: bad audience {found}.")
    assert matches("xtoken: bad audience, token: bad audience orders.", verifier)[0].captured.found == ("orders",)
    assert all(
        match.altered for match in matches("xtoken: bad audience " * 9 + "token: bad audience orders.", verifier)
    )
    assert all(match.altered for match in matches("token: bad audience", verifier))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("refused orders\n  at main.go", "orders"),
        ("[invalid bearer token, [refused orders]]", "orders"),
        ("(refused f(orders)).", "f(orders)"),
        ('{"msg":"refused orders","level":"error"}', "orders"),
        ('refused "a b" and more', "a b"),
        ("refused 'a b' and more", "a b"),
        ("refused orders (request 7)", "orders"),
        ("refused orders.", "orders"),
        ("refused ['a', 'b'] here", "a"),
        ("refused [a b", "[a b"),
    ],
)
def test_where_a_last_value_ends(text: str, found: str) -> None:
    """At the line, the closing quote or bracket, the stack trace, without the punctuation."""
    message = Message(template="refused {found}", sample="", codes=("aud-mismatch",), found_as=Listing.PYTHON)
    (match,) = matches(text, replace(GATEKEEPER, messages=(message,)))
    assert match.captured.found
    assert match.captured.found[0] == found


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE.replace(" ", "\\n"),
        SENTENCE.replace("gatekeeper", "\\u0067atekeeper"),
        SENTENCE.replace(":", "&#58;"),
        SENTENCE.replace(" ", "%20"),
        SENTENCE.replace(" ", "+"),
        SENTENCE.replace(" ", "\n   "),
        SENTENCE.replace(" ", "\\\\n"),
    ],
)
def test_the_wrappings_of_logs_are_undone(text: str) -> None:
    """Escapes, entities, URL encoding and line breaks do not hide a message."""
    (match,) = matches(text)
    assert match.captured.found == ("orders",)


def test_typographic_quotes_are_read_as_plain_ones() -> None:
    """A blog's or a chat's quotes stand for plain ones."""
    assert matches("refused \u201corders\u201d here", speaker('refused "{found}" here'))


@pytest.mark.parametrize("text", ['claim "aud" is none of ours', "claim 'aud' is none of ours", "claim `aud` is ours"])
def test_either_kind_of_quotes_is_the_message(text: str) -> None:
    """One version writes the name of a claim in single quotes, another in double ones; others are no quotes."""
    single, double = "claim 'aud' is none of ours", 'claim "aud" is none of ours'
    for template in (single, double):
        assert bool(matches(text, speaker(template))) is ("none" in text)


def test_an_ordinary_text_has_one_form() -> None:
    """A text without wrappings is searched once."""
    assert list(unwrapped("plain text")) == ["plain text"]


def test_a_text_is_searched_up_to_a_limit() -> None:
    """What stands behind the limit is not looked at."""
    assert matches(" " * MAX_TEXT + SENTENCE) == ()


@pytest.mark.parametrize(
    ("template", "hint", "confidence"),
    [
        ("audience is refused by this service", "", Confidence.CERTAIN),
        ("audience shut out", "", Confidence.LIKELY),
        ("gate is shut", "", Confidence.LIKELY),
        ("gate shut", "", Confidence.POSSIBLE),
        ("audience of the token is wrong", "", Confidence.LIKELY),
        ("audience refused", "", Confidence.POSSIBLE),
        ("audience refused", "gated", Confidence.CERTAIN),
        ("bad aud", "", Confidence.POSSIBLE),
        ("bad aud", "gated", Confidence.CERTAIN),
    ],
)
def test_a_longer_message_is_surer(template: str, hint: str, confidence: Confidence) -> None:
    """How sure it is who spoke depends on the length of the text, on hints, and on words that not everybody uses."""
    verifier = speaker(template, hint="gated")
    (match,) = matches(f"{hint}: {template}", verifier)
    assert match.confidence is confidence


@pytest.mark.parametrize(
    "text", ["Invalid token audience", "invalid token and you need another", "Invalid token: gate: expected orders"]
)
def test_everyday_words_that_begin_a_sentence_are_nobodys(text: str) -> None:
    """A few everyday words are no message where the sentence goes on, unless something hints at the speaker."""
    everyday = speaker("invalid token", hint="gated")
    assert not [match for match in matches(text, everyday) if not match.altered]
    assert matches(f"gated {text}", everyday)
    assert matches(text, everyday, named="gatekeeper")


def test_everyday_words_before_two_values_are_nobodys() -> None:
    """A message that states no values is not meant where a found and a wanted one follow its few words."""
    everyday = speaker("invalid audience")
    assert not matches('invalid audience [billing], wanted ["orders"]', everyday)
    assert matches("invalid audience [req-7]", everyday)


def test_a_line_break_does_not_leave_common_words_alone() -> None:
    """Where common words stand on one line, the longer message that goes on behind them is looked for as well."""
    long = Message(
        template="gate: invalid audience. Expected {expected}, found: {found}", sample="", codes=("aud-mismatch",)
    )
    short = Message(template="invalid audience", sample="", codes=("aud-mismatch",))
    verifier = replace(GATEKEEPER, messages=(long, short))
    found = matches("gate: invalid audience.\nExpected orders, found: billing", verifier)
    assert (found[0].captured.expected, found[0].captured.found) == (("orders",), ("billing",))


def test_a_list_inside_brackets_keeps_its_own() -> None:
    """The bracket that closes a value is not taken for that of the message."""
    message = Message(
        template="[refused {found} for {expected}]", sample="", codes=("aud-mismatch",), expected_as=Listing.PYTHON
    )
    verifier = replace(GATEKEEPER, messages=(message,))
    assert matches("[refused billing for ['orders']]", verifier)[0].captured.expected == ("orders",)
    assert matches("[refused billing for orders]", verifier)[0].captured.expected == ("orders",)


@pytest.mark.parametrize(
    "text", ["invalid token", "Error: invalid token\n    at verify (x.js:1)", "invalid token (401)"]
)
def test_everyday_words_at_the_end_of_a_line_are_a_message(text: str) -> None:
    """Where nothing follows but a stack trace or a bracket, the few words are all that was said."""
    (match,) = matches(text, speaker("invalid token"))
    assert (match.altered, match.confidence) == (False, Confidence.POSSIBLE)


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ('expected audience "orders", got "billing"', Confidence.LIKELY),
        ('Expected audience "orders", got "billing"', Confidence.POSSIBLE),
        ('gated: Expected audience "orders", got "billing"', Confidence.CERTAIN),
    ],
)
def test_everyday_words_around_quoted_values_are_anybodys(text: str, confidence: Confidence) -> None:
    """Quotation marks around a value are no program's own; another letter case makes another program more likely."""
    (match,) = matches(text, speaker('expected audience "{expected}", got "{found}"', hint="gated"))
    assert match.confidence is confidence
    assert (match.captured.expected, match.captured.found) == (("orders",), ("billing",))


def test_a_product_speaks_with_the_texts_of_its_library() -> None:
    """A text of the library is the product's too where something points to it; its entry need not repeat the text."""
    library = speaker("lib: the audience is refused", identifier="lib")
    product = speaker("product: closed", identifier="product", builds_on="lib", hint="made by product")
    text = "lib: the audience is refused"
    assert [match.verifier for match in matches(text, library, product)] == ["lib"]
    first, second = matches(f"{text}, made by product", library, product)
    assert (first.verifier, first.message) == ("product", library.messages[0])
    assert (second.verifier, second.message) == ("lib", library.messages[0])
    assert matches(text, library, product, named="product")[0].verifier == "product"


def test_the_named_verifier_is_certain() -> None:
    """Of several that print a text, the one that is named spoke."""
    rivals = [speaker("bad aud", identifier=name) for name in ("one", "other")]
    first, second = matches("bad aud", *rivals, named="other")
    assert (first.verifier, first.confidence) == ("other", Confidence.CERTAIN)
    assert (second.verifier, second.confidence) == ("one", Confidence.POSSIBLE)


def test_the_hinted_of_two_rivals_is_likely() -> None:
    """Of several that print a text, the one that other words point to comes first."""
    rivals = [speaker("bad audience value", identifier=name, hint=name) for name in ("first", "second")]
    best, _ = matches("second: bad audience value", *rivals)
    assert (best.verifier, best.confidence) == ("second", Confidence.LIKELY)


def test_an_exception_points_to_its_verifier() -> None:
    """The name of the exception, with or without its package, is a hint."""
    rivals = [
        speaker("bad audience value", identifier="first", exception="first.Refusal"),
        speaker("bad audience value", identifier="second", exception="second.Denial"),
    ]
    assert matches("second.Denial: bad audience value", *rivals)[0].verifier == "second"
    assert matches("Refusal: bad audience value", *rivals)[0].verifier == "first"


def test_who_builds_on_another_comes_after_it() -> None:
    """Where a text is another's, the one inside is surer unless something points to the one around it."""
    inner, outer = (
        speaker("audience is refused by this service", identifier="inner"),
        speaker("audience is refused by this service", identifier="outer", builds_on="inner", hint="outer"),
    )
    text = "audience is refused by this service"
    assert [match.verifier for match in matches(text, outer, inner)] == ["inner", "outer"]
    assert matches(text, outer, inner)[1].confidence is Confidence.POSSIBLE
    assert matches(f"outer: {text}", outer, inner)[1].confidence is Confidence.LIKELY


def test_common_words_count_beside_a_hint_only() -> None:
    """What many programs print points to a verifier that is named or hinted at, and to no other."""
    keeper = speaker("expired", identifier="keeper", hint="gatehouse")
    common = replace(keeper, messages=(replace(keeper.messages[0], common=True),))
    assert matches("the token is expired", common) == ()
    assert [match.verifier for match in matches("gatehouse: expired", common)] == ["keeper"]
    assert [match.verifier for match in matches("expired", common, named="keeper")] == ["keeper"]


def test_a_longer_message_hides_what_it_holds() -> None:
    """A message inside another says nothing of its own."""
    short, long = speaker("bad audience", identifier="short"), speaker("token has bad audience here", identifier="long")
    assert [match.verifier for match in matches("token has bad audience here", short, long)] == ["long"]


def test_every_verifier_is_named_once_a_place() -> None:
    """Two templates of one verifier for the same words are one match."""
    verifier = speaker("bad audience {found}", "bad audience {expected}")
    assert len(matches("bad audience orders", verifier)) == 1


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    """No text raises, with the whole catalogue."""
    assert isinstance(recognise(text, catalogue().phrasebook), tuple)


@given(st.sampled_from(catalogue().phrasebook.phrases), st.text(max_size=20))
def test_a_sample_is_recognised_in_the_middle_of_a_log(phrase: Phrase, noise: str) -> None:
    """Some verifier is recognised in a sample, whatever stands on the lines around it."""
    phrasebook = catalogue().phrasebook
    assert recognise(f"{noise}\n{phrasebook.message(phrase).sample}\n", phrasebook)


@pytest.mark.parametrize(
    "text", ["\\" * 100_000, "audience " * 30_000, "&amp;" * 50_000, "%20" * 80_000, "[" * 200_000]
)
def test_long_texts_are_searched(text: str) -> None:
    """A hostile text of some 200 KiB names nobody; `benchmarks/hostile.py` shows how long it takes."""
    assert recognise(text, catalogue().phrasebook) == ()


def test_a_match_tells_its_check() -> None:
    """The message that was recognised says what the verifier was checking."""
    (match,) = matches("gatekeeper: too late")
    assert match.message.check is Check.EXPIRY


def test_expected_values_can_stand_in_two_places() -> None:
    """A text with a single value and a list names what is expected in both."""
    verifier = speaker("wants {expected} or one of {expected_too}. Refused")
    assert matches("wants orders or one of billing. Refused", verifier)[0].captured.expected == ("orders", "billing")
    assert matches("wants [] or one of billing. Refused", verifier)[0].captured.expected == ("billing",)


def test_the_product_speaks_whose_frame_stands_before_a_library() -> None:
    """The text of a library behind that of a product on one line is what the product passes on."""
    product = replace(
        speaker("cannot admit the visitor", identifier="product", hint="porter.go"), kind="infrastructure"
    )
    library = replace(
        speaker("audience of the visitor is none of {expected}", identifier="library", hint="visitor"), kind="library"
    )
    line = "porter.go:51 cannot admit the visitor: audience of the visitor is none of orders"
    assert [one.verifier for one in matches(line, product, library)] == ["product", "library"]
    apart = line.replace(": ", "\n")
    assert matches(apart, product, library)[0].verifier == "library"
    unknown = replace(product, hints=())
    assert matches(line, unknown, library)[0].verifier == "library"


def test_an_audience_that_is_called_like_a_product_does_not_make_it_speak() -> None:
    """Words that point to a verifier count beside the values only."""
    rivals = [
        speaker("expected audience {expected} got {found}", identifier=one, hint=one) for one in ("alpha", "beta")
    ]
    first = matches("beta: expected audience alpha-web got alpha", *rivals)[0]
    assert (first.verifier, first.confidence) == ("beta", Confidence.LIKELY)
