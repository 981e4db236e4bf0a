"""What follows from a case: who spoke, what was found and expected, and what is ruled out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forwhom.audience.audience import Shape
from forwhom.audience.difference import Kind
from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.audience.match import ENVOY, EXACT
from forwhom.case import Case, SeenOutcome
from forwhom.catalogue import Catalogue, of
from forwhom.example import case
from forwhom.finding import Confidence, Where
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import decode
from forwhom.situation import Situation, consider
from forwhom.token_kind import TokenKind
from forwhom.verifier import Check, Message, Verifier
from tests.entries import GATEKEEPER, made_up

REFUSED = "gatekeeper: audience orders is none of billing, stock"


def situation(one: Case | None = None, known: Catalogue | None = None) -> Situation:
    """The situation of a case, with the made-up catalogue unless another is given."""
    return consider(one or Case(), known or made_up())


def alone(verifier: Verifier) -> Catalogue:
    """A catalogue of one verifier."""
    return of({verifier.id: verifier}, {}, made_up().kinds)


def test_nothing_is_known_of_an_empty_case() -> None:
    """Without evidence nothing is found, expected, met or predicted."""
    empty = situation()
    assert (empty.audience, empty.met, empty.prediction, empty.verifier, empty.provider) == (None,) * 5
    assert empty.found == empty.expected == ()
    assert empty.pairs == ()
    assert not empty.refused


@pytest.mark.parametrize(
    ("aud", "shape"),
    [
        (None, Shape.NULL),
        ("", Shape.EMPTY_STRING),
        ([], Shape.EMPTY_ARRAY),
        (7, Shape.NUMBER),
        ("orders", Shape.STRING),
    ],
)
def test_the_shapes_of_a_claim_are_told_apart(aud: JsonValue, shape: Shape) -> None:
    """Null, empty, wrong type and a value are each what they are."""
    found = situation(case(aud=aud)).audience
    assert found
    assert found.shape is shape


def test_what_a_token_was_issued_as_is_not_inferred() -> None:
    """Where the kind is known, claims that look like another kind's do not change it."""
    told = situation(replace(case(claims={"aud": "client", "scope": "read"}), kind=TokenKind.ID_TOKEN)).kind
    assert (told.kind, told.confidence) == (TokenKind.ID_TOKEN, Confidence.CERTAIN)


def test_claims_without_an_audience_have_none() -> None:
    """Claims that are known and hold no aud are absent, not unknown."""
    found = situation(case(sub="alice")).audience
    assert found
    assert found.shape is Shape.ABSENT


def test_claims_that_were_cut_off_may_have_an_audience() -> None:
    """Of a token that breaks off before aud nothing is known."""
    # {"alg":"HS256"} and {"sub":"alice","scope":"re, cut in the middle
    token = decode("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSIsInNjb3BlIjoicmU")
    assert token.claims == {"sub": "alice"}
    assert situation(Case(token=token)).audience is None


def test_the_values_of_a_message_stand_for_the_token() -> None:
    """What the verifier prints is found and expected when there is no token."""
    read = situation(case(error=REFUSED))
    assert read.found == ("orders",)
    assert read.expected == ("billing", "stock")
    assert read.seen_in is Where.ERROR
    assert read.claims["aud"] == "orders"
    assert read.met is False


def test_several_values_of_a_message_are_an_array() -> None:
    """A verifier without a catalogue entry may print a list."""
    read = situation(case(error='bad audience: found ["a", "b"], expected c'))
    assert read.found == ("a", "b")
    assert read.audience
    assert read.audience.is_array


def test_the_one_value_too_many_is_not_the_whole_audience() -> None:
    """A message that complains of a value beside the expected one does not show the others."""
    beside = Message(template="no trust in {found}", sample="", codes=("aud-many-unsupported", "aud-mismatch"))
    read = situation(
        case(error="no trust in billing", expected="orders", verifier="gatekeeper"),
        alone(replace(GATEKEEPER, messages=(beside,))),
    )
    assert (read.audience, read.pairs) == (None, ())
    assert next(iter(read.suspects)) == "aud-many-unsupported"


def test_the_token_wins_over_the_message() -> None:
    """The claims at hand are believed rather than what the message printed of them."""
    read = situation(case(error=REFUSED, aud="other"))
    assert read.found == ("other",)
    assert read.seen_in is Where.CLAIMS


def test_the_message_wins_over_the_settings() -> None:
    """What the running verifier says that it expects is believed rather than what somebody says is configured."""
    read = situation(case(error=REFUSED, expected="warehouse"))
    assert read.expected == ("billing", "stock")
    assert read.configured.values == ("warehouse",)


def test_settings_that_hold_more_than_the_message_are_kept() -> None:
    """A message that prints some of the configured values contradicts nothing."""
    read = situation(case(error=REFUSED, expected=("billing", "stock", "warehouse")))
    assert read.expected == ("billing", "stock", "warehouse")


def test_a_message_can_state_that_nothing_was_found() -> None:
    """What the verifier prints for no audience is an absent one."""
    read = situation(case(error="gatekeeper: audience nothing is none of billing"))
    assert read.audience
    assert read.audience.shape is Shape.ABSENT
    assert read.seen_in is Where.ERROR


def test_a_message_that_can_only_mean_a_missing_audience() -> None:
    """Also without values such a message says what was found."""
    read = situation(case(error="gatekeeper: token without audience"))
    assert read.audience
    assert read.audience.shape is Shape.ABSENT


def test_a_message_can_state_that_nothing_is_expected() -> None:
    """What the verifier prints for no setting means that none is configured, unless the settings are known."""
    message = "gatekeeper: audience orders is none of nothing"
    assert situation(case(error=message)).expectation.audiences is NONE_CONFIGURED
    assert situation(case(error=message, expected="stock")).expected == ("stock",)


@pytest.mark.parametrize("hidden", ["[PII is hidden]", "<redacted>", "***"])
def test_a_hidden_value_is_no_value(hidden: str) -> None:
    """A phrase in place of a value tells nothing."""
    read = situation(case(error=f"gatekeeper: audience {hidden} is none of {hidden}"))
    assert read.audience is None
    assert read.expectation.audiences is UNKNOWN
    assert situation(case(expected=hidden)).expectation.audiences is UNKNOWN


def test_code_that_prints_a_message_has_no_values() -> None:
    """Where the source of a message stands in the text, variables stand where its values would."""
    error = "gatekeeper: audience ' + found + ' is none of ' + expected);"
    assert (situation(case(error=error, verifier="gatekeeper")).found) == ()


def test_an_empty_setting_is_kept() -> None:
    """A value that was configured as empty is not the same as a hidden one."""
    assert situation(case(expected="")).expected == ("",)


def test_the_issuers_of_a_message() -> None:
    """The token's issuer and the expected one are taken from the message where nothing else tells them."""
    message = "gatekeeper: issuer https://a.example is not https://b.example"
    read = situation(case(error=message))
    assert read.claims["iss"] == "https://a.example"
    assert read.expectation.issuers == ("https://b.example",)
    known = situation(case(error=message, iss="https://c.example", issuer="https://d.example"))
    assert known.claims["iss"] == "https://c.example"
    assert known.expectation.issuers == ("https://d.example",)


def test_who_spoke_is_recognised() -> None:
    """With nobody named the best match spoke; a name that nobody knows is not replaced by who only likely spoke."""
    assert situation(case(error=REFUSED, verifier="gatekeeper")).verifier is GATEKEEPER
    assert situation(case(error="lenient: never"), made_up()).verifier is made_up().verifiers["lenient"]
    assert situation(case(error=REFUSED, verifier="something else")).verifier is None


def test_the_library_within_an_unknown_product_is_recognised() -> None:
    """What surely is its text was compared by its rules, whatever the product around it is called."""
    error = "gatekeeper.Error: lenient: never"
    known = alone(
        replace(GATEKEEPER, messages=(Message(template="lenient: never", sample="", codes=("aud-mismatch",)),))
    )
    read = situation(case(error=error, verifier="something else"), known)
    assert [match.confidence for match in read.matches] == [Confidence.CERTAIN]
    assert read.verifier is known.verifiers["gatekeeper"]
    assert read.product == "something else"
    assert situation(case(error=error, verifier="gatekeeper"), known).product is None


def test_who_may_have_spoken_is_no_speaker() -> None:
    """A text of anybody names no verifier, and its plain words say what was expected and what was found."""
    anybody = Message(template="Bad audience: {found}", sample="", codes=("aud-mismatch",))
    known = alone(replace(GATEKEEPER, messages=(anybody,)))
    one = situation(case(error="Bad audience: expected orders, got billing"), known)
    assert [match.confidence for match in one.matches] == [Confidence.POSSIBLE]
    assert one.verifier is None
    assert (one.expected, one.found) == (("orders",), ("billing",))


def test_what_stands_behind_words_of_anybody_counts() -> None:
    """A value after a text that many print is read, though the text of the one that is known has none."""
    anybody = Message(template="invalid audience", sample="", codes=("aud-mismatch",))
    known = alone(replace(GATEKEEPER, messages=(anybody,)))
    one = situation(case(error="Error: invalid audience [account]"), known)
    assert [match.confidence for match in one.matches] == [Confidence.POSSIBLE]
    assert one.found == ("account",)


def test_a_product_expects_its_own_audience() -> None:
    """Where nothing else is known, a product wants what it always wants; a token that has it is refused for more."""
    known = alone(replace(GATEKEEPER, own=("gate",)))
    error = "gatekeeper: access refused for reasons"
    assert situation(case(error=error, aud="orders"), known).expected == ("gate",)
    assert situation(case(error=error, aud="orders", expected="billing"), known).expected == ("billing",)
    assert situation(case(error=error, aud="gate"), known).expectation.audiences is UNKNOWN
    assert situation(case(error=error), known).expectation.audiences is UNKNOWN


def test_the_provider_is_named_or_recognised() -> None:
    """A name is certain, an issuer in the form of one provider alone too."""
    named = situation(case(provider="Acme ID"))
    assert named.provider
    assert (named.provider.id, named.provider_confidence) == ("acme", Confidence.CERTAIN)
    seen = situation(case(iss="https://id.acme.example/shop", provider="nobody knows it"))
    assert seen.provider
    assert seen.provider.id == "acme"


def test_whether_the_audience_is_met_as_the_standard_asks() -> None:
    """With no verifier known, one equal value is enough, and nothing can be said without a setting."""
    assert situation(case(aud=["a", "b"], expected=("b", "c"))).met is True
    assert situation(case(aud="a", expected="b")).met is False
    assert situation(case(aud=["a", 7], expected="a")).met is False
    assert situation(case(aud="a", expected=())).met is None
    assert situation(case(aud="a")).met is None


def test_whether_the_audience_is_met_as_the_verifier_asks() -> None:
    """With the verifier known, its own rules decide."""
    assert situation(case(aud=["a"], expected="a", verifier="lenient")).met is False
    assert situation(case(aud=["a"], expected="a", verifier="gatekeeper")).met is True


def test_pairs_come_nearest_first() -> None:
    """Every found value is held against every expected one; the nearest comes first, with its place in the claim."""
    read = situation(case(aud=["billing", "orders/"], expected=("orders", "stock")))
    assert len(read.pairs) == 4
    assert (read.pairs[0].found, read.pairs[0].expected, read.pairs[0].index) == ("orders/", "orders", 1)
    assert read.nearest(Kind.SLASH) is read.pairs[0]
    assert read.nearest(Kind.CASE) is None


def test_there_are_no_pairs_when_the_audience_is_met() -> None:
    """One equal value is enough, also beside others."""
    read = situation(case(aud=["a", "b"], expected="a"))
    assert read.pairs == ()
    assert read.nearest(Kind.OTHER) is None


def test_empty_values_make_no_pair() -> None:
    """An empty value is not near to anything."""
    assert situation(case(aud="", expected="orders")).pairs == ()


def test_what_the_verifier_forgives_makes_no_pair() -> None:
    """A pair that the verifier takes as equal is not what it refuses."""
    rules = replace(GATEKEEPER.audience, compare=ENVOY, string_only=GATEKEEPER.messages[1])
    known = alone(replace(GATEKEEPER, audience=rules))
    read = situation(case(aud=["https://a/"], expected="http://a", verifier="gatekeeper"), known)
    assert read.met is False
    assert read.pairs == ()


def test_many_values_make_a_bounded_number_of_pairs() -> None:
    """A token with thousands of audiences is not held against thousands of settings."""
    many: list[JsonValue] = [f"a{number}" for number in range(5000)]
    read = situation(case(aud=many, expected=tuple(f"b{number}" for number in range(5000))))
    assert len(read.pairs) == 24 * 24


@pytest.mark.parametrize(
    ("error", "speaks", "blames"),
    [(None, True, False), ("invalid audience", True, True), ("invalid audience, bad signature", True, False)],
)
def test_whether_a_message_is_about_the_audience(error: str | None, *, speaks: bool, blames: bool) -> None:
    """No message leaves everything open; a message about two matters blames neither alone."""
    read = situation(case(error=error))
    assert (read.speaks_of_audience, read.blames_audience) == (speaks, blames)


def test_what_was_checked_before() -> None:
    """A verifier that has come to the audience has passed its earlier checks."""
    assert situation(case(error=REFUSED, verifier="gatekeeper")).passed == {Check.ISSUER, Check.EXPIRY}


@pytest.mark.parametrize(
    "verifier",
    [
        replace(GATEKEEPER, reports_all="all: {failures}"),
        replace(GATEKEEPER, in_token_order=True),
        replace(GATEKEEPER, order=(Check.ISSUER,)),
    ],
)
def test_when_nothing_is_known_of_earlier_checks(verifier: Verifier) -> None:
    """A verifier without an order, or that reports everything at once, tells nothing of the other checks."""
    assert situation(case(error=REFUSED, verifier="gatekeeper"), alone(verifier)).passed == frozenset()


def test_another_speaker_tells_nothing_of_the_named_one() -> None:
    """A message of one verifier shows nothing of the checks of another."""
    assert situation(case(error=REFUSED, verifier="lenient")).passed == frozenset()


def test_a_refusal_is_seen_or_told() -> None:
    """A message is a refusal, and so is a refusal that was seen without one."""
    assert situation(case(error="x")).refused
    assert situation(Case(outcome=SeenOutcome.REJECTED)).refused
    assert not situation(Case(outcome=SeenOutcome.ACCEPTED)).refused


def test_a_prediction_needs_a_verifier_and_a_token() -> None:
    """With both the real message is predicted, with one alone nothing."""
    predicted = situation(case(aud="orders", expected="billing", verifier="gatekeeper")).prediction
    assert predicted
    assert predicted.message == "gatekeeper: audience orders is none of billing"
    assert situation(case(expected="billing", verifier="gatekeeper")).prediction is None
    assert situation(case(aud="orders", expected="billing")).prediction is None


def test_time_that_was_checked_before_is_not_held_against_the_token() -> None:
    """A token that has expired since the refusal is predicted as it was then."""
    one = case(error=REFUSED, verifier="gatekeeper", aud="orders", exp=1767225600, now=1767229200)
    predicted = situation(one).prediction
    assert predicted
    assert predicted.check is Check.AUDIENCE


def test_how_audiences_are_compared() -> None:
    """The verifier's way is named, or what is assumed without one."""
    assert situation().comparison is EXACT
    assert situation().compares == (
        "no verifier is known, so RFC 7519 is assumed, which compares audience values exactly, character by character"
    )
    assert situation(case(verifier="gatekeeper")).compares == (
        "Gatekeeper compares audience values exactly, character by character"
    )


def test_what_is_usually_forgiven_can_be_refused() -> None:
    """A verifier that refuses what its rule forgives is another version: the two are held together exactly."""
    forgiving = alone(replace(GATEKEEPER, audience=replace(GATEKEEPER.audience, compare=ENVOY)))
    refused = situation(
        case(aud="https://a.example/", expected="https://a.example", error="audience refused", verifier="gatekeeper"),
        forgiving,
    )
    assert (refused.met, refused.strict, refused.comparison, refused.prediction) == (False, True, EXACT, None)
    assert refused.nearest(Kind.SLASH)
    assert refused.compares.startswith("Gatekeeper usually compares")
    assert refused.compares.endswith("so its version or a setting differs")
    accepted = situation(case(aud="https://a.example/", expected="https://a.example", verifier="gatekeeper"), forgiving)
    assert (accepted.met, accepted.strict) == (True, False)


@pytest.mark.parametrize("hidden", ["[PII is hidden]", "[PII of type 'System.String' is hidden.]", "System.String"])
def test_a_phrase_in_place_of_an_issuer_is_no_issuer(hidden: str) -> None:
    """What a program hides on both sides is not the same value twice."""
    text = f"gatekeeper: issuer {hidden} is not {hidden}"
    template = replace(GATEKEEPER.messages[0], template="gatekeeper: issuer {issuer} is not {expected_issuer}")
    seen = situation(Case(error=text), alone(replace(GATEKEEPER, messages=(template,))))
    assert "iss" not in seen.claims
    assert seen.expectation.issuers is None


def test_a_blacked_out_value_is_only_likely() -> None:
    """About values that somebody shortened nothing is certain."""
    assert situation().sure("a", "b") is Confidence.CERTAIN
    assert situation().sure("a", "xxxx") is Confidence.LIKELY


def test_the_limits_of_the_expectation_are_kept() -> None:
    """Algorithms and leeway come from the settings, whatever the message says."""
    given = Expectation(algorithms=("RS256",), leeway=5)
    read = situation(replace(case(error=REFUSED), expectation=given))
    assert (read.expectation.algorithms, read.expectation.leeway) == (("RS256",), 5)


def test_what_only_a_message_states_foretells_nothing_but_the_audience() -> None:
    """A message names the audience; that the token has no issuer does not follow from it."""
    spoken = "gatekeeper: audience orders is none of billing"
    alone_in_the_message = situation(case(error=spoken, issuer="https://id.example", verifier="gatekeeper"))
    assert alone_in_the_message.prediction is None
    with_claims = situation(case(error=spoken, issuer="https://id.example", aud="orders", verifier="gatekeeper"))
    assert with_claims.prediction is not None
    assert with_claims.prediction.check is Check.ISSUER
    without_issuer = situation(case(error=spoken, verifier="gatekeeper"))
    assert without_issuer.prediction is not None
    assert without_issuer.prediction.check is Check.AUDIENCE
