"""The fixes that findings share, with the user's own values in them."""

from __future__ import annotations

import json
import shlex

from hypothesis import given
from hypothesis import strategies as st

from forwhom.catalogue import of
from forwhom.example import case
from forwhom.finding import Fix, Party, Snippet
from forwhom.record import replace
from forwhom.remedy import configure, filled, issue, provider_fixes, quoted, request
from forwhom.situation import Situation, consider
from forwhom.verifier import Recipe
from tests.entries import ACME, GATEKEEPER, made_up


def situation(*, verifier: str | None = None, provider: str | None = None, iss: str | None = None) -> Situation:
    """A situation with a token of a client of its own."""
    claims = {"aud": "orders", "azp": "web", **({"iss": iss} if iss else {})}
    return consider(case(claims=claims, verifier=verifier, provider=provider), made_up())


def test_the_setting_is_named_without_a_verifier() -> None:
    """With no verifier known the value is told, and nothing to paste."""
    assert configure(situation(), ("orders",)) == Fix(Party.RESOURCE_SERVER, 'set the expected audience to "orders"')


def test_the_setting_of_a_verifier_is_named() -> None:
    """With the verifier known the fix names its setting and is ready to paste."""
    fix = configure(situation(verifier="gatekeeper", iss="https://id.example"), ("orders", "billing"))
    assert fix.text == 'set the expected audience to "orders" or "billing" (gate.audiences)'
    assert fix.snippet == Snippet("python", 'Gate(audiences=["orders", "billing"], issuer="https://id.example")')


def test_a_condition_stands_before_the_fix() -> None:
    """A clause says when the fix is right."""
    assert configure(situation(), ("orders",), "if it is yours, ").text.startswith("if it is yours, set ")


def test_without_audiences_there_is_nothing_to_paste() -> None:
    """No value, no snippet."""
    fix = configure(situation(verifier="gatekeeper"), ())
    assert fix == Fix(Party.RESOURCE_SERVER, "set the expected audience (gate.audiences)")


def test_a_request_names_the_audience() -> None:
    """With no provider known the standard's parameter is named."""
    assert request(situation(), "orders").text == (
        'request the token with resource="orders" (or the provider\'s own parameter)'
    )
    assert request(situation(), None).text == "request the token with the audience of this service"


def test_a_request_as_the_provider_wants_it() -> None:
    """With the provider known its own words come, with the client that the token names."""
    fix = request(situation(provider="acme"), "orders")
    assert fix.text == "add audience to the request"
    assert fix.snippet == Snippet("text", "audience=orders client=web")


def test_what_is_not_known_stands_in_capitals() -> None:
    """An unknown audience is a word that nobody takes for a value."""
    fix = request(situation(provider="acme"), None)
    assert fix.snippet
    assert fix.snippet.code.startswith("audience=AUDIENCE ")


def test_the_authorization_server_issues_an_audience() -> None:
    """Where the provider's entry tells how, the first way is offered."""
    fix = issue(situation(provider="acme"), "orders")
    assert fix
    assert fix.party is Party.AUTHORIZATION_SERVER
    assert fix.snippet == Snippet("json", '{"aud": "orders", "iss": "ISSUER"}')


def test_all_that_a_party_can_do() -> None:
    """The entry of a provider may tell a party several ways."""
    fixes = provider_fixes(situation(provider="acme"), Party.AUTHORIZATION_SERVER, "orders")
    assert [fix.text for fix in fixes] == ["add a mapper", "or another"]


def test_nobody_knows_how_without_a_provider() -> None:
    """With no provider known there is no such fix."""
    assert issue(situation(), "orders") is None


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_value_cannot_leave_its_quotes(value: str) -> None:
    """A hostile value stays inside the quotes of a JSON snippet."""
    snippet = filled(Snippet("json", '{"aud": "$audience"}'), {"audience": value})
    assert json.loads(snippet.code) == {"aud": value}


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_value_cannot_leave_a_shell_word(value: str) -> None:
    """A hostile value stays one word of a command, and expands nothing."""
    snippet = filled(Snippet("shell", 'curl -d "audience=$audience"'), {"audience": value})
    assert shlex.split(snippet.code) == ["curl", "-d", f"audience={value}".replace("\\$", "$")] or set(value) & set(
        "$`"
    )


def test_a_shell_expands_nothing() -> None:
    """A dollar sign and a backquote are escaped."""
    snippet = filled(Snippet("shell", 'echo "$audience"'), {"audience": "$(id)`id`"})
    assert snippet.code == 'echo "\\$(id)\\`id\\`"'


def test_a_quoted_value_shows_its_blanks() -> None:
    """A value is told as JSON."""
    assert quoted("a\n ") == '"a\\n "'


def client_only(expected: str | None) -> Situation:
    """A situation with a verifier that nobody can configure."""
    asks = Recipe(text="ask the gate", language="shell", code="ask --for=$audience", party=Party.CLIENT)
    gate = replace(GATEKEEPER, recipe=asks)
    return consider(
        case(aud="orders", verifier="gatekeeper", expected=expected), of({gate.id: gate}, {}, made_up().kinds)
    )


def test_where_nobody_configures_the_verifier_the_client_asks_for_what_it_expects() -> None:
    """A fix of the setting and a request are then the same: both name what is expected, never what was found."""
    wanted = Fix(Party.CLIENT, "ask the gate", Snippet("shell", "ask --for=billing"))
    assert configure(client_only("billing"), ("orders",)) == wanted
    assert request(client_only("billing"), "billing") == wanted


def test_what_such_a_verifier_expects_may_be_unknown() -> None:
    """Then a word in capitals stands for it."""
    assert configure(client_only(None), ("orders",)).snippet == Snippet("shell", "ask --for=YOUR_AUDIENCE")


def test_a_fix_that_nobody_checked_says_so() -> None:
    """What the provider's entry marks as general knowledge keeps its mark."""
    acme = replace(ACME, inferred=("/fixes/0",))
    known = consider(case(aud="orders", provider="acme"), of({}, {"acme": acme}, made_up().kinds))
    assert [fix.text for fix in provider_fixes(known, Party.CLIENT, None)] == [
        "add audience to the request (not checked)"
    ]
    assert [fix.text for fix in provider_fixes(known, Party.AUTHORIZATION_SERVER, None)] == [
        "add a mapper",
        "or another",
    ]
