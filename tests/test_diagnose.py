"""From a case to a diagnosis: what is the cause, what a consequence, and what nobody can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.case import Case, SeenOutcome
from forwhom.catalogue import catalogue, of
from forwhom.diagnose import diagnose
from forwhom.diagnosis import Diagnosis
from forwhom.example import case
from forwhom.finding import Confidence, Severity
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import decode, from_parts
from tests.entries import ACME, GATEKEEPER, made_up

REFUSED = "gatekeeper: audience orders is none of billing"
HIDDEN = "gatekeeper: access refused for reasons"


def of_case(one: Case) -> Diagnosis:
    """The diagnosis with the made-up catalogue."""
    return diagnose(one, made_up())


def codes(diagnosis: Diagnosis) -> list[str]:
    """The codes of all findings, in their order."""
    return [finding.code for finding in diagnosis.findings]


def causes(diagnosis: Diagnosis) -> list[str]:
    """The codes of the causes, best first."""
    return [cause.id for cause in diagnosis.causes]


def test_an_empty_case_says_nothing() -> None:
    """Without evidence there is no cause, no verdict and no fix."""
    empty = diagnose(Case())
    assert (empty.verdict, empty.causes, empty.findings, empty.fixes) == ("undetermined", (), (), ())


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": 1767225600}, "aud-missing"),
        ({"aud": None}, "aud-wrong-type"),
        ({"aud": ""}, "aud-empty"),
        ({"aud": []}, "aud-empty"),
        ({"aud": 7}, "aud-wrong-type"),
        ({"aud": "billing"}, "aud-mismatch"),
    ],
)
def test_six_troubles_are_told_apart(claims: dict[str, JsonValue], code: str) -> None:
    """Absent, null, empty string, empty array, wrong type and wrong value each have a finding of their own."""
    first = of_case(case(claims=claims, expected="orders", verifier="gatekeeper"))
    assert causes(first)[0] == code
    others = {"aud-missing", "aud-wrong-type", "aud-empty", "aud-mismatch"} - {code}
    assert others.isdisjoint(codes(first))


def test_the_titles_of_six_troubles_differ() -> None:
    """In words, too, they are six."""
    values: tuple[JsonValue, ...] = (None, "", [], 7, "billing")
    titles = [of_case(case(aud=aud, expected="orders")).findings[0].title for aud in values]
    titles.append(of_case(case(exp=1767225600, expected="orders")).findings[0].title)
    assert len(set(titles)) == 6


def test_the_specific_finding_silences_the_generic() -> None:
    """A slash too many is not also another service."""
    assert codes(of_case(case(aud="orders/", expected="orders"))) == ["aud-trailing-slash"]


def test_a_possible_finding_silences_nothing() -> None:
    """What is only possible does not hide what is likely."""
    found = of_case(case(error="gatekeeper: audience orders is none of billing", verifier="gatekeeper"))
    assert causes(found)[0] == "aud-mismatch"


def test_certain_comes_before_likely() -> None:
    """Of two causes the surer one comes first, whatever its precedence."""
    both = of_case(case(aud="web", azp="web", scope="a", expected="https://orders.example", iss="a", issuer="b"))
    assert causes(both) == ["iss-mismatch", "aud-is-client-id"]


def test_what_explains_the_message_comes_first() -> None:
    """A finding that the message cannot mean comes after those that it can, however sure it is."""
    read = of_case(case(error=REFUSED, iss="a", issuer="b", verifier="gatekeeper"))
    assert causes(read)[0] == "aud-mismatch"
    assert "iss-mismatch" in causes(read)


def test_evidence_comes_before_a_message_of_which_nothing_is_sure() -> None:
    """Where nobody knows who said a few words and what they mean, what token and setting show comes first."""
    vague = replace(GATEKEEPER.messages[0], template="no go", codes=("token-expired",))
    known = of({"gatekeeper": replace(GATEKEEPER, messages=(vague,))}, {}, catalogue().kinds)
    read = diagnose(case(error="no go", aud="orders/", expected="orders"), known)
    assert [(cause.id, cause.confidence) for cause in read.causes] == [
        ("aud-trailing-slash", Confidence.CERTAIN),
        ("token-expired", Confidence.POSSIBLE),
    ]


def test_the_values_beside_a_shortened_message_count() -> None:
    """A message that is quoted from memory still states both values, by the words before them."""
    told = "AKV10022 Invalid Audience. Expected https://vault.azure.net, found: https://stock.vault.azure.net"
    situation = diagnose(case(error=told)).situation
    assert situation.found == ("https://stock.vault.azure.net",)
    assert situation.expected == ("https://vault.azure.net",)


def test_cause_comes_before_consequence() -> None:
    """A token for another API cannot be verified here: that is the cause, and the signature is not mentioned."""
    graph = diagnose(case(aud="https://graph.microsoft.com", expected="api://orders", signature_valid=False))
    assert causes(graph) == ["aud-other-resource"]


def test_what_the_message_can_mean_is_reported() -> None:
    """Without values the codes of the message are reported, the first as likely."""
    read = of_case(case(error=HIDDEN, verifier="gatekeeper"))
    assert [(cause.id, cause.confidence) for cause in read.causes if cause.id in {"aud-mismatch", "iss-mismatch"}] == [
        ("aud-mismatch", Confidence.LIKELY),
        ("iss-mismatch", Confidence.POSSIBLE),
    ]
    assert read.findings[0].because == "Gatekeeper hides its reasons"


def test_a_message_without_a_note_is_quoted() -> None:
    """Why a finding is reported is told by the template, or by the words of an unknown message."""
    known = of_case(case(error="gatekeeper: too late", verifier="gatekeeper"))
    assert known.findings[0].because == '"gatekeeper: too late" is what gatekeeper prints then'
    unknown = of_case(case(error="jwt expired"))
    assert unknown.findings[0].because.startswith("the words of the message say so")


def test_one_meaning_of_a_message_does_not_rule_out_another() -> None:
    """What was not configured hides a mismatch where evidence says so, and not where one text stands for both."""
    both = replace(GATEKEEPER.messages[0], template="no entry", codes=("audience-not-configured", "aud-mismatch"))
    known = of({"gatekeeper": replace(GATEKEEPER, messages=(both,))}, {}, catalogue().kinds)
    read = diagnose(case(error="no entry", verifier="gatekeeper"), known)
    assert causes(read) == ["audience-not-configured", "aud-mismatch"]


def test_a_quoted_message_shows_where_its_values_stand() -> None:
    """The values are not named where the text is quoted as what a verifier prints."""
    late = replace(GATEKEEPER.messages[0], template="too late by {seconds} s", codes=("token-expired",), note="")
    known = of({"gatekeeper": replace(GATEKEEPER, messages=(late,))}, {}, catalogue().kinds)
    read = diagnose(case(error="too late by 5 s", verifier="gatekeeper"), known)
    assert read.findings[0].because == '"too late by ... s" is what gatekeeper prints then'


def test_words_inside_a_known_message_are_told_as_words() -> None:
    """What only the words inside a frame say is not put into the mouth of the catalogue."""
    read = of_case(case(error=f"{HIDDEN}: audience: expected stock, got orders; bad signature", verifier="gatekeeper"))
    signature = next(finding for finding in read.findings if finding.code == "signature-invalid")
    assert signature.because.startswith("the words of the message say so")


def test_what_the_evidence_rules_out_is_not_reported() -> None:
    """A message that can mean the issuer does not, when the issuer agrees."""
    read = of_case(case(error=HIDDEN, verifier="gatekeeper", iss="a", issuer="a", aud="orders", expected="billing"))
    assert "iss-mismatch" not in codes(read)


def test_a_code_that_no_finding_has_is_left_out() -> None:
    """A catalogue may name more than it explains."""
    message = replace(GATEKEEPER.messages[4], codes=("no-such-code", "aud-mismatch"))
    known = of({"gatekeeper": replace(GATEKEEPER, messages=(message,))}, {}, made_up().kinds)
    assert "aud-mismatch" in causes(diagnose(case(error=HIDDEN), known))
    assert "no-such-code" not in codes(diagnose(case(error=HIDDEN), known))


def test_the_usual_mistakes_of_a_provider() -> None:
    """What people usually get wrong with the provider is possible, where the message can mean it."""
    read = of_case(case(error=HIDDEN, verifier="gatekeeper", provider="acme"))
    usual = next(finding for finding in read.findings if finding.code == "aud-trailing-slash")
    assert usual.confidence is Confidence.POSSIBLE
    assert usual.because == "this is a usual mistake with Acme ID: the slash is forgotten"
    assert "token-expired" not in codes(read)


def test_a_usual_mistake_that_nobody_checked_says_so() -> None:
    """What the provider's entry marks as general knowledge keeps its mark."""
    acme = replace(ACME, inferred=("/mistakes/0",))
    known = of(made_up().verifiers, {"acme": acme}, made_up().kinds)
    told = diagnose(case(provider="acme", error=REFUSED.replace("orders", "[REDACTED]")), known)
    because = [finding.because for finding in told.findings if finding.code == "aud-trailing-slash"]
    assert because == ["this is a usual mistake with Acme ID: the slash is forgotten (not checked)"]


def test_an_opaque_token_explains_a_message_about_its_audience() -> None:
    """What cannot be read has no audience that could match."""
    opaque = case(token="337f73db5848dde6d2c76ca2af868487b19991b7", error="Invalid audience")
    assert causes(of_case(opaque)) == ["token-opaque"]


@pytest.mark.parametrize(
    "one",
    [
        case(provider="acme"),
        case(error=REFUSED, provider="acme", verifier="gatekeeper"),
        case(error=HIDDEN, provider="acme", aud="orders", expected="orders/"),
    ],
)
def test_usual_mistakes_are_not_named_when_a_cause_is_seen(one: Case) -> None:
    """Without a refusal, or with a certain cause, nobody needs a guess."""
    assert not [finding for finding in of_case(one).findings if "usual mistake" in finding.because]


def test_a_token_that_has_expired_since_is_a_remark() -> None:
    """A token pasted after the refusal has expired by now; that is no cause and offers no fix."""
    read = of_case(
        case(error=REFUSED, verifier="gatekeeper", aud="orders", expected="billing", exp=1767225600, now=1767229200)
    )
    remark = next(finding for finding in read.findings if finding.code == "token-expired")
    assert remark.severity is Severity.NOTE
    assert remark.fixes == ()
    assert "token-expired" not in causes(read)
    assert read.findings[-1] is remark
    assert remark.because.startswith("Gatekeeper checks the time before")


def test_whether_it_had_expired_by_then_may_be_unknown() -> None:
    """With no verifier known the order of its checks is not known."""
    read = of_case(case(error="invalid audience", aud="orders", exp=1767225600, now=1767229200))
    remark = next(finding for finding in read.findings if finding.code == "token-expired")
    assert remark.because.endswith("cannot be told")


def test_an_expired_token_is_a_cause_when_the_message_says_so() -> None:
    """A message about the time makes it the cause."""
    read = of_case(
        case(error="gatekeeper: too late", verifier="gatekeeper", aud="orders", exp=1767225600, now=1767229200)
    )
    assert causes(read) == ["token-expired"]


def test_the_message_beats_the_settings() -> None:
    """What the verifier itself expects is held against the token, and that is said."""
    read = of_case(case(error="gatekeeper: audience orders is none of orders/", expected="orders"))
    assert causes(read)[0] == "aud-trailing-slash"
    assert "the message states another expected audience than the settings; the message is believed" in read.assumed


def test_values_that_agree_and_are_refused() -> None:
    """Where the message prints two equal values, a stray character is the cause, not a mismatch."""
    read = of_case(case(error="gatekeeper: audience orders is none of orders", verifier="gatekeeper"))
    assert causes(read)[0] == "aud-stray-characters"
    assert "aud-mismatch" not in codes(read)


def test_settings_that_agree_and_are_refused() -> None:
    """Where token and setting agree and the verifier refuses for the audience, its limits are the cause."""
    read = of_case(case(error="bad audience", aud="orders", expected="orders"))
    assert causes(read)[0] == "verifier-limit"


def test_what_is_configured_may_not_be_what_runs() -> None:
    """Where it agrees and is refused, the message may still mean a setting that is not read."""
    read = diagnose(
        case(error="Invalid AppId passed on token: orders", aud="orders", expected="orders", verifier="botframework")
    )
    assert causes(read)[:2] == ["verifier-limit", "audience-setting-unresolved"]


def test_the_assumption_without_a_verifier_is_stated() -> None:
    """The standard's comparison is assumed, and nobody is left in doubt about it."""
    assert any("RFC 7519" in line for line in of_case(case(aud="a", expected="b")).assumed)
    assert of_case(case(aud="a", expected="b", verifier="gatekeeper")).assumed == ()


def test_redacted_values_ask_for_the_real_ones() -> None:
    """Where values were blacked out nothing is certain, and the next step says what to compare."""
    read = of_case(case(aud="api://xxxx-1", expected="api://xxxx-2"))
    assert all(cause.confidence is not Confidence.CERTAIN for cause in read.causes)
    assert read.next_steps[0].startswith('the value "api://xxxx-1" was shortened or blacked out')


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (replace(case(aud="a", expected="b"), outcome=SeenOutcome.ACCEPTED), "accepted"),
        (replace(case(aud="a", expected="a"), outcome=SeenOutcome.REJECTED), "rejected"),
        (case(error="x"), "rejected"),
        (case(aud="a", expected="a", verifier="gatekeeper"), "accepted"),
        (case(aud="a", expected="b", verifier="gatekeeper"), "rejected"),
        (case(aud="a", verifier="gatekeeper"), "undetermined"),
        (case(aud="a", expected="b"), "rejected"),
        (case(aud="a", expected="a"), "accepted"),
        (case(aud="a"), "undetermined"),
        (case(aud="a", expected="a", header={"alg": "RS256"}, algorithm="ES256"), "rejected"),
    ],
)
def test_the_verdict(one: Case, verdict: str) -> None:
    """What was seen comes first, then what the verifier is predicted to do, then what the findings say."""
    assert of_case(one).verdict == verdict


def test_the_verifiers_that_may_have_spoken() -> None:
    """The named one comes first, also when nobody knows it; then those that print such a text."""
    assert [named.id for named in of_case(case(error=REFUSED, verifier="Gate Keeper Lib")).verifiers] == [
        "gatekeeper",
        "porter",
    ]
    assert of_case(case(verifier="Some Thing")).verifiers[0].id == "some-thing"


def test_a_product_that_nobody_knows_is_named_before_its_library() -> None:
    """The message is the library's, and who prints it is known better than we know the product."""
    read = diagnose(Case(error="Audiences in Jwt are not allowed", verifier="My Mesh"))
    assert [one.id for one in read.verifiers][:2] == ["my-mesh", "envoy-jwt-authn"]


def test_the_provider_is_named() -> None:
    """The provider comes with how sure it is."""
    named = of_case(case(iss="https://id.acme.example/shop")).provider
    assert named
    assert named.id == ACME.id
    assert of_case(Case()).provider is None


def test_the_same_fix_is_offered_once() -> None:
    """At most six fixes of all causes, none of them twice."""
    fixes = of_case(case(error=HIDDEN, verifier="gatekeeper", provider="acme")).fixes
    assert len(set(fixes)) == len(fixes) <= 6


def test_at_most_five_causes() -> None:
    """Nobody reads more; all findings are kept all the same."""
    message = replace(GATEKEEPER.messages[4], codes=tuple(list(made_up().kinds)[:12]))
    known = of({"gatekeeper": replace(GATEKEEPER, messages=(message,))}, {}, made_up().kinds)
    read = diagnose(case(error=HIDDEN), known)
    assert len(read.causes) == 5
    assert len(read.findings) > 5


json_values: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    ["aud", "iss", "sub", "exp", "nbf", "iat", "azp", "client_id", "scope", "nonce", "typ", "token_use", "audience"]
)
objects = st.dictionaries(names | st.text(max_size=6), json_values, max_size=6)
strings = st.lists(st.text(max_size=16), max_size=3).map(tuple)
samples = st.sampled_from([message.sample for one in catalogue().verifiers.values() for message in one.messages])
cases = st.builds(
    Case,
    error=st.none() | st.text() | samples,
    token=st.none() | st.text().map(decode) | st.builds(from_parts, st.none() | objects, st.none() | objects),
    expectation=st.builds(
        Expectation,
        audiences=st.sampled_from([UNKNOWN, NONE_CONFIGURED]) | strings,
        issuers=st.none() | strings.filter(bool),
        algorithms=st.none() | strings,
        leeway=st.floats(0, 1e6),
    ),
    verifier=st.none() | st.text(max_size=8) | st.sampled_from(sorted(catalogue().verifiers)),
    provider=st.none() | st.text(max_size=8) | st.sampled_from(sorted(catalogue().providers)),
    outcome=st.none() | st.sampled_from(SeenOutcome),
    signature_valid=st.none() | st.booleans(),
    now=st.none() | st.floats(0, 1e12),
)


@given(cases)
@settings(max_examples=150, deadline=None)
def test_any_case_can_be_diagnosed(one: Case) -> None:
    """Nothing raises, causes are findings, and the same case gives the same answer."""
    first = diagnose(one)
    assert set(causes(first)) <= set(codes(first))
    assert first.verdict in {"accepted", "rejected", "undetermined"}
    assert len(first.checklist) == 6
    assert codes(diagnose(one)) == codes(first)


def test_the_audience_of_another_api_is_not_proposed() -> None:
    """Of what the token names, the provider's own API is never to be expected."""
    aud: list[JsonValue] = ["https://orders.example", "https://acme.eu.auth0.com/userinfo"]
    read = diagnose(
        case(aud=aud, iss="https://acme.eu.auth0.com/", expected=(), verifier="pyjwt", error="Invalid audience")
    )
    snippet = read.fixes[0].snippet
    assert snippet
    assert 'audience=["https://orders.example"]' in snippet.code
